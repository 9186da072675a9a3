"""The least that a window with a line of Chinese costs: what a start is compared with.

Run by path, as the program is; prints what `first_text` prints.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

LINE = "一本舊書放在桌上，紙已經黃了，字還是清楚的。"


class Floor(QWidget):
    """Paints one line, tells when, and ends the process."""

    def paintEvent(self, event: object) -> None:
        with QPainter(self) as painter:
            painter.drawText(40, 80, LINE)
        at, cpu = time.monotonic(), time.process_time()
        from tests.bench.meters import proportional_memory

        print(at, cpu, proportional_memory(), flush=True)
        os._exit(0)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    window = Floor()
    window.resize(1440, 900)
    window.show()
    application.exec()

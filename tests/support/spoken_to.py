"""A window in a process of its own, that is told by lines what a user does: see `test_spoken`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.gui.article.device_state import DeviceState
from reader.gui.window.main_window import MainWindow
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from reader.text.offsets import TextRange


def main(article: Path, folder: Path) -> int:
    """Open an article and do what is asked for, until there is no more.

    Lines are `listened`, which is answered once anybody listens, `key SEQUENCE`, `select WORDS`,
    `show WORDS` and `say SENTENCE`.
    """
    app = QApplication(sys.argv[:1])
    window = MainWindow(Library(folder), DeviceState(SettingsStore(folder)))
    window.resize(900, 700)
    window.show()
    window.activateWindow()
    window.open_now(article)
    page = window.workspace.page

    def tell_of_listener() -> None:
        if QAccessible.isActive():
            listening.stop()
            _say("listened")

    listening = QTimer()
    listening.timeout.connect(tell_of_listener)
    # Without a buffer, in which a line would wait that nothing tells of.
    lines = os.fdopen(0, "rb", buffering=0)

    def act() -> None:
        what, _, words = lines.readline().decode().strip().partition(" ")
        session = window.session
        if not what or session is None:
            app.quit()
        elif what == "listened":
            listening.start()
        elif what == "key":
            QTest.keySequence(page, QKeySequence(words))
        elif what == "say":
            window.say(words)
        else:
            start = session.document.source.text.index(words)
            part = TextRange(start, start + len(words))
            if what == "select":
                boxes = page.boxes_of(part)
                first, last = boxes[0].center(), boxes[-1].center()
                first.setX(boxes[0].left() + 1)
                last.setX(boxes[-1].right() - 1)
                button, viewport = Qt.MouseButton.LeftButton, page.viewport()
                QTest.mousePress(viewport, button, pos=first.toPoint())
                QTest.mouseMove(viewport, last.toPoint())
                QTest.mouseRelease(viewport, button, pos=last.toPoint())
            else:
                page.go_to(part)

    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(act)
    _say("open")
    return app.exec()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

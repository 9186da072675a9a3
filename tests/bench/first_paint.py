"""One start of the program, up to the first text on screen; `tests.bench` times it from outside.

Imports as little of its own as it can: what it needs is part of what is timed.
"""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path


def main(file: Path) -> None:
    """Open a file as the program does, print the seconds since its first paint, and memory."""
    from reader.gui.app.qt_application import application
    from reader.gui.article.device_state import DeviceState
    from reader.gui.window.main_window import MainWindow
    from reader.paths import config_folder, library_folder
    from reader.storage.library import Library
    from reader.storage.settings import SettingsStore

    app = application("en")
    window = MainWindow(Library(library_folder()), DeviceState(SettingsStore(config_folder())))
    window.resize(1440, 900)
    window.show()
    window.open_now(file)
    app.processEvents()
    window.workspace.page.viewport().repaint()
    painted = time.perf_counter()
    device_state = proportional_memory()
    print(time.perf_counter() - painted, device_state, flush=True)
    # Closing is not part of it.
    os._exit(0)


def proportional_memory() -> float:
    """Return the megabytes of this process, its share of what it shares; 0 where nobody tells."""
    try:
        rollup = Path("/proc/self/smaps_rollup").read_text("utf-8")
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""How much memory is left by closed windows, articles no longer open, and sizes no longer shown.

`python3 -m tests.drills.memory_growth` prints what was done and the megabytes that
the process grew by meanwhile, once it was warm.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from reader.gc_pause import sweep
from reader.gui.app.qt_application import application
from reader.gui.app.windows import Windows
from reader.gui.article.device_state import DeviceState
from reader.gui.window.features.zoom import ZOOMS
from reader.gui.window.last_article import SAMPLE
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from reader.text.offsets import TextRange
from tests.support.hand import trigger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.gui.window.main_window import MainWindow

WINDOWS = 30
ARTICLES = 100
_WARM_UP = 5
"""Times that each is done before: caches fill, and fonts and pages of memory stay."""
_SCRIPTS = ("script-original", "script-auto-s")
SIZES = len(ZOOMS) * len(_SCRIPTS)
_TABLES = 1_000_000
"""Small objects: more than all tables have that the program needs for one text or another."""
_OF_MANY_FACES = "ഐഅ אבג ҈ ﷽ ก\u0378 žý ж"
"""Characters for which Qt loads one face after the other, in each size anew."""
_USES = (
    "note", "notes", "repairs", "role-heading-1", "undo", "script-auto-s", "next-theme",
    "full-screen", "zoom-in", "zoom-reset", "check",
)  # fmt: skip


def main() -> int:
    """Print one line for each thing done."""
    with tempfile.TemporaryDirectory() as folder:
        for what, grown in measure(Path(folder)).items():
            sys.stdout.write(f"{what}\t{grown:.1f}\n")
            sys.stdout.flush()
    return 0


def measure(folder: Path) -> dict[str, float]:
    """Return the megabytes grown by for each thing that was done."""
    app = application("en")
    app.setQuitOnLastWindowClosed(False)
    tables = [float(number) for number in range(_TABLES)]
    windows = Windows(Library(folder / "library"), DeviceState(SettingsStore(folder / "settings")))
    reading = windows.add()

    def open_and_close_a_window(number: int) -> None:
        window = windows.add()
        window.open_now(SAMPLE)
        use(window, _USES if number < 0 else _USES[number % len(_USES) :: 3])
        window.close()

    def open_an_article(number: int) -> None:
        path = folder / f"{number}.txt"
        path.write_text(f"第{number}篇\n\n{text * 3}", encoding="utf-8")
        reading.open_now(path)

    def show_in_another_size(number: int) -> None:
        if number == -_WARM_UP:
            path = folder / "faces.txt"
            path.write_text(f"{_OF_MANY_FACES}\n\n{text}", encoding="utf-8")
            reading.open_now(path)
        reading.features.zoom.set(ZOOMS[number % len(ZOOMS)])
        use(reading, [_SCRIPTS[number // len(ZOOMS) % len(_SCRIPTS)]])

    text = SAMPLE.read_text(encoding="utf-8")
    assert sys.getallocatedblocks() > len(tables)
    return {
        f"{WINDOWS} windows": growth(open_and_close_a_window, WINDOWS),
        f"{ARTICLES} articles": growth(open_an_article, ARTICLES),
        f"{SIZES} sizes": growth(show_in_another_size, SIZES),
    }


def use(window: MainWindow, names: Sequence[str]) -> None:
    """Select a passage and trigger some actions."""
    assert window.session is not None
    start = window.session.document.blocks[-1].range.start
    window.workspace.page.select(TextRange(start, start + 4))
    for name in names:
        trigger(window, name)
        QApplication.processEvents()


def growth(do: Callable[[int], None], times: int) -> float:
    """Do something again and again; return by how many megabytes the process grew."""
    for number in range(-_WARM_UP, 0):
        do(number)
        _do_what_is_due()
    sweep()
    before = resident_megabytes()
    for number in range(times):
        do(number)
        _do_what_is_due()
    sweep()
    return resident_megabytes() - before


def come_to_rest() -> None:
    """Do what the event loop would, and free what is left."""
    _do_what_is_due()
    sweep()


def _do_what_is_due() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def resident_megabytes() -> float:
    """Return what this process has in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def own_megabytes() -> float:
    """Return what the process has in memory that nothing but itself can give back.

    Without the pages of files it reads where they lie, libraries and faces: the system drops those
    whenever it wants their room, and many of them are in memory for other programs as well.
    """
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    sizes = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    return (int(sizes["Anonymous"][0]) + int(sizes["Swap"][0])) / 1024


if __name__ == "__main__":
    sys.exit(main())

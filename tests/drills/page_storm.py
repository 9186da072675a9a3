"""What a page leaves in memory that is turned about without end, and what Qt says meanwhile.

`python3 -m tests.drills.page_storm` switches the script, scrolls and selects at random, and resizes
the window, in lines and in columns. It prints the megabytes that the process grew by each time,
once it was warm, and fails where they are more than ten, or where anything was raised or warned of.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.gui.app.qt_application import application
from reader.gui.app.windows import Windows
from reader.gui.article.device_state import DeviceState
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from reader.text.offsets import TextRange
from tests.bench.books import SAMPLE, make_book
from tests.corruption import CUTS, SCALE, corrupt
from tests.drills.memory_growth import come_to_rest, own_megabytes
from tests.support.hand import Mouse, trigger
from tests.walk.watch import Complaints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.gui.window.main_window import MainWindow

SWITCHES = 500
MOVES = 10_000
RESIZES = 1_000
MOST_MEGABYTES = 10
_WARM_UP = 0.2
"""Of the times that each is done: caches fill."""
_CHARACTERS, _CHAPTERS = 60_000, 20
_SCRIPTS = ("original", "auto-s", "auto-tw", "auto-hk")
_KEYS = (
    Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_Space,
)  # fmt: skip
_NARROWEST, _WIDEST = (320, 240), (2400, 1500)


class Storm:
    """A window with a damaged book, and what may be done to its page."""

    def __init__(self, window: MainWindow, rng: Random) -> None:
        self._window = window
        self._page = window.workspace.page
        self._rng = rng
        assert window.session is not None
        self._length = len(window.session.document.source.text)

    def switch_script(self) -> None:
        """Show the article in another script."""
        trigger(self._window, f"script-{self._rng.choice(_SCRIPTS)}")

    def move(self) -> None:
        """Scroll, or select."""
        self._rng.choice((self._turn_wheel, self._press_key, self._go, self._drag, self._select))()

    def resize(self) -> None:
        """Give the window another size, by steps as a hand does it or at once."""
        sides = zip(_NARROWEST, _WIDEST, strict=True)
        width, height = (self._rng.randint(least, most) for least, most in sides)
        for step in range(self._rng.choice((1, 6))):
            self._window.resize(width + 3 * step, height + step)

    def turn(self) -> None:
        """Set the page in columns, or in lines again."""
        trigger(self._window, "vertical")

    def _turn_wheel(self) -> None:
        at = QPointF(self._point())
        turned = QPoint(0, self._rng.choice((-1200, -120, -7, 7, 120, 1200)))
        event = QWheelEvent(
            at, QPointF(self._page.viewport().mapToGlobal(at)), QPoint(), turned,
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
            False,
        )  # fmt: skip
        QApplication.sendEvent(self._page.viewport(), event)

    def _press_key(self) -> None:
        QTest.keyClick(self._page, self._rng.choice(_KEYS))

    def _go(self) -> None:
        self._page.show_at_top(self._rng.randrange(self._length))

    def _drag(self) -> None:
        Mouse().drag(self._page.viewport(), QPointF(self._point()), QPointF(self._point()))

    def _select(self) -> None:
        start = self._rng.randrange(self._length)
        self._page.select(TextRange(start, min(self._length, start + self._rng.randrange(1, 500))))

    def _point(self) -> QPoint:
        viewport = self._page.viewport()
        return QPoint(
            self._rng.randrange(max(1, viewport.width())),
            self._rng.randrange(max(1, viewport.height())),
        )


def main() -> int:
    """Print one line for each thing done, and what was wrong."""
    with tempfile.TemporaryDirectory() as folder:
        complaints = Complaints(lambda: "the storm")
        for what, grown in measure(Path(folder), Random(11)):  # noqa: S311 - repeatable
            sys.stdout.write(f"{what}\t{grown:.1f}\n")
            sys.stdout.flush()
            if grown > MOST_MEGABYTES:
                complaints.add(f"{what} left too much in memory")
    return 1 if complaints.all else 0


def measure(folder: Path, rng: Random) -> Iterator[tuple[str, float]]:
    """Do one thing after the other; yield the megabytes that the process grew by."""
    app = application("en")
    app.setQuitOnLastWindowClosed(False)
    text = make_book(SAMPLE.read_text("utf-8"), _CHARACTERS, _CHAPTERS)
    path = folder / "book.txt"
    path.write_text(corrupt(text, SCALE[:62], cuts=CUTS).text, "utf-8")
    windows = Windows(Library(folder / "library"), DeviceState(SettingsStore(folder / "settings")))
    window = windows.add()
    window.open_now(path)
    window.show()
    storm = Storm(window, rng)
    for writing in ("lines", "columns"):
        for what, times, do in (
            ("switches of the script", SWITCHES, storm.switch_script),
            ("scrolls and selections", MOVES, storm.move),
            ("resizes", RESIZES, storm.resize),
        ):
            yield f"{times // 2} {what} in {writing}", _growth(do, times // 2)
        storm.turn()


def _growth(do: Callable[[], None], times: int) -> float:
    """Do something again and again; return by how many megabytes the process grew itself."""
    for _ in range(round(times * _WARM_UP)):
        do()
        QApplication.processEvents()
    come_to_rest()
    before = own_megabytes()
    for _ in range(times):
        do()
        QApplication.processEvents()
    come_to_rest()
    return own_megabytes() - before


if __name__ == "__main__":
    sys.exit(main())

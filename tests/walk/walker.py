"""The walk itself, in a process of its own: `python3 -m tests.walk.walker FOLDER ACTIONS SEED`."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from reader.gui.app.qt_application import application
from reader.text.phonetics import Notation, readings
from reader.text.repair import find_repairs
from reader.text.script import Script, chain_for, convert, simplify
from reader.text.words import tagged_words, words
from tests.bench.books import SAMPLE
from tests.corruption import CUTS, SCALE, corrupt
from tests.drills.memory_growth import own_megabytes, resident_megabytes
from tests.walk.acts import Act, act
from tests.walk.dialogs import answer
from tests.walk.watch import Complaints, Watchdog
from tests.walk.world import World

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MOST_GROWN_MEGABYTES = 30
_WARM_UP = 1_000
"""Actions in which caches fill; after them, memory is no longer expected to grow.

What fills by design: dictionaries, compiled patterns and words looked up are kept for the process,
the first time each is needed; Qt keeps a face of each script the interface has shown. The largest
are loaded before the first action, as a walk may need one late."""
_VIEWS = ("auto-s", "auto-tw", "auto-hk")
_RESTART_EVERY = 250
"""Actions between two ends of the program, at which the disk is looked at."""


class Walker:
    """Does one thing each time the event loop comes round, within dialogs too."""

    def __init__(self, folder: Path, actions: int, seed: int) -> None:
        self._app = application("en")
        self._app.setQuitOnLastWindowClosed(False)
        self._rng = Random(seed)  # noqa: S311 - repeatable, not secret
        self._journal = (folder / "journal").open("w", encoding="utf-8", buffering=1)
        self._actions = actions
        self._done = 0
        self._doing = "start"
        self._is_ending = False
        self._sizes: list[tuple[int, float, float]] = []
        """Actions done, and megabytes of its own and in all, at each end of the program."""
        self.complaints = Complaints(lambda: f"{self._done} {self._doing}")
        _load_dictionaries()
        self.world = World(folder, self._rng, self.complaints)
        self._dog = Watchdog(self.complaints)
        self.world.come_round = self._dog.beat

    def walk(self) -> int:
        """Return 0 where nothing was wrong."""
        began = monotonic()
        QTimer.singleShot(0, self._step)
        self._app.exec()
        self._dog.close()
        self._tell(
            f"{self._done} actions, {self.world.restarts} restarts", monotonic() - began, "s"
        )
        self._tell("longest the window stood still", self._dog.longest_s, "s")
        self._tell("longest it used the processor meanwhile", self._dog.busiest_s, "s")
        warm = [sizes for done, *sizes in self._sizes if done >= _WARM_UP] or [[0.0, 0.0]]
        grown, all_grown = (last - first for first, last in zip(warm[0], warm[-1], strict=True))
        self._tell(
            f"memory {' '.join(f'{own:.0f}' for _, own, _ in self._sizes)}; grown by", grown, "MB"
        )
        self._tell("with the pages of files it grew by", all_grown, "MB")
        if grown > MOST_GROWN_MEGABYTES:
            self.complaints.add("that is too much memory")
        self._tell("wrong", len(self.complaints.all), "")
        return 1 if self.complaints.all else 0

    def _step(self) -> None:
        self._dog.beat()
        # Before anything is done, which may open a dialog with a loop of its own.
        QTimer.singleShot(0, self._step)
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or _dialog()
        if front is None and (self._is_ending or is_in_inner_loop()):
            return
        if front is not None and (self._is_ending or self._rng.random() < 0.8 or _is_modal(front)):
            self._note(f"answer {type(front).__name__}")
            self._see(answer(self.world, front))
        elif self._done >= self._actions:
            self._restart(is_last=True)
        elif self._done % _RESTART_EVERY == _RESTART_EVERY - 1 or not self.world.open_ones:
            self._done += 1
            self._restart(is_last=False)
        else:
            window = self._rng.choice(self.world.open_ones)
            if self._rng.random() < 0.5:
                window.activateWindow()
            self._done += 1
            self._see(act(self.world, window, self._note))

    def _note(self, what: str) -> None:
        self._doing = what
        self._journal.write(f"{self._done} {what}\n")

    def _see(self, done: Act) -> None:
        self._note(f"  done: {done.said}")
        self.world.look(takes_back=done.takes_back)

    def _restart(self, *, is_last: bool) -> None:
        self._note("restart")
        self._is_ending = True
        if self.world.close_all():
            self.world.stop()
            self.world.come_to_rest()
            # Before the walk itself reads all that is on disk, which is more each time.
            self._sizes.append((self._done, own_megabytes(), resident_megabytes()))
            self.world.look_on_disk()
            if is_last:
                self._app.quit()
                return
            self._dog.beat()
            self.world.start()
            self._dog.begin_anew()
        self._is_ending = False

    @staticmethod
    def _tell(what: str, amount: float, unit: str) -> None:
        sys.stdout.write(f"{what}: {amount:.1f} {unit}\n".replace(".0 \n", "\n"))
        sys.stdout.flush()


def _load_dictionaries() -> None:
    """Load what is loaded once in a process: what views convert by, words, damage, readings."""
    for view in _VIEWS:
        for script in Script:
            convert("理发后的干部", chain_for(view, script))
    words("理发后的干部")
    tagged_words("王丹阳去了钏路", guess=True)  # by a table of its own, of what no dictionary has
    text = SAMPLE.read_text("utf-8")
    for clean in (text, simplify(text)):
        find_repairs(corrupt(clean, SCALE, cuts=CUTS).text)
        find_repairs(clean.encode().decode("gb18030", "replace"))
    readings("還得去行長那裡", Notation.ZHUYIN)


def is_in_inner_loop() -> bool:
    """Tell whether a loop runs within that of the program: of a dialog, or of a save waited for.

    With no dialog before the window it is about to end, or no user's input is taken; what is on the
    stack below it holds windows that are closed now.
    """
    return QThread.currentThread().loopLevel() > 1


def _dialog() -> QWidget | None:
    """Return a dialog that is open beside the windows."""
    shown = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    return next((each for each in shown if isinstance(each, QDialog)), None)


def _is_modal(front: QWidget) -> bool:
    return front.isModal() or QApplication.activePopupWidget() is front


if __name__ == "__main__":
    folder, actions, seed = sys.argv[1:]
    code = Walker(Path(folder), int(actions), int(seed)).walk()
    sys.stdout.flush()
    sys.exit(code)

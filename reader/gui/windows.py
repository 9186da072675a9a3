"""All windows of the program: which article is in which, and which is in front."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from reader.gui.first_paint import FirstPaint
from reader.gui.main_window import MainWindow
from reader.importers import what_is_wrong_with
from reader.localization import join_sentences
from reader.wording import explain_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.errors import SourceError
    from reader.gui.memory import Memory
    from reader.storage.library import Library


@dataclass(slots=True)
class _Opening:
    """What a window does as soon as it is on the screen."""

    path: Path | None
    """The article to open; None for the one read last."""
    saying: str = ""
    """What it says then; empty for nothing."""


class Windows:
    """Makes windows and keeps them: one that nobody refers to is closed by Python."""

    def __init__(self, library: Library, memory: Memory) -> None:
        self._library = library
        self._memory = memory
        self._all: list[MainWindow] = []
        self._openings: dict[MainWindow, _Opening] = {}
        """What windows are about to do."""

    @property
    def open_ones(self) -> list[MainWindow]:
        """Those that were not closed, the oldest first."""
        return [window for window in self._all if window.isVisible()]

    def add(self) -> MainWindow:
        """Show one more window, without an article yet."""
        self._all = self.open_ones
        self._openings = {w: each for w, each in self._openings.items() if w in self._all}
        window = MainWindow(self._library, self._memory, elsewhere=self.bring_to_front)
        self._all.append(window)
        window.show()
        return window

    def begin(self, paths: Sequence[Path], *, saying: str = "") -> None:
        """Show the first windows: one of each article, or of the one read last.

        Args:
            paths: the articles; `-` is standard input.
            saying: what the first window says once it has its article; empty for nothing.
        """
        windows = [
            self._open_soon(path)
            for path in paths or (None,)
            if path is None or not self.bring_to_front(path)
        ]
        self._openings[windows[0]].saying = saying

    def bring_to_front(self, path: Path) -> bool:
        """Show the window that has an article, or is about to, if one does."""
        for window in self.open_ones:
            opening = self._openings.get(window)
            its_own = opening.path if opening else window.article_path
            if its_own is not None and _is_same(its_own, path):
                window.come_to_front()
                return True
        return False

    def show_files(self, paths: Sequence[Path]) -> None:
        """Show articles, each in a window, for somebody who started the program once more."""
        if not paths:
            self._latest().come_to_front()
        problems: list[SourceError] = []
        window: MainWindow | None = None
        for path in paths:
            if self.bring_to_front(path):
                continue
            if problem := what_is_wrong_with(path):
                problems.append(problem)
                continue
            window = self._open_soon(path)
            window.come_to_front()
        if problems:
            self._say(_in_words(problems), window)

    def close_all(self) -> bool:
        """Close all windows, and end; False where one of them would rather stay."""
        QApplication.closeAllWindows()
        if self.open_ones:
            return False
        QApplication.quit()
        return True

    def tell(self, sentence: str) -> None:
        """Say something where it is read, after what is being said; with no window, nowhere."""
        if self.open_ones:
            self._latest().tell(sentence)

    def _open_soon(self, path: Path | None) -> MainWindow:
        """Show a window that opens an article once it is on the screen; None: the one read last.

        A large book takes a second: until then there is a window, and not a hole in the screen.
        """
        window = self.add()
        self._openings[window] = _Opening(path)
        FirstPaint(window.workspace.page.viewport(), partial(self._open, window))
        return window

    def _open(self, window: MainWindow) -> None:
        opening = self._openings.pop(window, None)
        if opening is None or not window.isVisible():
            return  # closed meanwhile
        if opening.path is None:
            window.open_something()
        else:
            window.open(opening.path)
        if opening.saying:
            window.say(opening.saying)

    def _say(self, sentence: str, fresh: MainWindow | None) -> None:
        """Say why files were not opened; a window without an article would be in the way."""
        if fresh is not None:
            self._openings[fresh].saying = sentence
        else:
            window = self._latest()
            window.say(sentence)
            window.come_to_front()

    def _latest(self) -> MainWindow:
        active = QApplication.activeWindow()
        if isinstance(active, MainWindow):
            return active
        return self.open_ones[-1] if self.open_ones else self.add()


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # a name may hold what no file's can
        return False


def _in_words(problems: Sequence[SourceError]) -> str:
    kinds = dict.fromkeys(map(type, problems))
    alike = ([each for each in problems if type(each) is kind] for kind in kinds)
    return join_sentences(*map(explain_all, alike))

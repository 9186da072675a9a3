"""All windows of the program: which article is in which, and which is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

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


class Windows:
    """Makes windows and keeps them: one that nobody refers to is closed by Python."""

    def __init__(self, library: Library, memory: Memory) -> None:
        self._library = library
        self._memory = memory
        self._all: list[MainWindow] = []

    @property
    def open_ones(self) -> list[MainWindow]:
        """Those that were not closed, the oldest first."""
        return [window for window in self._all if window.isVisible()]

    def add(self) -> MainWindow:
        """Show one more window, without an article yet."""
        self._all = self.open_ones
        window = MainWindow(self._library, self._memory, elsewhere=self.bring_to_front)
        self._all.append(window)
        window.show()
        return window

    def bring_to_front(self, path: Path) -> bool:
        """Show the window that has an article, if one has."""
        for window in self.open_ones:
            if window.article_path is not None and _is_same(window.article_path, path):
                window.come_to_front()
                return True
        return False

    def show_files(self, paths: Sequence[Path]) -> None:
        """Show articles, each in a window, for somebody who started the program once more."""
        if not paths:
            self._latest().come_to_front()
        problems: list[SourceError] = []
        for path in paths:
            if self.bring_to_front(path):
                continue
            if problem := what_is_wrong_with(path):
                problems.append(problem)
                continue
            window = self.add()
            window.come_to_front()
            # A large book takes a second: until then there is a window.
            QApplication.processEvents()
            window.open(path)
        if problems:
            self._say(problems)

    def _say(self, problems: Sequence[SourceError]) -> None:
        """Say why files were not opened; a window without an article would be in the way."""
        kinds = dict.fromkeys(map(type, problems))
        alike = ([each for each in problems if type(each) is kind] for kind in kinds)
        window = self._latest()
        window.say(join_sentences(*map(explain_all, alike)))
        window.come_to_front()

    def _latest(self) -> MainWindow:
        active = QApplication.activeWindow()
        if isinstance(active, MainWindow):
            return active
        return self.open_ones[-1] if self.open_ones else self.add()


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False

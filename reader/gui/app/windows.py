"""All windows of the program: which article is in which, and which is in front."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from reader.controls import on_one_line
from reader.gui.widgets.first_paint import FirstPaint
from reader.gui.window.main_window import MainWindow
from reader.gui.window.window_placement import beside, keep_apart
from reader.importers import what_is_wrong_with
from reader.localization import join_sentences, trn
from reader.paths import is_same_file
from reader.wording.errors import explain_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.errors import SourceError
    from reader.gui.article.device_state import DeviceState
    from reader.storage.library import Library
    from reader.storage.settings import WindowState

MOST_AT_ONCE = 12
"""Windows that one start opens, of however many articles; a folder full of them was a slip."""
_LATEST_MS = 300
"""A later start asks this one after so long, and is to be answered, however large the article."""


@dataclass(slots=True)
class _Opening:
    """What a window does as soon as it is on the screen."""

    path: Path | None
    """The article to open; None for the one read last."""
    saying: str = ""
    """What it says then; empty for nothing."""


class Windows:
    """Makes windows and keeps them until they are closed.

    Then Qt deletes them: what a window's signals are connected to holds all of the window, and
    Python's collector cannot look into Qt.
    """

    def __init__(self, library: Library, device_state: DeviceState) -> None:
        self._library = library
        self._device_state = device_state
        self._all: list[MainWindow] = []
        self._openings: dict[MainWindow, _Opening] = {}
        """What windows are about to do."""
        self._front: MainWindow | None = None
        """The one that was active last."""
        self._left: Sequence[WindowState] | None = None
        """How all stood as the first of some was closed: those closed at once end the program
        together, and come back together. None when nothing was closed just now."""
        self._is_quitting = False
        self._once_shown: Callable[[], object] | None = None
        """What is done once the first text is there."""
        device_state.open_windows = self._states

    @property
    def open_ones(self) -> list[MainWindow]:
        """Those that were not closed, the oldest first."""
        return [window for window in self._all if isValid(window) and window.isVisible()]

    def add(self, left: WindowState | None = None) -> MainWindow:
        """Show one more window, without an article yet.

        Args:
            left: how it stood; None for a new one, beside that in front or as the last was left.
        """
        self._all = self.open_ones
        self._openings = {w: each for w, each in self._openings.items() if w in self._all}
        if not self._all:
            self._left = None
        if left is None and self._all:
            left = beside(self._in_front().state)
        window = MainWindow(
            self._library, self._device_state, activate_existing=self.bring_to_front, left=left
        )
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.destroyed.connect(self._on_window_destroyed)
        keep_apart(window, self._all)
        self._all.append(window)
        window.activated.connect(self._on_window_activated)
        window.closed.connect(self._on_window_closed)
        window.quitting.connect(self._on_window_quitting)
        window.show()
        if left is not None and left.is_full_screen:
            window.show_full_screen()
        return window

    def begin(
        self,
        paths: Sequence[Path],
        *,
        saying: str = "",
        once_shown: Callable[[], object] = lambda: None,
    ) -> None:
        """Show the first windows: one of each article, or those of the last time.

        Args:
            paths: the articles; `-` is standard input.
            saying: what the first window says once it has its article; empty for nothing.
            once_shown: called once the first text is on the screen, or could not be shown, or takes
                long to come.
        """
        self._once_shown = once_shown
        if not paths:
            self._bring_back(saying)
            return
        windows: list[MainWindow] = []
        left: list[Path] = []
        for path in dict.fromkeys(paths):
            if self.bring_to_front(path):
                continue
            if len(windows) < MOST_AT_ONCE:
                windows.append(self._open_soon(path))
            else:
                left.append(path)
        self._openings[windows[0]].saying = saying
        if left:
            front = self._openings[windows[-1]]
            front.saying = join_sentences(front.saying, _words_of_left(left))

    def bring_to_front(self, path: Path) -> bool:
        """Show the window that has an article, or is about to, if one does."""
        for window in self.open_ones:
            opening = self._openings.get(window)
            its_own = opening.path if opening else window.coming_path
            if its_own is not None and is_same_file(its_own, path):
                window.come_to_front()
                return True
        return False

    def show_files(self, paths: Sequence[Path]) -> None:
        """Show articles, each in a window, for a later start of the program."""
        if not paths:
            self._latest().come_to_front()
        problems: list[SourceError] = []
        left: list[Path] = []
        window: MainWindow | None = None
        room = MOST_AT_ONCE
        for path in dict.fromkeys(paths):
            if self.bring_to_front(path):
                continue
            if not room:
                left.append(path)  # without a look: each may be as large as an article can be
                continue
            if problem := what_is_wrong_with(path):
                problems.append(problem)
                continue
            window = self._open_soon(path)
            window.come_to_front()
            room -= 1
        if problems or left:
            self._say(join_sentences(_in_words(problems), _words_of_left(left)), window)

    def close_all(self) -> bool:
        """Close all windows, and end; False if one of them stays open."""
        self._on_window_quitting(True)
        QApplication.closeAllWindows()
        self._on_window_quitting(False)
        if self.open_ones:
            return False
        QApplication.quit()
        return True

    def tell(self, sentence: str) -> None:
        """Say something where it is read, after what is being said; with no window, nowhere."""
        if self.open_ones:
            self._latest().tell(sentence)

    def _bring_back(self, saying: str) -> None:
        """Show the windows that were open when the program ended, or one of the article read last.

        An article that is no longer there is told of.
        """
        problems: list[SourceError] = []
        front: MainWindow | None = None
        for state in self._device_state.settings.windows:
            path = Path(state.article)
            if not state.article or self.bring_to_front(path):
                continue
            if problem := what_is_wrong_with(path):
                problems.append(problem)
                continue
            window = self._open_soon(path, state)
            if front is None or state.is_in_front:
                front = window
        if front is None:
            front = self._open_soon(None)
        front.come_to_front()
        self._openings[front].saying = join_sentences(*filter(None, (saying, _in_words(problems))))

    def _open_soon(self, path: Path | None, left: WindowState | None = None) -> MainWindow:
        """Show a window that opens an article once it is on the screen; None: the one read last.

        Until then there is a window, and not a hole in the screen.
        """
        window = self.add(left)
        self._openings[window] = _Opening(path)
        FirstPaint(window.workspace.page.viewport(), partial(self._open, window))
        return window

    def _open(self, window: MainWindow) -> None:
        # From here on, as a slow machine takes as long to come here.
        QTimer.singleShot(_LATEST_MS, self._finish_start)
        opening = self._openings.pop(window, None)
        if opening is None or not window.isVisible():
            return  # closed meanwhile
        if opening.path is None:
            window.open_something()
        else:
            window.open(opening.path)
        if opening.saying:
            window.say_once_opened(opening.saying)
        window.do_once_opened(self._finish_start)

    def _finish_start(self) -> None:
        """Do, once, what waits for the first text."""
        once_shown, self._once_shown = self._once_shown, None
        if once_shown is not None:
            once_shown()

    def _say(self, sentence: str, fresh: MainWindow | None) -> None:
        """Say why files were not opened; a window without an article would be in the way."""
        if fresh is not None:
            self._openings[fresh].saying = sentence
        else:
            window = self._latest()
            window.say(sentence)
            window.come_to_front()

    def _latest(self) -> MainWindow:
        return self._in_front() if self.open_ones else self.add()

    def _in_front(self) -> MainWindow:
        """Return the window that was active last; there must be one."""
        windows = self.open_ones
        return self._front if self._front in windows else windows[-1]

    def _states(self) -> Sequence[WindowState]:
        """Return how the windows stand that have an article, or are about to."""
        if self._left is not None:
            return self._left
        windows = self.open_ones
        states = [self._state_of(window, is_in_front=window is self._front) for window in windows]
        return [state for state in states if state.article]

    def _state_of(self, window: MainWindow, *, is_in_front: bool) -> WindowState:
        state = replace(window.state, is_in_front=is_in_front)
        opening = self._openings.get(window)
        if opening is None or opening.path is None or str(opening.path) == "-":
            return state
        return replace(state, article=str(opening.path.absolute()))

    def _on_window_destroyed(self) -> None:
        self._all = self.open_ones

    def _on_window_activated(self, window: MainWindow) -> None:
        self._front = window

    def _on_window_closed(self) -> None:
        if self._left is None:
            self._left = self._states()
            QTimer.singleShot(0, self._note_closed)

    def _on_window_quitting(self, is_quitting: bool) -> None:
        self._is_quitting = is_quitting
        if is_quitting:
            self._left = self._states()
        else:
            self._note_closed()

    def _note_closed(self) -> None:
        """Forget the windows that were closed, unless it was the last ones: those come back."""
        if self._is_quitting or not self.open_ones:
            return
        self._left = None
        self._all = self.open_ones
        self._front = self._in_front()
        self._front.remember()


def _in_words(problems: Sequence[SourceError]) -> str:
    kinds = dict.fromkeys(map(type, problems))
    alike = ([each for each in problems if type(each) is kind] for kind in kinds)
    return join_sentences(*map(explain_all, alike))


def _words_of_left(paths: Sequence[Path]) -> str:
    """Say which articles were not opened as they were too many at once, and how they are."""
    if not paths:
        return ""
    said = trn(
        "{most} articles are opened at once; {path} was not: open it by itself.",
        "{most} articles are opened at once; {count} more, from {path} on, were not: open them a"
        " few at a time.",
        len(paths),
    )
    return on_one_line(said.format(most=MOST_AT_ONCE, count=len(paths), path=paths[0]))

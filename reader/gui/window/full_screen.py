"""Nothing but the page: bars and panels give way, and come back as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMainWindow, QWidget

    from reader.gui.window.actions import Actions
    from reader.gui.window.workspace import Workspace


class FullScreen:
    """Takes a window into full screen and back."""

    def __init__(
        self, window: QMainWindow, workspace: Workspace, actions: Actions, bars: Sequence[QWidget]
    ) -> None:
        self._window = window
        self._workspace = workspace
        self._panels = actions["contents"], actions["notes"]
        self._bars = bars
        self._before: tuple[tuple[int, ...], Qt.WindowState] | None = None
        """Widths of the panels, 0 for a closed one, and the state of the window."""

    @property
    def panel_widths(self) -> tuple[int, ...]:
        """Pixels of the panels, those before full screen while it lasts; 0 for a closed one."""
        # Panels that come back have no widths before they have been laid out.
        return self._before[0] if self._before else tuple(self._workspace.panel_widths)

    @property
    def is_maximized(self) -> bool:
        """Whether the window is maximized, or will be again after full screen."""
        state = self._before[1] if self._before else self._window.windowState()
        return bool(state & Qt.WindowState.WindowMaximized)

    def enter(self) -> None:
        """Leave nothing on the screen but the page."""
        self._before = self.panel_widths, self._window.windowState()
        self._check_panels([0])
        self._window.setWindowState(Qt.WindowState.WindowFullScreen)
        self._show_bars(is_shown=False)

    def leave(self) -> None:
        """Bring back what was there before."""
        if self._before is not None:
            widths, state = self._before
            self._before = None
            self._window.setWindowState(state)
            self._show_bars(is_shown=True)
            # Last: a window that gets narrow again takes panels away.
            self._check_panels(widths)

    def _check_panels(self, widths: Sequence[int]) -> None:
        contents, notes = self._panels
        contents.setChecked(widths[0] > 0)
        notes.setChecked(widths[-1] > 0)

    def _show_bars(self, *, is_shown: bool) -> None:
        for bar in self._bars:
            bar.setVisible(is_shown)

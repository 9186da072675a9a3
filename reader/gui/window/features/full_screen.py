"""Nothing but the page: bars and panels give way, and come back as they were."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reader.gui.window.commands import Command, Menu
from reader.gui.window.edge_bar import EdgeBar
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPointF
    from PySide6.QtWidgets import QMainWindow, QWidget

    from reader.gui.page.view import PageView
    from reader.gui.window.actions import Actions
    from reader.gui.window.features.panels import Panels
    from reader.gui.window.workspace import Workspace


class FullScreen(Feature):
    """Takes a window into full screen and back."""

    def __init__(
        self, window: QMainWindow, workspace: Workspace, panels: Panels, actions: Actions
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._panels = panels
        self._actions = actions
        self.bars: Sequence[QWidget] = ()
        """What is hidden in full screen, the panels apart."""
        self._before: tuple[tuple[int, ...], Qt.WindowState] | None = None
        """Widths of the panels, 0 for a closed one, and the state of the window."""
        self._edge_bar: EdgeBar | None = None
        """Made when full screen is entered first: it shows commands of all features."""
        self._watch(workspace.page)
        workspace.pages.second_shown.connect(self._watch)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the command for full screen."""
        return (
            Command(
                name="full-screen",
                text=tr("Full screen"),
                menu=Menu.VIEW,
                run=FullScreen.toggle,
                keys=("F11",),
                is_checkable=True,
            ),
        )

    @property
    def is_on(self) -> bool:
        """Whether nothing is shown but the page."""
        return self._actions["full-screen"].isChecked()

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

    def toggle(self) -> None:
        """Enter full screen or leave it, as the command is checked."""
        if self.is_on:
            self._enter()
        else:
            self._leave()
        self._panels.show()
        if not self._window.isFullScreen():
            self._workspace.panes.fit_anew(self._workspace.width())

    def leave(self) -> None:
        """Leave full screen where it is on."""
        if self.is_on:
            self._actions["full-screen"].trigger()

    def _enter(self) -> None:
        self._before = self.panel_widths, self._window.windowState()
        self._panels.check_as_wide([0])
        self._window.setWindowState(Qt.WindowState.WindowFullScreen)
        self._show_bars(is_shown=False)

    def _leave(self) -> None:
        if self._edge_bar is not None:
            self._edge_bar.hide()
        if self._before is not None:
            widths, state = self._before
            self._before = None
            self._window.setWindowState(state)
            self._show_bars(is_shown=True)
            # Last: a window that gets narrow again takes panels away.
            self._panels.check_as_wide(widths)

    def _watch(self, page: PageView) -> None:
        page.pointer.hovered.connect(partial(self._on_pointer_hovered, page.viewport()))

    def _on_pointer_hovered(self, viewport: QWidget, at: QPointF) -> None:
        if not self.is_on:
            return
        if self._edge_bar is None:
            self._edge_bar = EdgeBar(self._actions, self._window)
        self._edge_bar.follow(viewport.mapTo(self._window, at))

    def _show_bars(self, *, is_shown: bool) -> None:
        for bar in self.bars:
            bar.setVisible(is_shown)

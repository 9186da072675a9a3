"""The geometry of a window: restored when it opens, remembered when it closes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.gui.window.window_placement import restore, state_of
from reader.storage.settings import WindowState

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from reader.gui.article.device_state import DeviceState
    from reader.gui.window.features.full_screen import FullScreen
    from reader.gui.window.features.panels import Panels
    from reader.gui.window.workspace import Workspace


class WindowGeometry:
    """Knows the place and size of a window, and the widths of its panels."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        panels: Panels,
        full_screen: FullScreen,
        device_state: DeviceState,
    ) -> None:
        self._window = window
        self._workspace = workspace
        self._panels = panels
        self._full_screen = full_screen
        self._device_state = device_state

    def restore(self, left: WindowState | None) -> None:
        """Put the window where one stood; None for where the last one was left."""
        remembered = self._device_state.settings
        last = WindowState(geometry=remembered.geometry, panels=remembered.panels)
        state = last if left is None else left
        restore(self._window, state)
        if state.panels:
            self._workspace.set_panel_widths(state.panels)
        # Panels that are about to give way must not ask for a wider window first.
        self._workspace.panes.fit(self._window.width())
        self._panels.check()

    def state(self, path: Path | None) -> WindowState:
        """Return how the window stands, with an article read from a path, or none."""
        return replace(
            state_of(self._window, self._full_screen.panel_widths),
            article="" if path is None or str(path) == "-" else str(path.absolute()),
            is_maximized=self._full_screen.is_maximized,
            is_full_screen=self._full_screen.is_on,
        )

    def remember(self) -> None:
        """Leave full screen, and note how the window stands for the next one."""
        panels = self._full_screen.panel_widths
        self._full_screen.leave()
        geometry = self._window.saveGeometry().toBase64().toStdString()
        self._device_state.change(geometry=geometry, panels=panels)

"""The panes beside the page: hidden while the window is too narrow for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@dataclass(slots=True)
class _Pane:
    widget: QWidget
    least: int = 0
    """Width of the window, in pixels, below which it is hidden automatically."""
    has_room: bool = True
    comes_back: bool = False
    """Whether it was hidden automatically, and is shown again once there is room."""


class Panes(QObject):
    """Hides panes as their window gets narrow, and brings back those that were shown.

    In a narrow window the user may open them all the same.
    """

    given_way = Signal()
    """A pane was hidden or shown automatically."""

    def __init__(self, *panes: QWidget, parent: QObject | None = None) -> None:
        """Watch over panes, of which the first gives way first."""
        super().__init__(parent)
        self._panes = [_Pane(widget) for widget in panes]

    def set_beside(self, least: int) -> None:
        """Leave what stands beside the panes so many pixels at least."""
        for pane in reversed(self._panes):
            least += pane.widget.minimumWidth()
            pane.least = least

    def fit(self, width: int) -> None:
        """Show what a window of some width, in pixels, has room for."""
        before = self._shown()
        for pane in self._panes:
            if pane.has_room == (width >= pane.least):
                continue
            pane.has_room = not pane.has_room
            is_shown = not pane.widget.isHidden()
            # One that was opened without room stays when there is room again.
            pane.widget.setVisible(pane.has_room and (is_shown or pane.comes_back))
            pane.comes_back = not pane.has_room and is_shown
        if self._shown() != before:
            self.given_way.emit()

    def fit_anew(self, width: int) -> None:
        """Take what is shown now for the user's choice, and hide what there is no room for."""
        for pane in self._panes:
            pane.has_room, pane.comes_back = True, False
        self.fit(width)

    def comes_back(self, widget: QWidget | None) -> bool:
        """Tell whether a widget is a pane that is hidden only as long as there is no room."""
        coming = (pane.widget for pane in self._panes if pane.comes_back)
        return widget is not None and widget.isHidden() and widget in coming

    def _shown(self) -> list[bool]:
        return [not pane.widget.isHidden() for pane in self._panes]

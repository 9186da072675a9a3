"""The bar that comes out of the top edge in full screen, over the page, whose lines stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from reader.gui.window.actions import Actions

_EDGE = 4.0
"""Pixels from the top edge at which a pointer calls the bar."""
_CLEAR = 24
"""Pixels below the bar at which a pointer sends it away: the hand may tremble."""
_NAMES = ("back", "forward", "contents", "notes", "find", "zoom-out", "zoom-in", "full-screen")


class EdgeBar(QFrame):
    """Buttons for what one wants without leaving full screen, and for leaving it."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        # It looks like the other bar that lies over the page.
        self.setObjectName("selectionBar")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(2)
        for name in _NAMES:
            button = QToolButton()
            button.setObjectName(f"edge-{name}")
            button.setDefaultAction(actions[name])
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self.hide()

    def follow(self, at: QPointF) -> None:
        """Come or go as a pointer moves.

        Args:
            at: the pointer, in pixels of the parent.
        """
        page = self.parentWidget()
        if page is not None and at.y() <= _EDGE and self.isHidden():
            self.adjustSize()
            room = page.width()
            self.resize(min(self.width(), room), self.height())
            self.move((room - self.width()) // 2, 0)
            self.show()
            self.raise_()
        elif at.y() > self.height() + _CLEAR:
            self.hide()

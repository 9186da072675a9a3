"""A scroll area that is as tall as what is inside, where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from reader.gui.widgets.guard import guarded
from reader.gui.widgets.own_viewport import use_own_viewport

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

_LEAST = 60


class ShrinkingArea(QScrollArea):
    """Scrolls what it has no room for, instead of making its window taller."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        use_own_viewport(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._inside = inside
        self.setWidget(inside)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Words are wrapped otherwise in another width.
        self.updateGeometry()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What is inside wants other room than before.
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        inside = self._inside
        width = max(self.viewport().width(), 1)
        wraps = inside.hasHeightForWidth()
        height = inside.heightForWidth(width) if wraps else inside.sizeHint().height()
        return QSize(inside.sizeHint().width(), max(height, _LEAST))

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(0, _LEAST)

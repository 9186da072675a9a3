"""What the pointer over the cards says: a hand where a click does something, a link's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import in_a_line, plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reader.gui.panels.shown_cards import ShownCards


class CardPointer(QObject):
    """Follows the pointer over the list of cards."""

    def __init__(self, shown: ShownCards, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._shown = shown
        self._viewport = viewport
        viewport.setMouseTracking(True)
        viewport.installEventFilter(self)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._follow(event.position())
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            link = self._shown.link_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(in_a_line(link)), self._viewport)
            return True
        return False

    def _follow(self, point: QPointF) -> None:
        can_click = self._shown.is_on_fold(point) or bool(self._shown.link_at(point))
        shape = Qt.CursorShape.PointingHandCursor if can_click else Qt.CursorShape.ArrowCursor
        if self._viewport.cursor().shape() != shape:
            self._viewport.setCursor(shape)

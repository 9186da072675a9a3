"""The view of the list of repairs: rows to be clicked or walked through, and groups that fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from reader.gui.panels.repairs_model import (
    ABOUT_ROLE,
    ENDING_ROLE,
    FOLDED_ROLE,
    GROUP_ROLE,
    RepairsModel,
)
from reader.gui.widgets.guard import guarded, saved
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.row_table import RowTable
from reader.localization import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
    from PySide6.QtWidgets import QWidget

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 36
_ARROW = 4.0
"""Pixels from the middle of the arrow of a group to its points."""
_INDENT = 16
"""Pixels of rows below those of their groups."""


class RepairsList(RowTable):
    """Shows a model of repairs. Left and Right fold and open, as in a tree."""

    def __init__(self, model: RepairsModel, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self._model = model
        self.setObjectName("repairList")
        self.setAccessibleName(tr("Repairs"))
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setWordWrap(False)
        # The list takes what the choices leave.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(ROW_HEIGHT)
        self.clicked.connect(self._on_clicked)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        is_group = self.currentIndex().data(GROUP_ROLE) is not None
        turns = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_group and event.key() in turns:
            self._turn(row)
        elif is_group and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._model.set_folded(row, event.key() == Qt.Key.Key_Left)
        elif row >= 0 and event.key() == Qt.Key.Key_Left:
            self.setCurrentIndex(self._model.index(self._model.header_of(row)))
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        row = self.visualRect(self.currentIndex())
        was_shown = 0 <= row.top() < event.oldSize().height()
        super().resizeEvent(event)
        if was_shown:
            # What can be decided on it takes more room, or less.
            self.scrollTo(self.currentIndex())

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.data(GROUP_ROLE) is not None:
            self._turn(index.row())

    def _turn(self, row: int) -> None:
        self._model.set_folded(row, not self._model.index(row).data(FOLDED_ROLE))


class _Delegate(QStyledItemDelegate):
    """Draws a group with an arrow and its count, a repair with what it changes."""

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        words, option.text = with_stand_ins(option.text), ""
        # The row is marked, and the list as a whole says where the keys go.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        is_group = index.data(GROUP_ROLE) is not None
        with saved(painter):
            box = QRect(option.rect).adjusted(10 + _INDENT, 0, -10, 0)
            colors, metrics = option.palette, option.fontMetrics
            painter.setPen(colors.color(colors.ColorRole.PlaceholderText))
            about = index.data(ABOUT_ROLE)
            room = metrics.horizontalAdvance(about) + 10 if about else 0
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.setFont(option.font)
            painter.drawText(box, side, about)
            if is_group:
                _draw_arrow(painter, box.left() - _INDENT / 2 - 1, box.center().y(), index)
                font = painter.font()
                font.setBold(True)
                painter.setFont(font)
            painter.setPen(colors.color(colors.ColorRole.Text))
            ending = index.data(ENDING_ROLE) or ""
            elided = elided_before(painter.fontMetrics(), words, ending, box.width() - room)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, elided)


def elided_before(metrics: QFontMetrics, words: str, ending: str, width: int) -> str:
    """Return words cut for a width in pixels so that what they end with stays, if it has room."""
    beginning = words.removesuffix(ending)
    room = width - metrics.horizontalAdvance(ending)
    cut = metrics.elidedText(beginning, Qt.TextElideMode.ElideRight, room)
    if ending and room > 0 and cut:
        return cut + ending
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def _draw_arrow(painter: QPainter, x: float, y: float, index: Index) -> None:
    """Draw an arrow that points at what is folded, or down at what is shown."""
    across, along = _ARROW, _ARROW / 2
    points = [(-across, -along), (0.0, along), (across, -along)]
    if index.data(FOLDED_ROLE):
        points = [(-along, -across), (along, 0.0), (-along, across)]
    pen = painter.pen()
    pen.setWidthF(1.5)
    painter.setPen(pen)
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))

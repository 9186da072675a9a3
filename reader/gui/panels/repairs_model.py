"""The list of repairs: one row each, the doubtful ones first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.gui.widgets.guard import guarded, saved
from reader.localization import tr
from reader.text.repair import (
    Confidence,
    Repair,
    line_ends,
    rewrap,
    small_forms,
    terminal_colors,
    widen,
)
from reader.wording.texts import confidence_name, rule_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
REPAIR_ROLE = Qt.ItemDataRole.UserRole + 1
_DOUBT = {Confidence.NONE: 0, Confidence.LOW: 1, Confidence.MEDIUM: 2, Confidence.HIGH: 3}
_IN_BULK = frozenset(
    {line_ends.NAME, rewrap.NAME, small_forms.NAME, terminal_colors.NAME, widen.NAME}
)
"""Rules that find something in every line of a text, or nothing."""
ROW_HEIGHT = 56


class RepairsModel(QAbstractListModel):
    """One row per repair: the doubtful ones first, those that come in bulk last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._repairs: Sequence[Repair] = ()
        self._order: Sequence[int] = ()
        """Of each row, which repair of the article it is."""
        self._starts: Sequence[int] = ()
        """Where in the source the repair of each row begins."""
        self._found: Sequence[Repair] = ()

    def show_repairs(self, repairs: Sequence[Repair], found: Sequence[Repair]) -> None:
        """Show the repairs of an article.

        Args:
            repairs: as they are decided, ordered by place.
            found: the same as they were found. As long as they are the same, only decisions
                changed, and the view need only be painted again: to lay out 100,000 rows takes it
                half a second.
        """
        is_known = found is self._found and len(repairs) == len(self._order)
        if is_known and repairs:
            self._repairs = [repairs[number] for number in self._order]
            return
        self.beginResetModel()
        self._found = found
        self._order = sorted(range(len(repairs)), key=lambda number: _urgency(repairs[number]))
        self._repairs = [repairs[number] for number in self._order]
        self._starts = [repair.start for repair in self._repairs]
        self.endResetModel()

    def row_of(self, repair: Repair) -> int:
        """Return the row of the repair of the same place, -1 where there is none."""
        try:
            return self._starts.index(repair.start)
        except ValueError:
            return -1

    @guarded(0)
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._repairs)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        repair = self._repairs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{repair.before} → {repair.after}"
        return repair if role == REPAIR_ROLE else None


def _urgency(repair: Repair) -> tuple[bool, int, int]:
    return repair.rule in _IN_BULK, _DOUBT[repair.confidence], repair.start


class RepairDelegate(QStyledItemDelegate):
    """Draws the change on one line, rule and confidence on the next."""

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        repair = index.data(REPAIR_ROLE)
        self.initStyleOption(option, index)
        change, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        with saved(painter):
            painter.setFont(option.font)
            box = QRect(option.rect).adjusted(10, 7, -10, -7)
            colors = option.palette
            painter.setPen(colors.color(colors.ColorRole.Text))
            metrics = option.fontMetrics
            shown = metrics.elidedText(change, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignTop, shown)
            painter.setPen(colors.color(colors.ColorRole.PlaceholderText))
            painter.drawText(box, Qt.AlignmentFlag.AlignBottom, _about(repair))

    @guarded(QSize())
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), ROW_HEIGHT)


def _about(repair: Repair) -> str:
    parts = [rule_name(repair.rule), confidence_name(repair.confidence)]
    if not repair.applied:
        parts.append(tr("not applied"))
    return " · ".join(parts)

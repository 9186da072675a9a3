"""The rows of the bin: a passage, what was written beside it, and when it was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.gui.widgets.guard import guarded, saved
from reader.gui.widgets.local_time import local_time
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.plain_text import beginning_of, in_a_line
from reader.gui.widgets.style_names import look_in_words
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

    from reader.annotation.model import Annotation
    from reader.gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
GONE_ROLE = Qt.ItemDataRole.UserRole + 1
"""What lies in the bin there."""
LINES_ROLE = Qt.ItemDataRole.UserRole + 2
"""The passage and the note, each on one line."""
ROW_HEIGHT = 54
_LONGEST = 200
"""Characters of a passage, and of a note, that a row may show."""
_BAR = 3


class BinModel(QAbstractListModel):
    """One row for each deleted annotation, the latest first."""

    def __init__(self, quote_of: Callable[[Annotation], str], parent: QObject) -> None:
        """Make it empty.

        Args:
            quote_of: tells the passage in the script of the page.
            parent: the owner.
        """
        super().__init__(parent)
        self._quote_of = quote_of
        self._gone: Sequence[Annotation] = ()

    def show_gone(self, gone: Sequence[Annotation]) -> None:
        """Show what lies in the bin."""
        self.beginResetModel()
        self._gone = gone
        self.endResetModel()

    def row_of(self, id_: str) -> int:
        """Return the row of an annotation; -1 where it does not lie in the bin."""
        return next((row for row, each in enumerate(self._gone) if each.id == id_), -1)

    def gone_at(self, row: int) -> Annotation | None:
        """Return what lies in a row; None where there is no such row."""
        return self._gone[row] if 0 <= row < len(self._gone) else None

    @guarded(0)
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._gone)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        gone = self.gone_at(index.row()) if index.isValid() else None
        if gone is None:
            return None
        if role == GONE_ROLE:
            return gone
        if role not in {Qt.ItemDataRole.DisplayRole, LINES_ROLE}:
            return None
        lines = [
            in_a_line(beginning_of(text, _LONGEST)) for text in (self._quote_of(gone), gone.text)
        ]
        if role == LINES_ROLE:
            return lines
        look = look_in_words(gone.color, gone.style)
        deleted = tr("deleted {time}").format(time=local_time(gone.deleted or ""))
        return " · ".join(filter(None, (*lines, look, deleted)))


class BinDelegate(QStyledItemDelegate):
    """Draws the passage above the note, with the colour before them and the time at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        option.state &= ~QStyle.StateFlag.State_HasFocus
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        gone: Annotation | None = index.data(GONE_ROLE)
        if gone is not None:
            with saved(painter):
                quote, note = map(with_stand_ins, index.data(LINES_ROLE))
                self._draw(painter, option, gone, (quote, note))

    def _draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        gone: Annotation,
        lines: tuple[str, str],
    ) -> None:
        box = option.rect.adjusted(12, 6, -12, -6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.strokes[gone.color]))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), _BAR, box.height()), 1.5, 1.5)
        box.setLeft(box.left() + _BAR + 8)
        painter.setFont(option.font)
        metrics, half = option.fontMetrics, box.height() // 2
        time = local_time(gone.deleted or "")
        upper, lower = box.adjusted(0, 0, 0, -half), box.adjusted(0, half, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(self.theme.faint))
        painter.drawText(upper, middle | Qt.AlignmentFlag.AlignRight, time)
        room = upper.width() - metrics.horizontalAdvance(time) - 10
        quote, note = lines
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(QColor(self.theme.quiet))
        painter.drawText(upper, middle, metrics.elidedText(quote, elide, room))
        painter.setPen(QColor(self.theme.text if note else self.theme.faint))
        shown = metrics.elidedText(note or tr("No note"), elide, lower.width())
        painter.drawText(lower, middle, shown)

"""The rows of what was found: a line of context for each place, then the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.gui.widgets.guard import guarded, saved
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.plain_text import in_a_line
from reader.localization import tr
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QRect
    from PySide6.QtGui import QPainter

    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.found_places import FoundPlaces
    from reader.gui.article.session import Session
    from reader.search.find_in_notes import FoundNote

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
CONTEXT_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 30
_CONTEXT = 60
"""Characters before and after that a row may show."""
_BEFORE = 0.36
"""How much of a row is before what was found, at most."""


class Context(NamedTuple):
    """A line of what was found, with what is around it."""

    before: str
    found: str
    after: str
    where: str
    """Section, or that it is a note."""

    @property
    def line(self) -> str:
        """All of it, to be read out."""
        return f"{self.where}: {self.before}{self.found}{self.after}"


class FoundModel(QAbstractListModel):
    """One row per place in reading order, then one per note; each made when it is shown."""

    def __init__(self, article: ActiveArticle, found: FoundPlaces, parent: QObject) -> None:
        super().__init__(parent)
        self._article = article
        self._found = found
        self._places = self._notes = 0
        article.rendition_changed.connect(self._on_rendition_changed)

    def refresh(self) -> None:
        """Show what is found by now."""
        self.beginResetModel()
        self._places, self._notes = self._found.count, len(self._found.notes)
        self.endResetModel()

    def note_at(self, row: int) -> FoundNote | None:
        """Return the note of a row; None for a row of a place."""
        return self._found.notes[row - self._places] if row >= self._places else None

    @guarded(0)
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._places + self._notes

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        session = self._article.session
        if not index.isValid() or session is None:
            return None
        if role not in {Qt.ItemDataRole.DisplayRole, CONTEXT_ROLE}:
            return None
        note = self.note_at(index.row())
        context = of_place(session, self._found[index.row()]) if note is None else _of_note(note)
        return context if role == CONTEXT_ROLE else context.line

    def _on_rendition_changed(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))


def of_place(session: Session, place: TextRange) -> Context:
    """Return the line of a place that was found."""
    document, rendition = session.document, session.rendition
    block = document.blocks[document.block_index(place.start)].range
    inside = place.clipped_to(block)
    before = TextRange(max(block.start, inside.start - _CONTEXT), inside.start)
    after = TextRange(inside.end, min(block.end, inside.end + _CONTEXT))
    section = document.section_index(place.start)
    return Context(
        before=in_a_line(rendition.text_of(before)),
        found=in_a_line(rendition.text_of(inside)),
        after=in_a_line(rendition.text_of(after)),
        where=session.titles.of_section(section),
    )


def _of_note(note: FoundNote) -> Context:
    start, end = note.place.start, note.place.end
    return Context(
        in_a_line(note.text[max(0, start - _CONTEXT) : start]),
        in_a_line(note.text[start:end]),
        in_a_line(note.text[end : end + _CONTEXT]),
        where=tr("Note"),
    )


class FoundDelegate(QStyledItemDelegate):
    """Draws a row: what was found below each other, its section at the right."""

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        context: Context | None = index.data(CONTEXT_ROLE)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if context is not None:
            with saved(painter):
                painter.setFont(option.font)
                _paint(painter, option, context)

    @guarded(QSize())
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), ROW_HEIGHT)


def _paint(painter: QPainter, option: QStyleOptionViewItem, context: Context) -> None:
    context = Context(*map(with_stand_ins, context))
    colors = option.palette
    quiet = QColor(colors.color(colors.ColorRole.PlaceholderText))
    box: QRect = option.rect.adjusted(10, 0, -10, 0)
    metrics = option.fontMetrics
    middle = Qt.AlignmentFlag.AlignVCenter
    elide = Qt.TextElideMode
    where = metrics.elidedText(context.where, elide.ElideRight, box.width() // 4)
    room = box.width() - metrics.horizontalAdvance(where) - 24
    painter.setPen(quiet)
    painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, where)
    before = metrics.elidedText(context.before, elide.ElideLeft, int(room * _BEFORE))
    box.setLeft(box.left() + int(room * _BEFORE) - metrics.horizontalAdvance(before))
    painter.drawText(box, middle, before)
    box.setLeft(box.left() + metrics.horizontalAdvance(before))
    rest = int(room * (1 - _BEFORE))
    found = metrics.elidedText(context.found, elide.ElideRight, rest)
    painter.setPen(QColor(colors.color(colors.ColorRole.Link)))
    painter.drawText(box, middle, found)
    width = metrics.horizontalAdvance(found)
    box.setLeft(box.left() + width)
    painter.setPen(QColor(colors.color(colors.ColorRole.Text)))
    painter.drawText(
        box, middle, metrics.elidedText(context.after, elide.ElideRight, max(0, rest - width))
    )

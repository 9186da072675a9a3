"""The list of cards: however many there are, only those on screen are laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress, count
from operator import is_not
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reader.annotation.model import Annotation
from reader.gui.panels.card import (
    HEADING_HEIGHT,
    NOTE_PIXELS,
    Card,
    Heading,
    estimated_height,
)
from reader.gui.panels.note_editor import NoteEditor
from reader.gui.widgets.fonts import Region, interface_font
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.height_index import HeightIndex
from reader.gui.widgets.scroller import Scroller

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from reader.gui.widgets.theme import Theme

Row = Heading | Annotation
QuoteOf = Callable[[Annotation], str]

_MARGIN = 6.0
_CARDS_KEPT = 256


class CardList(QAbstractScrollArea):
    """Annotations as cards under headings, with one of them active and perhaps being edited."""

    card_activated = Signal(str)
    """A card was clicked or reached by key; the id."""
    active_changed = Signal()
    note_edited = Signal(str, str, str)
    """The note of an annotation reads differently now; id, text, and what the text was before."""
    editing_finished = Signal(str)
    """The editor was closed; the id."""
    versions_requested = Signal(str)
    """The versions of an annotation are to be shown; the id."""
    reading_requested = Signal()
    """The writer is done and goes back to the page."""

    def __init__(self, theme: Theme, region: Region, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._region = region
        self._rows: Sequence[Row] = ()
        self._ids: list[str] = []
        """Of the rows; empty for headings."""
        self._quote_of: QuoteOf = lambda annotation: annotation.quote
        self._cards: dict[str, Card] = {}
        self.can_edit = True
        """Whether notes may be written."""
        self._active: str | None = None
        self._edited: str | None = None
        self._hint = ""
        self._follows_scroll_bar = True
        self.heights = HeightIndex(())
        self._editor = NoteEditor(interface_font(region, NOTE_PIXELS), self.viewport())
        self._editor.edited.connect(self._on_editor_edited)
        self._editor.finished.connect(self._on_editor_finished)
        self._editor.left.connect(self.finish_editing)
        self._scroller = self._new_scroller()

    # What is shown

    def show_rows(self, rows: Sequence[Row], quote_of: QuoteOf, region: Region) -> None:
        """Show other rows; the scroll position, the active card and the editor stay."""
        value = self._scroller.value
        # Of ten thousand rows, a change leaves all but one or two as they are.
        head, tail = _same_ends(rows, self._rows)
        end, end_before = len(rows) - tail, len(self._rows) - tail
        self._rows = rows
        self._ids[head:end_before] = [row.id for row in rows[head:end]]
        self._quote_of = quote_of
        if region is self._region:
            self.heights.replace(head, end_before, [self._guess(row) for row in rows[head:end]])
        else:
            self._region = region
            self.heights = HeightIndex([self._guess(row) for row in rows])
        self._scroller.jump(value)
        self._after_scrolling()

    def forget_quotes(self) -> None:
        """Ask for the quotes anew: they read differently now."""
        self._cards.clear()

    def set_hint(self, hint: str) -> None:
        """Say something where there are no rows."""
        self._hint = hint
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.viewport().update()

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the annotations that have a card, from the top."""
        return [id_ for id_ in self._ids if id_]

    def row_of(self, id_: str | None) -> int | None:
        """Return the row of an annotation; None where it has no card."""
        return self._ids.index(id_) if id_ and id_ in self._ids else None

    def has(self, id_: str) -> bool:
        """Tell whether there is a card for an annotation."""
        return self.row_of(id_) is not None

    @property
    def active(self) -> str | None:
        """The id of the active annotation."""
        return self._active

    def is_in_sight(self, id_: str) -> bool:
        """Tell whether an annotation's card is shown, and its beginning in the window."""
        row, height = self.row_of(id_), self.viewport().height()
        tops = (y for index, y in self._scroller.visible() if index == row)
        return self.isVisible() and any(0 <= y < height - _MARGIN for y in tops)

    def set_active(self, id_: str | None) -> None:
        """Make a card the active one and bring it into sight."""
        if self._edited not in {None, id_}:
            self.finish_editing()
        is_another = id_ != self._active
        self._active = id_
        if is_another:
            self.active_changed.emit()
        row = self.row_of(id_)
        if row is not None:
            self._bring_into_sight(row)
        self.viewport().update()

    # Editing

    @property
    def edited(self) -> str | None:
        """The id of the annotation whose note is being written."""
        return self._edited

    def edit(self, id_: str) -> None:
        """Open the editor in a card."""
        row = self.row_of(id_)
        if row is None or self._edited == id_ or not self.can_edit:
            return
        self.finish_editing()
        self._edited = id_
        self.set_active(id_)
        annotation = self._rows[row]
        if isinstance(annotation, Heading):
            return
        self._editor.begin(annotation.note)
        self._remeasure(row)
        self._bring_into_sight(row)
        self._after_scrolling()
        self._editor.setFocus()

    def finish_editing(self) -> None:
        """Close the editor; what was typed has been passed on already."""
        if self._edited is None:
            return
        id_, self._edited = self._edited, None
        self._editor.hide()
        row = self.row_of(id_)
        if row is not None:
            self._remeasure(row)
        self._after_scrolling()
        self.editing_finished.emit(id_)

    # A column of rows

    def measured_height(self, row: int) -> float:
        """Return the true height of a row."""
        if isinstance(self._rows[row], Heading):
            return HEADING_HEIGHT
        return self._card(row).height

    # Qt

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.chrome))
            if not self._rows:
                self._draw_hint(painter)
            for index, y in self._scroller.visible():
                row = self._rows[index]
                if isinstance(row, Heading):
                    self._draw_heading(painter, row, y)
                else:
                    is_active = row.id == self._active
                    self._card(index).draw(painter, y, self._theme, is_active=is_active)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        value = self._scroller.value
        self._cards.clear()
        self.heights = HeightIndex([self._guess(row) for row in self._rows])
        self._scroller.height = self.viewport().height()
        self._scroller.jump(value)
        self._after_scrolling()

    @guarded(None)
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._follows_scroll_bar:
            self._scroller.move(self.verticalScrollBar().value() - self._scroller.value)
            self._after_scrolling()

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        id_ = self._id_at(event.position().y())
        if id_ is not None and event.button() == Qt.MouseButton.LeftButton:
            asks = self._is_on_versions(event.position())
            self.setFocus()
            self.set_active(id_)
            self.card_activated.emit(id_)
            if asks:
                self.versions_requested.emit(id_)

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        id_ = self._id_at(event.position().y())
        if id_ is not None and event.button() == Qt.MouseButton.LeftButton:
            self.edit(id_)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._active is not None:
            self.edit(self._active)
        else:
            super().keyPressEvent(event)

    # Inside

    def _on_editor_finished(self) -> None:
        # The focus goes first: hiding what has it would give it to whatever comes next.
        self.reading_requested.emit()
        self.finish_editing()

    def _on_editor_edited(self, note: str, before: str) -> None:
        if self._edited is not None:
            self.note_edited.emit(self._edited, note, before)
            self._keep_whole(self._edited)

    def _card(self, index: int) -> Card:
        annotation = self._rows[index]
        if isinstance(annotation, Heading):
            raise TypeError("a heading is no card")
        card = self._cards.get(annotation.id)
        if card is None or card.annotation is not annotation:
            card = Card(
                annotation,
                self._quote_of(annotation),
                self._region,
                self.viewport().width(),
                edited=self._editor.toPlainText() if annotation.id == self._edited else None,
            )
            if len(self._cards) >= _CARDS_KEPT:
                self._cards.clear()
            self._cards[annotation.id] = card
        self.heights[index] = card.height
        return card

    def _guess(self, row: Row) -> float:
        if isinstance(row, Heading):
            return HEADING_HEIGHT
        return estimated_height(row, len(row.quote), self.viewport().width())

    def _remeasure(self, index: int) -> None:
        self._cards.pop(self._rows[index].id, None)
        self._card(index)

    def _new_scroller(self) -> Scroller:
        return Scroller(self, self.viewport().height(), top=_MARGIN, bottom=_MARGIN)

    def _after_scrolling(self) -> None:
        bar = self.verticalScrollBar()
        self._follows_scroll_bar = False
        bar.setRange(0, round(self._scroller.maximum))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        bar.setValue(round(self._scroller.value))
        self._follows_scroll_bar = True
        self._place_editor()
        self.viewport().update()

    def _place_editor(self) -> None:
        if self._edited is None:
            return
        for index, y in self._scroller.visible():
            row = self._rows[index]
            if not isinstance(row, Heading) and row.id == self._edited:
                box = self._card(index).editor_box.translated(0, y)
                self._editor.setGeometry(box.toRect())
                self._editor.show()
                return
        # Out of sight, but not gone: a hidden editor would lose the focus, and with it the keys.
        self._editor.move(0, -self._editor.height() - 1)

    def _bring_into_sight(self, index: int) -> None:
        height = self.viewport().height()
        for row, y in self._scroller.visible():
            if row == index and y >= 0 and y + self.measured_height(row) <= height:
                return
        self._scroller.show(index, 0, height * 0.3)
        self._after_scrolling()

    def _keep_whole(self, id_: str) -> None:
        """Scroll where the card being written has grown beyond the lower edge.

        One that is taller than the list only goes as far up as its caret stays in sight.
        """
        for index, y in self._scroller.visible():
            if self._rows[index].id == id_:
                beyond = y + self.measured_height(index) - self.viewport().height()
                caret = self._editor.y() + self._editor.cursorRect().top()
                if beyond > 0:
                    self._scroller.move(min(beyond, caret))
                    self._after_scrolling()
                return
        if (row := self.row_of(id_)) is not None:
            self._bring_into_sight(row)

    def _step(self, step: int) -> None:
        ids = self.ids
        if not ids:
            return
        here = ids.index(self._active) if self._active in ids else -step
        id_ = ids[min(max(here + step, 0), len(ids) - 1)] if self._active else ids[0]
        self.set_active(id_)
        self.card_activated.emit(id_)

    def _id_at(self, y: float) -> str | None:
        for index, top in self._scroller.visible():
            row = self._rows[index]
            if not isinstance(row, Heading) and top <= y < top + self.measured_height(index):
                return row.id
        return None

    def _is_on_versions(self, point: QPointF) -> bool:
        """Tell whether a point is where a card says that it has several versions."""
        for index, top in self._scroller.visible():
            if not isinstance(self._rows[index], Heading):
                box = self._card(index).versions_box.translated(0, top)
                if box.contains(point):
                    return True
        return False

    def _draw_hint(self, painter: QPainter) -> None:
        painter.setFont(interface_font(self._region, NOTE_PIXELS))
        painter.setPen(QColor(self._theme.quiet))
        box = QRectF(self.viewport().rect()).adjusted(20, 24, -20, 0)
        flags = Qt.AlignmentFlag.AlignTop.value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(box, flags, self._hint)

    def _draw_heading(self, painter: QPainter, row: Heading, y: float) -> None:
        font = interface_font(self._region, 13)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.quiet))
        box = QRectF(18, y + 8, self.viewport().width() - 36, HEADING_HEIGHT - 10)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, str(row.count))
        text = painter.fontMetrics().elidedText(
            row.text, Qt.TextElideMode.ElideRight, int(box.width()) - 30
        )
        painter.drawText(box, middle, text)


def _same_ends(rows: Sequence[Row], others: Sequence[Row]) -> tuple[int, int]:
    """Count how many rows are the same at the beginning and at the end of both; none twice."""
    head = _same(rows, others)
    least = min(len(rows), len(others))
    return head, min(_same(rows[::-1], others[::-1]), least - head)


def _same(rows: Sequence[Row], others: Sequence[Row]) -> int:
    """Count how many rows are the same from the beginning of both."""
    for index in compress(count(), map(is_not, rows, others)):
        # A heading is made anew with its list, an annotation only when it changes.
        if rows[index].id or rows[index] != others[index]:
            return index
    return min(len(rows), len(others))

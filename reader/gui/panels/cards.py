"""The list of cards: however many there are, only those on screen are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeySequence, QPainter

from reader.gui.panels.card import CARD_MARGIN
from reader.gui.panels.card_choice import CardChoice
from reader.gui.panels.card_column import CardColumn
from reader.gui.panels.card_editing import CardEditing
from reader.gui.panels.card_editors import CardEditors
from reader.gui.panels.card_list_painting import draw_chosen, draw_heading, draw_hint
from reader.gui.panels.card_pointer import CardPointer
from reader.gui.panels.card_scrolling import CardScrolling
from reader.gui.panels.card_tagging import CardTagging
from reader.gui.panels.group_heading import HEADING_HEIGHT, Heading
from reader.gui.widgets.announcing import announce
from reader.gui.widgets.focus_tick import FOCUS_TICK
from reader.gui.widgets.guard import guarded
from reader.localization import trn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from reader.gui.article.active_annotation import ActiveAnnotation
    from reader.gui.panels.card_column import QuoteOf, Row
    from reader.gui.widgets.fonts import Region
    from reader.gui.widgets.theme import Theme

_STEPS: Mapping[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS: Mapping[int, int] = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}
_WAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_ENTERING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHOOSING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class CardList(CardScrolling):
    """Annotations as cards under headings, with one of them active and perhaps being edited."""

    card_activated = Signal(str)
    """A card was clicked or reached by key; the id."""
    note_edited = Signal(str, str, str)
    """The note of an annotation reads differently now; id, text, and what the text was before."""
    tags_edited = Signal(str, tuple)
    """An annotation is to have other tags; the id, and the tags."""
    editing_finished = Signal(str)
    """The editor was closed; the id."""
    group_toggled = Signal(object)
    """The cards of a group are to be shown, or no longer; its `GroupKey`."""
    versions_requested = Signal(str)
    """The versions of an annotation are to be shown; the id."""
    link_requested = Signal(str)
    """A link in a note was clicked; where it leads to."""
    reading_requested = Signal()
    """The writer is done and goes back to the page."""

    def __init__(
        self,
        active: ActiveAnnotation,
        theme: Theme,
        region: Region,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("cards")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._active = active
        self._theme = theme
        note = CardEditing(region, self.viewport())
        tags = CardTagging(region, theme, self.viewport())
        self._scroll_over(CardColumn(region, note.written_in, tags.room_in))
        self.can_edit = True
        """Whether notes may be written."""
        self._hint = ""
        self._editors = CardEditors(note, tags, self.column, self._shown, self)
        self._pointer = CardPointer(self._shown, self.viewport())
        self.choice = CardChoice(self.column, active)
        active.changing.connect(self._on_active_changing)
        active.activated.connect(self._on_active_activated)
        active.lost.connect(self._on_active_lost)
        self._editors.moved.connect(self._after_scrolling)
        self._editors.closed.connect(self.editing_finished)
        note.note_edited.connect(self.note_edited)
        note.note_edited.connect(self._editors.keep_whole)  # by then the card is as tall as it is
        note.finished.connect(self._on_editing_finished)
        note.left.connect(self.finish_editing)
        tags.tags_edited.connect(self.tags_edited)
        tags.finished.connect(self._on_editing_finished)
        tags.left.connect(self._on_tagging_left)

    # What is shown

    def show_rows(self, rows: Sequence[Row], quote_of: QuoteOf, region: Region) -> None:
        """Show other rows; the scroll position, the active card and the editor stay."""
        here = self.choice.row
        first = None if here is None else self.column.rows[here]
        self._put_rows(rows, quote_of, region, first)
        self._editors.follow()
        self._describe_active(is_news=False)

    def forget_quotes(self) -> None:
        """Ask for the quotes again: they read differently now."""
        self.column.forget_cards()

    def set_hint(self, hint: str) -> None:
        """Say something where there are no rows."""
        self._hint = hint
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self._editors.tags.set_theme(theme)
        self.viewport().update()

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the annotations that have a card, from the top."""
        return self.column.ids

    def has(self, id_: str) -> bool:
        """Tell whether there is a card for an annotation."""
        return self.column.row_of(id_) is not None

    @property
    def active(self) -> str | None:
        """The id of the active annotation."""
        return self._active.id

    def set_active(self, id_: str | None) -> None:
        """Make a card the active one and bring it into sight."""
        self._active.set(id_)

    def choose_all(self) -> None:
        """Choose all cards; nothing is scrolled."""
        self.choice.take_all(self._shown.first_card())

    def is_long(self, id_: str) -> bool:
        """Tell whether an annotation's note is so long that it is folded."""
        row = self.column.row_of(id_)
        return row is not None and self.column.card(row).note.is_long

    def words_of_folding(self, id_: str) -> str:
        """Return what folding an annotation's long note, or unfolding it, is called."""
        row = self.column.row_of(id_)
        return "" if row is None else self.column.card(row).note.fold_words

    def fold(self, id_: str) -> None:
        """Show all of an annotation's note if it is long, or its beginning again."""
        row = self.column.row_of(id_)
        if row is not None and self.is_long(id_):
            self.column.fold(row)
            self._shown.keep_in_sight(row)
            self._after_scrolling()

    # Editing

    @property
    def edited(self) -> str | None:
        """The id of the annotation whose note is being written."""
        return self._editors.note.edited

    def edit(self, id_: str) -> None:
        """Open the editor in a card."""
        if self.can_edit and self.has(id_) and self.edited != id_:
            self.finish_editing()
            self._active.set(id_)
            self._editors.open_note(id_)

    def edit_tags(self, id_: str, known: Sequence[str]) -> None:
        """Open the field for an annotation's tags in its card; those known are offered."""
        if self.can_edit and self.has(id_) and self._editors.tags.edited != id_:
            self.finish_editing()
            self._active.set(id_)
            self._editors.open_tags(id_, known)

    @property
    def being_edited(self) -> str | None:
        """The id of the annotation whose note or tags are being written."""
        return self._editors.edited

    def finish_editing(self) -> None:
        """Close what edits; what was typed has been passed on already."""
        self._editors.close()

    # Qt

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.chrome))
            if not self.column.rows:
                box = QRectF(self.viewport().rect())
                draw_hint(painter, box, self._hint, self.column.region, self._theme)
            for index, y in self._scroller.visible():
                self._draw_row(painter, index, y)
            if self.hasFocus() and self.choice.row is None:
                tick = QRectF(CARD_MARGIN, 0.0, *FOCUS_TICK)
                painter.fillRect(tick, QColor(self._theme.accent))

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
        row = self.column.row_of(self.active)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.finish_editing()
            if row is not None:
                self._bring_into_sight(row)
        self._describe_active(is_news=False)  # it is read with the name

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point, is_left = event.position(), event.button() == Qt.MouseButton.LeftButton
        tag = self._shown.tag_at(point)
        if (
            tag is not None
            and is_left
            and self._shown.card_at(point.y()) == self._editors.tags.edited
        ):
            self._editors.tags.remove(tag)
            self._editors.tags.field.setFocus()
            return
        at = self._shown.row_at(point.y())
        here = None if at is None else self.column.rows[at]
        self.finish_editing()
        row = None if here is None else self.column.row_like(here)
        if here is None or row is None:
            return
        if not is_left and event.button() != Qt.MouseButton.RightButton:
            return
        self.setFocus()
        held = event.modifiers()
        if isinstance(here, Heading):
            self.choice.take_heading(here.key)
            if is_left:
                self.group_toggled.emit(here.key)
        elif not is_left:
            # The menu that follows is about it; the page stays where it is.
            if here.id not in self._active.ids:
                self.choice.take(row)
        elif held & Qt.KeyboardModifier.ControlModifier:
            self.choice.toggle(row)
        elif held & Qt.KeyboardModifier.ShiftModifier:
            self.choice.take(row, extends=True)
        elif self._shown.is_on_fold(point):
            self._active.set(here.id)
            self.fold(here.id)
        else:
            asks, link = self._shown.is_on_versions(point), self._shown.link_at(point)
            self.choice.take(row)
            self.card_activated.emit(here.id)
            if asks:
                self.versions_requested.emit(here.id)
            elif link:
                self.link_requested.emit(link)

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        id_ = self._shown.card_at(event.position().y())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if id_ is None or event.modifiers() & _CHOOSING:
            # The second of two quick clicks is one more.
            self.mousePressEvent(event)
        else:
            self.edit(id_)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, extends = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        row, heading = self.choice.row, self.choice.heading
        if key in _STEPS:
            self._go_to(self.choice.next_row(_STEPS[key], only_cards=extends), extends=extends)
        elif key in _ENDS:
            self._go_to(self.choice.end_row(_ENDS[key]), extends=extends)
        elif key in _WAYS and row is not None:
            self._open_or_close(row, is_collapsed=key == Qt.Key.Key_Left)
        elif key in _ENTERING and heading is not None:
            self.group_toggled.emit(heading)
        elif key in _ENTERING and self.active is not None:
            self.edit(self.active)
        elif key == Qt.Key.Key_Space and self.active is not None:
            self.fold(self.active)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.choose_all()
        elif key == Qt.Key.Key_Escape and len(self._active.ids) > 1:
            self.set_active(self.active)
        else:
            super().keyPressEvent(event)

    # Inside

    def _on_active_changing(self, id_: str | None) -> None:
        if self._editors.is_editing_another(id_):
            self.finish_editing()

    def _on_active_activated(self) -> None:
        row = self.column.row_of(self.active)
        if row is not None:
            self._bring_into_sight(row)
        self.viewport().update()
        self._describe_active(is_news=self.hasFocus())

    def _describe_active(self, *, is_news: bool) -> None:
        """Say in words which row has the keys, which is only painted; at once where asked."""
        if QAccessible.isActive():
            heading = self.choice.heading
            words = self.column.words(self.active if heading is None else heading)
            if (count := len(self._active.ids)) > 1:
                chosen = trn("{count} note is chosen.", "{count} notes are chosen.", count)
                words = f"{words} · {chosen.format(count=count)}"
            self.setAccessibleDescription(words)
            if is_news:
                announce(words, self)

    def _on_active_lost(self, id_: str) -> None:
        if id_ == self.being_edited:
            # Hiding the editor would give the keys to whatever comes next.
            self.reading_requested.emit()

    def _on_editing_finished(self) -> None:
        # The focus goes first: hiding what has it would give it to whatever comes next.
        self.reading_requested.emit()
        self.finish_editing()

    def _on_tagging_left(self) -> None:
        # Where the mouse was pressed tells whether it is a chip that is to be taken off.
        if not self.hasFocus():
            self.finish_editing()

    def _after_scrolling(self) -> None:
        super()._after_scrolling()
        self._editors.place()

    def _go_to(self, row: int | None, *, extends: bool) -> None:
        """Give the keys to a row, and with `extends` choose all up to it."""
        if row is None:
            return
        self.choice.take(row, extends=extends)
        if isinstance(self.column.rows[row], Heading):
            self._bring_into_sight(row)
            self.viewport().update()
            self._describe_active(is_news=True)
        elif not extends and self.active is not None:
            self.card_activated.emit(self.active)

    def _open_or_close(self, row: int, *, is_collapsed: bool) -> None:
        """Show the cards of the group a row belongs to, or only its heading."""
        while not isinstance(heading := self.column.rows[row], Heading):
            row -= 1
        if heading.is_collapsed is not is_collapsed:
            self.choice.take_heading(heading.key)
            self.group_toggled.emit(heading.key)
            self._bring_into_sight(row)

    def _draw_row(self, painter: QPainter, index: int, y: float) -> None:
        row = self.column.rows[index]
        width, has_focus = self.viewport().width(), self.hasFocus()
        if isinstance(row, Heading):
            box = QRectF(0, y, width, HEADING_HEIGHT)
            has_focus = has_focus and row.key == self.choice.heading
            draw_heading(painter, box, row, self.column.region, self._theme, has_focus=has_focus)
            return
        card, is_active = self.column.card(index), row.id == self.active
        has_focus = has_focus and is_active
        card.draw(painter, y, self._theme, is_active=is_active, has_focus=has_focus)
        if len(self._active.ids) > 1 and row.id in self._active.ids:
            draw_chosen(painter, QRectF(0, y, width, card.height), self._theme)

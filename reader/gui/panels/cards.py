"""The list of cards: however many there are, only those on screen are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reader.gui.panels.card import CARD_MARGIN, HEADING_HEIGHT, Heading
from reader.gui.panels.card_column import CardColumn
from reader.gui.panels.card_editing import CardEditing
from reader.gui.panels.card_list_painting import draw_heading, draw_hint
from reader.gui.panels.card_pointer import CardPointer
from reader.gui.panels.card_tagging import CardTagging
from reader.gui.panels.shown_cards import MARGIN, ShownCards
from reader.gui.widgets.announcing import announce
from reader.gui.widgets.focus_tick import FOCUS_TICK
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.own_viewport import use_own_viewport
from reader.gui.widgets.scroller import Scroller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from reader.gui.article.active_annotation import ActiveAnnotation
    from reader.gui.panels.card_column import QuoteOf, Row
    from reader.gui.widgets.fonts import Region
    from reader.gui.widgets.theme import Theme


class CardList(QAbstractScrollArea):
    """Annotations as cards under headings, with one of them active and perhaps being edited."""

    card_activated = Signal(str)
    """A card was clicked or reached by key; the id."""
    note_edited = Signal(str, str, str)
    """The note of an annotation reads differently now; id, text, and what the text was before."""
    tags_edited = Signal(str, tuple)
    """An annotation is to have other tags; the id, and the tags."""
    editing_finished = Signal(str)
    """The editor was closed; the id."""
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
        use_own_viewport(self)
        self.setObjectName("cards")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._active = active
        self._theme = theme
        self._editing = CardEditing(region, self.viewport())
        self._tagging = CardTagging(region, theme, self.viewport())
        self.column = CardColumn(region, self._editing.written_in, self._tagging.room_in)
        self.can_edit = True
        """Whether notes may be written."""
        self._hint = ""
        self._follows_scroll_bar = True
        self._scroller = Scroller(self.column, self.viewport().height(), top=MARGIN, bottom=MARGIN)
        self._shown = ShownCards(self.column, self._scroller)
        self._pointer = CardPointer(self._shown, self.viewport())
        active.changing.connect(self._on_active_changing)
        active.activated.connect(self._on_active_activated)
        active.lost.connect(self._on_active_lost)
        self._editing.note_edited.connect(self.note_edited)
        self._editing.note_edited.connect(self._keep_whole)
        self._editing.caret_moved.connect(self._keep_caret_in_sight)
        self._editing.finished.connect(self._on_editing_finished)
        self._editing.left.connect(self.finish_editing)
        self._tagging.tags_edited.connect(self.tags_edited)
        self._tagging.finished.connect(self._on_editing_finished)
        self._tagging.left.connect(self._on_tagging_left)

    # What is shown

    def show_rows(self, rows: Sequence[Row], quote_of: QuoteOf, region: Region) -> None:
        """Show other rows; the scroll position, the active card and the editor stay."""
        value = self._scroller.value
        self.column.set_rows(rows, quote_of, region)
        self._scroller.jump(value)
        self._after_scrolling()
        if self._tagging.edited is not None:
            self._tagging.follow(self.column.annotation(self._tagging.edited))
            self._show_tag_field()
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
        self._tagging.set_theme(theme)
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

    def is_in_sight(self, id_: str) -> bool:
        """Tell whether an annotation's card is shown, and its beginning in the window."""
        top = self._shown.top_of(self.column.row_of(id_))
        height = self.viewport().height()
        return self.isVisible() and top is not None and 0 <= top < height - MARGIN

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
        return self._editing.edited

    def edit(self, id_: str) -> None:
        """Open the editor in a card."""
        row = self.column.row_of(id_)
        if row is None or self.edited == id_ or not self.can_edit:
            return
        self.finish_editing()
        self._active.set(id_)
        annotation = self.column.rows[row]
        if isinstance(annotation, Heading):
            return
        self._editing.begin(annotation)
        self.column.remeasure(row)
        self._bring_into_sight(row)
        self._after_scrolling()
        self._keep_caret_in_sight()
        self._editing.editor.setFocus()

    def edit_tags(self, id_: str, known: Sequence[str]) -> None:
        """Open the field for an annotation's tags in its card; those known are offered."""
        row = self.column.row_of(id_)
        if row is None or self._tagging.edited == id_ or not self.can_edit:
            return
        self.finish_editing()
        self._active.set(id_)
        if (annotation := self.column.annotation(id_)) is None:
            return
        self._tagging.begin(annotation, known)
        self.column.remeasure(row)
        self._show_tag_field()
        self._tagging.field.setFocus()

    def is_being_edited(self, id_: str) -> bool:
        """Tell whether the note or the tags of an annotation are being written."""
        return id_ in {self.edited, self._tagging.edited}

    def finish_editing(self) -> None:
        """Close what edits; what was typed has been passed on already."""
        tagged = self._tagging.end()
        if tagged is None and self.edited is None:
            return
        id_ = self._editing.end()
        for each in filter(None, (tagged, id_)):
            row = self.column.row_of(each)
            if row is not None:
                was_in_sight = self._shown.top_of(row) is not None
                height = self.column.measured_height(row)
                self.column.remeasure(row)
                if was_in_sight and self.column.measured_height(row) < height:
                    self._shown.keep_in_sight(row)
        self._after_scrolling()
        if id_ is not None:
            self.editing_finished.emit(id_)

    # Qt

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.chrome))
            if not self.column.rows:
                box = QRectF(self.viewport().rect())
                draw_hint(painter, box, self._hint, self.column.region, self._theme)
            for index, y in self._scroller.visible():
                row = self.column.rows[index]
                if isinstance(row, Heading):
                    box = QRectF(0, y, self.viewport().width(), HEADING_HEIGHT)
                    draw_heading(painter, box, row, self.column.region, self._theme)
                else:
                    is_active = row.id == self.active
                    self.column.card(index).draw(
                        painter,
                        y,
                        self._theme,
                        is_active=is_active,
                        has_focus=is_active and self.hasFocus(),
                    )
            if self.hasFocus() and not self.has(self.active or ""):
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
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        value = self._scroller.value
        self.column.set_width(self.viewport().width())
        self._scroller.height = self.viewport().height()
        self._scroller.jump(value)
        self._after_scrolling()

    @guarded(None)
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._follows_scroll_bar:
            self._scroller.follow(self.verticalScrollBar().value())
            self._after_scrolling()

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        id_ = self._shown.card_at(event.position().y())
        is_left = event.button() == Qt.MouseButton.LeftButton
        tag = self._shown.tag_at(event.position())
        if tag is not None and is_left and id_ == self._tagging.edited:
            self._tagging.remove(tag)
            self._tagging.field.setFocus()
            return
        self.finish_editing()
        if id_ is not None and is_left:
            asks = self._shown.is_on_versions(event.position())
            folds = self._shown.is_on_fold(event.position())
            link = self._shown.link_at(event.position())
            self.setFocus()
            if folds:
                self._active.set(id_)
                self.fold(id_)
                return
            self.set_active(id_)
            self.card_activated.emit(id_)
            if asks:
                self.versions_requested.emit(id_)
            elif link:
                self.link_requested.emit(link)
        elif id_ is not None and event.button() == Qt.MouseButton.RightButton:
            # The menu that follows is about it; the page stays where it is.
            self.setFocus()
            self.set_active(id_)

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        id_ = self._shown.card_at(event.position().y())
        if id_ is not None and event.button() == Qt.MouseButton.LeftButton:
            self.edit(id_)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.active is not None:
            self.edit(self.active)
        elif key == Qt.Key.Key_Space and self.active is not None:
            self.fold(self.active)
        else:
            super().keyPressEvent(event)

    # Inside

    def _on_active_changing(self, id_: str | None) -> None:
        if self.edited not in {None, id_} or self._tagging.edited not in {None, id_}:
            self.finish_editing()

    def _on_active_activated(self) -> None:
        row = self.column.row_of(self.active)
        if row is not None:
            self._bring_into_sight(row)
        self.viewport().update()
        self._describe_active(is_news=self.hasFocus())

    def _describe_active(self, *, is_news: bool) -> None:
        """Say in words which card is the active one, which is only painted; at once where asked."""
        if QAccessible.isActive():
            words = self.column.words(self.active)
            self.setAccessibleDescription(words)
            if is_news:
                announce(words, self)

    def _on_active_lost(self, id_: str) -> None:
        if self.is_being_edited(id_):
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
        if self.edited is not None:
            box = self._shown.box_in(self.edited, lambda card: card.editor_box)
            self._editing.place(box)
        if self._tagging.edited is not None:
            box = self._shown.box_in(self._tagging.edited, lambda card: card.tag_field_box)
            self._tagging.place(box)

    def _show_tag_field(self) -> None:
        """Scroll as little as shows the field for tags."""
        row = self.column.row_of(self._tagging.edited)
        if row is not None:
            box = self.column.card(row).tag_field_box
            self._shown.show_part(row, box.top(), box.bottom())
        self._after_scrolling()

    def _bring_into_sight(self, row: int) -> None:
        if self._shown.bring_into_sight(row):
            self._after_scrolling()

    def _keep_whole(self, id_: str) -> None:
        """Scroll where the card being written has grown beyond the lower edge."""
        row = self.column.row_of(id_)
        if row is not None:
            self._shown.show_end(row)
            self._keep_caret_in_sight()

    def _keep_caret_in_sight(self) -> None:
        """Scroll as little as shows the caret of the editor."""
        row = self.column.row_of(self.edited)
        if row is not None:
            box = self.column.card(row).editor_box
            above, below = self._editing.caret
            self._shown.show_part(row, box.top() + above, box.top() + below)
            self._after_scrolling()

    def _step(self, step: int) -> None:
        id_ = self.column.neighbour(self.active, step)
        if id_ is not None:
            self.set_active(id_)
            self.card_activated.emit(id_)

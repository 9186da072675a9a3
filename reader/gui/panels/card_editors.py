"""What is written in the cards: a note or tags, one card at a time, always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.panels.card_column import CardColumn
    from reader.gui.panels.card_editing import CardEditing
    from reader.gui.panels.card_tagging import CardTagging
    from reader.gui.panels.shown_cards import ShownCards


class CardEditors(QObject):
    """Opens and closes the editor of notes and the field for tags, and keeps them in sight."""

    moved = Signal()
    """Cards have other heights or places now."""
    closed = Signal(str)
    """The editor of a note was closed; the id."""

    def __init__(
        self,
        note: CardEditing,
        tags: CardTagging,
        column: CardColumn,
        shown: ShownCards,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.note = note
        self.tags = tags
        self._column = column
        self._shown = shown
        note.caret_moved.connect(self._keep_caret_in_sight)

    @property
    def edited(self) -> str | None:
        """The id of the annotation whose note or tags are being written."""
        return self.note.edited or self.tags.edited

    def is_editing_another(self, id_: str | None) -> bool:
        """Tell whether the note or the tags of another annotation are being written."""
        return not {self.note.edited, self.tags.edited} <= {None, id_}

    def open_note(self, id_: str) -> None:
        """Open the editor in a card."""
        row, annotation = self._column.row_of(id_), self._column.annotation(id_)
        if row is None or annotation is None:
            return
        self.note.begin(annotation)
        self._column.remeasure(row)
        self._shown.bring_into_sight(row)
        self.moved.emit()
        self._keep_caret_in_sight()
        self.note.editor.setFocus()

    def open_tags(self, id_: str, known: Sequence[str]) -> None:
        """Open the field for tags in a card; those known are offered."""
        row, annotation = self._column.row_of(id_), self._column.annotation(id_)
        if row is None or annotation is None:
            return
        self.tags.begin(annotation, known)
        self._column.remeasure(row)
        self._show_tag_field()
        self.tags.field.setFocus()

    def follow(self) -> None:
        """Know the tags that the annotation has by now whose tags are being edited."""
        if self.tags.edited is not None:
            self.tags.follow(self._column.annotation(self.tags.edited))
            self._show_tag_field()

    def close(self) -> None:
        """Close what is open; what was typed has been passed on already."""
        tagged = self.tags.end()
        if tagged is None and self.note.edited is None:
            return
        noted = self.note.end()
        for id_ in (tagged, noted):
            self._lower(self._column.row_of(id_))
        self.moved.emit()
        if noted is not None:
            self.closed.emit(noted)

    def keep_whole(self, id_: str) -> None:
        """Scroll where the card being written has grown beyond the lower edge."""
        row = self._column.row_of(id_)
        if row is not None:
            self._shown.show_end(row)
            self._keep_caret_in_sight()

    def place(self) -> None:
        """Put what is open where its card has room for it."""
        if self.note.edited is not None:
            self.note.place(self._shown.box_in(self.note.edited, lambda card: card.editor_box))
        if self.tags.edited is not None:
            self.tags.place(self._shown.box_in(self.tags.edited, lambda card: card.tag_field_box))

    def _lower(self, row: int | None) -> None:
        """Let a card take the room it needs without an editor, and stay in sight."""
        if row is None:
            return
        was_in_sight = self._shown.top_of(row) is not None
        height = self._column.measured_height(row)
        self._column.remeasure(row)
        if was_in_sight and self._column.measured_height(row) < height:
            self._shown.keep_in_sight(row)

    def _show_tag_field(self) -> None:
        """Scroll as little as shows the field for tags."""
        row = self._column.row_of(self.tags.edited)
        if row is not None:
            box = self._column.card(row).tag_field_box
            self._shown.show_part(row, box.top(), box.bottom())
        self.moved.emit()

    def _keep_caret_in_sight(self) -> None:
        """Scroll as little as shows the caret of the editor."""
        row = self._column.row_of(self.note.edited)
        if row is not None:
            box = self._column.card(row).editor_box
            above, below = self.note.caret
            self._shown.show_part(row, box.top() + above, box.top() + below)
            self.moved.emit()

"""Editing a note in its card: one editor, moved to the card being edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.gui.panels.card_note import NOTE_PIXELS
from reader.gui.panels.note_editor import NoteEditor
from reader.gui.widgets.fonts import Region, interface_font

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtWidgets import QWidget

    from reader.annotation.model import Annotation


class CardEditing(QObject):
    """Knows which annotation's note is being written, and holds its editor."""

    note_edited = Signal(str, str, str)
    """The note of an annotation reads differently now; id, text, and what the text was before."""
    finished = Signal()
    """The writer is done and goes back to the page."""
    left = Signal()
    """The focus went elsewhere, and belongs there."""
    caret_moved = Signal()

    def __init__(self, region: Region, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.editor = NoteEditor(interface_font(region, NOTE_PIXELS), viewport)
        self.edited: str | None = None
        """The id of the annotation whose note is being written."""
        self.editor.edited.connect(self._on_editor_edited)
        self.editor.finished.connect(self.finished)
        self.editor.left.connect(self.left)
        self.editor.cursorPositionChanged.connect(self._on_editor_cursor_moved)
        self._is_beginning = False

    def begin(self, annotation: Annotation) -> None:
        """Write the note of an annotation."""
        self.edited = annotation.id
        self._is_beginning = True
        self.editor.begin(annotation.note)
        self._is_beginning = False

    def end(self) -> str | None:
        """Hide the editor; return the id of what was written, None where nothing was."""
        id_, self.edited = self.edited, None
        self.editor.hide()
        return id_

    def written_in(self, id_: str) -> str | None:
        """Return what the editor of a note holds; None where it is not being written."""
        return self.editor.toPlainText() if id_ == self.edited else None

    def place(self, box: QRectF | None) -> None:
        """Put the editor where its card has room for it; None where that is out of sight."""
        if box is not None:
            self.editor.write_in(box.toRect())
            self.editor.show()
        else:
            # Not gone: a hidden editor would lose the focus, and with it the keys.
            self.editor.move(0, -self.editor.height() - 1)

    @property
    def caret(self) -> tuple[int, int]:
        """Where the caret begins and ends, in pixels from the top of the box it writes in."""
        box = self.editor.cursorRect()
        return box.top(), box.bottom() + 1

    def _on_editor_cursor_moved(self) -> None:
        if self.edited is not None and not self._is_beginning:
            self.caret_moved.emit()

    def _on_editor_edited(self, note: str, before: str) -> None:
        if self.edited is not None:
            self.note_edited.emit(self.edited, note, before)

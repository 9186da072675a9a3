"""The small card beside a marked passage: its note, colours, writing and deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reader.gui.page.beside import show_beside
from reader.gui.page.color_dots import ColorDots, quiet_button
from reader.gui.page.writing_mode import HORIZONTAL
from reader.gui.widgets.plain_text import PlainLabel, beginning_of
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF

    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.widgets.theme import Theme

_LONGEST = 400
"""Characters of a note that it has room for; the panel has it whole."""
_WIDTH = 300
"""Pixels of the note."""


class NoteCard(QFrame):
    """Shows the active annotation on the page, where no panel shows it."""

    color_requested = Signal(str)
    edit_requested = Signal()
    delete_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget, mode: WritingMode = HORIZONTAL) -> None:
        super().__init__(parent)
        self._page = parent
        self._mode = mode
        self.setObjectName("noteCard")
        self.setAccessibleName(tr("Note"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._note = PlainLabel()
        self._note.setObjectName("noteCardText")
        self._note.setWordWrap(True)
        self._note.setFixedWidth(_WIDTH)
        self._dots = ColorDots()
        self._dots.requested.connect(self.color_requested)
        edit = quiet_button(tr("Edit"), tr("Write a note (N)"), self.edit_requested.emit)
        edit.setObjectName("noteCardEdit")
        delete = quiet_button(
            tr("Delete"), tr("Delete the annotation (Del)"), self.delete_requested.emit
        )
        delete.setObjectName("noteCardDelete")
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self._dots)
        row.addStretch(1)
        row.addWidget(edit)
        row.addWidget(delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 6, 6)
        column.setSpacing(6)
        column.addWidget(self._note)
        column.addWidget(self._tools)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Show the colours as a theme has them."""
        self._dots.set_theme(theme)

    def set_mode(self, mode: WritingMode) -> None:
        """Stand beside lines or columns from now on."""
        self._mode = mode

    def act_for(self, other: NoteCard) -> None:
        """Be on another page what a card is on its own: what is asked of this is asked of that."""
        self.color_requested.connect(other.color_requested)
        self.edit_requested.connect(other.edit_requested)
        self.delete_requested.connect(other.delete_requested)

    def show_note(self, note: str, *, can_change: bool) -> None:
        """Have the words of a note on it, and what can be done with it, if anything can."""
        self._note.setText(beginning_of(note, _LONGEST))
        self._note.setVisible(bool(note))
        self._tools.setVisible(can_change)

    def show_beside(self, boxes: Sequence[QRectF]) -> None:
        """Stand by a passage; where there is no room, nowhere.

        Args:
            boxes: of the passage's lines, in pixels of the page.
        """
        show_beside(self, self._page, self._mode, boxes)

"""A text edit that nobody sees, from which screen readers read the page.

Qt knows how to tell of a text edit in each system's own way, and of nothing that is painted. A text
interface written in Python is no way out: Qt asks for it by a pointer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleTextCursorEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

_SIZE = 20_000, 2_000
"""Pixels. It never changes: another width would lay the text out again."""


class ShadowText(QPlainTextEdit):
    """Lies under its siblings, is never painted and never has the keys. Positions are Qt's."""

    moved = Signal(int, int)
    """A screen reader moved the caret or selected; anchor and position."""

    def __init__(self, keys_go_to: QWidget, parent: QWidget) -> None:
        """Make one without a text.

        Args:
            keys_go_to: has the keyboard focus in its stead; while it does, so does this.
            parent: that it lies at the bottom of.
        """
        super().__init__(parent)
        self.setObjectName("shadowText")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(keys_go_to)
        self.setUpdatesEnabled(False)
        self.resize(*_SIZE)
        self._is_following = False
        self.cursorPositionChanged.connect(self._on_cursor_changed)
        self.selectionChanged.connect(self._on_cursor_changed)
        self.lower()
        self.show()

    def show_text(self, text: str) -> None:
        """Have another text; whoever listens hears of it by where the caret is next."""
        document = self.document()
        # Else all of it would be said to be removed and inserted, as if it were written.
        document.blockSignals(True)
        self._is_following = True
        document.setPlainText(text)
        self._is_following = False
        document.blockSignals(False)

    def put_caret(self, anchor: int, position: int, *, is_new: bool) -> None:
        """Select from one position to another, where the caret is.

        Args:
            anchor: where the selection begins; the position for none.
            position: of the caret.
            is_new: whether the text is another one, so that even the same position is news.
        """
        cursor = self.textCursor()
        if is_new and cursor.position() == position:
            QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self, position))
        if (cursor.anchor(), cursor.position()) != (anchor, position):
            cursor.setPosition(anchor)
            cursor.setPosition(position, cursor.MoveMode.KeepAnchor)
            self._is_following = True
            self.setTextCursor(cursor)
            self._is_following = False

    def set_lines(self, ends: Sequence[int]) -> None:
        """End the lines of a paragraph where they end on the page: they are read one by one.

        Args:
            ends: positions the lines of one paragraph end at.
        """
        block = self.document().findBlock(ends[-1])
        layout = block.layout()
        option = QTextOption(layout.textOption())
        option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        for end in ends:
            line = layout.createLine()
            if not line.isValid():
                break
            # Qt counts characters as they are seen, of which one may be several of ours.
            columns = end - block.position() - line.textStart()
            line.setNumColumns(columns)
            while columns > 1 and block.position() + line.textStart() + line.textLength() > end:
                columns -= 1
                line.setNumColumns(columns)
        layout.endLayout()

    def lie_at(self, caret: QPoint) -> None:
        """Lie so that the caret is at a point of the parent: magnifiers go where it is."""
        self.move(caret - self.cursorRect().topLeft())

    def take_focus(self) -> None:
        """Tell whoever listens that the keys go here."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Focus))

    def _on_cursor_changed(self) -> None:
        if not self._is_following:
            cursor = self.textCursor()
            self.moved.emit(cursor.anchor(), cursor.position())

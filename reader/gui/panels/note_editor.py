"""The editor of a note: it emits every change, and when editing ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QToolTip, QWidget

from reader.gui.widgets.guard import guarded
from reader.gui.widgets.long_words import has_long_word
from reader.gui.widgets.plain_text import MOST_SHOWN, plain_tip
from reader.localization import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData, QRect
    from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent

_PASSING = frozenset(
    {
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)
"""Reasons for which the focus goes away and comes back."""
_LONG_LINE = 10_000
"""Characters of a line in which no word's end is looked for.

Qt takes the square of a word's length for it: a minute for a picture in base64.
"""
_OF_SHORTCUTS = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
"""With Alt as well, some keyboards write characters."""
_CONTROLS = frozenset(("", *map(chr, (*range(32), *range(127, 160)))))
"""What keys say that write nothing."""
_SPARE = 4
"""Pixels below the last line, without which Qt would scroll up by a line."""
MOST_WRITTEN = 200_000
"""Characters of a note that is written in: in one paragraph each stroke lays out all of them."""


class NoteEditor(QPlainTextEdit):
    """Edits one note after the other, inside the card of each."""

    edited = Signal(str, str)
    """The writer changed the text; what it is now, and what it was."""
    finished = Signal()
    """Esc, or Ctrl and Enter: the writer goes back to reading."""
    left = Signal()
    """The focus went elsewhere, and belongs there."""

    def __init__(self, font: QFont, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noteEditor")
        self.setTabChangesFocus(True)
        self.setFont(font)
        self.document().setDocumentMargin(0)  # the words stand where the card has them
        self.setAccessibleName(tr("Note"))
        self.hide()
        self.textChanged.connect(self._on_text_changed)
        self._is_loading = False
        self._said = ""
        """The note as it was begun with, or passed on last."""

    def begin(self, note: str) -> None:
        """Edit a note, the caret at its end.

        Of one that is too long, it is only said that it is: it stays as it is.
        """
        self._said = note
        is_too_long = len(note) > MOST_WRITTEN
        self._is_loading = True
        self.clear()  # or the lines of the note before end otherwise first, which may take long
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if not is_too_long:
            self._wrap_long_words(note)
        self.setPlainText(_too_long(note) if is_too_long else note)
        self._is_loading = False
        self.setReadOnly(is_too_long)
        self._show_scroll_bar(note)
        self.document().clearUndoRedoStacks()
        self.moveCursor(self.textCursor().MoveOperation.End)

    def write_in(self, box: QRect) -> None:
        """Have the text in a box of the parent's, with the frame around that."""
        self.ensurePolished()
        whole, inside = self.rect(), self.contentsRect()
        left, top = inside.left(), inside.top()
        right, bottom = whole.right() - inside.right(), whole.bottom() - inside.bottom()
        self.setGeometry(box.adjusted(-left, -top, right, bottom + _SPARE))
        if self.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
            # With the caret at the end of it, it was scrolled in what room it had before.
            self.verticalScrollBar().setValue(0)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        is_done = is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_done or event.key() == Qt.Key.Key_Escape:
            self.finished.emit()
        elif self._has_room("\n" if is_enter else _typed(event)):
            super().keyPressEvent(event)
        else:
            self._say_full()

    @guarded(None)
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._has_room(event.commitString(), event.replacementLength()):
            super().inputMethodEvent(event)
            return
        super().inputMethodEvent(QInputMethodEvent())  # what was being composed is done with
        self._say_full()

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self.left.emit()

    @guarded(None)
    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._has_room(source.text()):
            self._wrap_long_words(source.text())
            super().insertFromMimeData(source)
        else:
            self._say(tr("Nothing was pasted: here a note may have {most} characters at most."))

    def _on_text_changed(self) -> None:
        if not self._is_loading:
            before, self._said = self._said, self.toPlainText()
            self._wrap_long_lines(self._said)
            self._show_scroll_bar(self._said)
            self.edited.emit(self._said, before)

    def _show_scroll_bar(self, note: str) -> None:
        """Have one for a note whose card is not tall enough for all of it."""
        is_whole = len(note) <= MOST_SHOWN
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if is_whole else policy.ScrollBarAsNeeded
        )

    def _wrap_long_words(self, text: str) -> None:
        """Let lines end anywhere from now on where one of a text or a word of it is very long."""
        self._wrap_long_lines(text)
        if self.wordWrapMode() is not QTextOption.WrapMode.WrapAnywhere and has_long_word(text):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def _has_room(self, text: str, instead_of: int = 0) -> bool:
        """Tell whether a text may come in, for what is selected and some characters beside it."""
        # Of Qt's characters, which are at least as many, the number is known.
        if not text or self.document().characterCount() + len(text) <= MOST_WRITTEN:
            return True
        goes = len(self.textCursor().selectedText()) + instead_of
        return len(self.toPlainText()) - goes + len(text) <= MOST_WRITTEN

    def _say_full(self) -> None:
        self._say(
            tr("This note is full: {most} characters are the most here. Go on in another note.")
        )

    def _say(self, sentence: str) -> None:
        place = self.mapToGlobal(self.cursorRect().bottomLeft())
        QToolTip.showText(place, plain_tip(sentence.format(most=f"{MOST_WRITTEN:,}")), self)

    def _wrap_long_lines(self, text: str) -> None:
        """Let lines end anywhere from now on where one of a text is very long."""
        if len(text) > _LONG_LINE and max(map(len, text.splitlines())) > _LONG_LINE:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)


def _typed(event: QKeyEvent) -> str:
    """Return what a key writes; empty where it does something else."""
    text = event.text()
    is_shortcut = event.modifiers() in _OF_SHORTCUTS
    return "" if is_shortcut or text[:1] in _CONTROLS else text


def _too_long(note: str) -> str:
    return tr(
        "This note has {count} characters, too many to be written in here ({most} at most). It is"
        " kept whole. Write what you have to add in another note."
    ).format(count=f"{len(note):,}", most=f"{MOST_WRITTEN:,}")

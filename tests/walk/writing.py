"""What a user writes: notes, now and then one as long as a note may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from reader.gui.panels.note_editor import MOST_WRITTEN
from tests.support.hand import trigger

if TYPE_CHECKING:
    from reader.gui.window.main_window import MainWindow
    from tests.walk.world import World

_TO_WRITE = ("", "字", "a", "𠮷", "\n", "　", "é")
_SHARE_LONG = 0.03
"""Of the notes: each takes a megabyte, in the window, on disk and in what was deleted."""
_LONG_OF = ("字", "a", "word ", "長長的一行，寫滿了字。\n", "𠮷")
_ROOM_LEFT = 12
"""Characters at most that a long note leaves: some tokens are longer."""


def write_note(world: World, window: MainWindow) -> str:
    """Type into the note that is being written, or into one that is begun for it; return what."""
    editor = window.findChild(QPlainTextEdit, "noteEditor")
    cards = window.workspace.annotations.cards
    if cards.edited is None and world.rng.random() < 0.8:
        trigger(window, "note")
    if cards.edited is None or not isinstance(editor, QPlainTextEdit):
        return "nothing to type into"
    if editor.isReadOnly():
        return "too long a note to type into"
    editor.setFocus()
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    pasted = _paste_much(world, editor) if world.rng.random() < _SHARE_LONG else 0
    token = world.model.token()
    _commit(editor, world.rng.choice(_TO_WRITE))
    for character in token:
        none = Qt.KeyboardModifier.NoModifier
        world.come_round()
        QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, 0, none, character))
    return f"typed {token}" + (f" behind {pasted} characters" if pasted else "")


def _paste_much(world: World, editor: QPlainTextEdit) -> int:
    """Fill a note nearly to the brim; return how long it is then, in Qt's characters."""
    of = world.rng.choice(_LONG_OF)
    room = MOST_WRITTEN - editor.document().characterCount() - world.rng.randrange(_ROOM_LEFT)
    pasted = QMimeData()
    pasted.setText(of * (room // len(of)))
    editor.insertFromMimeData(pasted)
    return editor.document().characterCount()


def _commit(editor: QPlainTextEdit, text: str) -> None:
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QApplication.sendEvent(editor, committed)

"""The editor of a note, filled to the brim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from reader.gui.panels.note_editor import MOST_WRITTEN

if TYPE_CHECKING:
    from tests.gui.conftest import Hand


@pytest.fixture
def full(hand: Hand) -> str:
    """The id of a note being written, in which there is room for one character more."""
    id_ = hand.mark("前人的朱筆圈點")
    hand.session.set_note(id_, "字\n" * (MOST_WRITTEN // 2 - 1) + "字")
    hand.cards.edit(id_)
    hand.type("x")
    return id_


def commit(hand: Hand, text: str) -> None:
    event = QInputMethodEvent("pre", [])
    QCoreApplication.sendEvent(hand.editor, event)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(hand.editor, event)


@pytest.mark.parametrize("way", ["y", "\r", "committed", "committed 𠮷"])
def test_what_is_written_into_a_full_note_is_refused_in_words(
    hand: Hand, full: str, way: str
) -> None:
    if way.startswith("committed"):
        commit(hand, way.removeprefix("committed ") * 3)
    else:
        QTest.keyClick(hand.editor, Qt.Key.Key_Return if way == "\r" else Qt.Key.Key_Y)

    assert "200,000 characters" in QToolTip.text()
    note = hand.session.annotation(full).note
    assert len(note) == MOST_WRITTEN
    assert note.endswith("字x")
    assert "pre" not in hand.editor.textCursor().block().layout().preeditAreaText()


def test_a_full_note_is_written_in_again_once_something_was_deleted(hand: Hand, full: str) -> None:
    hand.cards.finish_editing()
    hand.cards.edit(full)
    assert not hand.editor.isReadOnly()

    QTest.keyClick(hand.editor, Qt.Key.Key_Backspace)
    hand.type("z")

    assert hand.session.annotation(full).note.endswith("字z")


def test_what_takes_the_place_of_a_selection_needs_no_more_room(hand: Hand, full: str) -> None:
    cursor = hand.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor)
    hand.editor.setTextCursor(cursor)

    hand.type("y")

    assert hand.session.annotation(full).note.endswith("字y")

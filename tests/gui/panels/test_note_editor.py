"""Notes filled to the brim, and words without end in them."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from reader.gui.panels.card import NOTE_PIXELS, _Lines
from reader.gui.panels.note_editor import MOST_WRITTEN
from reader.gui.widgets.fonts import Region, interface_font
from reader.gui.widgets.long_words import has_long_word

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


@pytest.mark.parametrize("of", ["a", "。", "a\u0301", "«"])
def test_another_note_is_begun_at_once_after_one_of_a_single_word(hand: Hand, of: str) -> None:
    ids = [hand.mark("前人的朱筆圈點"), hand.mark("紙已經黃了")]
    hand.session.set_note(ids[0], (of * MOST_WRITTEN)[:150_000])
    hand.cards.edit(ids[0])
    started = process_time()

    hand.cards.edit(ids[1])

    assert process_time() - started < 1  # of the processor; ending its lines otherwise takes 3


@pytest.mark.parametrize("of", ["a", "。", "a\u0301", "«"])
def test_a_word_without_end_is_laid_out_in_a_narrow_panel_at_once(hand: Hand, of: str) -> None:
    font = interface_font(Region.TAIWAN, NOTE_PIXELS)
    _Lines(of, font, 10.0)
    started = process_time()

    lines = _Lines(of * (20_000 // len(of)), font, 10.0)

    assert process_time() - started < 0.8  # of the processor; looking for its end takes 2
    assert lines.height > 0


@pytest.mark.parametrize(
    ("text", "is_long"),
    [
        ("a" * 400, False),
        ("a" * 600, True),
        ("字" * 600, False),
        ("word " * 600, False),
        ("字\n" * 600 + "。" * 600, True),
        ("𠮷" * 600, False),
        ("𝒜" * 300, True),
    ],
)
def test_a_word_is_long_where_no_line_could_end(text: str, is_long: bool) -> None:
    assert has_long_word(text) is is_long

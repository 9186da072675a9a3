"""Undoing at the window, and what is left of what was given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from reader.annotation.model import COLORS

if TYPE_CHECKING:
    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"


def test_a_note_given_up_before_a_word_leaves_no_step(hand: Hand) -> None:
    hand.page.select(hand.place_of(PASSAGE))
    hand.trigger("note")

    hand.press(Qt.Key.Key_Escape)

    assert list(hand.session.annotation_index.in_reading_order()) == []
    assert hand.session.undo_stack.count() == 0
    assert not hand.action("undo").isEnabled()
    assert not hand.action("redo").isEnabled()


def test_a_note_given_up_leaves_the_steps_before_it(hand: Hand) -> None:
    id_ = hand.mark("一天只讀三五頁")
    hand.page.select(hand.place_of(PASSAGE))
    hand.trigger("note")

    hand.press(Qt.Key.Key_Escape)

    assert hand.session.undo_stack.count() == 1
    assert not hand.action("redo").isEnabled()
    hand.trigger("undo")
    assert hand.session.annotation_index.place_of(id_) is None


@pytest.mark.alike(4)
@pytest.mark.parametrize("name", [*(f"color-{c}" for c in COLORS), "highlight", "note", "delete"])
def test_marking_keys_leave_alone_what_was_unmade(hand: Hand, name: str) -> None:
    id_ = hand.mark(PASSAGE)
    hand.trigger("undo")
    assert hand.cards.active is None

    hand.trigger(name)

    assert list(hand.session.annotation_index.in_reading_order()) == []
    assert hand.editor.isHidden()
    hand.trigger("redo")
    assert hand.session.annotation_index.place_of(id_) == hand.place_of(PASSAGE)
    assert hand.session.annotation(id_).color == "green"


def test_undoing_while_writing_takes_the_note_back(hand: Hand) -> None:
    id_ = hand.mark(PASSAGE)
    hand.trigger("note")
    hand.type("abc")

    hand.trigger("undo")

    assert hand.session.annotation(id_).note == ""
    assert hand.editor.isHidden()

"""The list of notes: chosen with the mouse and with the keys, filtered, written in."""

from __future__ import annotations

import time
from dataclasses import replace
from time import process_time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip

from reader.annotation.changes import revise
from reader.annotation.merging import merge
from reader.annotation.model import Body
from reader.gui.panels import plain_lines
from reader.gui.panels.card import tags_in_words
from reader.gui.panels.note_editor import MOST_WRITTEN
from reader.gui.widgets.plain_text import MOST_SHOWN

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.support.hand import Hand

QUOTES = ["前人的朱筆圈點", "處處都是伏筆", "一天只讀三五頁", "不然就找不回來了"]


@pytest.fixture
def ids(hand: Hand) -> list[str]:
    """Annotations in reading order, the last one active."""
    return [hand.mark(quote) for quote in QUOTES]


def shown(hand: Hand) -> list[str]:
    return list(hand.cards.ids)


def set_filter(hand: Hand, text: str) -> None:
    hand.child(QLineEdit, "noteFilter").setText(text)


def test_clicking_a_card_leads_to_its_passage(hand: Hand, ids: list[str]) -> None:
    for _ in range(4):
        hand.trigger("zoom-in")
    hand.page.show_at_top(0)
    assert hand.page.boxes_of(hand.place_of(QUOTES[3])) == []

    hand.click(hand.cards.viewport(), hand.card_center(ids[3]))

    assert hand.cards.active == ids[3]
    assert hand.page.boxes_of(hand.place_of(QUOTES[3]))
    assert hand.page.glow.part == hand.place_of(QUOTES[3])


def test_keys_act_on_the_card_clicked_and_not_on_what_was_selected(
    hand: Hand, ids: list[str]
) -> None:
    hand.page.select(hand.place_of("寫在本子上"))
    hand.click(hand.cards.viewport(), hand.card_center(ids[1]))

    hand.press(Qt.Key.Key_5)

    assert hand.cards.ids == ids
    assert hand.session.annotation(ids[1]).color == "purple"


def test_keys_act_on_the_annotation_gone_to_and_not_on_what_was_selected(
    hand: Hand, ids: list[str]
) -> None:
    hand.page.select(hand.place_of("寫在本子上"))
    hand.trigger("next-note")

    hand.trigger("color-purple")

    assert hand.cards.ids == ids
    assert hand.session.annotation(hand.cards.active).color == "purple"


def test_a_double_click_on_a_card_opens_its_editor(
    hand: Hand, ids: list[str], qtbot: QtBot
) -> None:
    at = hand.card_center(ids[1])
    hand.click(hand.cards.viewport(), at)

    qtbot.mouseDClick(hand.cards.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert hand.cards.edited == ids[1]
    assert hand.window.focusWidget() is hand.editor


def test_clicking_a_passage_makes_its_card_the_active_one(hand: Hand, ids: list[str]) -> None:
    hand.click_text(QUOTES[1])
    assert hand.cards.active == ids[1]

    hand.click_text("先讀後記")
    assert hand.cards.active is None


def test_clicking_again_goes_through_what_lies_over_each_other(hand: Hand) -> None:
    long = hand.mark("翻開第一頁，前人的朱筆圈點就在那裡")
    short = hand.mark(QUOTES[0])
    hand.cards.set_active(None)

    hand.click_text(QUOTES[0])
    assert hand.cards.active == short
    hand.click_text(QUOTES[0])
    assert hand.cards.active == long


def test_arrow_keys_go_from_card_to_card(hand: Hand, ids: list[str]) -> None:
    hand.click(hand.cards.viewport(), hand.card_center(ids[0]))
    assert hand.window.focusWidget() is hand.cards

    visited = []
    for key in [Qt.Key.Key_Down] * 4 + [Qt.Key.Key_Up] * 2:
        hand.press(key)
        visited.append(hand.cards.active)

    assert visited == [ids[1], ids[2], ids[3], ids[3], ids[2], ids[1]]
    assert hand.page.glow.part == hand.place_of(QUOTES[1])


def test_enter_writes_in_the_active_card(hand: Hand, ids: list[str]) -> None:
    hand.click(hand.cards.viewport(), hand.card_center(ids[0]))
    hand.press(Qt.Key.Key_Down)

    hand.press(Qt.Key.Key_Return)
    hand.type("abc")

    assert hand.session.annotation(ids[1]).note == "abc"


def test_the_first_arrow_key_reaches_the_first_card(hand: Hand, ids: list[str]) -> None:
    hand.cards.set_active(None)
    hand.cards.setFocus()

    hand.press(Qt.Key.Key_Down)

    assert hand.cards.active == ids[0]


def test_a_note_on_what_the_filter_hides_lets_the_filter_go(hand: Hand, ids: list[str]) -> None:
    set_filter(hand, "伏筆")
    assert shown(hand) == [ids[1]]
    hand.page.select(hand.place_of("有人讀書從最後一頁讀起"))

    hand.trigger("note")
    hand.type("abc")

    assert hand.child(QLineEdit, "noteFilter").text() == ""
    assert len(shown(hand)) == 5
    assert hand.editor.isVisible()
    assert hand.session.annotation(hand.cards.edited).note == "abc"


def test_a_note_keeps_its_card_when_it_no_longer_matches_the_filter(
    hand: Hand, ids: list[str]
) -> None:
    hand.session.set_note(ids[0], "abc")
    set_filter(hand, "abc")
    assert shown(hand) == [ids[0]]
    hand.cards.edit(ids[0])

    for _ in "abc":
        hand.press(Qt.Key.Key_Backspace)
    hand.type("xyz")

    assert shown(hand) == [ids[0]]
    assert hand.editor.isVisible()
    assert hand.session.annotation(ids[0]).note == "xyz"


def test_deleting_the_active_card_leaves_none_active(hand: Hand, ids: list[str]) -> None:
    hand.trigger("delete")

    assert hand.cards.active is None
    assert shown(hand) == ids[:3]


def test_the_filter_finds_what_a_note_says_now(hand: Hand, ids: list[str]) -> None:
    assert hand.window.session is not None
    hand.window.session.set_note(ids[0], "先讀這一段")
    set_filter(hand, "先读")
    assert shown(hand) == [ids[0]]

    hand.window.session.set_note(ids[0], "以後再讀")
    assert shown(hand) == []

    set_filter(hand, "以后")
    assert shown(hand) == [ids[0]]


def test_an_empty_line_of_a_note_is_one_line_high(hand: Hand, ids: list[str]) -> None:
    heights = []
    for note in ("上", "上\n下", "上\n\n下"):
        hand.session.set_note(ids[0], note)
        row = hand.cards.column.row_of(ids[0])
        assert row is not None
        heights.append(hand.cards.column.measured_height(row))

    assert heights[2] - heights[1] == heights[1] - heights[0]


def test_a_card_that_grows_at_the_lower_edge_stays_in_sight(hand: Hand, ids: list[str]) -> None:
    cards = hand.cards
    cards.resize(cards.width(), 260)
    cards.edit(ids[-1])
    editor = cards._editors.note.editor

    for _ in range(5):
        editor.insertPlainText("其一\n")

        row = cards.column.row_of(ids[-1])
        assert row is not None
        bottom = dict(cards._scroller.visible())[row] + cards.column.measured_height(row)
        assert bottom <= cards.viewport().height()
        assert editor.geometry().bottom() < cards.viewport().height()


def test_what_another_device_wrote_leaves_the_editor_as_tall_as_what_is_in_it(
    hand: Hand, ids: list[str]
) -> None:
    hand.cards.edit(ids[0])
    editor = hand.editor
    editor.insertPlainText("其一\n其二\n其三\n其四\n其五")
    height = editor.height()
    before = hand.session.snapshot()
    item = hand.session.annotation(ids[0])
    theirs = revise(item, now="2999-01-01T00:00:00.000Z", body=Body(value="彼", color=item.color))

    hand.session.merge_external(merge(before, replace(before, items=(theirs,))))

    assert hand.session.annotation(ids[0]).note == "彼"
    assert editor.height() == height
    assert editor.verticalScrollBar().value() == 0


@pytest.mark.parametrize("of", ["字", "字\n", "a\u0301", "\u202e"])
def test_of_a_note_without_end_only_the_beginning_is_laid_out(hand: Hand, of: str) -> None:
    id_ = hand.mark(QUOTES[0])
    note = of * 300_000
    hand.session.set_note(id_, note)
    hand.window.grab()
    hand.cards.fold(id_)
    hand.window.grab()

    card = hand.cards.column.card(hand.cards.column.row_of(id_))
    assert card.note.plain is not None
    assert len("".join(card.note.plain.lines)) <= MOST_SHOWN + 1
    assert card.note.plain.lines[-1].endswith("…")
    assert hand.session.annotation(id_).note == note


def test_a_note_too_long_to_be_written_in_is_left_as_it_is(hand: Hand) -> None:
    id_ = hand.mark(QUOTES[0])
    note = "字" * 10_000_000
    hand.session.set_note(id_, note)
    started = time.process_time()

    hand.cards.edit(id_)
    hand.type("x")
    hand.window.grab()

    assert time.process_time() - started < 5  # of the processor; laying it out takes 30
    assert "10,000,000 characters" in hand.editor.toPlainText()
    hand.cards.finish_editing()
    assert hand.session.annotation(id_).note == note
    hand.session.set_note(id_, "短")
    hand.cards.edit(id_)
    hand.type("x")
    assert hand.session.annotation(id_).note == "短x"


def test_what_is_too_long_for_a_note_is_not_pasted(hand: Hand) -> None:
    id_ = hand.mark(QUOTES[0])
    hand.cards.edit(id_)
    hand.type("x")
    QGuiApplication.clipboard().setText("字" * MOST_WRITTEN)

    hand.editor.paste()

    assert "200,000 characters" in QToolTip.text()
    assert hand.session.annotation(id_).note == "x"
    QGuiApplication.clipboard().setText("字")
    hand.editor.paste()
    assert hand.session.annotation(id_).note == "x字"


def test_tags_without_end_are_shown_as_far_as_there_may_be_room(hand: Hand) -> None:
    many, long = tuple(f"t{number}" for number in range(100_000)), ("標" * 1_000_000,)

    assert tags_in_words(("讀", "書\n")) == "#讀 #書 "
    assert tags_in_words(many).startswith("#t0 #t1 ")
    assert tags_in_words(long).startswith("#標")
    assert max(map(len, map(tags_in_words, (many, long)))) < 1000


def test_a_long_note_is_drawn_wherever_the_list_was_scrolled_to(hand: Hand) -> None:
    id_ = hand.mark(QUOTES[0])
    hand.session.set_note(id_, "\n".join("圈" * 9 for _ in range(300)))
    hand.cards.fold(id_)
    bar = hand.cards.verticalScrollBar()
    for value in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(value)
        picture = hand.cards.viewport().grab().toImage()
        # Down the middle, whose colour is the card's where nothing is written.
        x = picture.width() // 3
        middle = range(picture.height() // 3, picture.height() * 2 // 3)
        assert len({picture.pixelColor(x + dx, y).rgb() for y in middle for dx in range(20)}) > 5


def test_a_note_without_a_place_to_break_a_line_is_written_on_in(
    hand: Hand, ids: list[str]
) -> None:
    hand.cards.edit(ids[0])
    QApplication.clipboard().setText("x" * 150_000)
    start = process_time()

    hand.editor.paste()
    hand.type("y")
    hand.cards.finish_editing()
    hand.cards.edit(ids[0])
    hand.type("z")

    took = process_time() - start
    assert hand.session.annotation(ids[0]).note.endswith("xyz")
    assert took < 6  # looking for the end of the word would take 15


def test_what_is_shown_of_a_long_note_is_not_wrapped_anew_for_what_is_typed_behind_it(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.mark(QUOTES[0])
    hand.trigger("note")
    hand.editor.setPlainText("長" * (MOST_SHOWN + 10))
    wrapped: list[str] = []
    wraps = plain_lines.PlainLines._wrap

    def count(self: plain_lines.PlainLines, paragraph: str, width: float, most: int | None) -> None:
        wrapped.append(paragraph)
        wraps(self, paragraph, width, most)

    monkeypatch.setattr(plain_lines.PlainLines, "_wrap", count)
    hand.editor.moveCursor(hand.editor.textCursor().MoveOperation.End)
    QTest.keyClicks(hand.editor, "x")

    assert [len(each) for each in wrapped if len(each) > MOST_SHOWN] == []

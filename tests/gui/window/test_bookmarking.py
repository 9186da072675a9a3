"""Bookmarks, and the note on the whole article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit

from reader.annotation.model import Motivation
from reader.export import EXPORTERS
from reader.export.notes import notes_of
from reader.gui.panels.group_heading import Heading
from reader.gui.widgets.theme import load_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from tests.support.hand import Hand

QUOTE = "一天只讀三五頁"


def headings(hand: Hand) -> list[str]:
    return [row.text for row in hand.cards.column.rows if isinstance(row, Heading)]


def only(hand: Hand) -> str:
    (id_,) = hand.cards.ids
    return id_


def test_a_bookmark_is_put_where_the_selection_begins_and_taken_away_there(hand: Hand) -> None:
    hand.page.setFocus()
    hand.page.select(hand.place_of(QUOTE))

    hand.press(Qt.Key.Key_B)

    id_ = only(hand)
    annotation = hand.session.annotation(id_)
    place = hand.session.annotation_index.place_of(id_)
    assert annotation.motivation is Motivation.BOOKMARKING
    assert annotation.is_bookmark
    assert place is not None
    assert place.is_empty
    assert place.start == hand.place_of(QUOTE).start
    assert hand.cards.column.words(id_).startswith(QUOTE)
    assert "Bookmark" in hand.cards.column.words(id_)
    hand.window.grab()

    hand.page.select(hand.place_of(QUOTE))
    hand.press(Qt.Key.Key_B)
    assert hand.cards.ids == []
    hand.trigger("undo")
    assert only(hand) == id_


def test_without_a_selection_the_first_line_shown_gets_the_bookmark(hand: Hand) -> None:
    for _ in range(5):
        hand.trigger("zoom-in")
    hand.page.show_at_top(hand.place_of("筆記寫在哪裡才好").start)

    hand.trigger("bookmark")

    assert hand.session.annotation_index.place_of(only(hand)).start == hand.page.read_offset


@pytest.mark.parametrize("mode", ["", "vertical"])
def test_a_ribbon_shows_where_a_bookmark_is(hand: Hand, mode: str) -> None:
    if mode:
        hand.trigger(mode)
    hand.page.select(hand.place_of(QUOTE))
    hand.trigger("bookmark")
    hand.cards.set_active(None)
    with_it = hand.page.viewport().grab().toImage()
    accent = QColor(load_theme("light").accent).rgb()
    assert hand.session.bookmarks_in(hand.place_of(QUOTE))

    hand.session.remove(only(hand))

    without = hand.page.viewport().grab().toImage()
    assert count_of(with_it, accent) > count_of(without, accent) + 10


def count_of(picture: QImage, rgb: int) -> int:
    places = ((x, y) for y in range(picture.height()) for x in range(picture.width()))
    return sum(picture.pixel(x, y) == rgb for x, y in places)


def test_a_bookmark_that_is_written_about_is_a_note(hand: Hand) -> None:
    hand.page.select(hand.place_of(QUOTE))
    hand.trigger("bookmark")
    hand.trigger("note")
    hand.type("abc")
    hand.cards.finish_editing()

    annotation = hand.session.annotation(only(hand))
    assert annotation.note == "abc"
    assert not annotation.is_bookmark


def test_a_bookmark_can_have_tags(hand: Hand) -> None:
    hand.page.select(hand.place_of(QUOTE))
    hand.trigger("bookmark")

    hand.session.set_tags(only(hand), ("x",))

    assert hand.session.annotation(only(hand)).is_bookmark


def test_the_note_on_the_article_is_the_first_card(hand: Hand) -> None:
    marked = hand.mark(QUOTE)
    hand.trigger("article-note")
    hand.type("all of it")
    hand.press(Qt.Key.Key_Escape)

    assert headings(hand)[0] == "The whole article"
    first, second = hand.cards.ids
    assert second == marked
    assert hand.session.annotation(first).note == "all of it"
    assert hand.session.annotation_index.orphans() == []
    assert "The whole article" in hand.cards.column.words(first)
    hand.window.grab()

    hand.trigger("article-note")
    assert hand.cards.edited == first
    hand.type("!")
    assert hand.session.annotation(first).note == "all of it!"


def test_an_empty_note_on_the_article_leaves_nothing(hand: Hand) -> None:
    hand.trigger("article-note")
    hand.press(Qt.Key.Key_Escape)

    assert hand.cards.ids == []
    assert not hand.session.undo_stack.canUndo()
    assert not hand.session.undo_stack.canRedo()


def test_the_note_on_the_article_is_undone_filtered_and_kept(hand: Hand) -> None:
    hand.trigger("article-note")
    hand.type("abc")
    hand.cards.finish_editing()
    id_ = only(hand)

    hand.child(QLineEdit, "noteFilter").setText("abc")
    assert hand.cards.ids == [id_]
    hand.child(QLineEdit, "noteFilter").setText("xyz")
    assert hand.cards.ids == []
    hand.child(QLineEdit, "noteFilter").setText("")
    hand.trigger("undo")
    hand.trigger("undo")
    assert hand.cards.ids == []
    hand.trigger("redo")
    hand.trigger("redo")
    assert hand.session.annotation(only(hand)).note == "abc"
    assert hand.session.annotation(id_).is_of_article


def test_the_export_begins_with_the_note_on_the_article_and_quotes_nothing(hand: Hand) -> None:
    hand.mark("一本舊書放在桌上")
    hand.trigger("article-note")
    hand.type("abc")
    hand.cards.finish_editing()

    lines = EXPORTERS["markdown"]([notes_of(hand.session.annotations)]).splitlines()

    assert lines.index("abc") < next(i for i, line in enumerate(lines) if line.startswith(">"))

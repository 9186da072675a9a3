"""The list of notes in groups: arranged, collapsed, scrolled along with the page, remembered."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from reader.annotation.arranging import Grouping, Order
from reader.annotation.changes import revise
from reader.annotation.model import Body
from reader.gui.panels.group_heading import Heading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

QUOTES = ["前人的朱筆圈點", "處處都是伏筆", "一天只讀三五頁", "不然就找不回來了"]
COLORS = ["pink", "green", "pink", "blue"]
TAGS = [("讀", "寫"), ("讀",), (), ("寫",)]


@pytest.fixture
def ids(hand: Hand) -> list[str]:
    """Annotations in reading order, in three colours and with two tags."""
    ids = []
    for quote, color, tags in zip(QUOTES, COLORS, TAGS, strict=True):
        ids.append(hand.mark(quote, f"color-{color}"))
        tag(hand, ids[-1], *tags)
    hand.cards.set_active(None)
    return ids


@pytest.fixture
def long_read(hand: Hand, article: Path) -> Hand:
    """A hand at an article of many sections, with a note in each."""
    days = [f"第{number}天，晴，讀書，寫字。" for number in range(60)]
    text = "".join(f"## 第{n}章\n\n{day}\n\n{'天。' * 200}\n\n" for n, day in enumerate(days))
    path = article.with_suffix(".md")
    path.write_text(f"# 長文\n\n{text}", encoding="utf-8")
    assert hand.window.open_now(path)
    for day in days[::2]:
        hand.session.highlight(hand.place_of(day), "green")
    return hand


def tag(hand: Hand, id_: str, *tags: str) -> None:
    """Let another program tag an annotation."""
    item = hand.session.annotation(id_)
    body = replace(item.body or Body(), tags=tags)
    tagged = revise(item, now=item.modified, body=body)
    annotations = hand.session.annotations
    items = tuple(tagged if each.id == id_ else each for each in annotations.items)
    hand.session.merge_external(replace(annotations, items=items))


def listed(hand: Hand) -> list[str | tuple[str, int]]:
    """Return headings with their counts, and the quotes of cards."""
    return [
        (row.text, row.count) if isinstance(row, Heading) else row.quote
        for row in hand.cards.column.rows
    ]


def heading_point(hand: Hand, text: str) -> QPoint:
    for row, top in hand.cards._scroller.visible():
        heading = hand.cards.column.rows[row]
        if isinstance(heading, Heading) and heading.text == text:
            return QPoint(40, round(top) + 16)
    raise LookupError(text)


def test_notes_are_grouped_by_color(hand: Hand, ids: list[str]) -> None:
    hand.trigger("notes-by-color")

    assert listed(hand) == [
        ("Green", 1), QUOTES[1], ("Blue", 1), QUOTES[3], ("Pink", 2), QUOTES[0], QUOTES[2],
    ]  # fmt: skip
    hand.session.set_color(ids[0], "green")
    assert listed(hand)[:3] == [("Green", 2), QUOTES[0], QUOTES[1]]


def test_a_note_with_several_tags_has_a_card_below_each(hand: Hand, ids: list[str]) -> None:
    hand.trigger("notes-by-tag")

    assert listed(hand) == [
        ("#寫", 2), QUOTES[0], QUOTES[3], ("#讀", 2), QUOTES[0], QUOTES[1],
        ("Without a tag", 1), QUOTES[2],
    ]  # fmt: skip


def test_arrow_keys_go_through_all_cards_of_a_note_with_several(hand: Hand, ids: list[str]) -> None:
    hand.trigger("notes-by-tag")
    hand.cards.setFocus()

    visited = []
    for _ in range(6):
        hand.press(Qt.Key.Key_Down)
        visited.append(hand.cards.active)
    for _ in range(4):
        hand.press(Qt.Key.Key_Up)
        visited.append(hand.cards.active)

    there = [ids[0], ids[3], ids[0], ids[1], ids[2]]
    assert visited == [*there, ids[2], *there[3::-1]]


def test_notes_are_grouped_by_day(hand: Hand, ids: list[str]) -> None:
    hand.trigger("notes-by-date")

    assert listed(hand) == [("Today", 4), *QUOTES]


def test_the_newest_or_the_oldest_may_come_first(hand: Hand) -> None:
    for quote in reversed(QUOTES):
        hand.mark(quote)
    hand.trigger("notes-by-date")

    hand.trigger("notes-newest")
    newest = [each.created for each in hand.cards.column.rows if not isinstance(each, Heading)]
    hand.trigger("notes-oldest")
    oldest = [each.created for each in hand.cards.column.rows if not isinstance(each, Heading)]

    assert newest == sorted(newest, reverse=True)
    assert oldest == sorted(oldest)
    hand.trigger("notes-place")
    assert listed(hand)[1:] == QUOTES


@pytest.mark.parametrize("grouping", Grouping)
@pytest.mark.parametrize("order", Order)
def test_the_arrangement_is_remembered_on_this_device(
    make_window: Callable[[], MainWindow],
    hand_at: Callable[[MainWindow], Hand],
    grouping: Grouping,
    order: Order,
) -> None:
    first = make_window()
    hand_at(first).trigger(f"notes-by-{grouping}")
    hand_at(first).trigger(f"notes-{order}")
    first.close()

    again = make_window()

    assert again.workspace.annotations.arrangement.grouping is grouping
    assert again.workspace.annotations.arrangement.order is order
    assert hand_at(again).action(f"notes-by-{grouping}").isChecked()
    assert hand_at(again).action(f"notes-{order}").isChecked()


# Collapsing


def test_a_click_on_a_heading_hides_its_cards_and_another_shows_them(
    hand: Hand, ids: list[str]
) -> None:
    hand.trigger("notes-by-color")

    hand.click(hand.cards.viewport(), heading_point(hand, "Pink"))
    assert listed(hand) == [("Green", 1), QUOTES[1], ("Blue", 1), QUOTES[3], ("Pink", 2)]

    hand.click(hand.cards.viewport(), heading_point(hand, "Pink"))
    assert listed(hand)[-3:] == [("Pink", 2), QUOTES[0], QUOTES[2]]


def test_keys_collapse_and_expand(hand: Hand, ids: list[str]) -> None:
    hand.trigger("notes-by-color")
    hand.click(hand.cards.viewport(), hand.card_center(ids[3]))

    hand.press(Qt.Key.Key_Left)
    assert ids[3] not in hand.cards.ids
    assert hand.cards.active is None  # what is not seen is not acted on
    hand.press(Qt.Key.Key_Up)
    assert hand.cards.active == ids[1]
    hand.press(Qt.Key.Key_Down)
    assert hand.cards.active is None
    hand.press(Qt.Key.Key_Right)
    assert ids[3] in hand.cards.ids
    hand.press(Qt.Key.Key_Down)
    assert hand.cards.active == ids[3]
    hand.press(Qt.Key.Key_Left)
    hand.press(Qt.Key.Key_Return)
    assert ids[3] in hand.cards.ids


def test_all_groups_are_collapsed_and_expanded(hand: Hand, ids: list[str]) -> None:
    hand.trigger("notes-by-color")

    hand.trigger("collapse-notes")
    assert listed(hand) == [("Green", 1), ("Blue", 1), ("Pink", 2)]
    assert hand.cards.active is None
    hand.trigger("expand-notes")
    assert set(hand.cards.ids) == set(ids)


def test_a_passage_that_is_clicked_has_its_card_shown(hand: Hand, ids: list[str]) -> None:
    hand.trigger("notes-by-color")
    hand.trigger("collapse-notes")

    hand.click_text(QUOTES[2])

    assert hand.cards.active == ids[2]
    assert hand.cards.is_in_sight(ids[2])
    assert ids[1] not in hand.cards.ids


def test_what_is_marked_in_a_collapsed_group_can_be_written_beside(
    hand: Hand, ids: list[str]
) -> None:
    hand.trigger("collapse-notes")
    hand.page.select(hand.place_of("先讀後記"))

    hand.trigger("note")
    hand.type("abc")

    assert hand.editor.isVisible()
    assert "abc" in hand.notes


def test_another_article_has_no_group_collapsed(hand: Hand, ids: list[str], tmp_path: Path) -> None:
    hand.trigger("collapse-notes")
    path = tmp_path / "another.txt"
    path.write_text("另一篇\n\n這裡也有話說。\n", encoding="utf-8")
    hand.window.open_now(path)

    id_ = hand.mark("也有話說")

    assert hand.cards.ids == [id_]


# Scrolling


def test_cards_stay_where_they_are_when_others_come_and_go_above(long_read: Hand) -> None:
    hand = long_read
    bar = hand.cards.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = places(hand)

    gone = hand.session.annotation_index.in_reading_order()
    hand.session.remove(next(gone)[1].id)
    hand.session.highlight(hand.place_of("第1天"), "pink")

    after = places(hand)
    assert before
    assert {id_: after.get(id_) for id_ in before} == before


def places(hand: Hand) -> dict[str, float]:
    shown = hand.cards._scroller.visible()
    return {row.id: y for i, y in shown if (row := hand.cards.column.rows[i]).id}


def test_the_list_follows_the_page_only_where_it_shall(long_read: Hand) -> None:
    hand = long_read
    hand.page.setFocus()
    hand.page.show_at_top(hand.place_of("第40天").start)
    assert hand.cards.verticalScrollBar().value() == 0

    hand.trigger("follow-reading")
    hand.page.show_at_top(hand.place_of("第30天").start)
    first = first_card(hand)
    assert hand.session.annotation(first).quote.startswith("第30天")

    hand.cards.setFocus()
    hand.page.show_at_top(0)
    assert first_card(hand) == first
    hand.page.setFocus()
    hand.page.show_at_top(1)
    assert first_card(hand) != first


def first_card(hand: Hand) -> str:
    return min(places(hand).items(), key=lambda each: (each[1] < 0, each[1]))[0]


def test_only_in_the_order_of_the_text_the_list_can_follow(hand: Hand, ids: list[str]) -> None:
    assert hand.action("follow-reading").isEnabled()
    for name in ("notes-by-tag", "notes-newest"):
        hand.trigger(name)
        assert not hand.action("follow-reading").isEnabled()
        hand.trigger("notes-by-section")
    assert not hand.action("follow-reading").isEnabled()
    hand.trigger("notes-place")
    assert hand.action("follow-reading").isEnabled()


def test_following_is_remembered(
    make_window: Callable[[], MainWindow], hand_at: Callable[[MainWindow], Hand]
) -> None:
    first = make_window()
    hand_at(first).trigger("follow-reading")
    first.close()

    again = make_window()

    assert again.workspace.annotations.follows_reading
    assert hand_at(again).action("follow-reading").isChecked()


def test_arranged_otherwise_the_active_card_stays_in_sight(long_read: Hand) -> None:
    ids = [item.id for _, item in long_read.session.annotation_index.in_reading_order()]
    long_read.cards.set_active(ids[-1])

    for name in ("notes-newest", "notes-by-color", "notes-place", "notes-by-section"):
        long_read.trigger(name)
        assert long_read.cards.is_in_sight(ids[-1])


def test_rows_do_not_overlap_however_they_are_arranged(hand: Hand, ids: list[str]) -> None:
    for grouping in Grouping:
        hand.trigger(f"notes-by-{grouping}")
        hand.child(QLineEdit, "noteFilter").setText("讀")
        hand.child(QLineEdit, "noteFilter").clear()
        for (row, y), (_, below) in pairwise(hand.cards._scroller.visible()):
            assert below - y == hand.cards.column.measured_height(row)

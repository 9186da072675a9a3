"""The bar beside a selection: where it stands, and that it is there at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtWidgets import QToolButton

from reader.gui.page.selection_bar import SelectionBar

if TYPE_CHECKING:
    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"
PLACES = [
    "燈下：我們怎樣讀一本舊書",
    "一本舊書放在桌上",
    PASSAGE,
    "先讀後記，再讀正文",
    "一天只讀三五頁，讀到好處便停下來想一想",
]


def bar_of(hand: Hand) -> SelectionBar:
    return hand.child(SelectionBar, "selectionBar")


def assert_beside(hand: Hand, quote: str) -> None:
    """The bar is wholly on the page, near the passage and clear of it."""
    bar = bar_of(hand)
    boxes = hand.page.boxes_of(hand.place_of(quote))
    assert bar.isVisible()
    assert hand.page.viewport().rect().contains(bar.geometry())
    assert not any(QRectF(bar.geometry()).intersects(box) for box in boxes)
    first, last = boxes[0].toAlignedRect(), boxes[-1].toAlignedRect()
    assert bar.geometry().intersects(QRect.united(first, last).adjusted(-20, -20, 20, 20))


@pytest.mark.parametrize("quote", PLACES)
def test_it_stands_beside_what_the_mouse_selected(hand: Hand, quote: str) -> None:
    assert bar_of(hand).isHidden()

    hand.drag_over(quote)

    assert hand.page.selection == hand.place_of(quote)
    assert_beside(hand, quote)


@pytest.mark.parametrize("names", [["expand-selection"], ["expand-selection", "shrink-selection"]])
def test_it_stands_beside_what_keys_selected(hand: Hand, names: list[str]) -> None:
    hand.page.select(hand.place_of("有人在耳邊"))

    for name in names:
        hand.trigger(name)

    quote = "有人在耳邊" if len(names) > 1 else "像有人在耳邊輕聲說話"
    assert hand.page.selection == hand.place_of(quote)
    assert_beside(hand, quote)


def test_it_stands_above_a_selection_at_the_end_of_the_window(hand: Hand) -> None:
    hand.window.resize(1000, 420)
    page = hand.page
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    page.verticalScrollBar().setValue(0)
    lowest = next(q for q in reversed(PLACES) if page.boxes_of(hand.place_of(q)))
    (box, *_) = page.boxes_of(hand.place_of(lowest))
    page.verticalScrollBar().setValue(round(box.bottom()) - page.viewport().height() + 6)

    hand.drag_over(lowest)

    assert_beside(hand, lowest)
    assert bar_of(hand).geometry().bottom() < page.boxes_of(hand.place_of(lowest))[0].top()


@pytest.mark.parametrize("size", [(1060, 800), (1060, 600), (1400, 900)])
def test_it_follows_when_the_window_gets_another_size(hand: Hand, size: tuple[int, int]) -> None:
    hand.drag_over("處處都是伏筆，處處都有來歷")

    hand.window.resize(*size)

    assert_beside(hand, "處處都是伏筆，處處都有來歷")


def test_it_follows_scrolling_and_zoom(hand: Hand) -> None:
    hand.window.resize(1000, 500)
    hand.drag_over(PASSAGE)
    before = bar_of(hand).pos()

    hand.page.verticalScrollBar().setValue(20)
    assert bar_of(hand).pos() != before
    assert_beside(hand, PASSAGE)

    hand.trigger("zoom-in")
    assert_beside(hand, PASSAGE)


def test_it_goes_with_the_selection(hand: Hand) -> None:
    hand.drag_over(PASSAGE)

    hand.press(Qt.Key.Key_Escape)

    assert hand.page.selection is None
    assert bar_of(hand).isHidden()


def test_its_colors_mark(hand: Hand) -> None:
    hand.drag_over(PASSAGE)

    hand.click(hand.child(QToolButton, "color-blue"))

    ((place, annotation),) = hand.session.annotation_index.in_reading_order()
    assert (place, annotation.color) == (hand.place_of(PASSAGE), "blue")
    assert bar_of(hand).isHidden()


def test_its_note_button_opens_the_editor(hand: Hand, window: MainWindow) -> None:
    hand.drag_over(PASSAGE)

    hand.click(hand.child(QToolButton, "noteButton"))

    assert window.focusWidget() is hand.editor
    hand.type("abc")
    assert hand.notes == ["abc"]


def test_it_stands_beside_a_selection_as_high_as_the_window(hand: Hand) -> None:
    bar, room = bar_of(hand), QRectF(hand.page.viewport().rect())
    lines = [QRectF(0, y, 120, 26) for y in range(0, round(room.height()), 36)]

    bar.show_beside(lines)

    assert bar.isVisible()
    assert room.contains(QRectF(bar.geometry()))
    assert not any(QRectF(bar.geometry()).intersects(line) for line in lines)


def test_it_is_not_shown_where_there_is_no_room_for_it(hand: Hand) -> None:
    hand.drag_over(PASSAGE)
    room = QRectF(hand.page.viewport().rect())

    bar_of(hand).show_beside([QRectF(0, y, room.width(), 26) for y in range(0, 900, 36)])

    assert bar_of(hand).isHidden()


@pytest.mark.parametrize("width", [220, 280, 340, 374])
def test_on_a_narrow_page_it_takes_more_rows(hand: Hand, width: int) -> None:
    hand.page.viewport().resize(width, 500)
    bar = bar_of(hand)

    bar.show_beside([QRectF(20, 100, 100, 26)])

    assert bar.isVisible()
    assert QRect(0, 0, width, 500).contains(bar.geometry())

"""The six styles: given by key and by the bar, changed on a mark, remembered, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from reader.annotation.model import STYLES
from reader.gui.page.selection_bar import SelectionBar
from reader.gui.page.style_icon import style_icon
from reader.gui.widgets.theme import THEMES, load_theme
from tests.support.hand import Hand, mark, session_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow

PASSAGE = "前人的朱筆圈點"
OTHER = "一天只讀三五頁"


def looks(hand: Hand) -> list[tuple[str, str]]:
    """Return colour and style of all marks, in reading order."""
    every = hand.session.annotation_index.in_reading_order()
    return [(annotation.color, annotation.style) for _, annotation in every]


@pytest.mark.alike(3)
@pytest.mark.parametrize(("number", "style"), list(enumerate(STYLES)))
def test_a_key_marks_the_selection_in_a_style(hand: Hand, number: int, style: str) -> None:
    hand.page.setFocus()
    hand.page.select(hand.place_of(PASSAGE))

    hand.press(Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.AltModifier)

    assert looks(hand) == [("yellow", style)]
    assert hand.page.selection is None


@pytest.mark.alike(3)
@pytest.mark.parametrize("style", STYLES)
def test_the_bar_marks_in_a_style(hand: Hand, style: str) -> None:
    hand.drag_over(PASSAGE)
    bar = hand.child(SelectionBar, "selectionBar")
    (chosen,) = bar.findChildren(QAction, f"bar-style-{style}")

    chosen.trigger()

    assert looks(hand) == [("yellow", style)]
    assert bar.isHidden()


@pytest.mark.alike(3)
@pytest.mark.parametrize("style", STYLES[1:])
def test_a_mark_gets_another_style_and_undo_gives_it_the_old_one(hand: Hand, style: str) -> None:
    hand.mark(PASSAGE)

    hand.trigger(f"style-{style}")
    assert looks(hand) == [("green", style)]
    assert hand.session.undo_stack.undoText() != ""

    hand.trigger("undo")
    assert looks(hand) == [("green", "solid")]
    hand.trigger("redo")
    assert looks(hand) == [("green", style)]


def test_the_style_there_is_already_is_no_step(hand: Hand) -> None:
    id_ = hand.mark(PASSAGE)
    before = hand.session.undo_stack.count(), hand.session.annotation(id_)

    hand.trigger("style-solid")

    assert (hand.session.undo_stack.count(), hand.session.annotation(id_)) == before


def test_a_deleted_mark_gets_no_style(hand: Hand) -> None:
    id_ = hand.mark(PASSAGE)
    hand.trigger("delete")
    deleted = hand.session.annotation(id_)

    hand.session.set_style(id_, "wavy")

    assert hand.session.annotation(id_) is deleted


def test_a_colour_leaves_the_style_and_a_style_the_colour(hand: Hand) -> None:
    hand.mark(PASSAGE, "style-dots")
    hand.trigger("color-blue")
    assert looks(hand) == [("blue", "dots")]

    hand.trigger("style-outline")
    assert looks(hand) == [("blue", "outline")]


def test_the_next_mark_gets_the_last_style(hand: Hand) -> None:
    hand.mark(PASSAGE, "style-wavy")

    hand.mark(OTHER, "color-pink")

    assert looks(hand) == [("yellow", "wavy"), ("pink", "wavy")]


def test_the_last_style_is_remembered(
    window: MainWindow, make_window: Callable[[], MainWindow], article: Path
) -> None:
    mark(window, PASSAGE, "style-underline")
    window.close()

    again = make_window()
    again.open_now(article)
    id_ = mark(again, OTHER, "highlight")

    assert session_of(again).annotation(id_).style == "underline"


def test_without_selection_and_mark_nothing_changes(hand: Hand) -> None:
    hand.trigger("style-wavy")
    assert looks(hand) == []

    hand.mark(PASSAGE, "highlight")
    assert looks(hand) == [("yellow", "solid")]


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_styles_have_the_same_picture(hand: Hand, theme: str) -> None:
    del hand  # there is an application
    pictures = [
        style_icon(style, "green", load_theme(theme)).pixmap(22).toImage() for style in STYLES
    ]

    for number, picture in enumerate(pictures):
        assert picture not in pictures[number + 1 :]

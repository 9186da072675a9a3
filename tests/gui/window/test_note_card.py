"""The card on the page, where the notes are hidden: shown by a click, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QToolButton

from reader.gui.page.note_card import NoteCard
from reader.gui.widgets.plain_text import PlainLabel

if TYPE_CHECKING:
    from reader.annotation.model import Annotation
    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"
NOTE = "<b>朱筆</b> & 墨筆"


def card_of(hand: Hand) -> NoteCard:
    return hand.child(NoteCard, "noteCard")


@pytest.fixture
def alone(hand: Hand) -> Hand:
    """A hand at a page without notes beside it, with one mark and its note."""
    id_ = hand.mark(PASSAGE)
    hand.session.set_note(id_, NOTE)
    hand.trigger("notes")
    assert hand.window.workspace.side.isHidden()
    hand.window.workspace.active.set(None)
    return hand


def the_one(hand: Hand) -> Annotation:
    ((_, annotation),) = hand.session.annotation_index.in_reading_order()
    return annotation


def click_button(hand: Hand, name: str) -> None:
    button = card_of(hand).findChild(QToolButton, name)
    assert button is not None
    hand.click(button)


def test_a_click_shows_the_note_as_it_is_beside_the_passage(alone: Hand) -> None:
    assert card_of(alone).isHidden()

    alone.click_text(PASSAGE)

    card = card_of(alone)
    assert card.isVisible()
    assert alone.child(PlainLabel, "noteCardText").text() == NOTE
    boxes = alone.page.boxes_of(alone.place_of(PASSAGE))
    assert not any(QRectF(card.geometry()).intersects(box) for box in boxes)
    assert alone.page.viewport().rect().contains(card.geometry())


def test_beside_the_panel_there_is_no_card(hand: Hand) -> None:
    hand.mark(PASSAGE)

    hand.click_text(PASSAGE)

    assert card_of(hand).isHidden()


def test_its_colors_recolor_and_it_stays(alone: Hand) -> None:
    alone.click_text(PASSAGE)

    click_button(alone, "color-purple")

    assert the_one(alone).color == "purple"
    assert card_of(alone).isVisible()


def test_its_delete_deletes_and_it_goes(alone: Hand) -> None:
    alone.click_text(PASSAGE)

    click_button(alone, "noteCardDelete")

    assert list(alone.session.annotation_index.in_reading_order()) == []
    assert card_of(alone).isHidden()


def test_its_edit_opens_the_editor(alone: Hand) -> None:
    alone.click_text(PASSAGE)

    click_button(alone, "noteCardEdit")

    assert alone.window.focusWidget() is alone.editor
    assert alone.editor.toPlainText() == NOTE
    alone.page.scrolling.settle()
    assert card_of(alone).isHidden()


def test_what_another_wrote_meanwhile_is_on_it(alone: Hand) -> None:
    alone.click_text(PASSAGE)

    alone.session.set_note(the_one(alone).id, "改了")

    assert alone.child(PlainLabel, "noteCardText").text() == "改了"


@pytest.mark.parametrize("way", ["escape", "elsewhere", "selection", "panel", "other article"])
def test_it_goes_with_what_it_is_about(alone: Hand, way: str) -> None:
    alone.click_text(PASSAGE)
    assert card_of(alone).isVisible()

    if way == "escape":
        alone.page.setFocus()
        alone.press(Qt.Key.Key_Escape)
    elif way == "elsewhere":
        alone.click_text("一本舊書放在桌上")
    elif way == "selection":
        alone.drag_over("一本舊書放在桌上")
    elif way == "panel":
        alone.trigger("notes")
    else:
        alone.trigger("open-sample")

    assert card_of(alone).isHidden()


def test_a_mark_without_a_note_has_its_colors_and_no_words(hand: Hand) -> None:
    hand.mark(PASSAGE)
    hand.trigger("notes")

    hand.click_text(PASSAGE)

    assert card_of(hand).isVisible()
    assert hand.child(PlainLabel, "noteCardText").isHidden()


def test_it_follows_the_passage_when_scrolled_and_goes_out_of_sight_with_it(alone: Hand) -> None:
    alone.window.resize(900, 420)
    alone.trigger("zoom-in")
    alone.page.show_at_top(0)
    alone.click_text(PASSAGE)
    before = card_of(alone).pos()

    alone.page.verticalScrollBar().setValue(20)
    assert card_of(alone).pos() != before

    alone.page.verticalScrollBar().setValue(alone.page.verticalScrollBar().maximum())
    if not alone.page.boxes_of(alone.place_of(PASSAGE)):
        assert card_of(alone).isHidden()


def test_what_can_only_be_read_has_a_card_without_tools(alone: Hand) -> None:
    alone.session.is_read_only = True

    alone.click_text(PASSAGE)

    assert card_of(alone).isVisible()
    button = card_of(alone).findChild(QToolButton, "noteCardDelete")
    assert button is not None
    assert not button.isVisible()


@pytest.mark.parametrize("instead", ["notes", "repairs"])
def test_one_that_the_panel_showed_does_not_come_up_by_itself(hand: Hand, instead: str) -> None:
    hand.mark(PASSAGE)
    hand.click_text(PASSAGE)

    hand.trigger(instead)
    hand.trigger("zoom-in")
    hand.page.scrolling.scroll_by(3)

    assert card_of(hand).isHidden()
    hand.click_text(PASSAGE)
    assert card_of(hand).isVisible()

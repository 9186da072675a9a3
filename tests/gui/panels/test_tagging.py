"""Tags edited in the card, with the article's tags offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLineEdit

from reader.gui.panels.tag_chips import TagChips
from tests.gui.panels.test_cards import QUOTES

if TYPE_CHECKING:
    from tests.support.hand import Hand


@pytest.fixture
def ids(hand: Hand) -> list[str]:
    """Annotations in reading order, the last one active."""
    return [hand.mark(quote) for quote in QUOTES]


def field(hand: Hand) -> QLineEdit:
    return hand.child(QLineEdit, "tagField")


def tags(hand: Hand, id_: str) -> tuple[str, ...]:
    body = hand.session.annotation(id_).body
    return body.tags if body else ()


def test_comma_and_enter_add_tags_and_backspace_takes_the_last_off(
    hand: Hand, ids: list[str]
) -> None:
    hand.trigger("tags")
    assert hand.window.focusWidget() is field(hand)

    field(hand).insert("歷史，人物")
    hand.press(Qt.Key.Key_Return)
    assert tags(hand, ids[3]) == ("歷史", "人物")

    hand.press(Qt.Key.Key_Backspace)
    assert tags(hand, ids[3]) == ("歷史",)
    assert hand.window.focusWidget() is field(hand)
    hand.press(Qt.Key.Key_Return)
    assert not field(hand).isVisible()
    assert hand.window.focusWidget() is hand.page


def test_each_tag_is_a_step_to_undo(hand: Hand, ids: list[str]) -> None:
    hand.trigger("tags")
    for tag in ("a", "b"):
        hand.type(tag)
        hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_Escape)

    hand.trigger("undo")
    assert tags(hand, ids[3]) == ("a",)
    hand.trigger("undo")
    assert tags(hand, ids[3]) == ()
    hand.trigger("redo")
    assert tags(hand, ids[3]) == ("a",)


def test_the_key_opens_the_field_where_the_cards_have_the_focus(hand: Hand, ids: list[str]) -> None:
    hand.click(hand.cards.viewport(), hand.card_center(ids[1]))

    hand.press(Qt.Key.Key_T)
    hand.type("x,")

    assert tags(hand, ids[1]) == ("x",)


def test_what_was_typed_is_not_lost_by_going_elsewhere(hand: Hand, ids: list[str]) -> None:
    hand.trigger("tags")
    hand.type("half")

    hand.click(hand.cards.viewport(), hand.card_center(ids[0]))

    assert tags(hand, ids[3]) == ("half",)
    assert not field(hand).isVisible()


def test_esc_enters_nothing(hand: Hand, ids: list[str]) -> None:
    hand.trigger("tags")
    hand.type("half")
    hand.press(Qt.Key.Key_Escape)

    assert tags(hand, ids[3]) == ()


def test_tags_of_the_article_are_offered_and_taken_by_key(hand: Hand, ids: list[str]) -> None:
    hand.session.set_tags(ids[0], ("歷史", "人物"))
    hand.cards.set_active(ids[3])
    hand.trigger("tags")
    field(hand).insert("历")

    hand.press(Qt.Key.Key_Down)
    hand.press(Qt.Key.Key_Return)

    assert tags(hand, ids[3]) == ("歷史",)
    assert field(hand).text() == ""


def test_a_tag_offered_is_taken_by_a_click(hand: Hand, ids: list[str]) -> None:
    hand.session.set_tags(ids[0], ("歷史",))
    hand.trigger("tags")
    QApplication.processEvents()
    offers = hand.cards._editors.tags.field._offers

    hand.click(offers, QPoint(8, offers.height() // 2))

    assert tags(hand, ids[3]) == ("歷史",)


def test_a_click_on_a_chip_takes_it_off_while_tags_are_edited(hand: Hand, ids: list[str]) -> None:
    hand.session.set_tags(ids[1], ("a", "b"))
    hand.cards.set_active(ids[1])
    row = hand.cards.column.row_of(ids[1])
    assert row is not None
    card = hand.cards.column.card(row)
    at = card.tags_box.topLeft() + card.tags.box_of("a").center()
    hand.click(hand.cards.viewport(), hand.card_point(ids[1], at))
    assert tags(hand, ids[1]) == ("a", "b")
    hand.trigger("tags")

    hand.click(hand.cards.viewport(), hand.card_point(ids[1], at))

    assert tags(hand, ids[1]) == ("b",)
    assert hand.window.focusWidget() is field(hand)


def test_the_card_stays_where_the_filter_would_hide_it_for_its_tags(
    hand: Hand, ids: list[str]
) -> None:
    hand.session.set_tags(ids[1], ("歷史",))
    hand.child(QLineEdit, "noteFilter").setText("历史")
    hand.cards.set_active(ids[1])
    hand.trigger("tags")

    hand.press(Qt.Key.Key_Backspace)
    assert hand.cards.ids == [ids[1]]
    assert field(hand).isVisible()
    hand.press(Qt.Key.Key_Escape)


@pytest.mark.parametrize("height", [150, 400])
def test_the_field_opens_in_sight_and_stays_there(hand: Hand, ids: list[str], height: int) -> None:
    hand.cards.setFixedHeight(height)
    for id_ in ids:
        hand.session.set_note(id_, "一\n二\n三\n四\n五\n六\n七\n八\n九")
    for id_ in reversed(ids):
        hand.cards.set_active(id_)
        hand.trigger("tags")
        for number in range(12):
            hand.type(f"tag-{number},")
            at = field(hand).mapTo(hand.cards.viewport(), QPoint())
            assert 0 <= at.y() <= height - field(hand).height()


def test_a_deleted_annotation_takes_the_field_along(hand: Hand, ids: list[str]) -> None:
    hand.trigger("tags")
    hand.type("half")

    hand.session.remove(ids[3])

    assert not field(hand).isVisible()
    assert hand.window.focusWidget() is hand.page


@pytest.mark.usefixtures("qapp")
def test_chips_have_as_many_lines_as_they_may_and_count_the_rest() -> None:
    many = [f"標籤{number}" for number in range(50)]
    whole = TagChips(many, QFont(), 200.0)
    some = TagChips(many, QFont(), 200.0, most_lines=2)

    assert whole.tags == many
    assert 2 <= len(some.tags) < 50
    assert some.height < whole.height
    assert some._chips[-1][1] == f"+{50 - len(some.tags)}"
    for chips in (whole, some):
        boxes = [box for _, _, box in chips._chips]
        assert all(box.left() >= 0 and box.right() <= 200.5 for box in boxes)
        assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)
    assert some.tag_at(QPointF(-1, -1)) is None


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("tag", ["標" * 1_000_000, "<b>&", "\n\u202e"])
def test_any_tag_has_a_chip_within_the_width(tag: str) -> None:
    chips = TagChips([tag], QFont(), 120.0)

    assert chips.tags == [tag]
    assert chips.box_of(tag).width() <= 120

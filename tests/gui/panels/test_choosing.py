"""Several cards chosen together, with mouse and keys: what is done to them is one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.support.hand import Hand

QUOTES = ["前人的朱筆圈點", "處處都是伏筆", "一天只讀三五頁", "不然就找不回來了"]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ids(hand: Hand) -> list[str]:
    """Annotations in reading order, none active."""
    ids = [hand.mark(quote) for quote in QUOTES]
    hand.cards.set_active(None)
    return ids


@pytest.fixture
def click(hand: Hand, qtbot: QtBot) -> Callable[..., None]:
    def click(
        id_: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, *, right: bool = False
    ) -> None:
        button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
        qtbot.mouseClick(hand.cards.viewport(), button, held, hand.card_center(id_))

    return click


def chosen(hand: Hand) -> set[str]:
    return set(hand.window.workspace.active.ids)


def colors(hand: Hand, ids: list[str]) -> list[str]:
    return [hand.session.annotation(id_).color for id_ in ids]


def there(hand: Hand) -> list[str]:
    return [item.id for _, item in hand.session.annotation_index.in_reading_order()]


def test_control_adds_a_card_and_takes_it_away(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    click(ids[0])
    click(ids[2], CONTROL)
    assert chosen(hand) == {ids[0], ids[2]}
    assert hand.cards.active == ids[2]

    click(ids[2], CONTROL)
    assert chosen(hand) == {ids[0]}
    click(ids[0], CONTROL)
    assert chosen(hand) == set()
    assert hand.cards.active is None


def test_shift_chooses_all_between(hand: Hand, ids: list[str], click: Callable[..., None]) -> None:
    click(ids[2])
    click(ids[0], SHIFT)
    assert chosen(hand) == set(ids[:3])
    click(ids[3], SHIFT)
    assert chosen(hand) == set(ids[2:])
    click(ids[1])
    assert chosen(hand) == {ids[1]}


def test_keys_choose_several(hand: Hand, ids: list[str], click: Callable[..., None]) -> None:
    click(ids[1])
    hand.press(Qt.Key.Key_Down, SHIFT)
    hand.press(Qt.Key.Key_Down, SHIFT)
    assert chosen(hand) == set(ids[1:])
    hand.press(Qt.Key.Key_Up, SHIFT)
    assert chosen(hand) == set(ids[1:3])
    hand.press(Qt.Key.Key_Home, SHIFT)
    assert chosen(hand) == set(ids[:2])
    hand.press(Qt.Key.Key_A, CONTROL)
    assert chosen(hand) == set(ids)
    hand.press(Qt.Key.Key_Escape)
    assert len(chosen(hand)) == 1


def test_choosing_leaves_the_page_where_it_is_and_drops_what_is_selected_there(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    for _ in range(4):
        hand.trigger("zoom-in")
    hand.page.show_at_top(0)
    offset = hand.page.reading_offset
    hand.page.select(hand.place_of("先讀後記"))

    hand.cards.setFocus()
    click(ids[3], CONTROL)
    click(ids[2], CONTROL)

    assert hand.page.reading_offset == offset
    assert hand.page.selection is None


@pytest.mark.parametrize("name", ["color-purple", "style-wavy", "delete"])
def test_what_is_done_to_those_chosen_is_one_step(
    hand: Hand, ids: list[str], click: Callable[..., None], name: str
) -> None:
    before = hand.session.annotations
    looks = [(each.color, each.style) for each in before.items]
    steps = hand.session.undo_stack.count()
    click(ids[0])
    click(ids[2], SHIFT)

    hand.trigger(name)

    assert hand.session.undo_stack.count() == steps + 1
    assert "3 notes" in hand.session.undo_stack.undoText()
    changed = [hand.session.annotation(id_) for id_ in ids]
    is_done = [
        each.is_deleted or each.color == "purple" or each.style == "wavy" for each in changed
    ]
    assert is_done == [True, True, True, False]
    hand.trigger("undo")
    assert there(hand) == ids
    now = [hand.session.annotation(each.id) for each in before.items]
    assert [(each.color, each.style) for each in now] == looks
    hand.trigger("redo")
    assert [hand.session.annotation(id_).is_deleted for id_ in ids] == [
        each.is_deleted for each in changed
    ]


def test_what_was_chosen_stays_chosen_when_it_is_coloured(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    click(ids[0])
    click(ids[1], SHIFT)

    hand.press(Qt.Key.Key_4)
    hand.press(Qt.Key.Key_5)

    assert colors(hand, ids) == ["purple", "purple", "green", "green"]


def test_all_listed_are_chosen_and_no_other(hand: Hand, ids: list[str]) -> None:
    hand.session.set_color(ids[1], "blue")
    hand.trigger("notes-by-color")
    hand.trigger("collapse-notes")
    hand.cards.group_toggled.emit(hand.cards.column.rows[0].key)  # type: ignore[union-attr]

    hand.trigger("choose-all-notes")
    hand.trigger("delete")

    assert there(hand) == [ids[1]]


def test_after_a_delete_the_next_card_has_the_keys(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    click(ids[1])
    hand.press(Qt.Key.Key_Delete)
    assert hand.cards.active == ids[2]
    assert there(hand) == [ids[0], *ids[2:]]

    hand.press(Qt.Key.Key_Delete)
    hand.press(Qt.Key.Key_Delete)
    assert hand.cards.active == ids[0]
    hand.press(Qt.Key.Key_Delete)
    assert hand.cards.active is None
    assert there(hand) == []


def test_after_a_delete_of_several_the_next_card_has_the_keys(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    click(ids[0])
    click(ids[1], SHIFT)

    hand.press(Qt.Key.Key_Delete)

    assert hand.cards.active == ids[2]
    assert chosen(hand) == {ids[2]}


def test_passages_of_all_chosen_are_copied_in_the_order_of_the_text(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    click(ids[3])
    click(ids[0], CONTROL)

    hand.trigger("copy")
    assert QApplication.clipboard().text() == f"{QUOTES[0]}\n\n{QUOTES[3]}"
    hand.trigger("copy-quotation")
    quoted = QApplication.clipboard().text().split("\n\n")
    assert [QUOTES[0] in quoted[0], QUOTES[3] in quoted[1], len(quoted)] == [True, True, 2]


def test_a_tag_is_added_to_and_removed_from_all_chosen(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    def tags() -> list[tuple[str, ...]]:
        bodies = [hand.session.annotation(id_).body for id_ in ids]
        return [body.tags if body else () for body in bodies]

    click(ids[0])
    click(ids[1], SHIFT)
    hand.trigger("tags")
    hand.child(QLineEdit, "bulkTag").setText(" #修 辭 ")
    hand.press(Qt.Key.Key_Return)

    assert tags() == [("修 辭",), ("修 辭",), (), ()]
    assert hand.window.focusWidget() is hand.cards
    click(ids[2], SHIFT)
    hand.press(Qt.Key.Key_T)
    hand.child(QLineEdit, "bulkTag").setText("修 辭")
    hand.click(hand.child(QPushButton, "removeTag"))
    assert tags() == [(), (), (), ()]


def test_a_tag_that_is_not_given_after_all_changes_nothing(hand: Hand, ids: list[str]) -> None:
    before = hand.session.annotations
    hand.cards.setFocus()
    hand.press(Qt.Key.Key_A, CONTROL)
    hand.trigger("tags")
    hand.type("ab")

    hand.press(Qt.Key.Key_Escape)

    assert hand.session.annotations is before
    assert hand.window.focusWidget() is hand.cards
    assert hand.child_is_hidden("bulkTag") or not hand.child(QLineEdit, "tagField").isVisible()


def test_the_menu_of_a_card_is_for_all_chosen(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    click(ids[0])
    click(ids[1], CONTROL)
    click(ids[1], right=True)
    hand.cards.customContextMenuRequested.emit(hand.card_center(ids[1]))
    (menu,) = (each for each in hand.cards.findChildren(QMenu) if each.isVisible())

    assert menu.actions()[0].text() == "2 notes are chosen."
    menu.close()
    click(ids[3], right=True)
    assert chosen(hand) == {ids[3]}


def test_several_that_are_hidden_are_shown_before_something_is_done_to_them(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    click(ids[0])
    click(ids[1], SHIFT)
    hand.trigger("notes")

    hand.trigger("delete")
    assert there(hand) == ids
    assert "2 notes" in hand.window.notification
    assert hand.cards.isVisible()
    hand.trigger("delete")
    assert there(hand) == ids[2:]


def test_what_another_device_deleted_is_no_longer_chosen(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    click(ids[0])
    click(ids[2], SHIFT)

    hand.session.remove(ids[1])
    assert chosen(hand) == {ids[0], ids[2]}
    hand.session.remove(ids[2])
    assert chosen(hand) == set()


def test_an_article_for_reading_only_keeps_those_chosen(
    hand: Hand, ids: list[str], click: Callable[..., None]
) -> None:
    click(ids[0])
    click(ids[2], SHIFT)
    before = hand.session.annotations
    hand.session.is_read_only = True

    for name in ("color-pink", "style-dots", "tags", "delete"):
        hand.trigger(name)

    assert hand.session.annotations is before

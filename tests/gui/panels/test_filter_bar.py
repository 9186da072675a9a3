"""Which notes are listed: by words and by what they have, counted, and cleared with one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from reader.annotation.note_filter import LOST, WITH_NOTE, WITHOUT_NOTE, Choice, Trait
from reader.gui.panels.filter_menu import FilterMenu, in_menu_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.support.hand import Hand

QUOTES = ["前人的朱筆圈點", "處處都是伏筆", "一天只讀三五頁", "不然就找不回來了"]


@pytest.fixture
def ids(hand: Hand) -> list[str]:
    ids = [
        hand.mark(quote, f"color-{color}")
        for quote, color in zip(QUOTES, ("pink", "green", "pink", "blue"), strict=True)
    ]
    hand.session.set_note(ids[0], "伏筆在此")
    hand.session.set_style(ids[2], "wavy")
    hand.cards.set_active(None)
    return ids


@pytest.fixture
def menu(hand: Hand, ids: list[str]) -> Iterator[FilterMenu]:
    (menu,) = hand.window.workspace.annotations.filter_bar.findChildren(FilterMenu)
    menu.popup(QPoint(0, 0))
    yield menu
    for each in (*menu.findChildren(QMenu), menu):
        each.close()


def submenu(menu: FilterMenu, trait: Trait) -> QMenu:
    (found,) = (each for each in menu._submenus if each.objectName() == f"filter-{trait}")
    return found


def offered(menu: FilterMenu, trait: Trait) -> list[str]:
    return [action.text() for action in submenu(menu, trait).actions()]


def choose(menu: FilterMenu, *choices: Choice) -> None:
    for choice in choices:
        actions = submenu(menu, choice.trait).actions()
        (action,) = (a for a in actions if a.objectName() == f"{choice.trait}-{choice.value}")
        action.trigger()


def told(hand: Hand) -> str:
    label = hand.child(QWidget, "noteCount")
    return label.text() if label.isVisible() else ""  # type: ignore[attr-defined]


def test_what_the_notes_have_is_offered_and_counted(menu: FilterMenu) -> None:
    assert offered(menu, Trait.COLOR) == ["Green (1)", "Blue (1)", "Pink (2)"]
    assert offered(menu, Trait.STYLE) == ["Highlighter (3)", "Wavy line (1)"]
    assert offered(menu, Trait.NOTE) == ["With a note (1)", "Without a note (3)"]
    assert offered(menu, Trait.STATE) == ["In its place in the text (4)"]
    assert not submenu(menu, Trait.TAG).isEnabled()


def test_what_is_chosen_is_listed_and_counted(hand: Hand, ids: list[str], menu: FilterMenu) -> None:
    assert told(hand) == ""

    choose(menu, Choice(Trait.COLOR, "pink"))
    assert hand.cards.ids == [ids[0], ids[2]]
    assert told(hand) == "2 of 4"

    choose(menu, WITHOUT_NOTE)
    assert hand.cards.ids == [ids[2]]
    choose(menu, WITHOUT_NOTE, Choice(Trait.COLOR, "green"))
    assert hand.cards.ids == ids[:3]
    hand.child(QLineEdit, "noteFilter").setText("伏笔")
    assert hand.cards.ids == ids[:2]
    assert told(hand) == "2 of 4"


def test_one_click_clears_what_was_chosen(hand: Hand, ids: list[str], menu: FilterMenu) -> None:
    choose(menu, Choice(Trait.COLOR, "pink"), WITH_NOTE)
    menu.close()
    chip = hand.child(QPushButton, "filterChip")
    assert chip.accessibleName() == "Filter: Pink · With a note"

    hand.click(chip)

    assert hand.cards.ids == ids
    assert not chip.isVisible()
    assert told(hand) == ""


def test_the_menu_clears_words_and_choices(hand: Hand, ids: list[str], menu: FilterMenu) -> None:
    hand.child(QLineEdit, "noteFilter").setText("沒有")
    choose(menu, WITH_NOTE)
    assert hand.cards.ids == []

    menu.clear_requested.emit()

    assert hand.cards.ids == ids
    assert hand.child(QLineEdit, "noteFilter").text() == ""


def test_what_is_checked_with_mouse_and_keys_leaves_the_menu_open(
    hand: Hand, menu: FilterMenu, qtbot: QtBot
) -> None:
    colors = submenu(menu, Trait.COLOR)
    colors.popup(QPoint(0, 0))
    pink = colors.actions()[2]

    qtbot.mouseMove(colors, colors.actionGeometry(pink).center())
    colors.setActiveAction(pink)
    qtbot.mouseClick(colors, Qt.MouseButton.LeftButton, pos=colors.actionGeometry(pink).center())
    assert colors.isVisible()
    assert pink.isChecked()
    qtbot.keyClick(colors, Qt.Key.Key_Return)
    assert colors.isVisible()
    assert not pink.isChecked()


def test_a_choice_that_no_note_has_any_more_can_be_unmade(
    hand: Hand, ids: list[str], menu: FilterMenu
) -> None:
    choose(menu, Choice(Trait.COLOR, "blue"))
    menu.close()
    hand.session.remove(ids[3])
    assert hand.cards.ids == []

    menu.popup(QPoint(0, 0))

    assert "Blue (0)" in offered(menu, Trait.COLOR)
    choose(menu, Choice(Trait.COLOR, "blue"))
    assert hand.cards.ids == ids[:3]


def test_the_hint_says_that_nothing_matches(hand: Hand, ids: list[str], menu: FilterMenu) -> None:
    choose(menu, Choice(Trait.COLOR, "blue"), WITH_NOTE)

    assert hand.cards._hint == "No note matches the filter."


def test_what_is_reached_elsewhere_lets_go_of_the_filter(
    hand: Hand, ids: list[str], menu: FilterMenu
) -> None:
    choose(menu, Choice(Trait.COLOR, "blue"))
    menu.close()

    hand.click_text(QUOTES[0])

    assert hand.cards.active == ids[0]
    assert hand.cards.ids == ids


def test_another_article_is_not_filtered(hand: Hand, menu: FilterMenu, ids: list[str]) -> None:
    choose(menu, WITH_NOTE)
    menu.close()
    hand.trigger("open-sample")

    assert hand.window.workspace.annotations.filter_bar.filter.is_empty
    assert told(hand) == ""


def test_choices_stand_in_the_order_they_are_offered_in() -> None:
    choices = [LOST, Choice(Trait.TAG, "讀"), Choice(Trait.COLOR, "blue"), WITHOUT_NOTE]

    assert in_menu_order(choices) == [choices[2], choices[1], choices[3], choices[0]]

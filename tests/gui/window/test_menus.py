"""The menus above: they enable what can act now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotation.changes import revise
from reader.annotation.merging import merge_versions
from reader.annotation.model import COLORS, STYLES, Body
from reader.gui.window.commands import SUBMENUS, Menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"
MARKING = [*(f"color-{each}" for each in COLORS), *(f"style-{each}" for each in STYLES)]
MARKING += ["highlight", "note"]


def enabled(hand: Hand, *names: str) -> set[bool]:
    return {hand.action(name).isEnabled() for name in names}


def test_marking_needs_a_passage(hand: Hand) -> None:
    assert enabled(hand, *MARKING, "shrink-selection") == {False}

    hand.page.select(hand.place_of(PASSAGE))
    assert enabled(hand, *MARKING, "shrink-selection") == {True}
    hand.page.select(None)
    assert enabled(hand, *MARKING, "shrink-selection") == {False}

    hand.mark(PASSAGE)
    assert enabled(hand, *MARKING) == {True}


def test_going_to_annotations_needs_one(hand: Hand) -> None:
    names = "next-note", "previous-note"
    assert enabled(hand, *names) == {False}

    hand.mark(PASSAGE)
    assert enabled(hand, *names) == {True}
    hand.trigger("undo")
    assert enabled(hand, *names) == {False}
    hand.trigger("redo")
    assert enabled(hand, *names) == {True}


def test_versions_need_a_note_that_was_written_twice(hand: Hand) -> None:
    id_ = hand.mark(PASSAGE)
    assert enabled(hand, "versions") == {False}
    session = hand.session
    other = revise(session.annotation(id_), now="2030-01-01T00:00:00.000Z", body=Body(value="彼"))
    session.snapshot()
    session.set_note(id_, "此")
    session.finish_step()
    merged = merge_versions(session.annotation(id_), other)
    items = tuple(merged if item.id == id_ else item for item in session.annotations.items)

    session.merge_external(replace(session.annotations, items=items))
    assert enabled(hand, "versions") == {True}

    session.join_versions(id_)
    assert enabled(hand, "versions") == {False}


@pytest.mark.parametrize("menu", SUBMENUS)
def test_a_menu_with_nothing_to_do_is_not_opened(
    make_window: Callable[[], MainWindow], hand: Hand, menu: Menu
) -> None:
    empty = make_window()

    def is_offered(window: MainWindow) -> bool:
        return window._actions.menu(menu).menuAction().isEnabled()

    assert is_offered(empty) is (menu in {Menu.TEXT_SIZE, Menu.READINGS, Menu.THEMES, Menu.NOTES})
    if menu is Menu.ENDS:
        assert not is_offered(hand.window)
        hand.mark(PASSAGE)
    assert is_offered(hand.window)


@pytest.mark.alike(5)
@pytest.mark.parametrize("menu", Menu)
def test_menus_are_no_higher_than_a_small_screen(hand: Hand, menu: Menu) -> None:
    choices = [each for each in hand.window._actions.menu(menu).actions() if not each.isSeparator()]

    # Of 30 pixels each, in 768; one that is higher goes on in another column.
    assert len(choices) <= 24

"""The panel beside the page: two tabs, a button that closes it, and underlines that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QToolButton

from tests.support.hand import action, trigger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

NOTES, REPAIRS = "notes", "repairs"


@pytest.fixture
def damaged(article: Path) -> Path:
    article.write_text("長文\n\n他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n" * 30, encoding="utf-8")
    return article


@pytest.fixture
def reader(hand: Hand, damaged: Path) -> Hand:
    assert hand.window.open_now(damaged)
    return hand


def shown(window: MainWindow) -> str | None:
    """Return what is beside the page, which is what the commands and the tabs must say too."""
    workspace = window.workspace
    is_open = workspace.side.isVisible()
    tabs = window.findChild(QTabBar, "sideTabs")
    assert isinstance(tabs, QTabBar)
    found = (NOTES, REPAIRS)[tabs.currentIndex()] if is_open else None
    assert [name for name in (NOTES, REPAIRS) if action(window, name).isChecked()] == (
        [found] if found else []
    )
    assert workspace.annotations.isVisible() is (found == NOTES)
    if found == REPAIRS:
        assert workspace.repairs.isVisible()
    return found


def underlines(window: MainWindow) -> bool:
    page = window.workspace.page
    units = page._units
    assert units is not None
    return any(page._repairs_in(unit.range) for unit in units)


def choose_tab(hand: Hand, name: str) -> None:
    tabs = hand.child(QTabBar, "sideTabs")
    hand.click(tabs, tabs.tabRect((NOTES, REPAIRS).index(name)).center())


@pytest.mark.alike(7)
@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], NOTES),
        ([REPAIRS], REPAIRS),
        ([REPAIRS, REPAIRS], NOTES),
        ([REPAIRS, NOTES], NOTES),
        ([REPAIRS, NOTES, NOTES], None),
        ([NOTES], None),
        ([NOTES, REPAIRS], REPAIRS),
        ([NOTES, REPAIRS, REPAIRS], None),
        ([NOTES, REPAIRS, NOTES], NOTES),
        (["tab repairs"], REPAIRS),
        (["tab repairs", "tab notes"], NOTES),
        (["tab repairs", REPAIRS], NOTES),
        (["close"], None),
        (["close", REPAIRS, REPAIRS], None),
        ([REPAIRS, "close"], None),
        ([REPAIRS, "close", NOTES], NOTES),
        ([REPAIRS, "close", REPAIRS], REPAIRS),
        ([REPAIRS, "full-screen"], None),
        ([REPAIRS, "full-screen", "full-screen"], REPAIRS),
        ([REPAIRS, "contents"], REPAIRS),
    ],
)
def test_commands_and_tabs_agree(reader: Hand, steps: list[str], expected: str | None) -> None:
    for step in steps:
        if step.startswith("tab "):
            choose_tab(reader, step.removeprefix("tab "))
        elif step == "close":
            reader.click(reader.child(QToolButton, "closeSide"))
        else:
            reader.trigger(step)
        assert underlines(reader.window) is (shown(reader.window) == REPAIRS)

    assert shown(reader.window) == expected


def test_opening_and_changing_tabs_moves_nothing_in_the_page(reader: Hand) -> None:
    reader.page.show_at_top(reader.session.document.blocks[20].range.start)
    offset, value = reader.page.reading_offset, reader.page.verticalScrollBar().value()

    for step in (REPAIRS, NOTES):
        choose_tab(reader, step)
        assert reader.page.reading_offset == offset
        assert reader.page.verticalScrollBar().value() == value


def test_without_an_article_there_are_no_repairs_to_show(
    make_window: Callable[[], MainWindow], hand_at: Callable[[MainWindow], Hand]
) -> None:
    hand = hand_at(make_window())

    choose_tab(hand, REPAIRS)

    assert shown(hand.window) == NOTES


def test_undoing_makes_no_list_of_repairs_that_nobody_asked_for(reader: Hand) -> None:
    reader.mark("規(guī)範")
    reader.trigger("undo")

    assert "repairs" not in vars(reader.window.workspace)


def test_the_tabs_are_turned_by_keys(reader: Hand) -> None:
    reader.child(QTabBar, "sideTabs").setFocus()

    reader.press(Qt.Key.Key_Right)
    assert shown(reader.window) == REPAIRS
    reader.press(Qt.Key.Key_Left)
    assert shown(reader.window) == NOTES


def test_repairs_are_underlined_always_where_the_user_likes(
    reader: Hand, make_window: Callable[[], MainWindow], damaged: Path
) -> None:
    reader.trigger("underline-repairs")
    assert underlines(reader.window)
    reader.trigger(REPAIRS)
    reader.trigger(REPAIRS)
    assert underlines(reader.window)
    reader.window.close()

    again = make_window()
    assert again.open_now(damaged)
    assert action(again, "underline-repairs").isChecked()
    assert underlines(again)
    trigger(again, "underline-repairs")
    assert not underlines(again)


def test_a_window_too_narrow_for_the_repairs_shows_no_underlines(reader: Hand) -> None:
    reader.trigger(REPAIRS)

    reader.window.resize(700, 500)
    reader._lay_out()
    assert shown(reader.window) is None
    assert not underlines(reader.window)

    reader.window.resize(1200, 800)
    reader._lay_out()
    assert shown(reader.window) == REPAIRS
    assert underlines(reader.window)

"""The command for pages, and what else a window does while it shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow
    from tests.gui.conftest import Hand

TEXT = "\n\n".join(
    f"第{i}章　雨\n\n第{i}段，燈下有雨，前人的朱筆圈點就在那裡，像有人在耳邊輕聲說話。"
    + "翻到這一頁，想法還在原處等著。" * 20
    for i in range(1, 60)
)
KEY = (Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "long.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_key_changes_to_pages_and_the_next_window_has_them(
    hand: Hand, make_window: Callable[..., MainWindow], article: Path
) -> None:
    hand.page.show_at_top(3000)
    here = hand.page.reading_offset
    assert not hand.page.scrolling.is_paged

    hand.press(*KEY)

    assert hand.page.scrolling.is_paged
    assert hand.page.reading_offset == here
    hand.window.close()
    other = make_window()
    assert other.open_now(article)
    assert other.workspace.page.scrolling.is_paged
    action = next(each for each in other.actions() if each.objectName() == "pages")
    assert action.isChecked()
    assert other.workspace.page.reading_offset == here


@pytest.mark.parametrize("vertical", [False, True])
def test_commands_find_their_places_on_pages(hand: Hand, vertical: bool) -> None:
    if vertical:
        hand.trigger("vertical")
    hand.trigger("pages")

    hand.trigger("next-section")
    hand.trigger("next-section")
    first = hand.page.reading_offset
    assert TEXT[first:].startswith("第")
    hand.page.select(hand.place_of("第40段，燈下"))
    hand.trigger("color-green")
    assert hand.page.is_in_sight(hand.place_of("第40段，燈下"))
    hand.trigger("back")
    hand.page.show_at_top(0)
    hand.trigger("next-note")
    assert hand.page.is_in_sight(hand.place_of("第40段，燈下"))
    hand.trigger("undo")
    for target in ("auto-tw", "original"):
        here = hand.page.reading_offset
        hand.trigger(f"script-{target}")
        assert hand.page.reading_offset == here
    hand.trigger("zoom-in")
    assert hand.page.reading_offset == here


def test_smooth_scrolling_is_there_and_can_be_turned_off_for_good(
    hand: Hand, make_window: Callable[..., MainWindow], article: Path
) -> None:
    assert hand.action("smooth-scrolling").isChecked()
    assert hand.page.scrolling.is_smooth

    hand.trigger("smooth-scrolling")

    assert not hand.page.scrolling.is_smooth
    hand.window.close()
    other = make_window()
    assert other.open_now(article)
    assert not other.workspace.page.scrolling.is_smooth


def test_pages_do_not_glide(hand: Hand) -> None:
    hand.trigger("pages")

    assert not hand.action("smooth-scrolling").isEnabled()
    hand.trigger("pages")
    assert hand.action("smooth-scrolling").isEnabled()

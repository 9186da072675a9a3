from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.widgets.theme import THEMES

if TYPE_CHECKING:
    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand


def keys(window: MainWindow) -> dict[str, int]:
    """Return by what Qt tells the icons of a window apart, and keeps what it drew of each."""
    actions = window.actions()
    return {
        each.objectName(): each.icon().cacheKey() for each in actions if not each.icon().isNull()
    }


def test_a_theme_that_comes_back_brings_back_its_icons(hand: Hand, window: MainWindow) -> None:
    before = keys(window)

    hand.trigger("next-theme")
    assert not set(keys(window).values()) & set(before.values())
    for _ in THEMES[1:]:
        hand.trigger("next-theme")

    assert keys(window) == before

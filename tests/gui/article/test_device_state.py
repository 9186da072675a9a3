"""How the window was left is how it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from reader.gui.widgets.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

    MakeWindow = Callable[..., MainWindow]
    HandAt = Callable[[MainWindow], Hand]


def test_geometry(window: MainWindow, make_window: MakeWindow) -> None:
    window.setGeometry(30, 40, 710, 520)
    window.close()

    again = make_window(size=None)

    assert again.geometry() == window.geometry()


def test_widths_of_panels(window: MainWindow, make_window: MakeWindow, article: Path) -> None:
    window.resize(1000, 600)
    splitter = window.workspace.findChild(QSplitter)
    usual = window.workspace.panel_widths
    splitter.moveSplitter(178, 1)
    splitter.moveSplitter(740, 2)
    widths = window.workspace.panel_widths[::2]
    assert widths == splitter.sizes()[::2] != usual[::2]
    window.close()

    again = make_window((1000, 600))
    again.open_now(article)

    assert again.workspace.panel_widths[::2] == widths


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_F9, "contents"), (Qt.Key.Key_F8, "notes")])
def test_a_closed_panel_stays_closed(
    hand: Hand,
    window: MainWindow,
    make_window: MakeWindow,
    hand_at: HandAt,
    key: Qt.Key,
    name: str,
) -> None:
    panels = {"contents": "outline", "notes": "side"}
    hand.press(key)
    assert not getattr(window.workspace, panels[name]).isVisible()
    window.close()

    again = make_window()

    for each, panel in panels.items():
        assert getattr(again.workspace, panel).isVisible() is (each != name)
        assert hand_at(again).action(each).isChecked() is (each != name)
    again.open_something()
    again.controller.loader.wait()
    hand_at(again).press(key)
    panel = getattr(again.workspace, panels[name])
    assert panel.isVisible()
    assert panel.width() >= panel.minimumWidth()


@pytest.mark.parametrize("theme", ["sepia", "dark"])
def test_theme(hand: Hand, make_window: MakeWindow, hand_at: HandAt, theme: str) -> None:
    hand.trigger(f"theme-{theme}")
    hand.window.close()

    again = hand_at(make_window(size=None))

    assert again.action(f"theme-{theme}").isChecked()
    page = again.page.viewport().grab().toImage()
    assert page.pixelColor(2, 2).name() == load_theme(theme).page


def test_zoom(hand: Hand, make_window: MakeWindow, hand_at: HandAt) -> None:
    usual = hand.page.em
    hand.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    hand.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    em = hand.page.em
    assert em > usual
    hand.window.close()

    again = hand_at(make_window(size=None))

    assert again.page.em == em
    again.window.open_something()
    again.window.controller.loader.wait()
    again.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert again.page.em == usual


def test_the_article_read_last_is_known_after_a_crash(
    window: MainWindow, make_window: MakeWindow, article: Path
) -> None:
    other = article.with_name("other.txt")
    other.write_text("另一篇\n\n雨後的院子裡，竹葉上還掛著水珠。\n", encoding="utf-8")
    assert window.open_now(other)

    # The first window is still open: nothing was written at its end.
    again = make_window()
    again.open_something()
    again.controller.loader.wait()

    assert again.article_path == other


def test_the_place_read_last_is_known_after_a_crash(
    hand: Hand, make_window: MakeWindow, hand_at: HandAt, qtbot: QtBot, article: Path
) -> None:
    article.write_text("長文\n\n" + "雨下了一整夜，燈也亮了一整夜。\n\n" * 300, encoding="utf-8")
    hand.window.open_now(article)
    hand.page.show_at_top(1500)
    offset = hand.page.reading_offset
    (folder,) = article.parent.glob("settings/articles")

    def is_written() -> bool:
        return any(f'"offset": {offset}' in path.read_text("utf-8") for path in folder.iterdir())

    qtbot.waitUntil(is_written)

    again = hand_at(make_window())
    again.window.open_something()
    again.window.controller.loader.wait()

    assert again.page.reading_offset == offset

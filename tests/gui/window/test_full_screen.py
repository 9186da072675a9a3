"""Full screen: the page alone, and afterwards all as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolButton

from reader.gui.window.edge_bar import EdgeBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand


def shown(window: MainWindow) -> dict[str, bool]:
    parts = {
        "menus": window.menuBar(),
        "tools": window._toolbar,
        "status": window.statusBar(),
        "contents": window.workspace.outline,
        "notes": window.workspace.side,
        "page": window.workspace.page,
    }
    return {name: part.isVisible() for name, part in parts.items()}


@pytest.mark.parametrize("closed", [(), ("contents",), ("notes",), ("contents", "notes")])
def test_it_leaves_the_page_alone_and_brings_back_what_was_shown(
    hand: Hand, window: MainWindow, closed: tuple[str, ...]
) -> None:
    for name in closed:
        hand.trigger(name)
    before = shown(window)
    assert [name for name, is_shown in before.items() if not is_shown] == list(closed)

    hand.press(Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert [name for name, is_shown in shown(window).items() if is_shown] == ["page"]

    hand.press(Qt.Key.Key_F11)
    assert not window.isFullScreen()
    assert shown(window) == before
    assert hand.action("contents").isChecked() is before["contents"]
    assert hand.action("notes").isChecked() is before["notes"]


def test_a_maximized_window_is_maximized_again(hand: Hand, window: MainWindow) -> None:
    window.setWindowState(Qt.WindowState.WindowMaximized)

    hand.trigger("full-screen")
    hand.trigger("full-screen")

    assert window.isMaximized()


def test_a_note_can_be_written(hand: Hand, window: MainWindow) -> None:
    hand.trigger("full-screen")
    hand.page.select(hand.place_of("前人的朱筆圈點"))

    hand.press(Qt.Key.Key_N)
    hand.type("abc")

    assert hand.editor.isVisible()
    assert hand.notes == ["abc"]
    hand.trigger("full-screen")


def test_closing_in_full_screen_does_not_open_in_it(
    hand: Hand, window: MainWindow, make_window: Callable[[], MainWindow]
) -> None:
    hand.trigger("full-screen")
    window.close()

    again = make_window()

    assert not again.isFullScreen()
    assert {name: shown(again)[name] for name in ("menus", "tools", "status")} == {
        "menus": True,
        "tools": True,
        "status": True,
    }


@pytest.mark.parametrize("closed", [(), ("notes",)])
def test_closing_in_full_screen_remembers_the_panels_shown_before(
    hand: Hand, window: MainWindow, make_window: Callable[[], MainWindow], closed: tuple[str, ...]
) -> None:
    for name in closed:
        hand.trigger(name)
    hand.trigger("full-screen")
    window.close()

    again = make_window()

    assert [name for name, is_shown in shown(again).items() if not is_shown] == list(closed)


def test_esc_leaves_it_after_what_was_chosen(hand: Hand, window: MainWindow) -> None:
    hand.press(Qt.Key.Key_F11)
    hand.page.select(hand.place_of("前人的朱筆圈點"))

    hand.press(Qt.Key.Key_Escape)
    assert hand.page.selection is None
    assert window.isFullScreen()
    hand.press(Qt.Key.Key_Escape)

    assert not window.isFullScreen()
    assert not hand.action("full-screen").isChecked()
    hand.press(Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_a_bar_comes_out_of_the_top_edge_and_moves_no_line(
    hand: Hand, window: MainWindow, qtbot: QtBot
) -> None:
    def point_at(y: int) -> None:
        for x in (300, 301):
            qtbot.mouseMove(hand.page.viewport(), QPoint(x, y))

    point_at(0)
    assert window.findChild(EdgeBar) is None
    hand.press(Qt.Key.Key_F11)
    before = hand.page.boxes_of(hand.place_of("前人的朱筆圈點"))
    point_at(300)
    point_at(0)
    bar = window.findChild(EdgeBar)
    assert bar is not None
    assert bar.isVisible()
    assert hand.page.boxes_of(hand.place_of("前人的朱筆圈點")) == before
    point_at(300)
    assert not bar.isVisible()

    point_at(0)
    hand.click(hand.child(QToolButton, "edge-full-screen"))

    assert not window.isFullScreen()
    assert not bar.isVisible()

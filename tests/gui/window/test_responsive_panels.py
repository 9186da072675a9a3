"""Contents and notes in windows of all widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from reader.gui.page.type_areas import comfortable_size
from reader.gui.window.features.zoom import EM
from reader.gui.window.last_article import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1000, ["contents", "notes"]),
        (860, ["notes"]),
        (720, []),
        (640, []),
    ],
)
def test_panes_give_way_in_a_narrow_window_and_come_back(
    hand: Hand, width: int, expected: list[str]
) -> None:
    resize(hand, width)
    assert shown(hand) == expected
    assert hand.page.width() >= comfortable_size(EM)

    resize(hand, 1200)
    assert shown(hand) == ["contents", "notes"]


def test_a_resized_window_lays_the_page_out_once(hand: Hand) -> None:
    seen = []
    hand.page.laid_out.connect(lambda: seen.append(hand.page.viewport().size()))

    for width in (1000, 640, 860, 1200):
        seen.clear()
        resize(hand, width)
        assert seen == [hand.page.viewport().size()]


def test_panes_give_way_to_larger_text_and_come_back(hand: Hand) -> None:
    resize(hand, 1000)
    for _ in range(5):
        hand.trigger("zoom-in")
    assert shown(hand) == []

    hand.trigger("zoom-reset")

    assert shown(hand) == ["contents", "notes"]


@pytest.mark.parametrize("closed", ["contents", "notes"])
def test_a_pane_that_the_reader_closed_does_not_come_back(hand: Hand, closed: str) -> None:
    hand.trigger(closed)
    resize(hand, 640)

    resize(hand, 1200)

    assert shown(hand) == [name for name in ("contents", "notes") if name != closed]


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_F9, "contents"), (Qt.Key.Key_F8, "notes")])
def test_a_key_opens_and_closes_them_all_the_same(hand: Hand, key: Qt.Key, name: str) -> None:
    resize(hand, 640)

    hand.press(key)
    assert shown(hand) == [name]
    resize(hand, 620)
    assert shown(hand) == [name]
    hand.press(key)
    assert shown(hand) == []

    resize(hand, 1200)
    assert shown(hand) == ["contents", "notes"]


def test_a_pane_opened_in_a_narrow_window_stays_in_a_wide_one(hand: Hand) -> None:
    hand.trigger("notes")
    resize(hand, 640)
    hand.trigger("notes")

    resize(hand, 1200)

    assert shown(hand) == ["contents", "notes"]


def test_a_note_is_written_in_a_narrow_window(hand: Hand) -> None:
    resize(hand, 640)
    hand.page.select(hand.place_of(PASSAGE))

    hand.press(Qt.Key.Key_N)
    hand.type("abc")

    assert hand.editor.isVisible()
    assert hand.notes == ["abc"]


def test_what_gave_way_is_there_in_the_next_window(
    hand: Hand, make_window: Callable[..., MainWindow], hand_at: Callable[[MainWindow], Hand]
) -> None:
    resize(hand, 640)
    hand.window.close()

    again = hand_at(make_window())

    resize(again, 1200)
    assert shown(again) == ["contents", "notes"]


def test_full_screen_leaves_the_page_alone_from_a_narrow_window(hand: Hand) -> None:
    resize(hand, 640)

    hand.trigger("full-screen")
    assert hand.window.width() >= 700
    assert shown(hand) == []

    hand.trigger("full-screen")
    resize(hand, 640)
    assert shown(hand) == []
    resize(hand, 1200)
    assert shown(hand) == ["contents", "notes"]


@pytest.mark.parametrize("width", [640, 320])
def test_no_button_of_the_tool_bar_is_lost(hand: Hand, width: int) -> None:
    hand.trigger("contents")
    hand.trigger("notes")
    hand.window.resize(width, 600)
    QApplication.processEvents()

    bar = hand.window._toolbar
    extension = hand.child(QToolButton, "qt_toolbar_ext_button")
    assert extension.isHidden()
    for button in bar.findChildren(QToolButton):
        if button is not extension:
            assert button.isVisible()
            assert bar.rect().contains(button.mapTo(bar, button.rect().bottomRight()))


def test_repairs_do_not_make_the_window_taller(hand: Hand) -> None:
    assert hand.window.open_now(SAMPLE)

    hand.trigger("repairs")

    panel = hand.window.workspace.repairs
    assert panel.isVisible()
    assert panel.minimumSizeHint().height() < 200


def shown(hand: Hand) -> list[str]:
    """Return which panes are shown, which is what their actions must say too."""
    workspace = hand.window.workspace
    panes = {"contents": workspace.outline, "notes": workspace.side}
    found = [name for name, pane in panes.items() if pane.isVisible()]
    assert [name for name in panes if hand.action(name).isChecked()] == found
    return found


def resize(hand: Hand, width: int) -> None:
    hand.window.resize(width, 600)
    QApplication.processEvents()
    assert hand.window.width() == width


def test_a_notification_lies_over_the_page_and_moves_no_line(hand: Hand) -> None:
    before = hand.page.mapTo(hand.window, hand.page.rect().topLeft()), hand.page.size()

    hand.window._notification_bar.say("A sentence about something that went wrong. " * 9)
    QApplication.processEvents()

    bar = hand.window._notification_bar
    assert bar.isVisible()
    assert bar.width() == hand.window.workspace.width()
    assert bar.height() < hand.page.height()
    assert (hand.page.mapTo(hand.window, hand.page.rect().topLeft()), hand.page.size()) == before
    at = bar.mapTo(hand.window, bar.rect().center())
    assert bar.isAncestorOf(hand.window.childAt(at)) or hand.window.childAt(at) is bar

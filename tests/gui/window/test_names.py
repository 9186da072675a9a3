"""What is told of every window, panel, bar and dialog: names, order, and what is only painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QListView, QWidget

from reader.gui.dialogs.check_dialog import CheckDialog
from reader.gui.dialogs.normalise_dialog import NormaliseDialog
from reader.gui.dialogs.restore_dialog import RestoreDialog
from reader.gui.window.last_article import SAMPLE
from reader.text.normalise import ChangedWord
from tests.support.told import nameless, place_in, tab_stops, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

PASSAGE = "一枝蘸墨"
SHOWN = {
    "page and notes": (),
    "repairs": ("repairs",),
    "bars": ("find", "go-to"),
    "text": ("text",),
    "readings": ("vertical", "notes"),
}


@pytest.fixture(autouse=True)
def asked() -> Iterator[None]:
    """Something reads the window, as far as it knows."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def hand(make_window: Callable[[], MainWindow], hand_at: Callable[[MainWindow], Hand]) -> Hand:
    """A hand at the sample, which has repairs, with a few passages marked."""
    window = make_window()
    window.open_now(SAMPLE)
    hand = hand_at(window)
    hand.session.set_note(hand.mark(PASSAGE, "color-pink"), "墨寫自己的文章。")
    hand.mark("一枝蘸朱", "color-blue")
    return hand


@pytest.mark.parametrize("commands", SHOWN.values(), ids=SHOWN)
def test_nothing_in_the_window_is_nameless(hand: Hand, commands: tuple[str, ...]) -> None:
    for name in commands:
        hand.trigger(name)
    hand.page.select(hand.place_of(PASSAGE))
    hand.page.expand_selection()
    hand.window.say("這裡有一句話。")
    QApplication.processEvents()

    assert nameless(hand.window) == []


def test_nothing_found_is_nameless(hand: Hand, qtbot: QtBot) -> None:
    hand.window.features.finding.bar.ask("讀書")
    hand.window.features.finding.bar.list.show()
    qtbot.waitUntil(lambda: hand.window.features.finding.found.count > 0)

    rows = hand.window.features.finding.bar.list.model()
    assert rows.rowCount() > 0
    assert "讀書" in rows.index(0, 0).data()
    assert nameless(hand.window) == []


def test_no_menu_has_nameless_entries(hand: Hand) -> None:
    for title in hand.window.menuBar().actions():
        entries = title.menu().actions()
        assert all(entry.text() or entry.isSeparator() for entry in entries)


def test_no_dialog_has_anything_nameless(hand: Hand, qtbot: QtBot) -> None:
    window = hand.window
    dialogs = (
        NormaliseDialog([ChangedWord("干部", "幹部", ())], [], window),
        CheckDialog(window.features.library_care._library, lambda: None, window),
        RestoreDialog(
            [],
            lambda _: None,
            choose_file=lambda: None,
            obstacle=lambda: "",
            obstacle_changed=hand.page.laid_out,
            parent=window,
        ),
    )
    for dialog in dialogs:
        dialog.show()
        assert nameless(dialog) == []
        stops = tab_stops(dialog)
        assert stops
        dialog.close()
        dialog.deleteLater()


@pytest.mark.parametrize("commands", SHOWN.values(), ids=SHOWN)
def test_the_tab_key_goes_as_the_eye_does(hand: Hand, commands: tuple[str, ...]) -> None:
    for name in commands:
        hand.trigger(name)
    hand.window.say("這裡有一句話。")
    QApplication.processEvents()
    window, workspace, features = hand.window, hand.window.workspace, hand.window.features
    panes = (
        window._toolbar,
        window._notification_bar,
        workspace.outline,
        workspace.page,
        workspace.side,
        features.finding.bar,
        features.going_to.bar,
        window._status,
    )

    stops = tab_stops(window)

    in_panes = [
        next(number for number, pane in enumerate(panes) if pane is stop or pane.isAncestorOf(stop))
        for stop in stops
    ]
    assert in_panes == sorted(in_panes)
    assert {workspace.page} <= set(stops)
    for pane in panes:
        inside = [stop for stop in stops if pane.isAncestorOf(stop)]
        in_rows = [place_in(window, stop) for stop in inside]
        across = pane in {window._toolbar, features.finding.bar, features.going_to.bar}
        # In a bar what stands beside each other is centred, and no two are of the same height.
        assert in_rows == sorted(in_rows, key=lambda place: place[1] if across else place)


def test_panes_are_told_as_they_stand(hand: Hand) -> None:
    workspace = hand.window.workspace
    panes = [workspace.outline, workspace.page, workspace.side]
    assert [item for _, item in told(hand.window) if item in panes] == panes


@pytest.mark.parametrize("hidden", [(), ("contents",), ("notes",), ("contents", "notes")])
def test_a_key_goes_from_pane_to_pane_and_back(
    hand: Hand, qtbot: QtBot, hidden: tuple[str, ...]
) -> None:
    hand.window.activateWindow()
    qtbot.waitUntil(hand.window.isActiveWindow)
    workspace = hand.window.workspace
    for name in hidden:
        hand.trigger(name)
    panes = {
        "contents": workspace.outline.list,
        "page": workspace.page,
        "notes": workspace.annotations.cards,
    }
    shown = [taker for name, taker in panes.items() if name not in hidden]
    workspace.page.setFocus()
    order = shown[shown.index(workspace.page) :] + shown[: shown.index(workspace.page)]

    for taker in [*order[1:], workspace.page]:
        hand.trigger("next-pane")
        assert hand.window.focusWidget() is taker
    for taker in [*reversed(order[1:]), workspace.page]:
        hand.trigger("previous-pane")
        assert hand.window.focusWidget() is taker


def test_a_key_goes_to_the_repairs_and_from_a_filter_on(hand: Hand) -> None:
    hand.trigger("repairs")
    hand.trigger("next-pane")
    assert hand.window.focusWidget() is hand.window.workspace.repairs.list
    hand.child(QWidget, "outlineFilter").setFocus()
    hand.trigger("next-pane")
    assert hand.window.focusWidget() is hand.page


def test_a_card_says_in_words_what_is_painted(hand: Hand) -> None:
    hand.trigger("style-wavy")
    hand.session.set_note(hand.cards.active, "朱寫別人的")

    said = QAccessible.queryAccessibleInterface(hand.cards).text(QAccessible.Text.Description)

    assert "一枝蘸朱" in said
    assert "Blue · Wavy line" in said
    assert "朱寫別人的" in said


def test_a_section_says_how_many_annotations_it_has(hand: Hand) -> None:
    outline = hand.child(QListView, "outline")
    said = [interface for interface, item in told(outline) if item is None]
    assert said[0].text(QAccessible.Text.Description) == "2 annotations"
    assert said[1].text(QAccessible.Text.Description) == ""


def test_a_repair_says_what_kind_it_is_and_how_sure(hand: Hand) -> None:
    hand.trigger("repairs")
    rows = [each for each, item in told(hand.window.workspace.repairs.list) if item is None]
    said = {each.text(QAccessible.Text.Description) for each in rows}
    assert "bytes torn apart · likely" in said


def test_a_mark_pointed_at_is_named(hand: Hand) -> None:
    hand.trigger("style-underline")
    start = hand.place_of("一枝蘸朱").start
    assert hand.page.tip_over(start) == "Blue · Underline"
    assert hand.page.tip_over(hand.place_of(PASSAGE).start) == "Pink"
    assert hand.page.tip_over(hand.place_of("古人讀書").start) == ""


def test_what_lies_over_the_page_is_told(hand: Hand) -> None:
    hand.trigger("text")
    QApplication.processEvents()
    fields = {item.objectName() for _, item in told(hand.window) if item}
    assert {"textFace", "text-leading", "textReset"} <= fields


def test_the_choice_taken_on_a_repair_is_told(hand: Hand) -> None:
    hand.trigger("repairs")
    choices = hand.window.workspace.repairs.choices
    states = [QAccessible.queryAccessibleInterface(choice).state() for choice in choices]
    assert [bool(state.checked) for state in states] == [True, False, False, False]
    assert [bool(state.checkable) for state in states] == [True, True, False, False]
    choices[1].click()
    choices = hand.window.workspace.repairs.choices
    assert [choice.isChecked() for choice in choices] == [False, True, False, False]

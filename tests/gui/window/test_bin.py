"""The bin at the window: its tab, its keys, the question before it is emptied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTabBar

from reader.annotation.bin import in_bin

if TYPE_CHECKING:
    from reader.gui.panels.bin import BinPanel
    from tests.gui.conftest import FakeDialogs
    from tests.support.hand import Hand

PASSAGES = ("前人的朱筆圈點", "一天只讀三五頁", "當時的想法還在原處等著")
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def ids(hand: Hand) -> list[str]:
    """Three notes that were deleted, the first one first."""
    made = []
    for number, passage in enumerate(PASSAGES):
        made.append(hand.mark(passage))
        hand.session.set_note(made[-1], f"第{number}則")
    for id_ in made:
        hand.session.remove(id_)
    return made


def shown(hand: Hand) -> BinPanel:
    """Show the bin, with the keys in its list."""
    hand.trigger("bin")
    panel = hand.window.workspace.bin
    assert panel.isVisible()
    panel.list.setFocus()
    return panel


def rows(panel: BinPanel) -> list[str]:
    model = panel.list.model()
    return [str(model.index(row, 0).data()).split(" · ")[1] for row in range(model.rowCount())]


def tab(hand: Hand) -> str:
    return hand.child(QTabBar, "sideTabs").tabText(2)


def lying(hand: Hand) -> int:
    return len(in_bin(hand.session.annotations.items))


def test_the_latest_deleted_is_on_top_and_the_tab_counts(hand: Hand, ids: list[str]) -> None:
    assert tab(hand) == "Bin 3"

    panel = shown(hand)

    assert rows(panel) == ["第2則", "第1則", "第0則"]
    assert panel.selected == [ids[2]]


def test_what_is_chosen_is_shown_whole_and_its_place_on_the_page(
    hand: Hand, ids: list[str]
) -> None:
    panel = shown(hand)

    hand.press(Qt.Key.Key_Down)

    assert panel.selected == [ids[1]]
    assert panel._detail.text() == f"{PASSAGES[1]}\n\n第1則"
    assert "先讀後記，再讀正文" in panel._about.text()
    assert hand.page.is_in_sight(hand.place_of(PASSAGES[1]))


def test_enter_brings_back_what_is_selected_and_undo_puts_it_back(
    hand: Hand, ids: list[str]
) -> None:
    panel = shown(hand)

    hand.press(Qt.Key.Key_Down, SHIFT)
    hand.press(Qt.Key.Key_Return)

    assert rows(panel) == ["第0則"]
    assert tab(hand) == "Bin 1"
    assert hand.notes == ["第1則", "第2則"]
    assert panel.selected == [ids[0]]
    hand.trigger("undo")
    assert lying(hand) == 3


def test_all_are_brought_back_by_keys(hand: Hand, ids: list[str]) -> None:
    panel = shown(hand)

    hand.press(Qt.Key.Key_A, CTRL)
    assert sorted(panel.selected) == sorted(ids)
    hand.press(Qt.Key.Key_Return)

    assert hand.notes == ["第0則", "第1則", "第2則"]
    assert tab(hand) == "Bin"
    assert not hand.action("restore-all-deleted").isEnabled()


def test_delete_asks_about_what_is_selected(
    hand: Hand, ids: list[str], dialogs: FakeDialogs
) -> None:
    panel = shown(hand)
    dialogs.emptying += [(1, False), (1, True)]

    hand.press(Qt.Key.Key_Delete)
    assert lying(hand) == 3
    hand.press(Qt.Key.Key_Delete)

    assert rows(panel) == ["第1則", "第0則"]
    assert panel.selected == [ids[1]]


def test_delete_in_the_bin_spares_the_active_mark(
    hand: Hand, ids: list[str], dialogs: FakeDialogs
) -> None:
    made = hand.mark("翻開第一頁")
    shown(hand)
    dialogs.emptying.append((1, False))

    hand.press(Qt.Key.Key_Delete)

    assert not hand.session.annotation(made).is_deleted
    assert lying(hand) == len(ids)


def test_the_bin_is_emptied_if_the_user_agrees(
    hand: Hand, ids: list[str], dialogs: FakeDialogs
) -> None:
    panel = shown(hand)
    dialogs.emptying += [(3, False), (3, True)]
    hand.trigger("empty-bin")
    assert lying(hand) == len(ids)

    hand.click(hand.child(QPushButton, "emptyBin"))

    assert rows(panel) == []
    assert tab(hand) == "Bin"
    assert not hand.action("undo").isEnabled()
    assert not hand.action("empty-bin").isEnabled()
    assert panel._heading.text() == "Nothing lies in the bin."


def test_the_bin_command_goes_back_to_what_was_shown(hand: Hand) -> None:
    hand.trigger("bin")
    assert hand.action("bin").isChecked()
    assert not hand.action("notes").isChecked()

    hand.trigger("bin")

    assert hand.action("notes").isChecked()
    assert hand.window.workspace.annotations.isVisible()
    hand.trigger("notes")
    hand.trigger("bin")
    hand.trigger("repairs")
    hand.trigger("repairs")
    assert hand.window.workspace.side.isHidden()


def test_what_can_only_be_read_is_not_restored(hand: Hand, ids: list[str]) -> None:
    panel = shown(hand)
    hand.session.is_read_only = True

    hand.press(Qt.Key.Key_Return)

    assert lying(hand) == len(ids)
    assert not hand.child(QPushButton, "restoreDeleted").isEnabled()
    assert rows(panel) == ["第2則", "第1則", "第0則"]

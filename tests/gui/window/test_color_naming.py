"""The user's names of colours, in menus, tips, cards and the filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from reader.annotation.model import COLORS
from reader.gui.dialogs.color_names_dialog import ColorNamesDialog
from reader.gui.widgets.color_names import LONGEST, color_names, given_names, usual_names
from reader.gui.widgets.theme import load_theme
from reader.storage.settings import Settings, SettingsStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import FakeDialogs
    from tests.support.hand import Hand

NAMES = ("疑問", "重點 & 例", "", "", "", "")


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    yield
    given_names().use(())


def name(hand: Hand, dialogs: FakeDialogs, names: tuple[str, ...] = NAMES) -> None:
    dialogs.color_names.append(names)
    hand.trigger("name-colors")


def test_the_names_show_in_menus_tips_and_cards(hand: Hand, dialogs: FakeDialogs) -> None:
    id_ = hand.mark("一天只讀三五頁", "color-yellow")
    assert "Yellow" in hand.cards.column.words(id_)

    name(hand, dialogs)

    assert hand.action("color-yellow").text() == "疑問"
    assert hand.action("color-green").text() == "重點 && 例"
    assert hand.action("color-blue").text() == "Blue"
    dots = hand.window.workspace.selection_bar.findChildren(QToolButton, "color-yellow")
    assert [dot.toolTip() for dot in dots] == ["疑問 (1)"]
    assert "疑問" in hand.cards.column.words(id_)
    row = hand.cards.column.row_of(id_)
    assert row is not None
    assert hand.cards.column.card(row)._look == "疑問"


def test_a_name_finds_the_notes_of_its_colour(hand: Hand, dialogs: FakeDialogs) -> None:
    yellow = hand.mark("一天只讀三五頁", "color-yellow")
    hand.mark("前人的朱筆圈點", "color-green")
    name(hand, dialogs)

    hand.child(QLineEdit, "noteFilter").setText("疑问")

    assert hand.cards.ids == [yellow]


def test_the_names_are_kept_and_offered_again(hand: Hand, dialogs: FakeDialogs) -> None:
    name(hand, dialogs)
    name(hand, dialogs, ("甲", "", "", "", "", ""))
    assert dialogs.given_names == [(), NAMES]
    assert color_names()["green"] == "Green"

    dialogs.color_names.append(None)
    hand.trigger("name-colors")
    assert color_names()["yellow"] == "甲"


def test_settings_keep_names_and_refuse_what_is_none(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path)
    store.save(Settings(color_names=NAMES))
    assert store.load().color_names == NAMES

    for odd in ('"x"', "[1, null]", "{}"):
        (tmp_path / "settings.json").write_text(f'{{"color_names": {odd}}}', "utf-8")
        assert store.load().color_names == ()


@pytest.mark.parametrize("names", [(), ("a",), ("a\nb" * 1000, "  "), ("x",) * 99])
def test_every_colour_has_a_name_whatever_was_given(names: tuple[str, ...]) -> None:
    given_names().use(names)

    found = color_names()
    assert list(found) == list(COLORS) == list(usual_names())
    assert all(each and "\n" not in each and len(each) <= LONGEST for each in found.values())


def test_the_dialog_shows_the_names_and_gives_up_all(qtbot: QtBot) -> None:
    dialog = ColorNamesDialog(NAMES[:2], load_theme("light"))
    qtbot.addWidget(dialog)
    assert dialog.names() == NAMES

    button = dialog.findChild(QPushButton, "usualNames")
    assert button is not None
    button.click()

    assert dialog.names() == ("",) * 6

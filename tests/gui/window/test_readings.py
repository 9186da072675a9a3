"""Readings in the window: chosen, loaded beside the page, remembered, of characters not known."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from reader.gui.window.features import readings
from reader.storage.settings import SettingsStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow
    from tests.gui.conftest import Hand

GROUPS = {
    "readings": ("none", "pinyin", "zhuyin"),
    "readings-of": ("all", "rare", "hover"),
}


def checked(hand: Hand, group: str) -> list[str]:
    return [name for name in GROUPS[group] if hand.action(f"{group}-{name}").isChecked()]


@pytest.fixture
def loaded(qtbot: QtBot, hand: Hand) -> Hand:
    """A hand at a window that shows pinyin."""
    hand.trigger("readings-pinyin")
    qtbot.waitUntil(lambda: has_readings(hand))
    return hand


def has_readings(hand: Hand) -> bool:
    return hand.page.shows_readings


def test_there_are_none_at_first(hand: Hand) -> None:
    assert checked(hand, "readings") == ["none"]
    assert checked(hand, "readings-of") == ["all"]
    assert not has_readings(hand)


def test_the_page_is_there_without_readings_until_they_are_loaded(
    qtbot: QtBot, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()
    monkeypatch.setattr(readings, "can_read", may_end.wait)

    hand.trigger("readings-pinyin")
    was_there = has_readings(hand)
    may_end.set()

    assert not was_there
    qtbot.waitUntil(lambda: has_readings(hand))


def test_readings_are_remembered(
    loaded: Hand,
    qtbot: QtBot,
    make_window: Callable[[], MainWindow],
    hand_at: Callable,
    article: Path,
) -> None:
    loaded.trigger("readings-zhuyin")
    loaded.trigger("readings-of-rare")
    loaded.window.close()

    window = make_window()
    assert window.open_now(article)
    other = hand_at(window)

    assert checked(other, "readings") == ["zhuyin"]
    assert checked(other, "readings-of") == ["rare"]
    qtbot.waitUntil(lambda: has_readings(other))


def test_readings_can_be_taken_away_again(loaded: Hand) -> None:
    loaded.trigger("readings-none")

    assert not has_readings(loaded)


def test_to_ask_for_those_of_rare_characters_is_to_ask_for_readings(
    hand: Hand, qtbot: QtBot
) -> None:
    hand.trigger("readings-of-rare")

    assert checked(hand, "readings") == ["pinyin"]
    qtbot.waitUntil(lambda: has_readings(hand))


def test_what_the_user_knows_is_kept_on_the_device(loaded: Hand, tmp_path: Path) -> None:
    place = loaded.place_of("前人的朱筆圈點")
    loaded.trigger("readings-of-rare")
    loaded.page.select(place)
    loaded.trigger("know-characters")
    loaded.page.select(loaded.place_of("前人"))
    loaded.trigger("forget-characters")

    assert loaded.window.close()
    settings = SettingsStore(tmp_path / "settings").load()
    assert set(settings.known_characters) == set("的朱筆圈點")
    assert set(settings.unknown_characters) == set("前人")


def test_the_pointer_is_told_how_a_word_is_read(loaded: Hand, qtbot: QtBot) -> None:
    loaded.trigger("readings-of-hover")
    assert not has_readings(loaded)
    box = loaded.page.boxes_of(loaded.place_of("朱筆"))[0]
    at = QPoint(round(box.center().x()), round(box.center().y()))
    viewport = loaded.page.viewport()

    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, at, viewport.mapToGlobal(at)))

    assert "bǐ" in QToolTip.text()
    QToolTip.hideText()


def test_without_the_package_it_is_said_and_the_page_stays(
    hand: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "can_read", lambda: False)

    hand.trigger("readings-pinyin")
    qtbot.waitUntil(lambda: "pypinyin" in hand.window.notification)

    assert not has_readings(hand)

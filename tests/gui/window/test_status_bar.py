"""The line below the page: how far the user is and how much there is to come."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from reader.gui.article.byline import byline
from reader.gui.article.reading_time import minutes_for, time_left

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

LINE = "山寺鳴鐘晝已昏，漁梁渡頭爭渡喧。" * 20


@pytest.fixture
def long_read(tmp_path: Path, make_window: Callable[[], MainWindow], hand_at: Callable) -> Hand:
    """A hand at an article of 10,000 characters."""
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(["夜歸", *[LINE] * 31]) + "\n", encoding="utf-8")
    window = make_window()
    assert window.open_now(path)
    return hand_at(window)


def place_shown(hand: Hand) -> tuple[int, int]:
    """Return the per cent and the minutes left that the status line says."""
    text = hand.child(QLabel, "readingPlace").text()
    percent, minutes = re.search(r"(\d+) % · (\d+) minutes? left", text).groups()
    return int(percent), int(minutes)


def test_at_the_top_all_the_minutes_of_the_byline_are_left(long_read: Hand) -> None:
    percent, minutes = place_shown(long_read)

    assert percent == 0
    assert minutes == round(10_000 / 400)
    assert f"about {minutes} minutes" in byline(long_read.session.rendition)


def test_in_the_middle_half_is_left(long_read: Hand) -> None:
    bar = long_read.page.verticalScrollBar()

    bar.setValue(bar.maximum() // 2)

    percent, minutes = place_shown(long_read)
    assert percent == pytest.approx(50, abs=3)
    assert minutes == pytest.approx(12.5, abs=1.5)


def test_at_the_end_nothing_is_left(long_read: Hand) -> None:
    bar = long_read.page.verticalScrollBar()

    bar.setValue(bar.maximum())

    assert place_shown(long_read) == (100, 0)


def test_there_is_never_more_left_further_down(long_read: Hand) -> None:
    bar = long_read.page.verticalScrollBar()

    seen = []
    for step in range(11):
        bar.setValue(bar.maximum() * step // 10)
        seen.append(place_shown(long_read))

    assert [percent for percent, _ in seen] == sorted(percent for percent, _ in seen)
    assert [left for _, left in seen] == sorted((left for _, left in seen), reverse=True)


def test_the_section_being_read_is_named(hand: Hand) -> None:
    hand.window.resize(1000, 360)
    label = hand.child(QLabel, "readingPlace")
    assert label.text().startswith("Opening")

    hand.trigger("next-section")

    assert label.text().startswith("先讀後記，再讀正文")


@pytest.mark.parametrize(
    ("characters", "words"),
    [(400, "1 minute left"), (35_600, "89 minutes left"), (40_000, "2 hours left")],
)
def test_long_times_are_said_in_hours(characters: int, words: str) -> None:
    assert time_left(minutes_for(characters)) == words


def test_the_time_left_is_told_at_the_pace_of_the_user(
    long_read: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(
        "reader.gui.window.pace_keeper.time", SimpleNamespace(monotonic=lambda: clock.now)
    )
    bar = long_read.page.verticalScrollBar()

    for _ in range(12):
        bar.setValue(bar.value() + 400)
        clock.now += 200.0

    percent, minutes = place_shown(long_read)
    assert minutes > 1.5 * 10_000 / 400 * (1 - percent / 100)
    settings = long_read.window._device_state.settings
    assert settings.read_seconds >= 2000

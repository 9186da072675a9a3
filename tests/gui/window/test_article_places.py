"""Found places, marks, notes and uncertain repairs beside the scroll bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from reader.document.overlays.repair_decisions import decision_on
from reader.gui.widgets.theme import load_theme
from reader.gui.window.article_controller import SAMPLE
from reader.text.offsets import TextRange
from reader.text.repair import Confidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.page.places_strip import Tick
    from tests.support.hand import Hand

FOUND, MARKS, NOTES, REPAIRS = range(4)
UNCERTAIN = (Confidence.LOW, Confidence.NONE)
TEXT = "".join(f"第{number}天，晴，讀書寫字。\n\n" for number in range(400))
LATER = "讀到此處停下來想一想"


@pytest.fixture
def long_read(hand: Hand, article: Path) -> Hand:
    """A hand at an article of many pages."""
    article.write_text(f"長文\n\n前言很短。\n\n{TEXT}{LATER}。\n\n{TEXT}", encoding="utf-8")
    assert hand.window.open_now(article)
    return hand


def ticks(hand: Hand, lane: int) -> list[Tick]:
    return [tick for tick in hand.page.strip.ticks() if tick.lane == lane]


def click(hand: Hand, tick: Tick) -> None:
    hand.click(hand.page.strip, hand.page.strip.box_of(tick).center().toPoint())


def test_a_mark_is_there_in_its_color_and_a_click_goes_to_it(long_read: Hand) -> None:
    id_ = long_read.mark(LATER, "color-pink")
    long_read.page.show_at_top(0)
    long_read.window.workspace.active.set(None)

    (tick,) = ticks(long_read, MARKS)
    assert tick.colors == [load_theme("light").strokes["pink"]]
    assert ticks(long_read, NOTES) == []
    click(long_read, tick)

    assert long_read.page.is_in_sight(long_read.place_of(LATER))
    assert long_read.cards.active == id_
    long_read.trigger("back")
    assert long_read.page.reading_offset == 0


def test_a_mark_goes_from_it_when_deleted_and_comes_back_by_undo(long_read: Hand) -> None:
    long_read.mark(LATER)

    long_read.trigger("delete")
    assert ticks(long_read, MARKS) == []

    long_read.trigger("undo")
    assert len(ticks(long_read, MARKS)) == 1


def test_a_note_is_there_beside_its_mark_and_its_words_are_told(long_read: Hand) -> None:
    id_ = long_read.mark(LATER)
    long_read.session.set_note(id_, "<b>想法</b>")

    (note,) = ticks(long_read, NOTES)
    (mark,) = ticks(long_read, MARKS)

    assert note.row == mark.row
    words = long_read.page.strip.words_at(long_read.page.strip.box_of(note).center())
    assert words[0] == f"{LATER} · Green"
    assert words[1].endswith("<b>想法</b>")


def test_what_is_found_is_there_while_it_is_looked_for(long_read: Hand, qtbot: QtBot) -> None:
    finding = long_read.window.features.finding
    long_read.trigger("find")
    finding.bar.ask("想一想")
    finding.found.look_for(finding.bar.query, 0)
    qtbot.waitUntil(lambda: finding.found.is_complete)
    long_read.page.show_at_top(0)

    (tick,) = ticks(long_read, FOUND)
    words = long_read.page.strip.words_at(long_read.page.strip.box_of(tick).center())
    assert any("想一想" in each for each in words)
    click(long_read, tick)
    assert long_read.page.is_in_sight(long_read.place_of(LATER))

    finding.close()
    assert ticks(long_read, FOUND) == []


def test_uncertain_repairs_are_there_until_they_are_decided_on(hand: Hand, article: Path) -> None:
    damaged = SAMPLE.read_text("utf-8") + "\n又?zhèn)€人，?shí)在。\n"
    article.write_text(damaged + TEXT, encoding="utf-8")
    assert hand.window.open_now(article)
    doubtful = [r for r in hand.session.repairs_to_check() if r.confidence in UNCERTAIN]
    assert doubtful
    (tick, *_) = ticks(hand, REPAIRS)
    assert tick.colors == [load_theme("light").warning]
    (words, *_) = hand.page.strip.words_at(hand.page.strip.box_of(tick).center())
    assert doubtful[0].before in words
    click(hand, tick)
    assert hand.page.glow.part == TextRange(doubtful[0].start, doubtful[0].end)

    hand.session.decide([decision_on(each, applied=False) for each in doubtful], "")

    assert ticks(hand, REPAIRS) == []


@pytest.mark.parametrize("theme", ["sepia", "dark"])
def test_it_has_the_colors_of_the_theme(long_read: Hand, theme: str) -> None:
    long_read.mark(LATER, "color-blue")

    long_read.window.features.themes.set(theme)

    (tick,) = ticks(long_read, MARKS)
    assert tick.colors == [load_theme(theme).strokes["blue"]]


def test_another_article_has_none_of_the_last(
    long_read: Hand, tmp_path: Path, make_window: Callable[..., object]
) -> None:
    del make_window
    long_read.mark(LATER)
    other = tmp_path / "other.txt"
    other.write_text("另一篇\n\n沒有記號。\n", encoding="utf-8")

    assert long_read.window.open_now(other)

    assert long_read.page.strip.ticks() == []


def test_the_right_button_on_it_goes_nowhere(long_read: Hand, qtbot: QtBot) -> None:
    long_read.mark(LATER)
    long_read.page.show_at_top(0)
    (tick,) = ticks(long_read, MARKS)

    at = long_read.page.strip.box_of(tick).center().toPoint()
    qtbot.mouseClick(long_read.page.strip, Qt.MouseButton.RightButton, pos=at)

    assert long_read.page.reading_offset == 0

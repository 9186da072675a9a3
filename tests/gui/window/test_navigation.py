"""The way back and forward, and by sections to the very end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.hand import Hand

PARAGRAPH = "雨下了一夜，燈也亮了一夜，書讀到哪裡，筆就停在哪裡。"
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def long_read(hand: Hand, article: Path) -> Hand:
    """A hand at an article of twelve chapters, the last three of a line each."""
    chapters = [f"第{n}章 夜\n\n" + f"{PARAGRAPH * 4}\n\n" * 6 for n in "一二三四五六七八九"]
    short = [f"第{n}章 尾\n\n{PARAGRAPH}\n\n" for n in ("十", "十一", "十二")]
    article.write_text("燈下\n\n" + "".join(chapters + short), encoding="utf-8")
    assert hand.window.open_now(article)
    assert len(hand.session.document.sections) >= 12
    return hand


def section(hand: Hand) -> int:
    return hand.session.document.section_index(hand.page.reading_offset)


def test_the_way_leads_back_and_forward_again(long_read: Hand) -> None:
    hand = long_read
    places = [hand.page.reading_offset]
    for index in (2, 5, 7):
        hand.window.navigation.go_to_section(index)
        places.append(hand.page.reading_offset)

    for place in places[-2::-1]:
        hand.press(Qt.Key.Key_Left, ALT)
        assert hand.page.reading_offset == place
    assert not hand.action("back").isEnabled()
    for place in places[1:]:
        hand.press(Qt.Key.Key_Right, ALT)
        assert hand.page.reading_offset == place
    assert not hand.action("forward").isEnabled()
    assert hand.action("back").isEnabled()


def test_forward_leads_to_where_one_read_on_after_coming_back(long_read: Hand) -> None:
    hand = long_read
    hand.window.navigation.go_to_section(5)
    hand.trigger("back")
    hand.press(Qt.Key.Key_PageDown)
    offset = hand.page.reading_offset

    hand.trigger("forward")
    hand.trigger("back")

    assert hand.page.reading_offset == offset


def test_another_way_ends_the_way_forward(long_read: Hand) -> None:
    hand = long_read
    hand.window.navigation.go_to_section(5)
    hand.trigger("back")
    assert hand.action("forward").isEnabled()

    hand.window.navigation.go_to_section(2)

    assert not hand.action("forward").isEnabled()


def test_another_article_has_a_way_of_its_own(long_read: Hand) -> None:
    hand = long_read
    hand.window.navigation.go_to_section(5)
    hand.window.navigation.go_to_section(6)
    hand.trigger("back")

    hand.trigger("open-sample")

    assert not hand.action("back").isEnabled()
    assert not hand.action("forward").isEnabled()


def test_by_sections_one_comes_to_the_last_and_back_to_the_first(long_read: Hand) -> None:
    hand = long_read
    starts = [each.blocks[0].range.start for each in hand.session.document.sections]

    there = []
    for _ in starts[1:]:
        hand.trigger("next-section")
        there.append(hand.page.pointed_offset)
    back = []
    for _ in starts[1:]:
        hand.trigger("previous-section")
        back.append(hand.page.pointed_offset)

    assert there == starts[1:]
    assert back == starts[-2::-1]


def test_how_far_one_is_no_size_of_the_window_changes(long_read: Hand) -> None:
    hand = long_read
    hand.window.navigation.go_to_section(6)
    progress = hand.window.workspace.article.progress
    document = hand.session.document
    assert progress == hand.page.reading_offset / len(document.source.text)

    for width, height in ((700, 500), (1300, 900), (900, 400)):
        hand.window.resize(width, height)
        assert hand.window.workspace.article.progress == progress
    hand.trigger("zoom-in")
    assert hand.window.workspace.article.progress == progress


def test_the_end_that_comes_into_the_window_by_resizing_is_the_end(long_read: Hand) -> None:
    hand = long_read
    hand.window.resize(900, 500)
    hand.window.navigation.go_to_section(9)
    article = hand.window.workspace.article
    assert article.progress < 1.0

    hand.window.resize(1400, 1400)

    assert article.progress == 1.0
    assert "100 %" in hand.child(QLabel, "readingPlace").text()

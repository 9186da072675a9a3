"""Going to per cents and quotations, and finding a section in the contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.hand import Hand

CONTROL = Qt.KeyboardModifier.ControlModifier
NAMES = ["聽雨", "掌燈", "讀書", "寫字", "開窗", "關門", "看山", "過橋", "歸來"]
PARAGRAPH = "雨下了一夜，燈也亮了一夜，書讀到哪裡，筆就停在哪裡。"


@pytest.fixture
def long_read(hand: Hand, article: Path) -> Hand:
    chapters = [
        f"第{n}章 {name}\n\n第{n}夜說：“頭髮{n}根。”\n\n" + f"{PARAGRAPH * 4}\n\n" * 6
        for n, name in zip(
            "一二三四五六七八九",
            NAMES,
            strict=True,
        )
    ]
    article.write_text("燈下\n\n" + "".join(chapters), encoding="utf-8")
    assert hand.window.open_now(article)
    return hand


def go(hand: Hand, words: str) -> str:
    """Type where to go; return what is answered, empty where one got there."""
    hand.press(Qt.Key.Key_L, CONTROL)
    field = hand.child(QLineEdit, "goToField")
    assert field.hasFocus()
    field.setText(words)
    hand.press(Qt.Key.Key_Return)
    assert field.isVisible() is bool(hand.child(QLabel, "goToAnswer").text())
    return hand.child(QLabel, "goToAnswer").text()


@pytest.mark.parametrize(
    ("words", "percent"), [("50", 50), ("50 %", 50), ("7％", 7), ("33.3%", 33.3), ("0", 0)]
)
def test_so_many_per_cent_are_before_the_first_line(
    long_read: Hand, words: str, percent: float
) -> None:
    assert go(long_read, words) == ""

    progress = 100 * long_read.window.workspace.article.progress
    assert progress == pytest.approx(percent, abs=3)
    assert long_read.page.hasFocus()


def test_all_of_it_is_the_end(long_read: Hand) -> None:
    assert go(long_read, "100") == ""

    bar = long_read.page.verticalScrollBar()
    assert bar.value() == bar.maximum()
    long_read.trigger("back")
    assert long_read.page.reading_offset == 0


@pytest.mark.parametrize(
    "words", ["第六夜說", "「第六夜說：“头发六根。”」", "  第六夜說：“頭髮六根。”\n別的一段"]
)
def test_a_quotation_is_found_in_any_form(long_read: Hand, words: str) -> None:
    assert go(long_read, words) == ""

    place = long_read.place_of("第六夜說")
    assert long_read.page.is_in_sight(place)
    assert long_read.page.pointed_offset == place.start


def test_the_next_place_of_a_quotation_is_gone_to_and_the_first_after_the_last(
    long_read: Hand,
) -> None:
    seen = []
    for _ in range(10):
        go(long_read, "根。”")
        seen.append(long_read.page.pointed_offset)

    assert len(set(seen[:5])) > 1
    assert set(seen) <= {
        place
        for place in range(long_read.session.document.length)
        if long_read.session.document.source.text.startswith("根。”", place)
    }


def test_what_stands_nowhere_is_said_so_and_goes_nowhere(long_read: Hand) -> None:
    assert "nowhere" in go(long_read, "此處從來沒有")
    assert long_read.page.reading_offset == 0
    long_read.press(Qt.Key.Key_Escape)

    assert long_read.page.hasFocus()
    assert not long_read.child(QLineEdit, "goToField").isVisible()


@pytest.mark.parametrize(("typed", "row"), [("讀書", 3), ("读书", 3), ("第九章", 9), ("過 橋", 8)])
def test_a_section_is_found_in_the_contents_in_any_script(
    long_read: Hand, typed: str, row: int
) -> None:
    outline = long_read.child(QListView, "outline")
    field = long_read.child(QLineEdit, "outlineFilter")
    sections = long_read.session.document.sections
    assert len(sections) == outline.model().rowCount()
    wanted = next(
        n for n, each in enumerate(sections) if each.title and long_read_title(each.title, row)
    )

    long_read.click(field)
    field.setText(typed)
    shown = [n for n in range(len(sections)) if not outline.isRowHidden(n)]
    assert shown == [wanted]
    long_read.press(Qt.Key.Key_Return)
    assert long_read.page.pointed_offset == sections[wanted].blocks[0].range.start
    field.clear()
    assert not any(outline.isRowHidden(n) for n in range(len(sections)))


def long_read_title(title: str, chapter: int) -> bool:
    return f"第{'零一二三四五六七八九'[chapter]}章" in title

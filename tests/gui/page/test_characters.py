"""What is one character to a reader is never cut: not by keys, and not by the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.model import BlockKind
from reader.gui.page.characters import gap_before, is_between_characters
from reader.gui.page.text_layout import TextLayout
from reader.gui.page.typography import style_of
from reader.gui.page.writing_mode import LogicalPoint
from reader.gui.widgets.fonts import Region, page_font

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CHARACTERS = {
    "Han": "字",
    "beyond the basic plane": "𠮷",
    "a variant": "葛\U000e0100",
    "an accent": "e\u0301",
    "two accents": "e\u0301\u0302",
    "a voiced kana": "か\u3099",
    "a sign behind its letter": "\u0915\u093f",
    "letters of one syllable": "\u1112\u1161\u11ab",
    "a family": "👩\u200d👩\u200d👧\u200d👦",
    "a skin tone": "👍\U0001f3fd",
    "a flag": "🇹🇼",
    "a key": "1\ufe0f\u20e3",
    "more signs than anybody looks at": "a" + "\u0301" * 100,
}


@pytest.mark.parametrize("character", CHARACTERS.values(), ids=CHARACTERS)
@pytest.mark.parametrize("beside", ["", "𠮷", "🇨🇳", "書" * 100])
def test_gaps_are_between_characters_only(character: str, beside: str) -> None:
    text = beside + character + beside
    start, end = len(beside), len(beside) + len(character)

    assert is_between_characters(text, start)
    assert is_between_characters(text, end)
    for gap in range(start + 1, end):
        assert not is_between_characters(text, gap)
        assert gap_before(text, gap) == start
    assert (gap_before(text, start), gap_before(text, end)) == (start, end)


@pytest.mark.parametrize("character", CHARACTERS.values(), ids=CHARACTERS)
def test_the_pointer_finds_no_gap_inside_a_character(qtbot: QtBot, character: str) -> None:
    text = f"讀{character}書{character}。"
    layout = TextLayout(
        text,
        page_font(Region.TAIWAN, 20.0),
        style_of(BlockKind.PARAGRAPH, level=0),
        em=20.0,
        measure=600.0,
    )
    line = layout.lines[0]

    found = {layout.offset_at(LogicalPoint(inline, line.body + 1.0)) for inline in range(0, 600, 3)}

    length = len(character)
    gaps = {0, 1, 1 + length, 2 + length, 2 + 2 * length, 3 + 2 * length}
    assert found <= gaps
    assert {0, 3 + 2 * length} <= found

"""Notes with words without end in them: they are laid out at once."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from reader.gui.panels.card_note import NOTE_PIXELS
from reader.gui.panels.note_editor import MOST_WRITTEN
from reader.gui.panels.plain_lines import PlainLines
from reader.gui.widgets.fonts import Region, interface_font
from reader.gui.widgets.long_words import has_long_word

if TYPE_CHECKING:
    from tests.gui.conftest import Hand


@pytest.mark.parametrize("of", ["a", "。", "a\u0301", "«"])
def test_another_note_is_begun_at_once_after_one_of_a_single_word(hand: Hand, of: str) -> None:
    ids = [hand.mark("前人的朱筆圈點"), hand.mark("紙已經黃了")]
    hand.session.set_note(ids[0], (of * MOST_WRITTEN)[:150_000])
    hand.cards.edit(ids[0])
    started = process_time()

    hand.cards.edit(ids[1])

    assert process_time() - started < 1  # of the processor; ending its lines otherwise takes 3


@pytest.mark.parametrize("of", ["a", "。", "a\u0301", "«"])
def test_a_word_without_end_is_laid_out_in_a_narrow_panel_at_once(hand: Hand, of: str) -> None:
    font = interface_font(Region.TAIWAN, NOTE_PIXELS)
    PlainLines(of, font, 10.0)
    started = process_time()

    lines = PlainLines(of * (20_000 // len(of)), font, 10.0)

    assert process_time() - started < 0.8  # of the processor; looking for its end takes 2
    assert lines.height > 0


@pytest.mark.parametrize(
    ("text", "is_long"),
    [
        ("a" * 400, False),
        ("a" * 600, True),
        ("字" * 600, False),
        ("word " * 600, False),
        ("字\n" * 600 + "。" * 600, True),
        ("𠮷" * 600, False),
        ("𝒜" * 300, True),
    ],
)
def test_a_word_is_long_where_no_line_could_end(text: str, is_long: bool) -> None:
    assert has_long_word(text) is is_long

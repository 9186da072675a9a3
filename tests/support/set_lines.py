"""What no line of a set text may do, and what must be drawn of it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.gui.page.columns import glyphs_of
from reader.gui.page.shaping import ShapedText
from reader.gui.page.vertical_text import TOGETHER, VerticalText
from reader.gui.widgets.fonts import Region, page_font
from reader.text.vertical_forms import goes_with_base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QGlyphRun

    from reader.gui.page.text_layout import TextLayout

WIDTHS = (8, 12, 17, 22.5, 28, 36, 42, 61)
"""Ems."""
NEVER_FIRST = re.compile(r"[，。、；：！？．﹐﹑﹔」』）》〉】〕〗”’)\]},.;:!?·‧・％%‰℃々〜～／]")
NEVER_LAST = re.compile(r"[「『（《〈【〔〖“‘(\[{＄$￥¥£€]")
PARTED = re.compile(
    r"(?<=…)…|(?<=—)—|(?<=[0-9])[0-9年月日號号時时分秒元個个歲岁]|(?<=[A-Za-z])[A-Za-z]"
)
INVISIBLE = re.compile(r"[\s\u200b-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
LIGATURE = re.compile("f[fijlt]|fj|——")


def faults(layout: TextLayout) -> Iterator[str]:
    """Yield what a line of a text does that none may; what no line can hold may be cut anywhere."""
    text = layout.text
    em = layout.character_size
    room = max(line.edges[-1] for line in layout.set_lines)
    for line, following in zip(layout.set_lines, layout.set_lines[1:], strict=False):
        cut = following.start
        shown = text[line.start : cut].rstrip()
        if text[cut - 1] == "\n" or not shown:
            continue
        if NEVER_FIRST.match(text[cut]) and len(set(text[cut - 8 : cut])) > 2:
            yield f"begins: {text[cut - 5 : cut]}|{text[cut : cut + 5]}"
        if NEVER_LAST.match(shown[-1]):
            yield f"ends: {shown[-5:]}|{text[cut : cut + 5]}"
        if PARTED.match(text, cut) and line.edges[-1] < room - 2 * em:
            yield f"parts: {text[cut - 5 : cut]}|{text[cut : cut + 5]}"
    for line in layout.set_lines:
        steps = [b - a for a, b in zip(line.edges, line.edges[1:], strict=False)]
        for offset, step in enumerate(steps, line.start):
            if "\u4e00" <= text[offset] <= "\u9fff" and step > 1.2501 * em:
                yield f"gap of {step / em - 1:.2f}: {text[offset : offset + 2]}"
            if step < 0:
                yield f"backwards: {text[offset]}"
    if layout.set_lines[0].start or layout.set_lines[-1].end != len(text):
        yield "the lines do not hold all of the text"


def lost(layout: TextLayout) -> list[str]:
    """Return the characters that no glyph is drawn for in their line, or one without a form."""
    drawn = {
        offset
        for stretch in layout.shaped.stretches
        for offset, glyph in zip(stretch.offsets, stretch.glyphs, strict=True)
        if glyph
    }
    shaped = sum(len(stretch.glyphs) for stretch in layout.shaped.stretches)
    if isinstance(layout, VerticalText):
        shaped, runs = _in_columns(layout)
    else:
        runs = [run for _, run in layout.glyph_runs()]
    indexes = [index for run in runs for index in run.glyphIndexes()]
    missing = [] if len(indexes) == shaped else [f"{shaped - len(indexes)} glyphs"]
    return missing + [
        character
        for offset, character in enumerate(layout.text)
        if offset not in drawn
        and not INVISIBLE.match(character)
        and not LIGATURE.match(layout.text[offset - 1 : offset + 1])
        and not goes_with_base(character)
        and is_in_a_face(character)
    ]


@cache
def is_in_a_face(character: str) -> bool:
    """Tell whether any face of this machine has a glyph for a character, or one alone draws it."""
    shaped = ShapedText(character, page_font(Region.TAIWAN, 20.0))
    return any(glyph for stretch in shaped.stretches for glyph in stretch.glyphs)


def _in_columns(text: VerticalText) -> tuple[int, list[QGlyphRun]]:
    """Return how many glyphs columns should draw, and what they do draw."""
    set_ones = [
        glyph
        for line in text.set_lines
        for glyph in glyphs_of(text.shaped, line, 0.0, text._rooms)
        if not text.text[glyph.offset].isspace()
    ]
    columns = [text.columns(number) for number in range(0, len(text.lines), TOGETHER)]
    return len(set_ones), [run for each in columns for run in (*each.upright, *each.lying)]

"""Whole articles, set at eight widths: what no line may do, and that nothing is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reader.article_text import document_of
from reader.document.model import BlockKind
from reader.document.rendition import Rendition
from reader.document.unit_table import UnitTable
from reader.gui.page.units import LayoutUnits, Setting
from reader.gui.widgets.fonts import Region
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.gui.page.text_layout import TextLayout

ARTICLES = ROOT.parent / "shared" / "data" / "articles"
EM = 20.0
WIDTHS = (8, 12, 17, 22.5, 28, 36, 42, 61)
"""Ems."""
UNITS = 100
"""Of an article, more or less: a long one is looked at here and there."""
NEVER_FIRST = re.compile(r"[，。、；：！？．﹐﹑﹔」』）》〉】〕〗”’)\]},.;:!?·‧・％%‰℃々〜～／]")
NEVER_LAST = re.compile(r"[「『（《〈【〔〖“‘(\[{＄$￥¥£€]")
PARTED = re.compile(
    r"(?<=…)…|(?<=—)—|(?<=[0-9])[0-9年月日號号時时分秒元個个歲岁]|(?<=[A-Za-z])[A-Za-z]"
)
INVISIBLE = re.compile(r"[\s\u200b-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
LIGATURE = re.compile("f[fijlt]|fj")


def samples() -> Iterator[object]:
    if not ARTICLES.is_dir():
        yield pytest.param(None, marks=pytest.mark.skip(reason=f"there is no {ARTICLES}"))
    else:
        yield from (
            pytest.param(path, id=path.name) for path in sorted(ARTICLES.glob("*.[tm][xd]*"))
        )


def layouts(units: LayoutUnits, setting: Setting) -> Iterator[tuple[BlockKind, TextLayout]]:
    for number in range(0, len(units), 1 + len(units) // UNITS):
        yield units.table.kinds[number].block, units[number].lay_out(setting, room_after=0.0)


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


def lost(layout: TextLayout) -> list[str]:
    """Return the characters that no glyph is drawn for in their line, or one without a form."""
    drawn = {
        offset
        for stretch in layout.shaped.stretches
        for offset, glyph in zip(stretch.offsets, stretch.glyphs, strict=True)
        if glyph
    }
    in_runs = sum(len(run.glyphIndexes()) for _, run in layout.glyph_runs())
    assert in_runs == sum(len(stretch.glyphs) for stretch in layout.shaped.stretches)
    return [
        character
        for offset, character in enumerate(layout.text)
        if offset not in drawn
        and not INVISIBLE.match(character)
        and not LIGATURE.match(layout.text[offset - 1 : offset + 1])
    ]


@pytest.mark.alike(7)
@pytest.mark.parametrize("target", ["original", "auto-tw", "auto-s"])
@pytest.mark.parametrize("path", list(samples()))
def test_an_article_is_set_like_a_book(qapp: object, path: Path, target: str) -> None:
    document = document_of(path.read_bytes(), path, None)
    rendition = Rendition(document, target)
    units = LayoutUnits(UnitTable(document))
    found: list[str] = []
    for width in WIDTHS if target == "original" else WIDTHS[1::3]:
        setting = Setting(rendition, Region.TAIWAN, EM, width * EM)
        for kind, layout in layouts(units, setting):
            if kind is not BlockKind.CODE:
                found += (f"{width}: {fault}" for fault in faults(layout))
                found += (f"{width}: lost {character}" for character in lost(layout))
                assert layout.set_lines[0].start == 0
                assert layout.set_lines[-1].end == len(layout.text)

    assert found == []

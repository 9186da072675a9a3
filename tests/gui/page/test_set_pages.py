"""Whole articles, set at eight widths, in lines and in columns: none does what it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.article_text import document_of
from reader.document.model import BlockKind
from reader.document.rendition import Rendition
from reader.document.unit_table import UnitTable
from reader.gui.page.units import LayoutUnits, Setting
from reader.gui.widgets.fonts import Region
from tests.places import ROOT
from tests.support.set_lines import WIDTHS, faults, lost

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.gui.page.text_layout import TextLayout

ARTICLES = ROOT.parent / "shared" / "data" / "articles"
EM = 20.0
UNITS = 100
"""Of an article, more or less: a long one is looked at here and there."""


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


@pytest.mark.alike(9)
@pytest.mark.parametrize("target", ["original", "auto-tw", "auto-s", "columns"])
@pytest.mark.parametrize("path", list(samples()))
def test_an_article_is_set_like_a_book(qapp: object, path: Path, target: str) -> None:
    document = document_of(path.read_bytes(), path, None)
    is_vertical = target == "columns"
    rendition = Rendition(document, "original" if is_vertical else target)
    units = LayoutUnits(UnitTable(document))
    found: list[str] = []
    for width in WIDTHS if target == "original" else WIDTHS[1::3]:
        setting = Setting(rendition, Region.TAIWAN, EM, width * EM, is_vertical=is_vertical)
        for kind, layout in layouts(units, setting):
            if kind is not BlockKind.CODE:
                found += (f"{width}: {fault}" for fault in faults(layout))
                found += (f"{width}: lost {character}" for character in lost(layout))

    assert found == []

"""Real articles in columns: nothing is lost, and no column begins or ends with a wrong mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from reader.articles import read_article
from reader.document.rendition import Rendition
from reader.document.unit_table import UnitTable
from reader.gui.page.page_layout import PageLayout
from reader.gui.page.units import LayoutUnits
from reader.gui.page.vertical_text import TOGETHER, VerticalText
from reader.gui.page.writing_mode import VERTICAL, LogicalPoint, WindowMapping
from reader.storage.library import Library
from reader.text.offsets import TextRange
from reader.text.vertical_forms import goes_with_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEVER_FIRST = frozenset("，。、；：！？．·・‧」』）》〉】〕”’,;:!?)]}")
NEVER_LAST = frozenset("「『（《〈【〔“‘([{")
UNITS = 60
"""Of each article, which is enough of them to meet all kinds of marks."""
ARTICLES = ("ordos-court.txt", "panlongcheng-hk.txt", "ah-q.txt", "hongloumeng-01-03.txt")


@pytest.fixture
def layouts(
    qapp: object, shared_data: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> list[VerticalText]:
    """The first units of an article, at a height of the window."""
    name, height = request.param
    path = shared_data / "articles" / name
    if not path.is_file():
        pytest.skip(f"{name} is not there")
    document = read_article(path, Library(tmp_path)).document
    window = WindowMapping(VERTICAL, QSize(1000, height))
    page = PageLayout(
        Rendition(document, "auto-tw"), LayoutUnits(UnitTable(document)), em=20.0, window=window
    )
    return list(_layouts(page))


def _layouts(page: PageLayout) -> Iterator[VerticalText]:
    for index in range(min(UNITS, len(page.flow.units))):
        layout = page.flow.layout(index)
        assert isinstance(layout, VerticalText)
        yield layout


def lines_of(layout: VerticalText) -> Iterator[str]:
    ends = [*(line.start for line in layout.lines[1:]), len(layout.text)]
    for line, end in zip(layout.lines, ends, strict=True):
        yield layout.text[line.start : end].strip()


BOOKS = pytest.mark.parametrize(
    "layouts",
    [
        *((name, 700) for name in ARTICLES),
        *((ARTICLES[0], height) for height in (260, 333, 420, 500, 611, 820, 1000)),
    ],
    indirect=True,
    ids=lambda param: "-".join(map(str, param)),
)


@pytest.mark.alike(6)
@BOOKS
def test_no_column_begins_or_ends_with_a_wrong_mark(layouts: list[VerticalText]) -> None:
    wrong = [
        line
        for layout in layouts
        for number, line in enumerate(lines_of(layout))
        if line
        and ((number and line[0] in NEVER_FIRST) or (len(line) > 1 and line[-1] in NEVER_LAST))
    ]

    assert not wrong


@pytest.mark.alike(6)
@BOOKS
def test_no_character_is_lost(layouts: list[VerticalText]) -> None:
    for layout in layouts:
        visible = [
            offset
            for offset, character in enumerate(layout.text)
            if not character.isspace() and not goes_with_base(character)
        ]
        firsts = range(0, len(layout.lines), TOGETHER)
        columns = [layout.columns(number) for number in firsts]
        drawn = sum(
            len(run.glyphIndexes()) for each in columns for run in (*each.upright, *each.lying)
        )
        assert drawn >= len(visible)


@pytest.mark.alike(6)
@BOOKS
def test_each_character_is_hit_in_its_box(layouts: list[VerticalText]) -> None:
    for layout in layouts[:12]:
        for offset in range(len(layout.text)):
            (box, *_) = layout.boxes(TextRange(offset, offset + 1))
            if box.inline_size > 1:
                middle = LogicalPoint(box.inline_center, box.block + box.block_size / 2)
                assert layout.character_at(middle) == offset

"""Lines of different heights: whoever asks where something is hears it from the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter

from reader.document.model import BlockKind
from reader.document.rendition import Rendition
from reader.document.unit_table import UnitTable
from reader.gui.page.decorations import Decoration, Passage, fill_boxes
from reader.gui.page.lines import Line, line_at, line_of
from reader.gui.page.page_layout import PageLayout, ReadingLine
from reader.gui.page.painter import RenderOptions, paint_page
from reader.gui.page.text_layout import TextLayout
from reader.gui.page.typography import style_of
from reader.gui.page.units import LayoutUnits, TextUnit
from reader.gui.page.writing_mode import HORIZONTAL, LogicalPoint, LogicalRect, WindowMapping
from reader.gui.widgets.fonts import Region, page_font
from reader.gui.widgets.theme import load_theme
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document
    from reader.document.unit_table import UnitKind
    from reader.gui.page.units import LayoutUnit, Setting

    MakeDocument = Callable[..., Document]

TEXT = "甲乙丙丁戊己庚辛"
WIDTH = 10.0
LINES = (
    Line(start=0, block=4.0, block_size=30.0, ascent=20.0, body=8.0, body_size=20.0),
    # As if small characters stood above those of this one.
    Line(start=3, block=34.0, block_size=50.0, ascent=40.0, body=58.0, body_size=20.0),
    Line(start=5, block=84.0, block_size=30.0, ascent=20.0, body=88.0, body_size=20.0),
)
ENDS = (3, 5, 8)


class UnevenLayout:
    """Eight characters in lines of 30, 50 and 30 pixels."""

    block_size = 114.0
    lines = LINES
    character_size = WIDTH

    def __init__(self) -> None:
        self.drawn_at: list[LogicalPoint] = []

    def draw(self, painter: QPainter, start: LogicalPoint) -> None:
        self.drawn_at.append(start)

    def draw_readings(self, painter: QPainter, start: LogicalPoint) -> None:
        del painter, start

    def boxes(self, part: TextRange) -> list[LogicalRect]:
        return [
            LogicalRect(
                (max(part.start, line.start) - line.start) * WIDTH,
                line.body,
                (min(part.end, end) - max(part.start, line.start)) * WIDTH,
                line.body_size,
            )
            for line, end in zip(LINES, ENDS, strict=True)
            if part.start < end and line.start < part.end
        ]

    def offset_at(self, point: LogicalPoint) -> int:
        return LINES[line_at(LINES, point.block)].start + round(point.inline / WIDTH)

    def character_at(self, point: LogicalPoint) -> int | None:
        return self.nearest_character(point) if 4 <= point.block < 114 else None

    def nearest_character(self, point: LogicalPoint) -> int:
        return LINES[line_at(LINES, point.block)].start + int(point.inline // WIDTH)


class UnevenUnit:
    """A unit of another kind than text."""

    def __init__(self, unit: LayoutUnit, layout: UnevenLayout) -> None:
        self.range = unit.range
        self.kind = unit.kind
        self._layout = layout

    def lay_out(self, setting: Setting, *, room_after: float) -> UnevenLayout:
        return self._layout


@pytest.fixture
def uneven() -> UnevenLayout:
    return UnevenLayout()


@pytest.fixture
def page(make_document: MakeDocument, uneven: UnevenLayout, qapp: object) -> PageLayout:
    """Common paragraphs, the second of which is one of uneven lines."""
    document = make_document("\n".join([TEXT] * 12))
    table = UnitTable(document)

    def make(part: TextRange, kind: UnitKind) -> LayoutUnit:
        unit = TextUnit(part, kind)
        return UnevenUnit(unit, uneven) if part == table.range_of(1) else unit

    window = WindowMapping(HORIZONTAL, QSize(600, 240))
    return PageLayout(
        Rendition(document, "original"), LayoutUnits(table, make), em=20.0, window=window
    )


def start_of(page: PageLayout, unit: int) -> float:
    return next(each.block for each in page.visible() if each.unit == unit)


@pytest.mark.parametrize(
    ("block", "number"), [(-9, 0), (0, 0), (33.9, 0), (34, 1), (83, 1), (84, 2), (900, 2)]
)
def test_a_distance_is_in_the_line_that_has_begun(block: float, number: int) -> None:
    assert line_at(LINES, block) == number


@pytest.mark.parametrize(("offset", "number"), [(0, 0), (2, 0), (3, 1), (4, 1), (5, 2), (8, 2)])
def test_an_offset_is_in_the_line_that_holds_it(offset: int, number: int) -> None:
    assert line_of(LINES, offset) == number


def test_what_follows_begins_where_the_uneven_lines_end(page: PageLayout) -> None:
    assert start_of(page, 2) - start_of(page, 1) == 114.0


@pytest.mark.parametrize("offset", range(8))
def test_each_character_is_hit_in_its_own_line(page: PageLayout, offset: int) -> None:
    source = len(TEXT) + 1 + offset

    (box,) = page.boxes_of(TextRange(source, source + 1))
    middle = LogicalPoint(box.inline_center, box.block + box.block_size / 2)

    assert box.block_size == 20.0
    assert page.character_at(middle) == source


def test_the_space_above_a_higher_line_belongs_to_it(page: PageLayout) -> None:
    above = LogicalPoint(page.areas.inlines[0] + 5, start_of(page, 1) + 36.0)

    assert page.character_at(above) == len(TEXT) + 1 + 3


def test_the_line_read_is_the_first_that_begins_in_the_window(page: PageLayout) -> None:
    second = len(TEXT) + 1 + 3
    page.scroller.move(start_of(page, 1) + 20.0)
    assert page.reading_line() == ReadingLine(second, 14.0)

    page.show_line(ReadingLine(second, 3.0))

    assert page.reading_line() == ReadingLine(second, 3.0)


def test_it_is_painted_as_it_says_and_so_is_what_decorates_it(
    page: PageLayout, uneven: UnevenLayout
) -> None:
    part = TextRange(len(TEXT) + 1 + 3, len(TEXT) + 1 + 5)
    mark = Decoration(
        items_in=lambda _: [Passage(part)],
        behind=lambda painter, _, shown: fill_boxes(painter, shown, QColor("#123456")),
    )
    image = QImage(600, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        theme = load_theme("light")
        paint_page(painter, page, RenderOptions(theme=theme, byline="", decorations=[mark]))

    start = start_of(page, 1)
    assert uneven.drawn_at == [LogicalPoint(page.areas.inlines[0], start)]
    x = round(page.areas.inlines[0]) + 5
    marked = [y - start for y in range(240) if image.pixelColor(x, y).name() == "#123456"]
    assert marked[0] == pytest.approx(58, abs=1)
    assert len(marked) == pytest.approx(20, abs=1)


@pytest.mark.parametrize("kind", [BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.BACK_MATTER])
def test_a_text_tells_where_its_lines_stand(qapp: object, kind: BlockKind) -> None:
    style = style_of(kind)
    font = page_font(Region.TAIWAN, style.size * 20, bold=style.bold)
    text = "燈下翻書，窗外有雨。" * 8
    layout = TextLayout(text, font, style, em=20.0, measure=400.0)

    assert len(layout.lines) > 2
    for line, later in zip(layout.lines, [*layout.lines[1:], None], strict=True):
        assert line.block < line.body < line.body + line.body_size < line.block_end
        # What marks cover reaches below the baseline and above the characters on it.
        assert line.body < line.block + line.ascent < line.body + line.body_size
        assert later is None or line.block_end == pytest.approx(later.block)
    (first, *_) = layout.boxes(TextRange(0, len(text)))
    assert (first.block, first.block_size) == (layout.lines[0].body, layout.lines[0].body_size)

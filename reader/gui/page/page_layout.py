"""A flow seen through a window: which character is where in it, and the reverse."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from reader.gui.page.flow import DisplayPosition, Flow
from reader.gui.page.lines import line_at, line_of
from reader.gui.page.units import Setting
from reader.gui.page.writing_mode import LogicalPoint
from reader.gui.widgets.fonts import region_of
from reader.gui.widgets.scroller import Scroller
from reader.gui.widgets.text_settings import BOOK, TextSettings
from reader.text.phonetics import Notation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.rendition import Rendition
    from reader.gui.page.lines import Line
    from reader.gui.page.units import LayoutUnits, Read
    from reader.gui.page.writing_mode import LogicalRect, WindowMapping
    from reader.text.offsets import TextRange

_TOP_MARGIN = 2.6
"""Ems above the first unit."""
_BOTTOM_MARGIN = 4.0
"""Ems below the last one."""
_SIDE_MARGIN = 2.0
"""Ems left free beside the measure in a narrow window."""
_NARROW_MARGIN = 0.8
"""Ems left free where there is not even room for the `COMFORTABLE`."""
COMFORTABLE = 24
"""Han characters in a line; with fewer of them, the page is the first to get room."""
_NARROWEST = 4


class ReadingLine(NamedTuple):
    """The line being read: it stays where it is when the page is laid out again."""

    offset: int
    """Source offset the line begins with."""
    block: float
    """Its distance from where the window begins, along the block axis."""


class PageLayout:
    """A rendition set for a window. Points and boxes are logical, from where the window begins."""

    def __init__(
        self,
        rendition: Rendition,
        units: LayoutUnits,
        *,
        em: float,
        window: WindowMapping,
        text: TextSettings = BOOK,
        has_corner_quotes: bool = False,
        read: Read | None = None,
        notation: Notation = Notation.PINYIN,
    ) -> None:
        """Set a rendition for a window.

        Args:
            rendition: what is shown.
            units: of the rendition's document; at least one.
            em: pixels of a Han character of body text.
            window: what it is seen through, and which way the text runs in it.
            text: how the user wants it to be set.
            has_corner_quotes: whether curly quotation marks are shown as corner brackets.
            read: how characters are read; None where no readings are shown.
            notation: what readings are written in.
        """
        self.window = window
        self.setting = Setting(
            rendition,
            region_of(rendition.target, rendition.document.script),
            em=em,
            measure=em * _characters_in(window.size.inline / em, text.measure),
            text=text,
            is_vertical=window.mode.is_vertical,
            has_corner_quotes=has_corner_quotes,
            read=read,
            notation=notation,
        )
        self.flow = Flow(units, self.setting)
        self.inline_start = float(round((window.size.inline - self.setting.measure) / 2))
        """Where full lines begin."""
        self.scroller = Scroller(
            self.flow, window.size.block, top=_TOP_MARGIN * em, bottom=_BOTTOM_MARGIN * em
        )

    def visible(self) -> Iterator[tuple[int, float]]:
        """Yield the units in the window, each with its start on the block axis."""
        return self.scroller.visible()

    def boxes_of(self, part: TextRange) -> list[LogicalRect]:
        """Return the boxes behind a source range in the window, one for each line.

        What displays nothing, such as a bookmark, has one without width.
        """
        return [
            box.shifted(self.inline_start, block)
            for index, block in self.visible()
            if (shown := self.flow.traced_part(index, part)) is not None
            for box in self.flow.layout(index).boxes(shown)
        ]

    def place_at(self, point: LogicalPoint) -> DisplayPosition:
        """Return the gap between two characters nearest to a point."""
        index, inside = self._in_unit(point)
        return DisplayPosition(index, self.flow.layout(index).offset_at(inside))

    def nearest_character(self, point: LogicalPoint) -> DisplayPosition:
        """Return the place before the character under a point, or before the nearest one."""
        index, inside = self._in_unit(point)
        return DisplayPosition(index, self.flow.layout(index).nearest_character(inside))

    def character_at(self, point: LogicalPoint) -> int | None:
        """Return the source offset of the character under a point, None where there is none."""
        index, inside = self._in_unit(point)
        offset = self.flow.layout(index).character_at(inside)
        if offset is None:
            return None
        return self.flow.source_range(
            DisplayPosition(index, offset), DisplayPosition(index, offset + 1)
        ).start

    def reading_line(self) -> ReadingLine:
        """Return the first line that begins in the window, else the one at its start."""
        for index, block in self.visible():
            lines = self.flow.layout(index).lines
            for line in lines[line_at(lines, -block) :]:
                if block + line.block >= 0:
                    return self._reading_line(index, block, line)
        index, block = next(self.visible())
        lines = self.flow.layout(index).lines
        return self._reading_line(index, block, lines[line_at(lines, -block)])

    def is_first_line(self, offset: int) -> bool:
        """Tell whether a source offset is in the first line of the text, or before it."""
        place = self.flow.place(offset)
        return place.unit == 0 and line_of(self.flow.layout(0).lines, place.offset) == 0

    def show_line(self, line: ReadingLine) -> None:
        """Scroll so that a line is where it was."""
        place = self.flow.place(line.offset)
        lines = self.flow.layout(place.unit).lines
        self.scroller.show(place.unit, lines[line_of(lines, place.offset)].block, line.block)

    def _reading_line(self, index: int, block: float, line: Line) -> ReadingLine:
        offset = self.flow.source_offset(DisplayPosition(index, line.start))
        return ReadingLine(offset, block + line.block)

    def _in_unit(self, point: LogicalPoint) -> tuple[int, LogicalPoint]:
        """Return the unit at a point, the nearest one outside the text, and the point within it."""
        shown = list(self.visible())
        index, block = next((unit for unit in reversed(shown) if unit[1] <= point.block), shown[0])
        return index, LogicalPoint(point.inline - self.inline_start, point.block - block)


def comfortable_size(em: float) -> int:
    """Return the pixels along the inline axis that a page needs for its lines not to be short."""
    return ceil((COMFORTABLE + 2 * _SIDE_MARGIN) * em)


def _characters_in(ems: float, most: int) -> int:
    """Return how many characters are in a full line, in a window so many ems wide."""
    room = int(ems - 2 * _SIDE_MARGIN)
    if room < COMFORTABLE:
        room = min(COMFORTABLE, int(ems - 2 * _NARROW_MARGIN))
    return min(most, max(_NARROWEST, room))

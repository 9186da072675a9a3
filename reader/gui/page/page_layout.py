"""A flow seen through a window: which character is where in it, and the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.gui.page.flow import DisplayPosition, Flow
from reader.gui.page.flow_scroller import FlowScroller
from reader.gui.page.lines import line_at, line_of
from reader.gui.page.paged_scroller import PagedScroller
from reader.gui.page.type_areas import of_page, of_scroll
from reader.gui.page.units import Setting
from reader.gui.widgets.fonts import region_of
from reader.gui.widgets.text_settings import BOOK, TextSettings
from reader.text.phonetics import Notation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.rendition import Rendition
    from reader.gui.page.lines import Line
    from reader.gui.page.placed_unit import PlacedUnit
    from reader.gui.page.type_areas import TypeAreas
    from reader.gui.page.units import LayoutUnits, Read
    from reader.gui.page.writing_mode import LogicalPoint, LogicalRect, WindowMapping
    from reader.text.offsets import TextRange


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
        is_paged: bool = False,
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
            is_paged: whether it is shown page by page.
        """
        self.window = window
        setting = Setting(
            rendition,
            region_of(rendition.target, rendition.document.script),
            em=em,
            measure=0.0,
            text=text,
            is_vertical=window.mode.is_vertical,
            has_corner_quotes=has_corner_quotes,
            read=read,
            notation=notation,
        )
        if is_paged:
            areas = of_page(window.size, em, text.measure, line=setting.line)
        else:
            areas = of_scroll(window.size, em, text.measure)
        self.areas: TypeAreas = areas
        """Where text stands in the window."""
        self.setting = setting._replace(
            measure=areas.measure, room=areas.block_size, is_paged=is_paged
        )
        self.flow = Flow(units, self.setting)
        self.scroller: FlowScroller | PagedScroller = (
            PagedScroller(self.flow, areas) if is_paged else FlowScroller(self.flow, areas)
        )

    def visible(self) -> Sequence[PlacedUnit]:
        """Return the units in the window, in the order in which they are read."""
        return self.scroller.placed()

    def boxes_of(self, part: TextRange) -> list[LogicalRect]:
        """Return the boxes behind a source range in the window, one for each line.

        What displays nothing, such as a bookmark, has one without width.
        """
        return [
            placed.box(box)
            for placed in self.visible()
            if (shown := self.flow.traced_part(placed.unit, part)) is not None
            for box in self.flow.layout(placed.unit).boxes(shown)
            if placed.shows(box)
        ]

    def is_over_text(self, point: LogicalPoint) -> bool:
        """Tell whether a point is within lines, or between them."""
        if not self.areas.holds(point.inline):
            return False
        first, last = self.visible()[0], self._unit_at(point)
        begins = first.block + self.flow.layout(first.unit).lines[0].block
        ends = last.block + self.flow.layout(last.unit).lines[-1].block_end
        return max(begins, first.begins) <= point.block <= min(ends, last.ends)

    def place_at(self, point: LogicalPoint) -> DisplayPosition:
        """Return the gap between two characters nearest to a point."""
        unit = self._unit_at(point)
        layout = self.flow.layout(unit.unit)
        return DisplayPosition(unit.unit, layout.offset_at(unit.inside(point)))

    def nearest_character(self, point: LogicalPoint) -> DisplayPosition:
        """Return the place before the character under a point, or before the nearest one."""
        unit = self._unit_at(point)
        layout = self.flow.layout(unit.unit)
        return DisplayPosition(unit.unit, layout.nearest_character(unit.inside(point)))

    def character_at(self, point: LogicalPoint) -> int | None:
        """Return the source offset of the character under a point, None where there is none."""
        unit = self._unit_at(point)
        if not unit.shows_at(point.block):
            return None
        offset = self.flow.layout(unit.unit).character_at(unit.inside(point))
        if offset is None:
            return None
        return self.flow.source_range(
            DisplayPosition(unit.unit, offset), DisplayPosition(unit.unit, offset + 1)
        ).start

    def reading_line(self) -> ReadingLine:
        """Return the first line that begins in the window, else the one at its start."""
        for unit in self.visible():
            lines = self.flow.layout(unit.unit).lines
            for line in lines[line_at(lines, -unit.block) :]:
                if unit.block + line.block >= max(0.0, unit.begins):
                    return self._reading_line(unit, line)
        unit = self.visible()[0]
        lines = self.flow.layout(unit.unit).lines
        return self._reading_line(unit, lines[line_at(lines, -unit.block)])

    def is_first_line(self, offset: int) -> bool:
        """Tell whether a source offset is in the first line of the text, or before it."""
        place = self.flow.place(offset)
        return place.unit == 0 and line_of(self.flow.layout(0).lines, place.offset) == 0

    def show_line(self, line: ReadingLine) -> None:
        """Scroll so that a line is where it was."""
        place = self.flow.place(line.offset)
        lines = self.flow.layout(place.unit).lines
        self.scroller.show(place.unit, lines[line_of(lines, place.offset)].block, line.block)

    def _reading_line(self, unit: PlacedUnit, line: Line) -> ReadingLine:
        offset = self.flow.source_offset(DisplayPosition(unit.unit, line.start))
        return ReadingLine(offset, unit.block + line.block)

    def _unit_at(self, point: LogicalPoint) -> PlacedUnit:
        """Return the unit at a point, the nearest one outside the text."""
        units = self.visible()
        area = self.areas.nearest(point.inline)
        # The last page may end before its last area.
        shown = [unit for unit in units if unit.inline == area] or units
        return next((unit for unit in reversed(shown) if unit.block <= point.block), shown[0])

"""A flow seen through the window: which character is where on the screen, and the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.gui.page.flow import DisplayPosition, Flow
from reader.gui.page.typography import MEASURE
from reader.gui.widgets.fonts import region_of
from reader.gui.widgets.scroller import Scroller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QPointF, QRectF, QSize

    from reader.document.rendition import Rendition
    from reader.gui.page.units import LayoutUnits
    from reader.text.offsets import TextRange

_TOP_MARGIN = 2.6
"""Ems above the first unit."""
_BOTTOM_MARGIN = 4.0
"""Ems below the last one."""
_SIDE_MARGIN = 2.0
"""Ems left free beside the measure in a narrow window."""
_NARROWEST = 8


class ReadingLine(NamedTuple):
    """The line being read: it stays where it is when the page is set anew."""

    offset: int
    """Source offset the line begins with."""
    y: float
    """Its distance from the top of the window."""


class PageLayout:
    """A rendition set for a window of some size. Points and boxes are pixels of the window."""

    def __init__(self, rendition: Rendition, units: LayoutUnits, *, em: float, size: QSize) -> None:
        """Set a rendition for a window.

        Args:
            rendition: what is shown.
            units: of the rendition's document; at least one.
            em: pixels of a Han character of body text.
            size: of the window.
        """
        self.em = em
        self.region = region_of(rendition.target, rendition.document.script)
        room = int((size.width() - 2 * _SIDE_MARGIN * em) // em)
        self.flow = Flow(
            rendition, units, self.region, em=em, width=em * min(MEASURE, max(_NARROWEST, room))
        )
        self.left = float(round((size.width() - self.flow.width) / 2))
        self.scroller = Scroller(
            self.flow, size.height(), top=_TOP_MARGIN * em, bottom=_BOTTOM_MARGIN * em
        )

    def visible(self) -> Iterator[tuple[int, float]]:
        """Yield the units in the window with the distance of each one's top from the window's."""
        return self.scroller.visible()

    def boxes_of(self, part: TextRange) -> list[QRectF]:
        """Return the boxes behind a source range in the window, one for each line.

        What displays nothing, such as a bookmark, has one without width.
        """
        return [
            box.translated(self.left, y)
            for index, y in self.visible()
            if (shown := self.flow.traced_part(index, part)) is not None
            for box in self.flow.layout(index).rects(shown)
        ]

    def place_at(self, point: QPointF) -> DisplayPosition:
        """Return the gap between two characters nearest to a point."""
        index, top = self._unit_at(point.y())
        layout = self.flow.layout(index)
        return DisplayPosition(index, layout.offset_at(point.x() - self.left, point.y() - top))

    def nearest_character(self, point: QPointF) -> DisplayPosition:
        """Return the place before the character under a point, or before the nearest one."""
        index, top = self._unit_at(point.y())
        layout = self.flow.layout(index)
        return DisplayPosition(
            index, layout.nearest_character(point.x() - self.left, point.y() - top)
        )

    def character_at(self, point: QPointF) -> int | None:
        """Return the source offset of the character under a point, None where there is none."""
        index, top = self._unit_at(point.y())
        layout = self.flow.layout(index)
        offset = layout.character_at(point.x() - self.left, point.y() - top)
        if offset is None:
            return None
        return self.flow.source_range(
            DisplayPosition(index, offset), DisplayPosition(index, offset + 1)
        ).start

    def reading_line(self) -> ReadingLine:
        """Return the first line that begins in the window, else the one at its top."""
        for index, y in self.visible():
            layout = self.flow.layout(index)
            for number in range(layout.line_at(-y), layout.line_count):
                offset = layout.line_start(number)
                top = y + layout.line_top(offset)
                if top >= 0:
                    return ReadingLine(self.flow.source_offset(DisplayPosition(index, offset)), top)
        index, y = next(self.visible())
        layout = self.flow.layout(index)
        offset = layout.line_start(layout.line_at(-y))
        source = self.flow.source_offset(DisplayPosition(index, offset))
        return ReadingLine(source, y + layout.line_top(offset))

    def is_first_line(self, offset: int) -> bool:
        """Tell whether a source offset is in the first line of the text, or before it."""
        place = self.flow.place(offset)
        layout = self.flow.layout(place.unit)
        return place.unit == 0 and layout.line_top(place.offset) == layout.line_top(0)

    def show_line(self, line: ReadingLine) -> None:
        """Scroll so that a line is where it was."""
        place = self.flow.place(line.offset)
        line_top = self.flow.layout(place.unit).line_top(place.offset)
        self.scroller.show(place.unit, line_top, line.y)

    def _unit_at(self, y: float) -> tuple[int, float]:
        """Return the unit at a height, the nearest one outside the text, and its top."""
        shown = list(self.visible())
        return next((unit for unit in reversed(shown) if unit[1] <= y), shown[0])

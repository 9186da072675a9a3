"""Some units of a page as one text of Qt's, and which place in the article each place in it is."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.gui.page.caret_moves import gap_of, source_of
from reader.gui.page.flow import DisplayPosition
from reader.gui.widgets.positions import QtPositions

if TYPE_CHECKING:
    from reader.document.unit_table import UnitTable
    from reader.gui.page.flow import Flow
    from reader.text.offsets import TextRange

_MOST_UNITS = 400
"""On either side: of a poem or a dialogue, whose lines are short."""


class MirroredText:
    """What is displayed of units that follow each other, a unit a line: no readings, no marks.

    Attributes:
        units: indices of the units.
        text: of them all.
    """

    def __init__(self, flow: Flow, units: range) -> None:
        """Take the text of units from a flow."""
        self.units = units
        self._flow = flow
        texts = [flow.rendered(index).text for index in units]
        self.text = "\n".join(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
        """Code points of the text before each unit."""
        self._positions = QtPositions(self.text)

    def holds(self, units: range) -> bool:
        """Tell whether all of these units are mirrored."""
        return self.units.start <= units.start and units.stop <= self.units.stop

    def position(self, offset: int) -> int:
        """Return the Qt position of a source offset, the nearest one where it is not mirrored."""
        gap = gap_of(self._flow, offset)
        if gap.unit < self.units.start:
            return 0
        if gap.unit >= self.units.stop:
            return self._positions.position(len(self.text))
        return self._position(gap)

    def offset(self, position: int) -> int:
        """Return the source offset of a Qt position."""
        return source_of(self._flow, self._place(position))

    def source_range(self, anchor: int, position: int) -> TextRange:
        """Return the source of what is between two Qt positions, whichever comes first."""
        return self._flow.source_range(self._place(anchor), self._place(position))

    def line_ends(self, unit: int) -> list[int]:
        """Return the Qt positions that the lines of a unit end at on the page."""
        lines = self._flow.layout(unit).lines
        starts = [DisplayPosition(unit, line.start) for line in lines[1:]]
        end = DisplayPosition(unit, len(self._flow.rendered(unit).text))
        return [self._position(place) for place in (*starts, end)]

    def _position(self, place: DisplayPosition) -> int:
        return self._positions.position(self._starts[place.unit - self.units.start] + place.offset)

    def _place(self, position: int) -> DisplayPosition:
        at = self._positions.offset(position)
        index = bisect_right(self._starts, at) - 1
        return DisplayPosition(self.units.start + index, at - self._starts[index])


def neighbourhood(table: UnitTable, unit: int, reach: int) -> range:
    """Return the units that have so many characters of the source before a unit, and after it.

    Args:
        table: of the document.
        unit: index of the unit in the middle.
        reach: code points, on either side.
    """
    first, last = max(0, unit - _MOST_UNITS), min(len(table), unit + 1 + _MOST_UNITS)
    start, stop = unit, unit + 1
    before = after = 0
    while start > first and before < reach:
        start -= 1
        before += table.lengths[start]
    while stop < last and after < reach:
        after += table.lengths[stop]
        stop += 1
    return range(start, stop)

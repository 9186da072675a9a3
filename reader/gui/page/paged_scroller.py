"""The page shown of a flow: whole lines, as many as there is room for in its type areas.

A page may begin with any line, so that none before it need be measured; the next one begins with
the last line of this one. Turned back to, a page is the one that was left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import BlockKind
from reader.gui.page.flow_lines import (
    block_of_line,
    first_above,
    last_line,
    line_after,
    line_before,
)
from reader.gui.page.lines import LinePlace, line_at
from reader.gui.page.placed_unit import PlacedUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.page.flow import Flow
    from reader.gui.page.type_areas import TypeAreas

_FAR = 4
"""Pages; a longer way is jumped, laying out nothing in between."""
_GO_TO = 0.3
"""Where in an area a line from further away is shown, as a part of its size."""
_TOLERANCE = 0.5
"""Pixels that a line may be too long for a page and still be whole."""
_KEPT_WITH_NEXT = frozenset(
    (
        BlockKind.TITLE,
        BlockKind.SUBTITLE,
        BlockKind.BYLINE,
        BlockKind.DATE_LINE,
        BlockKind.HEADING,
    )
)
"""What no page ends with."""


class _Page(NamedTuple):
    units: Sequence[PlacedUnit]
    last: LinePlace
    is_end: bool
    """Whether nothing comes after it."""


class PagedScroller:
    """A page of a flow. Distances are pixels; values count along the flow, as if in one column."""

    def __init__(self, flow: Flow, areas: TypeAreas) -> None:
        """Show the first page."""
        self._flow = flow
        self._areas = areas
        self._start = LinePlace(0, 0)
        self._made: _Page | None = None
        self._turned: list[LinePlace] = []
        """What the pages began with that were turned since something else moved."""
        self._owed = 0.0
        """Distance moved that did not yet make up a line."""

    @property
    def top(self) -> float:
        """Margin before the first unit, as far as values count it."""
        return 0.0

    @property
    def height(self) -> float:
        """The length of what a page has room for."""
        return self._areas.block_size * len(self._areas.inlines)

    @property
    def value(self) -> float:
        """How far from its beginning the flow is shown from; the maximum for its end."""
        return self.maximum if self._page.is_end else min(self._block, self.maximum - 1)

    @property
    def maximum(self) -> float:
        """The largest value."""
        # The page first: what it lays out is longer or shorter than it was thought to be.
        is_end = self._page.is_end
        whole = self._flow.heights.total - self.height
        if is_end:
            return max(0.0, whole, self._block if self._start > (0, 0) else 0.0)
        return max(whole, self._block + 1)

    def placed(self) -> Sequence[PlacedUnit]:
        """Return what the page shows, in the order in which it is read."""
        return self._page.units

    def move(self, distance: float) -> None:
        """Go on line by line over a distance, back over a negative one; what is left over adds."""
        if abs(distance) > _FAR * self.height:
            self.jump(self.value + distance)
            return
        self._turned.clear()
        self._owed += distance
        while self._owed and (step := self._step(1 if self._owed > 0 else -1)):
            self._owed -= step

    def follow(self, value: float) -> None:
        """Show the page that a scroll bar is at."""
        self.jump(value)

    def jump(self, value: float) -> None:
        """Show the page that begins nearest to a value; for the largest one, the end."""
        # A bar counts in whole pixels.
        if value > self.maximum - 1:
            self._begin_with(self._start if self._page.is_end else self._first_to_end_with(None))
        else:
            row = self._flow.heights.row_at(value)
            inset = value - self._flow.heights.top_of(row)
            self._begin_with(LinePlace(row, line_at(self._flow.layout(row).lines, inset)))

    def show(self, row: int, y_in_row: float, at: float) -> None:
        """Show a page with the line at a place in a row, at most at a distance from the window."""
        line = LinePlace(row, line_at(self._flow.layout(row).lines, y_in_row))
        self._begin_with(first_above(self._flow, line, at - self._areas.block, includes=False))

    def turn(self, pages: int) -> bool:
        """Turn so many pages, back for a negative number; tell whether there was one to turn."""
        before = self._start
        for _ in range(abs(pages)):
            if pages > 0:
                self._turn_on()
            else:
                self._turn_back()
        return self._start != before

    def bring_into_sight(self, line: LinePlace) -> bool:
        """Show the page that a line is on, unless it is shown; tell whether it was another one."""
        if self._start <= line <= self._page.last:
            return False
        self.turn(1 if line > self._start else -1)
        if not self._start <= line <= self._page.last:
            room = _GO_TO * self._areas.block_size
            self._begin_with(first_above(self._flow, line, room, includes=False))
        return True

    # Inside

    @property
    def _page(self) -> _Page:
        if self._made is None:
            self._made = self._filled(self._start)
        return self._made

    @property
    def _block(self) -> float:
        """Where the first line begins in the flow."""
        return block_of_line(self._flow, self._start)

    def _begin_with(self, line: LinePlace) -> None:
        self._turned.clear()
        self._owed = 0.0
        self._set(line)

    def _set(self, line: LinePlace) -> None:
        if line != self._start:
            self._start, self._made = line, None

    def _turn_on(self) -> None:
        page = self._page
        if not page.is_end:
            self._turned.append(self._start)
            # One line is kept, if there is another.
            self._set(page.last if page.last != self._start else line_after(self._flow, page.last))

    def _turn_back(self) -> None:
        if self._turned:
            self._set(self._turned.pop())
        elif self._start > (0, 0):
            self._set(
                min(self._first_to_end_with(self._start), line_before(self._flow, self._start))
            )

    def _step(self, lines: int) -> float:
        """Go a line on or back if what is owed is as long; return how far it was."""
        if lines > 0:
            to = self._start if self._page.is_end else line_after(self._flow, self._start)
        else:
            to = line_before(self._flow, self._start)
        before = self._block
        size = block_of_line(self._flow, to) - before
        if to == self._start:
            self._owed = 0.0
            return 0.0
        if abs(self._owed) < abs(size):
            return 0.0
        self._set(to)
        return size

    def _first_to_end_with(self, last: LinePlace | None) -> LinePlace:
        """Return what the page begins with that ends with a line; with None, with the flow."""
        last = last or last_line(self._flow)
        first = following = last
        for _ in self._areas.inlines:
            first = first_above(self._flow, following, self._areas.block_size, includes=True)
            if first == (0, 0):
                return first
            following = line_before(self._flow, first)
        # A heading that no page ends with may have pushed the line out.
        while first < last and self._filled(first).last < last:
            first = line_after(self._flow, first)
        return first

    def _filled(self, first: LinePlace) -> _Page:
        """Return the page that begins with a line."""
        units: list[PlacedUnit] = []
        begin: LinePlace | None = first
        for inline in self._areas.inlines:
            if begin is None:
                break
            shown, begin = self._fill(inline, begin)
            units += shown
        end = begin
        if end is None:
            return _Page(units, last_line(self._flow), is_end=True)
        return _Page(units, line_before(self._flow, end), is_end=False)

    def _fill(self, inline: float, first: LinePlace) -> tuple[list[PlacedUnit], LinePlace | None]:
        """Return what an area shows from a line on, and the line after it; None for no more."""
        start, room = self._areas.block, self._areas.block_size + _TOLERANCE
        units: list[PlacedUnit] = []
        unit, number = first
        block = -self._flow.layout(unit).lines[number].block
        while unit < len(self._flow.units):
            layout = self._flow.layout(unit)
            end = number
            while end < len(layout.lines) and (
                block + layout.lines[end].block_end <= room or (end == number and not units)
            ):
                end += 1
            placed = PlacedUnit(unit, inline, start + block)
            if number > 0:
                placed = placed._replace(begins=start)
            if number < end < len(layout.lines):
                placed = placed._replace(ends=placed.block + layout.lines[end].block)
            if end > number:
                units.append(placed)
            if end < len(layout.lines):
                return self._without_last_headings(units, LinePlace(unit, end))
            block += layout.block_size
            unit, number = unit + 1, 0
        return units, None

    def _without_last_headings(
        self, units: list[PlacedUnit], following: LinePlace
    ) -> tuple[list[PlacedUnit], LinePlace]:
        """Return the units of an area without headings that it ends with, and what follows."""
        while len(units) > 1 and self._goes_with_next(units[-1].unit):
            following = LinePlace(units.pop().unit, 0)
        return units, following

    def _goes_with_next(self, unit: int) -> bool:
        """Tell whether a unit is nothing without the next one: a heading, a picture with words."""
        kinds = self._flow.units.table.kinds
        if kinds[unit].block is not BlockKind.FIGURE:
            return kinds[unit].block in _KEPT_WITH_NEXT
        return unit + 1 < len(kinds) and kinds[unit + 1].block is BlockKind.CAPTION

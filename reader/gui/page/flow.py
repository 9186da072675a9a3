"""The column of units: how high each is, laid out or guessed, and where each stands."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import BlockKind
from reader.gui.heights import HeightIndex
from reader.gui.page.layout import UnitLayout
from reader.gui.page.typography import Region, Tone, continued, page_font, style_of
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.rendition import Rendered, Rendition
    from reader.gui.page.typography import BlockStyle
    from reader.gui.page.units import Unit

_LAYOUTS_KEPT = 192
BYLINE = 2.4
"""Ems kept free below the title for origin, length and reading time."""


class Place(NamedTuple):
    """A gap between two displayed characters."""

    unit: int
    offset: int
    """Code points of the unit's displayed text."""


class Flow:
    """A rendition set in one column of one width."""

    def __init__(
        self,
        rendition: Rendition,
        units: Sequence[Unit],
        region: Region,
        *,
        em: float,
        width: float,
    ) -> None:
        """Set a rendition.

        Args:
            rendition: what is shown.
            units: of the rendition's document.
            region: whose forms of the characters are drawn.
            em: pixels of an em of body text.
            width: pixels of the measure.
        """
        self.rendition = rendition
        self.units = units
        self.em = em
        self.width = width
        self._region = region
        self._starts = [unit.range.start for unit in units]
        self.heights = HeightIndex([self._estimate(unit) for unit in units])
        self._layouts = lru_cache(maxsize=_LAYOUTS_KEPT)(self._laid_out)

    def layout(self, index: int) -> UnitLayout:
        """Return a unit set in lines; its true height replaces the guess."""
        return self._layouts(index)

    def measured_height(self, row: int) -> float:
        """Return the true height of a unit."""
        return self.layout(row).height

    def rendered(self, index: int) -> Rendered:
        """Return what is displayed of a unit."""
        return self.rendition.part(self.units[index].range)

    def tone(self, index: int) -> Tone:
        """Return how loudly a unit speaks."""
        return _style(self.units[index]).tone

    def unit_at(self, offset: int) -> int:
        """Return the unit at a source offset; between two units, the later one."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        if offset >= self.units[index].range.end and index + 1 < len(self.units):
            return index + 1
        return index

    def place(self, offset: int) -> Place:
        """Return where a source offset is displayed."""
        index = self.unit_at(offset)
        part = self.units[index].range
        inside = min(max(offset, part.start), part.end) - part.start
        shown = self.rendered(index).map.to_target(TextRange(inside, inside))
        return Place(index, shown.start)

    def source_offset(self, place: Place) -> int:
        """Return the source offset of a place; inside a segment, that of the segment."""
        part = self.units[place.unit].range
        at = TextRange(place.offset, place.offset)
        return part.start + self.rendered(place.unit).map.to_source(at).start

    def source_range(self, first: Place, second: Place) -> TextRange:
        """Return the source of what is displayed between two places, whichever comes first."""
        begin, end = sorted((first, second))
        if begin == end:
            offset = self.source_offset(begin)
            return TextRange(offset, offset)
        if begin.unit == end.unit:
            shown = TextRange(begin.offset, end.offset)
            part = self.rendered(begin.unit).map.to_source(shown)
            return part.shifted(self.units[begin.unit].range.start)
        return TextRange(self._source_start(begin), self._source_end(end))

    def shown_part(self, index: int, part: TextRange) -> TextRange | None:
        """Return what a unit displays of a source range, None where that is nothing."""
        unit = self.units[index].range
        if not unit.overlaps(part):
            return None
        inside = part.clipped_to(unit).shifted(-unit.start)
        shown = self.rendered(index).map.to_target(inside)
        return None if shown.is_empty else shown

    def _source_start(self, place: Place) -> int:
        text, offsets = self.rendered(place.unit)
        start = self.units[place.unit].range.start
        if place.offset == len(text):
            return self.units[place.unit].range.end
        return start + offsets.to_source(TextRange(place.offset, place.offset + 1)).start

    def _source_end(self, place: Place) -> int:
        start = self.units[place.unit].range.start
        if place.offset == 0:
            return start
        offsets = self.rendered(place.unit).map
        return start + offsets.to_source(TextRange(place.offset - 1, place.offset)).end

    def _laid_out(self, index: int) -> UnitLayout:
        unit = self.units[index]
        style = _style(unit)
        font = page_font(self._region, style.size * self.em, bold=style.bold)
        text = self.rendered(index).text
        layout = UnitLayout(text, font, style, em=self.em, width=self.width)
        if unit.block.kind is BlockKind.TITLE and unit.is_last:
            layout.height += BYLINE * self.em
        self.heights[index] = layout.height
        return layout

    def _estimate(self, unit: Unit) -> float:
        """Guess a height: Han characters fill the measure, nearly all text is Han characters."""
        style = _style(unit)
        size = style.size * self.em
        in_line = max(1.0, (self.width - 2 * style.inset * self.em) // size)
        lines = max(1, ceil((len(unit.range) + style.first_indent) / in_line))
        byline = BYLINE if unit.block.kind is BlockKind.TITLE and unit.is_last else 0.0
        return lines * style.leading * size + (style.before + style.after + byline) * self.em


def _style(unit: Unit) -> BlockStyle:
    style = style_of(unit.block.kind, unit.block.level)
    if unit.is_first and unit.is_last:
        return style
    return continued(style, first=unit.is_first, last=unit.is_last)

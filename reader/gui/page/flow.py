"""The column of units: the block size of each, laid out or guessed, and where each stands.

The heights that a `Column` has are lengths along the block axis.
"""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import islice, takewhile
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import BlockKind
from reader.gui.page.units import style_of_unit
from reader.gui.widgets.height_index import HeightIndex
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from reader.document.rendition import Rendered, Rendition
    from reader.document.unit_table import UnitKind, UnitTable
    from reader.gui.page.typography import Tone
    from reader.gui.page.unit_layout import UnitLayout
    from reader.gui.page.units import LayoutUnits, Setting

_LAYOUTS_KEPT = 192
BYLINE = 2.4
"""Ems kept free below the title, and who wrote it, for origin, length and reading time."""
_OF_HEAD = frozenset((BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.BYLINE, BlockKind.DATE_LINE))


class DisplayPosition(NamedTuple):
    """A gap between two displayed characters."""

    unit: int
    offset: int
    """Code points of the unit's displayed text."""


class Flow:
    """A rendition set in one column of one measure."""

    def __init__(self, units: LayoutUnits, setting: Setting) -> None:
        """Set the units of the setting's document."""
        self.units = units
        self.setting = setting
        self.head_end = _head_end(units.table)
        """Index of the unit with the line of origin, length and reading time below it, or None."""
        self.heights = HeightIndex(self._estimates())
        # No method of its own: in a circle, a book would stay in memory until it is looked for.
        laid_out = partial(_laid_out, units, setting, self.heights, self.head_end)
        self._layouts = lru_cache(maxsize=_LAYOUTS_KEPT)(laid_out)

    @property
    def rendition(self) -> Rendition:
        """What is shown."""
        return self.setting.rendition

    def layout(self, index: int) -> UnitLayout:
        """Return a unit laid out; its true height replaces the guess."""
        return self._layouts(index)

    def measured_height(self, row: int) -> float:
        """Return the true height of a unit."""
        return self.layout(row).block_size

    def rendered(self, index: int) -> Rendered:
        """Return what is displayed of a unit."""
        return self.rendition.part(self.units.range_of(index))

    def tone(self, index: int) -> Tone:
        """Return the tone of a unit."""
        return style_of_unit(self.units.table.kinds[index], self.setting.text).tone

    def place(self, offset: int) -> DisplayPosition:
        """Return where a source offset is displayed."""
        index = self.units.table.at(offset)
        part = self.units.range_of(index)
        inside = min(max(offset, part.start), part.end) - part.start
        shown = self.rendered(index).map.to_target(TextRange(inside, inside))
        return DisplayPosition(index, shown.start)

    def source_offset(self, place: DisplayPosition) -> int:
        """Return the source offset of a place; inside a segment, that of the segment."""
        part = self.units.range_of(place.unit)
        at = TextRange(place.offset, place.offset)
        return part.start + self.rendered(place.unit).map.to_source(at).start

    def source_range(self, first: DisplayPosition, second: DisplayPosition) -> TextRange:
        """Return the source of what is displayed between two places, whichever comes first."""
        begin, end = sorted((first, second))
        if begin == end:
            offset = self.source_offset(begin)
            return TextRange(offset, offset)
        if begin.unit == end.unit:
            shown = TextRange(begin.offset, end.offset)
            part = self.rendered(begin.unit).map.to_source(shown)
            return part.shifted(self.units.range_of(begin.unit).start)
        return TextRange(self._source_start(begin), self._source_end(end))

    def offset_near(self, block: float) -> int:
        """Return a source offset near a distance from the first unit's start; lays out nothing."""
        index = self.heights.row_at(block)
        unit = self.units.range_of(index)
        part = (block - self.heights.top_of(index)) / max(self.heights[index], 1.0)
        return unit.start + round(len(unit) * min(max(part, 0.0), 1.0))

    def shown_part(self, index: int, part: TextRange) -> TextRange | None:
        """Return what a unit displays of a source range, None where that is nothing."""
        unit = self.units.range_of(index)
        if not unit.overlaps(part):
            return None
        inside = part.clipped_to(unit).shifted(-unit.start)
        shown = self.rendered(index).map.to_target(inside)
        return None if shown.is_empty else shown

    def begins_in(self, index: int, part: TextRange) -> bool:
        """Tell whether a unit is the first one that can display something of a source range.

        The range may begin before it, between two units.
        """
        return index == 0 or part.start >= self.units.range_of(index - 1).end

    def ends_in(self, index: int, part: TextRange) -> bool:
        """Tell whether a unit is the last one that can display something of a source range."""
        return index + 1 == len(self.units) or part.end <= self.units.range_of(index + 1).start

    def traced_part(self, index: int, part: TextRange) -> TextRange | None:
        """Return what a unit displays of a source range; the gap it is in where that is nothing.

        None where the range, or its gap, is in other units.
        """
        shown = self.shown_part(index, part)
        if shown is not None:
            return shown
        start, end = self.place(part.start), self.place(part.end)
        is_here = start == end and start.unit == index
        return TextRange(start.offset, start.offset) if is_here else None

    def character_around(self, offset: int) -> TextRange:
        """Return the source of the displayed character that an offset is in."""
        index, shown = self.place(offset)
        first = max(0, min(shown, len(self.rendered(index).text) - 1))
        return self.source_range(DisplayPosition(index, first), DisplayPosition(index, first + 1))

    def _source_start(self, place: DisplayPosition) -> int:
        text, offsets = self.rendered(place.unit)
        start = self.units.range_of(place.unit).start
        if place.offset == len(text):
            return self.units.range_of(place.unit).end
        return start + offsets.to_source(TextRange(place.offset, place.offset + 1)).start

    def _source_end(self, place: DisplayPosition) -> int:
        start = self.units.range_of(place.unit).start
        if place.offset == 0:
            return start
        offsets = self.rendered(place.unit).map
        return start + offsets.to_source(TextRange(place.offset - 1, place.offset)).end

    def _estimates(self) -> list[float]:
        """Guess the heights: nearly all text is Han characters, and those fill the measure."""
        table = self.units.table
        if table.common is None:
            return []
        heights = list(map(_GuessedHeights(self.setting, table.common).__getitem__, table.lengths))
        of_kinds: dict[UnitKind, _GuessedHeights] = {}
        for index in table.others:
            kind = table.kinds[index]
            if kind not in of_kinds:
                of_kinds[kind] = _GuessedHeights(self.setting, kind)
            heights[index] = of_kinds[kind][table.lengths[index]]
        if self.head_end is not None:
            heights[self.head_end] += BYLINE * self.setting.em
        return heights


def _laid_out(
    units: LayoutUnits, setting: Setting, heights: HeightIndex, head_end: int | None, index: int
) -> UnitLayout:
    """Return a unit laid out, and put its true height in the place of the guess."""
    room_after = BYLINE * setting.em if index == head_end else 0.0
    layout = units[index].lay_out(setting, room_after=room_after)
    heights[index] = layout.block_size
    return layout


class _GuessedHeights(dict[int, float]):
    """The heights of units of one kind by their lengths, each worked out once.

    Looked up, and not called, for each of the units of a book.
    """

    def __init__(self, setting: Setting, kind: UnitKind) -> None:
        style = style_of_unit(kind, setting.text)
        size = style.size * setting.em
        inset = 2 * style.inset * setting.em
        ruby = setting.ruby_style
        width = ruby.typical_width if ruby is not None else 1.0
        leading = style.leading + (ruby.above if ruby is not None else 0.0)
        self._in_line = max(1.0, (setting.measure - inset) // (size * width))
        self._indent = style.first_indent
        self._leading = leading * size
        self._around = (style.before + style.after) * setting.em

    def __missing__(self, length: int) -> float:
        lines = ceil((length + self._indent) / self._in_line)
        self[length] = height = lines * self._leading + self._around
        return height


def _head_end(table: UnitTable) -> int | None:
    """Return the last unit of the title and of what names author and date right under it."""
    if (title := table.title) is None:
        return None
    below = takewhile(lambda kind: kind.block in _OF_HEAD, islice(table.kinds, title, None))
    return title + sum(1 for _ in below) - 1

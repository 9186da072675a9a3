"""Where an end of a mark gets to by one step; no step leaves the mark empty.

A caret goes on to the end of a word and back to its beginning. The start of a mark goes to
beginnings alone and its end to ends, so that no mark gets a comma at its side by going on.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from reader.gui.page.caret_moves import (
    UNITS,
    CaretPlace,
    Step,
    end_after,
    gap_of,
    line_at_caret,
    moved,
    start_before,
)
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from reader.document.model import Document
    from reader.document.selection_units import SelectionUnit
    from reader.gui.page.flow import Flow
    from reader.gui.page.lines import LinePlace


class End(Enum):
    """One of the two ends of a mark."""

    START = "start"
    END = "end"

    def of(self, part: TextRange) -> int:
        """Return the offset of this end of a range."""
        return part.start if self is End.START else part.end


def with_end_moved(
    flow: Flow, part: TextRange, end: End, step: Step, *, forward: bool
) -> TextRange:
    """Return a range with one end moved; the same where that is at the other one, or has no way.

    Args:
        flow: what the range is displayed in.
        part: of the source, not empty.
        end: which end.
        step: by a character, or a unit that has words.
        forward: whether towards the end of the article.
    """
    offset = end.of(part)
    if step is Step.CHARACTER:
        offset = _by_character(flow, offset, end, forward=forward)
    else:
        document = flow.rendition.document
        by_unit = _start_by_unit if end is End.START else _end_by_unit
        offset = by_unit(document, offset, UNITS[step], forward=forward)
    start, stop = (offset, part.end) if end is End.START else (part.start, offset)
    return TextRange(start, stop) if start < stop else part


def line_of_end(flow: Flow, part: TextRange, end: End) -> LinePlace:
    """Return the line with the first character of a range, or the last."""
    return line_at_caret(flow, CaretPlace(end.of(part), ends_line=end is End.END))


def _by_character(flow: Flow, offset: int, end: End, *, forward: bool) -> int:
    """Return the next gap that leaves another character in the range or takes one into it."""
    while True:
        place = moved(flow, CaretPlace(offset), Step.CHARACTER, forward=forward, inline=0.0)
        if place.offset == offset or not _is_outside(flow, place.offset, end):
            return place.offset
        offset = place.offset


def _is_outside(flow: Flow, offset: int, end: End) -> bool:
    """Tell whether a range with an end there has the space between two paragraphs at that end."""
    unit, gap = gap_of(flow, offset)
    units = flow.units
    if end is End.START:
        return gap == len(flow.rendered(unit).text) and unit + 1 < len(units)
    # The parts of a long paragraph meet without a space.
    return gap == 0 and unit > 0 and units[unit - 1].range.end < units[unit].range.start


def _start_by_unit(document: Document, offset: int, unit: SelectionUnit, *, forward: bool) -> int:
    if not forward:
        return start_before(document, offset, unit)
    stop = end_after(document, offset, unit)
    here = start_before(document, stop, unit)
    return here if here > offset else start_before(document, end_after(document, stop, unit), unit)


def _end_by_unit(document: Document, offset: int, unit: SelectionUnit, *, forward: bool) -> int:
    if forward:
        return end_after(document, offset, unit)
    start = start_before(document, offset, unit)
    here = end_after(document, start, unit)
    return here if here < offset else end_after(document, start_before(document, start, unit), unit)

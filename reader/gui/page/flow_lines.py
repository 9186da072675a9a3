"""The lines of a flow, one after the other, whichever unit they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.page.lines import LinePlace

if TYPE_CHECKING:
    from reader.gui.page.flow import Flow

_TOLERANCE = 0.5
"""Pixels that lines may be longer than the room for them."""


def last_line(flow: Flow) -> LinePlace:
    """Return the last line of all."""
    unit = len(flow.units) - 1
    return LinePlace(unit, len(flow.layout(unit).lines) - 1)


def line_before(flow: Flow, line: LinePlace) -> LinePlace:
    """Return the line before one; the first has none but itself."""
    if line.number > 0:
        return LinePlace(line.unit, line.number - 1)
    if line.unit == 0:
        return line
    return LinePlace(line.unit - 1, len(flow.layout(line.unit - 1).lines) - 1)


def line_after(flow: Flow, line: LinePlace) -> LinePlace:
    """Return the line after one; the last has none but itself."""
    if line.number + 1 < len(flow.layout(line.unit).lines):
        return LinePlace(line.unit, line.number + 1)
    is_last = line.unit + 1 == len(flow.units)
    return line if is_last else LinePlace(line.unit + 1, 0)


def block_of_line(flow: Flow, line: LinePlace) -> float:
    """Return how far from the flow's beginning a line begins, in pixels."""
    # Laid out first: that may change where the units before it are thought to end.
    block = flow.layout(line.unit).lines[line.number].block
    return flow.heights.top_of(line.unit) + block


def first_above(flow: Flow, line: LinePlace, room: float, *, includes: bool) -> LinePlace:
    """Return the first of the lines before one that there is room for.

    Args:
        flow: the lines.
        line: the one.
        room: for them all, in pixels.
        includes: whether the line itself needs room.
    """
    first, unit = line, line.unit
    lines = flow.layout(unit).lines
    end = lines[line.number].block_end if includes else lines[line.number].block
    while (previous := line_before(flow, first)) != first:
        if previous.unit != unit:
            unit = previous.unit
            lines = flow.layout(unit).lines
            end += flow.layout(unit).block_size
        if end - lines[previous.number].block > room + _TOLERANCE:
            break
        first = previous
    return first

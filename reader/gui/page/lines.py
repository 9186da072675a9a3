"""The lines of a laid-out unit, each with its own measures: no two need be of the same height."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Line(NamedTuple):
    """A line. Distances are pixels along the block axis; where things begin is from the unit's."""

    start: int
    """Offset of its first character in the displayed text, in code points."""
    block: float
    """Where it begins."""
    block_size: float
    """From where it begins to where the next one does."""
    ascent: float
    """From where it begins to its baseline."""
    body: float
    """Where its characters begin: what marks cover, without the space between lines."""
    body_size: float

    @property
    def block_end(self) -> float:
        """Where it ends."""
        return self.block + self.block_size


class LinePlace(NamedTuple):
    """Which line it is."""

    unit: int
    number: int
    """Within the unit."""


def line_at(lines: Sequence[Line], block: float) -> int:
    """Return the index of the line at a distance from the unit's start; the nearest one outside."""
    return max(0, bisect_right(lines, block, key=attrgetter("block")) - 1)


def line_of(lines: Sequence[Line], offset: int) -> int:
    """Return the index of the line that holds a character, or where it would stand at the end."""
    return max(0, bisect_right(lines, offset, key=attrgetter("start")) - 1)

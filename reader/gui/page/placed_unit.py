"""A unit where the window shows it: whole, or some lines of it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from reader.gui.page.writing_mode import LogicalPoint

if TYPE_CHECKING:
    from reader.gui.page.writing_mode import LogicalRect


class PlacedUnit(NamedTuple):
    """Where a unit is. Distances are pixels from where the window begins."""

    unit: int
    """Its index in the flow."""
    inline: float
    """Where its full lines begin."""
    block: float
    """Where it begins, which may be before what is shown of it."""
    begins: float = -inf
    """What is before this on the block axis is not shown."""
    ends: float = inf
    """Nor is what is from here on."""

    @property
    def is_cut(self) -> bool:
        """Whether there may be lines that are not shown."""
        return self.begins > -inf or self.ends < inf

    def box(self, box: LogicalRect) -> LogicalRect:
        """Return where a box of the unit is in the window."""
        return box.shifted(self.inline, self.block)

    def shows(self, box: LogicalRect) -> bool:
        """Tell whether the line that a box of the unit is in is shown."""
        return self.shows_at(self.block + box.block + box.block_size / 2)

    def shows_at(self, block: float) -> bool:
        """Tell whether the unit is shown at a distance from the window's start."""
        return self.begins <= block < self.ends

    def inside(self, point: LogicalPoint) -> LogicalPoint:
        """Return a point of the window from the unit's start, or the nearest that is shown."""
        block = min(max(point.block, self.begins), self.ends - 1)
        return LogicalPoint(point.inline - self.inline, block - self.block)

"""Where the rows of a long column stand, when only the rows once seen have been measured."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class HeightIndex:
    """The heights of rows and their running totals, in pixels: a Fenwick tree.

    Changing one height and finding the row at a place both take time that grows with the logarithm
    of the number of rows (P. M. Fenwick, "A New Data Structure for Cumulative Frequency Tables",
    1994).
    """

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        self._tree = [0.0]
        self._top_bit = 0
        self._build(0)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> float:
        return self._heights[row]

    def __setitem__(self, row: int, height: float) -> None:
        change = height - self._heights[row]
        if not change:
            return
        self._heights[row] = height
        node = row + 1
        while node < len(self._tree):
            self._tree[node] += change
            node += node & -node

    def replace(self, start: int, end: int, heights: Sequence[float]) -> None:
        """Put other rows in the place of those from `start` up to `end`."""
        self._heights[start:end] = heights
        self._build(start)

    def all(self) -> Sequence[float]:
        """Return the heights of all rows."""
        return self._heights

    @property
    def total(self) -> float:
        """The height of the whole column."""
        return self.top_of(len(self._heights))

    def top_of(self, row: int) -> float:
        """Return where a row begins; for the number of rows, where the column ends."""
        total = 0.0
        while row:
            total += self._tree[row]
            row &= row - 1
        return total

    def row_at(self, y: float) -> int:
        """Return the row at a distance from the top; the first or last one for a place outside."""
        row, bit = 0, self._top_bit
        while bit:
            step = row + bit
            if step < len(self._tree) and self._tree[step] <= y:
                row = step
                y -= self._tree[step]
            bit >>= 1
        return min(row, max(0, len(self._heights) - 1))

    def _build(self, start: int) -> None:
        """Update the sums; nothing has changed in the rows before `start`."""
        size = len(self._heights)
        totals = [0.0, *accumulate(self._heights)]
        # A node holds the sum of as many heights, up to its own, as its lowest bit says.
        self._tree[start + 1 :] = [
            totals[node] - totals[node & (node - 1)] for node in range(start + 1, size + 1)
        ]
        self._top_bit = 1 << max(0, size.bit_length() - 1)

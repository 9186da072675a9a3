"""Where the rows of a long column stand, when only the rows once seen have been measured."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUP = 256
"""Rows that are added up one by one: a group takes two microseconds."""


class HeightIndex:
    """The heights of rows and their running totals, in pixels: a Fenwick tree over groups of rows.

    Changing one height and finding the row at a place both take time that grows with the logarithm
    of the number of rows (P. M. Fenwick, "A New Data Structure for Cumulative Frequency Tables",
    1994). Of groups, so that making it is hardly more than adding up: an opening waits for that.
    """

    def __init__(self, heights: Sequence[float]) -> None:
        self._heights = list(heights)
        self._tree = [0.0]
        self._top_bit = 0
        self._build()

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> float:
        return self._heights[row]

    def __setitem__(self, row: int, height: float) -> None:
        change = height - self._heights[row]
        if not change:
            return
        self._heights[row] = height
        node = row // _GROUP + 1
        while node < len(self._tree):
            self._tree[node] += change
            node += node & -node

    def replace(self, start: int, end: int, heights: Sequence[float]) -> None:
        """Put other rows in the place of those from `start` up to `end`."""
        self._heights[start:end] = heights
        self._build()

    def all(self) -> Sequence[float]:
        """Return the heights of all rows."""
        return self._heights

    @property
    def total(self) -> float:
        """The height of the whole column."""
        return self.top_of(len(self._heights))

    def top_of(self, row: int) -> float:
        """Return where a row begins; for the number of rows, where the column ends."""
        group = row // _GROUP
        total = sum(self._heights[group * _GROUP : row])
        while group:
            total += self._tree[group]
            group &= group - 1
        return total

    def row_at(self, y: float) -> int:
        """Return the row at a distance from the top; the first or last one for a place outside."""
        group, bit = 0, self._top_bit
        while bit:
            step = group + bit
            if step < len(self._tree) and self._tree[step] <= y:
                group = step
                y -= self._tree[step]
            bit >>= 1
        row = group * _GROUP
        for height in self._heights[row : row + _GROUP]:
            if height > y:
                break
            y -= height
            row += 1
        return min(row, max(0, len(self._heights) - 1))

    def _build(self) -> None:
        heights = self._heights
        sums = [sum(heights[start : start + _GROUP]) for start in range(0, len(heights), _GROUP)]
        totals = [0.0, *accumulate(sums)]
        # A node holds the sum of as many groups, up to its own, as its lowest bit says.
        self._tree = [
            totals[node] - totals[node & (node - 1)] if node else 0.0 for node in range(len(totals))
        ]
        self._top_bit = 1 << max(0, len(sums).bit_length() - 1)

"""What of one text stands for what of another, by the runs that are in both in one order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.text.common_runs import Run

STRETCH = 8
"""Characters of what is not in both that are worth a look."""
LITTLE = 3
"""Characters more than twice as many that may stand for a few."""


class Crossing(NamedTuple):
    """What stands for a range of the first text in the second."""

    here: TextRange
    """From the first to the last character of the range that is in both,"""
    there: TextRange
    """the same in the second text,"""
    outer: TextRange
    """and with what was put in the place of the first and last characters of the range."""


class Crossings:
    """Runs that are in both texts in one order."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._runs = list(runs)
        self._firsts = [run.first for run in self._runs]
        self._seconds = [run.second for run in self._runs]
        self._sums = list(accumulate((run.length for run in self._runs), initial=0))

    def matched(self, start: int, end: int) -> int:
        """Return how many characters of a range of the first text are in both."""
        return self._up_to(end, self._firsts) - self._up_to(start, self._firsts)

    def matched_there(self, start: int, end: int) -> int:
        """Return the same of a range of the second text."""
        return self._up_to(end, self._seconds) - self._up_to(start, self._seconds)

    def beside(self, start: int, end: int, there: int) -> int:
        """Return how much of a range is in both and not far from a place in the second text.

        Args:
            start: of the range; what is before the text counts for nothing.
            end: of the range.
            there: where twice as much of the second text begins that it may be in.
        """
        most = 2 * (end - start)
        return min(self.matched(start, end), self.matched_there(there, there + most))

    def mark(self, there: bytearray) -> None:
        """Set those characters of the second text that are in both."""
        for _, second, length in self._runs:
            there[second : second + length] = b"\1" * length

    def left_over(self, length: int) -> list[TextRange]:
        """Return the stretches of the first text, of this length, that are not in both."""
        return _gaps(((run.first, run.length) for run in self._runs), length)

    def left_over_there(self, length: int) -> list[TextRange]:
        """Return the same of the second text."""
        return _gaps(((run.second, run.length) for run in self._runs), length)

    def across(self, here: TextRange) -> Crossing | None:
        """Return what of the second text stands for a range of the first; None for nothing."""
        index = bisect_right(self._firsts, here.start) - 1
        if index < 0 or self._end(index) <= here.start:
            index += 1
        last = bisect_left(self._firsts, here.end) - 1
        if index > last:
            return None
        run, final = self._runs[index], self._runs[last]
        start = max(run.first, here.start)
        end = min(self._end(last), here.end)
        begin, stop = start - run.first + run.second, end - final.first + final.second
        gap = self._gap_before(index) if start == run.first else (0, 0)
        before = _share(start - here.start, gap)
        gap = self._gap_before(last + 1) if end == self._end(last) else (0, 0)
        behind = _share(here.end - end, gap)
        return Crossing(
            TextRange(start, end), TextRange(begin, stop), TextRange(begin - before, stop + behind)
        )

    def larger_piece(self, found: Crossing) -> Crossing | None:
        """Return the larger of two pieces that something long was put between; None for one."""
        first = bisect_right(self._firsts, found.here.start) - 1
        last = bisect_left(self._firsts, found.here.end) - 1
        gaps = [(self._gap_before(index)[1], index) for index in range(first + 1, last + 1)]
        most, index = max(gaps, default=(0, 0))
        if most < STRETCH:
            return None
        run, after = self._runs[index - 1], self._runs[index]
        here, there = run.first + run.length, run.second + run.length
        if here - found.here.start >= found.here.end - after.first:
            return Crossing(
                TextRange(found.here.start, here),
                TextRange(found.there.start, there),
                TextRange(found.outer.start, there),
            )
        return Crossing(
            TextRange(after.first, found.here.end),
            TextRange(after.second, found.there.end),
            TextRange(after.second, found.outer.end),
        )

    def _end(self, index: int) -> int:
        return self._runs[index].first + self._runs[index].length

    def _gap_before(self, index: int) -> tuple[int, int]:
        """Return how many characters of either text stand between a run and the one before."""
        if not 0 < index < len(self._runs):
            return 0, 0
        before, after = self._runs[index - 1], self._runs[index]
        return (
            after.first - before.first - before.length,
            after.second - before.second - before.length,
        )

    def _up_to(self, offset: int, starts: Sequence[int]) -> int:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return 0
        return self._sums[index] + min(offset - starts[index], self._runs[index].length)


def _share(missing: int, gap: tuple[int, int]) -> int:
    """Return how much of a gap's other side stands for characters of a passage in the gap."""
    here, there = gap
    # Of a paragraph in the place of another no part stands for a part.
    if missing <= 0 or not 0 < here <= 2 * missing + LITTLE:
        return 0
    share = round(there * min(missing, here) / here)
    return share if share <= 2 * missing + LITTLE else 0


def _gaps(runs: Iterable[tuple[int, int]], length: int) -> list[TextRange]:
    gaps = []
    start = 0
    for begin, size in (*runs, (length, 0)):
        if begin - start >= STRETCH:
            gaps.append(TextRange(start, begin))
        start = begin + size
    return gaps

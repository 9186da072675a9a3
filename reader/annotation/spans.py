"""Which annotations stand on a stretch of text, among ten thousand of them, at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.text.offsets import TextRange


class Span(NamedTuple):
    """An annotation's place in the source text; spans sort by place, then by age."""

    start: int
    end: int
    id: str


class SpanIndex:
    """Spans of the source text, kept sorted for lookup by range."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans)
        self._reach = list(accumulate((span.end for span in self._spans), max))
        """How far the spans up to each one reach; it rises along the list: it can be searched."""

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def add(self, span: Span) -> None:
        """Add a span."""
        index = bisect_left(self._spans, span)
        self._spans.insert(index, span)
        self._reach.insert(index, self._reach_before(index))
        self._measure(index)

    def remove(self, span: Span) -> None:
        """Remove a span; it must be there.

        Raises:
            KeyError: it is not.
        """
        index = bisect_left(self._spans, span)
        if index == len(self._spans) or self._spans[index] != span:
            raise KeyError(span)
        del self._spans[index], self._reach[index]
        self._measure(index)

    def starting_in(self, part: TextRange) -> list[Span]:
        """Return the spans that start in a range, sorted."""
        first, last = self._starting(part)
        return self._spans[first:last]

    def count_starting_in(self, part: TextRange) -> int:
        """Return how many spans start in a range."""
        first, last = self._starting(part)
        return last - first

    def overlapping(self, part: TextRange) -> list[Span]:
        """Return the spans that share a character with a range, sorted; empty spans never do."""
        # No span before `first` reaches into the part, none from `last` on starts before its end.
        first = bisect_right(self._reach, part.start)
        last = bisect_left(self._spans, (part.end,))
        return [span for span in self._spans[first:last] if span.end > part.start]

    def _starting(self, part: TextRange) -> tuple[int, int]:
        return bisect_left(self._spans, (part.start,)), bisect_left(self._spans, (part.end,))

    def _measure(self, start: int) -> None:
        """Update how far spans reach, from one on and as long as that makes a difference."""
        reach = self._reach_before(start)
        for index in range(start, len(self._spans)):
            reach = max(reach, self._spans[index].end)
            if reach == self._reach[index]:
                return
            self._reach[index] = reach

    def _reach_before(self, index: int) -> int:
        return self._reach[index - 1] if index else 0

"""Ranges of text, and the one way from the offsets of a text to those of a text made from it.

Offsets are code points everywhere. Repairing damage, converting script and Qt's UTF-16 are the
same problem, two texts that mostly agree, so they share one map, and maps compose.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from operator import add, itemgetter, sub
from typing import TYPE_CHECKING

from reader.text.bulk import make_each
from reader.text.segments import Segment, SegmentColumns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True, order=True)
class TextRange:
    """A half-open range of code points; `start == end` is a place between two characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a range: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        # Without this an empty range would count as false through __len__.
        return True

    @property
    def is_empty(self) -> bool:
        """Whether it covers no character."""
        return self.start == self.end

    def overlaps(self, other: TextRange) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, distance: int) -> TextRange:
        """Return the range moved by a distance, which may be negative."""
        return TextRange(self.start + distance, self.end + distance)

    def clipped_to(self, other: TextRange) -> TextRange:
        """Return the part inside `other`; an empty range at its nearer end where there is none."""
        start = min(max(self.start, other.start), other.end)
        return TextRange(start, max(start, min(self.end, other.end)))

    def slice(self, text: str) -> str:
        """Return the characters of `text` in the range."""
        return text[self.start : self.end]


class OffsetMap:
    """Offsets of a source text ⇄ offsets of the target text made from it.

    Outside the segments the two correspond character by character. A range that cuts through a
    segment grows to the whole of it on the other side.
    """

    __slots__ = ("_source_starts", "_target_starts", "segments", "source_length", "target_length")

    def __init__(self, source_length: int, target_length: int, segments: Iterable[Segment]) -> None:
        """Build a map from its segments, in order and disjoint.

        Raises:
            ValueError: the segments overlap, the text between two of them differs in length, or
                a segment is empty on both sides.
        """
        self.source_length = source_length
        self.target_length = target_length
        self.segments: Sequence[Segment]
        self._source_starts: Sequence[int]
        self._target_starts: Sequence[int]
        if isinstance(segments, SegmentColumns):
            self.segments = segments
            self._source_starts, _, self._target_starts, _ = segments.columns()
        else:
            self.segments = tuple(segments)
            self._source_starts = list(map(itemgetter(_SOURCE), self.segments))
            self._target_starts = list(map(itemgetter(_TARGET), self.segments))
        self._check()

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Return the map of a text of this length to itself."""
        return cls(length, length, ())

    @classmethod
    def from_replacements(
        cls, source_length: int, replacements: Iterable[tuple[int, int, int]]
    ) -> OffsetMap:
        """Return the map for replacing each `source[start:end]` by so many characters.

        Args:
            source_length: length of the source.
            replacements: `(start, end, length of the new text)`, in order and disjoint.
        """
        rows = tuple(replacements)
        columns = (list(map(itemgetter(column), rows)) for column in range(3))
        return cls.from_columns(source_length, *columns)

    @classmethod
    def from_columns(
        cls, source_length: int, starts: list[int], ends: list[int], lengths: list[int]
    ) -> OffsetMap:
        """Return the same, its replacements by whole columns, as there are texts with 250,000."""
        shifts = list(accumulate(map(sub, lengths, map(sub, ends, starts)), initial=0))
        target_starts = list(map(add, starts, shifts))
        segments = SegmentColumns(starts, ends, target_starts, map(add, target_starts, lengths))
        return cls(source_length, source_length + shifts[-1], segments)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OffsetMap):
            return NotImplemented
        return (self.source_length, self.target_length, self.segments) == (
            other.source_length,
            other.target_length,
            other.segments,
        )

    def __hash__(self) -> int:
        return hash((self.source_length, self.target_length, self.segments))

    def __repr__(self) -> str:
        return f"OffsetMap({self.source_length}, {self.target_length}, {list(self.segments)})"

    @property
    def is_identity(self) -> bool:
        """Whether every offset maps to itself."""
        return not self.segments

    def to_target(self, source: TextRange) -> TextRange:
        """Return the smallest target range that shows all of a source range.

        An empty range maps to an empty one; inside a segment, to the segment's start.
        """
        if source.is_empty:
            place = self._place_in_target(source.start)
            return TextRange(place, place)
        start = self._start(source.start, self._source_starts, _SOURCE, _TARGET)
        end = self._end(source.end, self._source_starts, _SOURCE, _TARGET)
        return TextRange(start, max(start, end))

    def to_source(self, target: TextRange) -> TextRange:
        """Return the smallest source range that a target range was made from.

        What was deleted just before or after the range is not part of it.
        """
        if target.is_empty:
            place = self._place_in_source(target.start)
            return TextRange(place, place)
        start = self._start(target.start, self._target_starts, _TARGET, _SOURCE)
        end = self._end(target.end, self._target_starts, _TARGET, _SOURCE)
        return TextRange(start, max(start, end))

    def to_source_each(self, targets: Iterable[tuple[int, int]]) -> list[TextRange]:
        """Return what `to_source` says of many target ranges, several times faster.

        Args:
            targets: `(start, end)` of ranges that are not empty, in order and disjoint.
        """
        if self.is_identity:
            pairs = list(targets)
            return make_each(TextRange, [start for start, _ in pairs], [end for _, end in pairs])
        source_starts, source_ends, target_starts, target_ends = self._columns()
        ranges = []
        index = 0
        for start, end in targets:
            # As `_start` and `_end` do, but looking only from the last segment found.
            index = bisect_right(target_starts, start, index)
            source_start, source_end = start, end
            if index and start < target_ends[index - 1]:
                source_start = source_starts[index - 1]
            elif index:
                source_start += source_ends[index - 1] - target_ends[index - 1]
            index = bisect_left(target_starts, end, index)
            if index:
                source_end = source_ends[index - 1] + max(0, end - target_ends[index - 1])
            ranges.append(TextRange(source_start, max(source_start, source_end)))
        return ranges

    def inverse(self) -> OffsetMap:
        """Return the map from the target back to the source."""
        swapped = (Segment(s[2], s[3], s[0], s[1]) for s in self.segments)
        return OffsetMap(self.target_length, self.source_length, swapped)

    def slice(self, source: TextRange) -> OffsetMap:
        """Return the map of a part of the source, both sides counted from the part's own start.

        The part must not cut through a segment.
        """
        target = self.to_target(source)
        first = bisect_left(self._source_starts, source.start)
        last = bisect_right(self._source_starts, source.end)
        rebased = (
            Segment(
                s.source_start - source.start,
                s.source_end - source.start,
                s.target_start - target.start,
                s.target_end - target.start,
            )
            for s in self.segments[first:last]
            # What was inserted at either end is not in the target range either.
            if s.source_end <= source.end
            and target.start <= s.target_start
            and s.target_end <= target.end
        )
        return OffsetMap(len(source), len(target), rebased)

    def then(self, after: OffsetMap) -> OffsetMap:
        """Return the map that goes through this one and then through `after`.

        Segments of the two that share part of the middle text become one.

        Raises:
            ValueError: `after` does not start from this map's target.
        """
        if after.source_length != self.target_length:
            raise ValueError("the second map is not of the first one's target")
        if after.is_identity:
            return self
        if self.is_identity:
            return after
        return OffsetMap(
            self.source_length,
            after.target_length,
            _joined(tuple(self.segments), tuple(after.segments)),
        )

    def _columns(self) -> tuple[Sequence[int], ...]:
        if isinstance(self.segments, SegmentColumns):
            return self.segments.columns()
        return tuple(list(map(itemgetter(column), self.segments)) for column in range(4))

    def _place_in_target(self, offset: int) -> int:
        return self._place(offset, self._source_starts, _SOURCE, _TARGET)

    def _place_in_source(self, offset: int) -> int:
        return self._place(offset, self._target_starts, _TARGET, _SOURCE)

    def _start(self, offset: int, starts: Sequence[int], near: int, far: int) -> int:
        # The last segment that starts at or before the offset: a deletion just here is left behind.
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return offset
        segment = self.segments[index]
        if offset < segment[near + 1]:
            return segment[far]
        return segment[far + 1] + offset - segment[near + 1]

    def _end(self, offset: int, starts: Sequence[int], near: int, far: int) -> int:
        # The last segment that starts before the offset: a deletion just here is not reached.
        index = bisect_left(starts, offset) - 1
        if index < 0:
            return offset
        segment = self.segments[index]
        return segment[far + 1] + max(0, offset - segment[near + 1])

    def _place(self, offset: int, starts: Sequence[int], near: int, far: int) -> int:
        index = bisect_left(starts, offset) - 1
        if index < 0:
            return offset
        segment = self.segments[index]
        if offset < segment[near + 1]:
            return segment[far]
        return segment[far + 1] + offset - segment[near + 1]

    def _check(self) -> None:
        source_before = target_before = 0
        for segment in self.segments:
            source_start, source_end, target_start, target_end = segment
            gap = source_start - source_before
            if gap < 0 or gap != target_start - target_before:
                raise ValueError(f"{segment} and the one before do not fit together")
            if source_end < source_start or target_end < target_start:
                raise ValueError(f"{segment} ends before it starts")
            if source_start == source_end and target_start == target_end:
                raise ValueError(f"{segment} is nothing made from nothing")
            source_before, target_before = source_end, target_end
        rest = self.source_length - source_before
        if rest < 0 or rest != self.target_length - target_before:
            raise ValueError(f"{self.segments[-1]} and what follows do not fit together")


_SOURCE, _TARGET = 0, 2
"""Where in a `Segment` a side's start is; its end follows."""


def _joined(first: Sequence[Segment], second: Sequence[Segment]) -> list[Segment]:
    """Join the segments of two maps; the first one's target is the second one's source."""
    out: list[Segment] = []
    i = j = 0
    # What the segments passed so far add: source - middle of the first, target - middle of the
    # second.
    source_shift = target_shift = 0
    while i < len(first) or j < len(second):
        # Take the earlier in the middle text; a deletion before a replacement that starts there.
        take_first = j == len(second) or (
            i < len(first)
            and (first[i].target_start, first[i].target_end)
            <= (second[j].source_start, second[j].source_end)
        )
        start, end = first[i][_TARGET:] if take_first else second[j][: _SOURCE + 2]
        source_start, target_start = start + source_shift, start + target_shift
        while True:
            if i < len(first) and _touches(start, end, first[i].target_start, first[i].target_end):
                end = max(end, first[i].target_end)
                source_shift = first[i].source_end - first[i].target_end
                i += 1
            elif j < len(second) and _touches(
                start, end, second[j].source_start, second[j].source_end
            ):
                end = max(end, second[j].source_end)
                target_shift = second[j].target_end - second[j].source_end
                j += 1
            else:
                break
        source_end, target_end = end + source_shift, end + target_shift
        # What the first inserted and the second deleted again has left nothing.
        if source_start < source_end or target_start < target_end:
            out.append(Segment(source_start, source_end, target_start, target_end))
    return out


def _touches(start: int, end: int, next_start: int, next_end: int) -> bool:
    """Tell whether the next segment shares middle text with the group start..end."""
    return next_start < end or start == end == next_start == next_end

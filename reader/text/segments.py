"""The stretches in which two texts differ, as objects and as columns of numbers."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Segment(NamedTuple):
    """A stretch of the source that became, as a whole, a stretch of the target.

    Nothing inside one end of a segment corresponds to anything inside the other; either may be
    empty (a deletion, an insertion), but not both.
    """

    source_start: int
    source_end: int
    target_start: int
    target_end: int


_segment = partial(tuple.__new__, Segment)
"""From the four numbers to a segment, in half the time."""


class SegmentColumns(Sequence[Segment]):
    """Segments that are made when one is looked at: a book may have 250,000, which take 50 MB."""

    __slots__ = ("_numbers",)

    def __init__(self, *columns: Iterable[int]) -> None:
        """Keep the numbers of segments; `columns` are in the order of a segment's fields."""
        self._numbers = tuple(array("i", column) for column in columns)

    def __len__(self) -> int:
        return len(self._numbers[0])

    @overload
    def __getitem__(self, index: int) -> Segment: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Segment, ...]: ...

    def __getitem__(self, index: int | slice) -> Segment | tuple[Segment, ...]:
        if isinstance(index, slice):
            part = (column[index] for column in self._numbers)
            return tuple(map(_segment, zip(*part, strict=True)))
        return Segment(*(column[index] for column in self._numbers))

    def __iter__(self) -> Iterator[Segment]:
        return map(_segment, zip(*self._numbers, strict=True))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SegmentColumns):
            return self._numbers == other._numbers
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def columns(self) -> tuple[Sequence[int], ...]:
        """Return the numbers, in the order of a segment's fields."""
        return self._numbers

"""Two versions of an article side by side: what belongs together, and where the two differ.

Paragraphs are put beside each other by what they say, whatever their script, width, layout and
damage. How they write it is looked at only within what they both say, so that a text and the same
converted are one and the same with some characters written otherwise, and not two texts.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.text.bare import bare
from reader.text.common_runs import Run, common_runs
from reader.text.offsets import TextRange
from reader.text.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.document.model import Document
    from reader.text.folding import Folded

_PART = 0.5
"""How much of the shorter of two blocks must be in the other for them to belong together,"""
_MANY = 16
"""or how many characters, however much that is of them."""


class Kind(StrEnum):
    """How the newer version differs from the older one at a place."""

    INSERTED = "inserted"
    REMOVED = "removed"
    CHANGED = "changed"
    REWRITTEN = "rewritten"
    """The same in another script or width, or with other damage or invisible characters."""


class Difference(NamedTuple):
    """A place where what both have is not the same."""

    kind: Kind
    old: TextRange
    """In the source of the older version; empty for what was inserted."""
    new: TextRange
    """In that of the newer one; empty for what was removed."""


class Row(NamedTuple):
    """Blocks that belong together, or one that the other version has nothing for."""

    old: range
    """Indices of blocks of the older version; none for a block that was inserted."""
    new: range
    """Of the newer one; none for a block that was removed."""
    differences: tuple[Difference, ...] = ()
    """In their order; none within a block that is not in the other version at all."""
    elsewhere: int | None = None
    """Of a block that stands alone: which one of the other version says just the same elsewhere."""

    @property
    def says_the_same(self) -> bool:
        """Whether both are there, and nothing but how they are written differs."""
        is_both = bool(self.old and self.new)
        return is_both and all(each.kind is Kind.REWRITTEN for each in self.differences)


class _Side:
    """A version, as it is compared."""

    def __init__(self, document: Document) -> None:
        self.text = document.source.text
        self.bare: Folded = bare(self.text)
        self.blocks = [self.bare.map.to_target(block.range) for block in document.blocks]
        self.starts = [block.start for block in self.blocks]

    @cached_property
    def places(self) -> tuple[array[int], array[int]]:
        """Where in the source each bare character begins, and where it ends."""
        starts, ends = array("l"), array("l")
        here = 0
        rest = Segment(len(self.text), len(self.text), 0, 0)
        for start, end, first, last in (*self.bare.map.segments, rest):
            starts.extend(range(here, start))
            ends.extend(range(here + 1, start + 1))
            starts.extend([start] * (last - first))
            ends.extend([end] * (last - first))
            here = end
        return starts, ends

    def reach(self, blocks: range) -> TextRange:
        """Return the bare characters of blocks that follow each other."""
        return TextRange(self.blocks[blocks[0]].start, self.blocks[blocks[-1]].end)

    def source(self, start: int, end: int, reach: TextRange) -> TextRange:
        """Return where bare characters come from; for none, the place between those around it."""
        to_source = self.bare.map.to_source
        if start < end:
            return to_source(TextRange(start, end))
        if start > reach.start:
            place = to_source(TextRange(start - 1, start)).end
        elif reach:
            place = to_source(TextRange(start, start + 1)).start
        else:
            place = to_source(reach).start
        return TextRange(place, place)


def side_by_side(old: Document, new: Document) -> list[Row]:
    """Return all blocks of two versions of an article, those that belong together in one row.

    What was moved to elsewhere stands alone here and there.
    """
    one, other = _Side(old), _Side(new)
    runs = common_runs(one.bare.text, other.bare.text)
    rows: list[Row] = []
    done, there = 0, 0
    for together, with_ in _groups(one, other, runs):
        rows += (Row(range(each, each + 1), range(0)) for each in range(done, together.start))
        rows += (Row(range(0), range(each, each + 1)) for each in range(there, with_.start))
        rows.append(Row(together, with_, tuple(_differences(one, other, runs, together, with_))))
        done, there = together.stop, with_.stop
    rows += (Row(range(each, each + 1), range(0)) for each in range(done, len(one.blocks)))
    rows += (Row(range(0), range(each, each + 1)) for each in range(there, len(other.blocks)))
    return _with_moved(rows, one, other)


def _groups(one: _Side, other: _Side, runs: Sequence[Run]) -> list[tuple[range, range]]:
    """Return which blocks of both belong together, in order, and none of them twice."""
    groups: list[tuple[range, range]] = []
    for (here, there), count in _shared(one, other, runs).items():
        least = min(len(one.blocks[here]), len(other.blocks[there]))
        if count < _MANY and count < _PART * least:
            continue
        first, second = range(here, here + 1), range(there, there + 1)
        if groups and (groups[-1][0].stop > here or groups[-1][1].stop > there):
            before = groups.pop()
            first = range(before[0].start, max(before[0].stop, first.stop))
            second = range(before[1].start, max(before[1].stop, second.stop))
        groups.append((first, second))
    return groups


def _with_moved(rows: Sequence[Row], one: _Side, other: _Side) -> list[Row]:
    """Return the rows, with what stands alone in both versions and says the same."""
    alone = _alone(one, (row.old[0] for row in rows if not row.new))
    alone_new = _alone(other, (row.new[0] for row in rows if not row.old))
    there = {block: alone_new.get(words) for words, block in alone.items()}
    here = {block: alone.get(words) for words, block in alone_new.items()}
    return [
        row
        if row.old and row.new
        else row._replace(elsewhere=there.get(row.old[0]) if row.old else here.get(row.new[0]))
        for row in rows
    ]


def _alone(side: _Side, blocks: Iterable[int]) -> dict[str, int]:
    """Return some blocks by what they say, without those that say the same as others of them."""
    found: dict[str, list[int]] = {}
    for block in blocks:
        words = side.blocks[block].slice(side.bare.text)
        found.setdefault(words, []).append(block)
    return {words: each[0] for words, each in found.items() if words and len(each) == 1}


def _shared(one: _Side, other: _Side, runs: Sequence[Run]) -> dict[tuple[int, int], int]:
    """Return how many characters two blocks have in common, for all that have any, in order."""
    shared: dict[tuple[int, int], int] = {}
    for run in runs:
        done = 0
        while done < run.length:
            here, left = _block_at(one, run.first + done)
            there, left_there = _block_at(other, run.second + done)
            step = min(left, left_there, run.length - done)
            if here is not None and there is not None:
                shared[here, there] = shared.get((here, there), 0) + step
            done += step
    return shared


def _block_at(side: _Side, offset: int) -> tuple[int | None, int]:
    """Return the block with a bare character, None between two, and how far that goes on."""
    index = bisect_right(side.starts, offset) - 1
    if index >= 0 and offset < side.blocks[index].end:
        return index, side.blocks[index].end - offset
    after = side.starts[index + 1] if index + 1 < len(side.starts) else len(side.bare.text)
    return None, after - offset


def _differences(
    one: _Side, other: _Side, runs: Sequence[Run], together: range, with_: range
) -> Iterator[Difference]:
    here, there = one.reach(together), other.reach(with_)
    ends = Run(here.start, there.start, 0), Run(here.end, there.end, 0)
    for run, after in pairwise((ends[0], *_clipped(runs, here, there), ends[1])):
        if run.length:
            yield from _rewritten(one, other, run)
        start, end = run.first + run.length, after.first
        new_start, new_end = run.second + run.length, after.second
        if start < end or new_start < new_end:
            kind = Kind.CHANGED
            if start == end or new_start == new_end:
                kind = Kind.INSERTED if start == end else Kind.REMOVED
            yield Difference(
                kind,
                one.source(start, end, here),
                other.source(new_start, new_end, there),
            )


def _clipped(runs: Sequence[Run], here: TextRange, there: TextRange) -> Iterator[Run]:
    """Yield what of the runs is within a range of each text."""
    first = bisect_left(runs, here.start, key=lambda run: run.first + run.length)
    for run in runs[first:]:
        if run.first >= here.end:
            return
        cut = max(0, here.start - run.first, there.start - run.second)
        end = min(run.length, here.end - run.first, there.end - run.second)
        if cut < end:
            yield Run(run.first + cut, run.second + cut, end - cut)


def _rewritten(one: _Side, other: _Side, run: Run) -> Iterator[Difference]:
    """Yield where what both say is not written with the same characters; white space is none."""
    whole = one.source(run.first, run.first + run.length, TextRange(0, 0))
    whole_new = other.source(run.second, run.second + run.length, TextRange(0, 0))
    if whole.slice(one.text) == whole_new.slice(other.text):
        return
    pieces = _pieces(one, run.first, run.length), _pieces(other, run.second, run.length)
    start: tuple[int, int] | None = None
    for (begin, end), (new_begin, new_end) in zip(
        pairwise(pieces[0]), pairwise(pieces[1]), strict=True
    ):
        written, now = one.text[begin:end], other.text[new_begin:new_end]
        if written == now or "".join(written.split()) == "".join(now.split()):
            if start is not None:
                yield _as_written(one, other, start, (begin, new_begin))
            start = None
        elif start is None:
            start = begin, new_begin
    if start is not None:
        yield _as_written(one, other, start, (pieces[0][-1], pieces[1][-1]))


def _pieces(side: _Side, start: int, length: int) -> list[int]:
    """Return where in the source each of some bare characters begins, and where the last ends."""
    starts, ends = side.places
    return [*starts[start : start + length], ends[start + length - 1]]


def _as_written(
    one: _Side, other: _Side, start: tuple[int, int], end: tuple[int, int]
) -> Difference:
    places = (
        TextRange(begin, begin + len(side.text[begin:stop].rstrip()))
        for side, begin, stop in zip((one, other), start, end, strict=True)
    )
    return Difference(Kind.REWRITTEN, *places)

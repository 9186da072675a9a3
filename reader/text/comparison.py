"""Where each passage of a text is in another version of it, and whether it is there at all.

What both have in order comes first; of what is left over, whatever is in both was moved. A passage
is where its own characters went: what is said likewise elsewhere was there before, or is new.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from reader.text.bare import bare
from reader.text.common_runs import Run, beginnings, common_runs, unique_pairs
from reader.text.crossing import LITTLE, STRETCH, Crossing, Crossings
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BESIDE = 12
"""Bare characters next to a passage that are looked at for signs that it is the one."""
WELL = 0.75
"""From this likeness on a passage is not looked for among what was moved."""
_FEWEST_MOVED = 16
"""Characters of what was moved; fewer may be said anywhere."""
_MOST_PARTNERS = 4
"""Places that a stretch which was moved is looked for at."""
_STOPS = frozenset('.,;:!?)]}》〉】"')
"""What ends a sentence or a part of it, as it is in a bare text."""
_NEAR = (6, 9)
"""So many of the `BESIDE` characters show that a few, or more, were changed, and none torn."""
_NEAR_BORDER = 16
"""Characters between the end of a line and where what is left of a passage seems to end."""
_MOST_PLACES = 20
"""Places of a quotation that are told of."""


class Fit(NamedTuple):
    """What has become of a passage; all counts are of bare characters."""

    place: TextRange
    """In the other text."""
    length: int
    """Of the passage as it was."""
    kept: float
    """How much of it is there, from 0 to 1;"""
    likeness: float
    """the same of what it has become, where that is longer."""
    is_cut: bool
    """Whether one of its ends is gone, and it is not told where what is left begins or ends."""
    before: int
    """How many of the `BESIDE` characters before it are before it again,"""
    behind: int
    """and behind it."""


class Comparison:
    """Two versions of a text, compared once."""

    def __init__(self, old: str, new: str) -> None:
        self._raw = old
        self.old, self.new = bare(old), bare(new)
        self._kept = Crossings(common_runs(self.old.text, self.new.text))

    def fit(self, place: TextRange) -> Fit | None:
        """Return where a passage of the old text is in the new one; None where nothing of it is.

        An empty place is between the characters that it was between.
        """
        here = self.old.map.to_target(place)
        if here.is_empty:
            return self._between(here.start) if place.is_empty else None
        found = self._fit_in(self._kept, here)
        if found is None or found.likeness < WELL:
            others = (self._fit_in(part, here) for part in self._moved_from(here))
            every = [each for each in (found, *others) if each is not None]
            found = max(every, key=lambda each: each.likeness, default=None)
        return found

    def kept_beside(self, place: TextRange) -> int:
        """Return how many bare characters of the old text, but for a passage, are in both."""
        here = self.old.map.to_target(place)
        return self._kept.matched(0, here.start) + self._kept.matched(here.end, len(self.old.text))

    def new_places(self, place: TextRange) -> list[TextRange]:
        """Return where the new text says a passage of the old one, and did not say it there before.

        Of many, the first.
        """
        quote = self.old.map.to_target(place).slice(self.old.text)
        if not quote:
            return []
        taken, most = self._taken, len(quote) // 2
        free = (
            at for at in _places(self.new.text, quote) if sum(taken[at : at + len(quote)]) <= most
        )
        first = islice(free, _MOST_PLACES)
        return [self.new.map.to_source(TextRange(at, at + len(quote))) for at in first]

    def _fit_in(self, part: Crossings, here: TextRange) -> Fit | None:
        found = part.across(here)
        if found is None:
            return None
        if len(found.there) * WELL > len(here) and (piece := part.larger_piece(found)):
            found = piece
        near = self._before(part, here.start, found.outer.start)
        before, is_torn_before = self._end_beside(here, found, near, is_start=True)
        near = self._behind(part, here.end, found.outer.end)
        behind, is_torn_behind = self._end_beside(here, found, near, is_start=False)
        matched = part.matched(found.here.start, found.here.end) + before + behind
        start, end = found.there.start - before, found.there.end + behind
        if start >= end:
            return None
        if before >= 0:
            start = min(start, found.outer.start)
        there = TextRange(start, max(end, found.outer.end))
        return Fit(
            place=self.new.map.to_source(there),
            length=len(here),
            kept=matched / len(here),
            likeness=matched / max(len(here), len(there)),
            is_cut=is_torn_before or is_torn_behind,
            before=self._before(part, here.start, there.start),
            behind=self._behind(part, here.end, there.end),
        )

    def _before(self, part: Crossings, here: int, there: int) -> int:
        """Return how much of what is before an offset is before one of the new text.

        The beginning of both texts is as good as characters.
        """
        found = part.beside(here - BESIDE, here, there - 2 * BESIDE)
        return found + (max(0, BESIDE - here) if there < BESIDE else 0)

    def _behind(self, part: Crossings, here: int, there: int) -> int:
        """Return the same of what is behind."""
        found = part.beside(here, here + BESIDE, there)
        left, other = len(self.old.text) - here, len(self.new.text) - there
        return found + (max(0, BESIDE - left) if other < BESIDE else 0)

    def _end_beside(
        self, here: TextRange, found: Crossing, near: int, *, is_start: bool
    ) -> tuple[int, bool]:
        """Return how far an end is from where it was found, and whether it was cut off somewhere.

        Of a stop before what was put in or taken out, runs may have the other one, and the other
        way round. What is left of a passage must begin or end with a line; else it is not told
        where it does.

        Args:
            here: the passage.
            found: what of it was found.
            near: how many characters beside that end are beside it again.
            is_start: whether it is the start that is looked at.
        """
        step = -1 if is_start else 1
        end = found.here.start - 1 if is_start else found.here.end
        other = found.there.start - 1 if is_start else found.there.end
        wanted = here.start - 1 if is_start else here.end
        alike = 0
        while (
            end + step * alike != wanted
            and 0 <= other + step * alike < len(self.new.text)
            and self.old.text[end + step * alike] == self.new.text[other + step * alike]
        ):
            alike += 1
        missing = abs(wanted - end)
        if alike == missing:
            return alike, False
        is_replaced = (
            found.outer.start < found.there.start if is_start else found.outer.end > found.there.end
        )
        if (missing <= LITTLE or is_replaced) and near >= _NEAR[missing > LITTLE]:
            return 0, False
        edge = end + is_start
        for border in self._borders(edge):
            distance = step * (border - edge)
            if 0 <= distance <= alike:
                return distance, False
            idle = self.old.text[min(border, edge) : max(border, edge)]
            if distance < 0 and _STOPS.issuperset(idle):
                return distance, False
        return 0, True

    def _borders(self, offset: int) -> list[int]:
        """Return where lines begin or end near an offset of the bare old text, nearest first."""
        raw = self.old.map.to_source(TextRange(offset, offset)).start
        window = range(max(0, raw - _NEAR_BORDER), min(len(self._raw), raw + _NEAR_BORDER))
        breaks = (at for at in window if self._raw[at] == "\n")
        borders = {self.old.map.to_target(TextRange(at, at)).start for at in breaks}
        return sorted(borders, key=lambda border: abs(border - offset))

    def _between(self, offset: int) -> Fit | None:
        """Return what has become of a place between two characters."""
        part = self._kept
        after = part.across(TextRange(offset, offset + 1))
        before = part.across(TextRange(offset - 1, offset)) if offset else None
        if after is not None:
            start = self.new.map.to_source(after.there).start
            there = after.there.start
        elif before is not None:
            start = self.new.map.to_source(before.there).end
            there = before.there.end
        else:
            return None
        is_whole = after and before and before.there.end == after.there.start
        return Fit(
            place=TextRange(start, start),
            length=0,
            kept=1.0,
            likeness=1.0 if is_whole else 0.5,
            is_cut=False,
            before=self._before(part, offset, there),
            behind=self._behind(part, offset, there),
        )

    def _moved_from(self, here: TextRange) -> Iterator[Crossings]:
        """Yield what holds anything of a range and was moved."""
        left = self._left
        index = max(0, bisect_right(left, here.start, key=lambda gap: gap.start) - 1)
        while index < len(left) and left[index].start < here.end:
            yield from self._moved.get(index, ())
            index += 1

    @cached_property
    def _left(self) -> list[TextRange]:
        """The stretches of the old text that are not where they were."""
        return self._kept.left_over(len(self.old.text))

    @cached_property
    def _moved(self) -> dict[int, list[Crossings]]:
        """What was moved: by the numbers of the stretches in `_left`, a part for each place."""
        old, new, left = self.old.text, self.new.text, self._left
        right = self._kept.left_over_there(len(new))
        pairs = unique_pairs(old, new, STRETCH, _starts(old, left), _starts(new, right))
        firsts, seconds = [each.start for each in left], [each.start for each in right]
        votes = Counter(
            (bisect_right(firsts, a) - 1, bisect_right(seconds, b) - 1) for a, b in pairs
        )
        parts: dict[int, list[Crossings]] = {}
        effort = 4 * (len(old) + len(new))
        for (one, other), _ in votes.most_common():
            here, there, found = left[one], right[other], parts.setdefault(one, [])
            effort -= len(here) + len(there)
            if len(found) == _MOST_PARTNERS or effort < 0:
                continue
            runs = common_runs(here.slice(old), there.slice(new))
            if sum(run.length for run in runs) >= _FEWEST_MOVED:
                found.append(Crossings(Run(a + here.start, b + there.start, n) for a, b, n in runs))
        return parts

    @cached_property
    def _taken(self) -> bytearray:
        """A one for each character of the new text that comes from the old one."""
        taken = bytearray(len(self.new.text))
        for part in (self._kept, *chain.from_iterable(self._moved.values())):
            part.mark(taken)
        return taken


def _starts(text: str, gaps: Iterable[TextRange]) -> Iterator[int]:
    gaps = list(gaps)
    size = sum(map(len, gaps))
    for gap in gaps:
        yield from beginnings(text, gap.start, gap.end - STRETCH, size)


def _places(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)

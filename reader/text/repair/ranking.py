"""Choosing among what a damaged place may have been, by what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.repair import likelihood
from reader.text.repair.readings import LETTERS
from reader.text.repair.torn_bytes import Rebuilt, with_vanished_pair

if TYPE_CHECKING:
    from collections.abc import Iterable

_BRACKETS = re.compile(rf"\([{LETTERS}]{{1,6}}\)|（[{LETTERS}]{{1,6}}）")

_LEFT = 8
_RIGHT = 6
"""Characters around a place that are looked at with it."""
_REACH = 60
"""Characters among which those are found, brackets being passed over."""
_LINE = 400
"""Characters before a place in which open quotation marks count."""

_SKELETONS = 3
_PLACES = 8
_PAIRS = 3
"""In so many of the best ways, so many pairs are put back, each at the best of so many places."""

# In nats.
_PROOF = 5.0
_SIMPLIFIED_ONLY = 6.0
_QUOTE = 5.0


class Ranked(NamedTuple):
    """A way back and how likely it is, in nats."""

    value: float
    way: Rebuilt


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A damaged place in a text."""

    source: str
    start: int
    left: str
    """The characters before it, as they were before the damage."""
    line_end: int
    open_quotes: int
    """How many quotation marks are open before it in its line."""

    @classmethod
    def at(cls, source: str, start: int, *, repaired: str = "", repaired_to: int = 0) -> Place:
        """Return a place.

        Args:
            source: the damaged text.
            start: of the damage.
            repaired: what the repair before this place shows.
            repaired_to: where that repair ends in the damaged text.
        """
        line_start = source.rfind("\n", max(0, start - _LINE), start) + 1
        line_start = max(line_start, start - _LINE, 0)
        begin = max(line_start, start - _REACH)
        left = source[begin:start]
        if begin < repaired_to <= start:
            left = repaired + source[repaired_to:start]
        line = source[line_start:start]
        line_end = source.find("\n", start, start + _LINE)
        return cls(
            source=source,
            start=start,
            left=_BRACKETS.sub("", left)[-_LEFT:],
            line_end=line_end if line_end >= 0 else min(len(source), start + _LINE),
            open_quotes=line.count("“") - line.count("”"),
        )

    def right(self, end: int, limit: int) -> str:
        """Return the characters from an offset to another one and a few more, without brackets."""
        after = _BRACKETS.sub("", self.source[limit : min(self.line_end, limit + _REACH)])
        return _BRACKETS.sub("", self.source[end:limit]) + after[:_RIGHT]

    def judge(self, way: Rebuilt, frame: likelihood.Frame, text: str, right: str) -> float:
        """Return how likely a way back is, in nats.

        Args:
            way: the way.
            frame: what stands around the part of it that is judged.
            text: that part.
            right: what comes after the way.
        """
        simplified_only = sum(map(likelihood.is_simplified_only, way.text + right))
        return (
            frame.score(text)
            + _PROOF * way.proofs
            + self._quotes(way.text)
            - _SIMPLIFIED_ONLY * simplified_only
            - way.cost
        )

    def _quotes(self, text: str) -> float:
        value = 0.0
        depth = self.open_quotes
        for character in text:
            if character == "“":
                depth += 1
            elif character == "”":
                value += _QUOTE if depth > 0 else -_QUOTE
                depth -= 1
        return value


def rank(place: Place, ways: Iterable[Rebuilt], limit: int) -> list[Ranked]:
    """Return ways back, the likeliest first, judged up to a few characters after an offset.

    Args:
        place: where they start.
        ways: some of them, ends differing.
        limit: offset in the damaged text that none of them ends behind.
    """
    rights: dict[int, str] = {}
    frames: dict[int, likelihood.Frame] = {}
    ranked = []
    for way in ways:
        if way.end not in rights:
            rights[way.end] = place.right(way.end, limit)
            frames[way.end] = likelihood.Frame(place.left, rights[way.end])
        value = place.judge(way, frames[way.end], way.text, rights[way.end])
        ranked.append(Ranked(value, way))
    return sorted(ranked, key=_value, reverse=True)


def rank_with_pairs(place: Place, ways: Iterable[Rebuilt], limit: int) -> list[Ranked]:
    """Return the same as `rank`, and what the likeliest are if pairs of bytes vanished."""
    ranked = rank(place, ways, limit)
    best = ranked[:_SKELETONS]
    for _ in range(_PAIRS):
        longer = [new for _, way in best for new in _with_pairs(place, way, limit)]
        ranked += longer
        best = nlargest(1, longer, key=_value)
    return sorted(ranked, key=_value, reverse=True)


def _with_pairs(place: Place, way: Rebuilt, limit: int) -> Iterable[Ranked]:
    """Yield the way with one vanished pair more, at its least likely characters."""
    right = place.right(way.end, limit)
    pairs = {pair[0]: index for index, pair in enumerate(way.pairs)}
    offset = len(place.left)
    weak = [at - offset for _, at in likelihood.unlikely(place.left + way.text + right)]
    for at in [at for at in weak if at in pairs][:_PLACES]:
        frame = likelihood.Frame(place.left + way.text[:at], way.text[at + 1 :] + right)
        for new in with_vanished_pair(way, pairs[at]):
            yield Ranked(place.judge(new, frame, new.text[at : at + 2], right), new)


def _value(ranked: Ranked) -> float:
    return ranked.value


def is_odd(character: str) -> bool:
    """Tell whether a character is rare in a Traditional text and common out of step."""
    if likelihood.is_simplified_only(character):
        return True
    return not (character.isascii() or likelihood.is_common(character)) and (
        is_han(character) or character.isalpha()
    )

"""Pairs of bytes that vanished, because they stood for private-use characters.

Where `幫他在` lost the bytes FB D4, of 他 the second and of 在 the first one, what is left reads as
one wrong character. Nothing tells what the two were but the text around them.
"""

from __future__ import annotations

from functools import lru_cache
from heapq import nlargest
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from reader.text.repair.gap import Character, Gap, Whole
from reader.text.repair.halves import completions
from reader.text.repair.own_phrases import rank_own_phrases
from reader.text.repair.ranking import Ranked, rank
from reader.text.repair.torn_bytes import VANISHED, Rebuilt
from reader.text.repair.vocabulary import is_within_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.text.repair.ranking import RepairSite
    from reader.text.repair.written_forms import WrittenForms

_SKELETONS = 3
_PLACES = 8
_PAIRS = 3
"""In so many of the best ways, so many pairs are put back, each at the best of so many places."""
_FIRSTS, _LASTS = 4, 8
"""Of the likeliest characters before and after the break, so many are tried with each other."""
_KEPT = 8
_WORTH_KEEPING = 8.0
"""Of the pairs at one place: so many, if they are by no more nats worse than the best."""

_MARKS = frozenset("！：；？")

_value = itemgetter(0)


class _Candidates(NamedTuple):
    """What the two characters may be."""

    firsts: Sequence[Character]
    lasts: Sequence[Character]
    words: frozenset[str]
    """The pairs of them that stand side by side in words."""


def rank_with_pairs(place: RepairSite, ways: Iterable[Rebuilt], limit: int) -> list[Ranked]:
    """Return the same as `rank`, and what the likeliest are if pairs of bytes vanished."""
    ranked = rank(place, ways, limit)
    best = ranked[:_SKELETONS]
    for _ in range(_PAIRS):
        longer = [new for _, way in best for new in _with_pairs(place, way, limit)]
        if not longer:
            break
        best = nlargest(1, longer, key=_value)
        is_better = best[0].value > max(ranked, key=_value).value
        ranked += longer
        if not is_better:
            break
    ranked += [
        new for way in ranked[:_SKELETONS] for new in rank_own_phrases(place, way.way, limit)
    ]
    return sorted(ranked, key=_value, reverse=True)


def _with_pairs(place: RepairSite, way: Rebuilt, limit: int) -> Iterator[Ranked]:
    """Yield the way with one vanished pair more, at its least likely characters."""
    right = place.right(way.end, limit)
    whole = Whole(place.left + way.text + right, place.vocabulary)
    pairs = {pair[0]: index for index, pair in enumerate(way.pairs)}
    offset = len(place.left)
    # What is left of a comma and a character may be another mark, which is never unlikely.
    weak = [at for at in pairs if way.text[at] in _MARKS]
    weak += [at - offset for _, at in whole.unlikely() if at - offset in pairs]
    constant = place.worth(way) - VANISHED - place.forms.cost(way.text + right)
    for at in weak[:_PLACES]:
        gap = Gap(whole, offset + at)
        _, lead, trail = way.pairs[pairs[at]]
        before, after = way.text[:at], way.text[at + 1 :]
        known = constant + place.forms.cost(way.text[at])
        found = [
            (value + gap.stops(pair) + place.quotes(before + pair + after), pair)
            for value, pair in _candidates(gap, lead, trail, place.forms)
        ]
        best = nlargest(_KEPT, found)
        for value, pair in best:
            if value > best[0][0] - _WORTH_KEEPING:
                yield Ranked(value + known, _with_pair(way, pairs[at], pair))


def _candidates(
    gap: Gap, lead: int, trail: int, forms: WrittenForms
) -> Iterator[tuple[float, str]]:
    """Yield likely pairs of characters of which two bytes vanished, each with its likelihood.

    Args:
        gap: what stands around them.
        lead: the first byte of the first one.
        trail: the second byte of the last one.
        forms: of the script.
    """
    firsts, lasts, words = _of_bytes(lead, trail, forms)
    before, after = gap.firsts(firsts), gap.lasts(lasts)
    for x, a in before[:_FIRSTS]:
        for y, b in after[:_LASTS]:
            if a + b not in words:
                yield x + y, a + b
    if words:
        ends = {a: x for x, a in before}
        starts = {b: y for y, b in after}
        for pair in words:
            yield max(ends[pair[0]] + starts[pair[1]], gap.across(pair)), pair


@lru_cache(maxsize=4096)
def _of_bytes(lead: int, trail: int, forms: WrittenForms) -> _Candidates:
    """Return what the two may be, but for characters that no text of the script has."""
    firsts = [c for c in completions(first=lead, vanishing=True) if not forms.is_foreign(c)]
    lasts = [c for c in completions(second=trail) if not forms.is_foreign(c)]
    words = frozenset(a + b for a in firsts for b in lasts if is_within_word(a + b))
    return _Candidates(list(map(Character.of, firsts)), list(map(Character.of, lasts)), words)


def _with_pair(way: Rebuilt, index: int, characters: str) -> Rebuilt:
    at = way.pairs[index][0]
    return Rebuilt(
        text=way.text[:at] + characters + way.text[at + 1 :],
        end=way.end,
        cost=way.cost + VANISHED,
        proofs=way.proofs,
        lost=way.lost + 2,
        pairs=way.pairs[:index] + tuple((a + 1, b, c) for a, b, c in way.pairs[index + 1 :]),
    )

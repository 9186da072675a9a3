"""Where a target is in a text, by what is stored of it alone, and how sure that is.

Cheap and certain comes before clever: its position, its quotation in all its context, what reads
like it without regard to script and width, what is like it. Of several places the context must
tell, and clearly; else they are candidates, and the user's to choose from.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from reader.annotation.anchor_states import (
    LIKE,
    LOST,
    MAYBE,
    Anchored,
    Candidate,
    State,
    is_certain,
    is_enough,
)
from reader.annotation.unplaced import state_in
from reader.text.approximate import RoughFinder
from reader.text.bare import bare
from reader.text.comparison import BESIDE, Comparison
from reader.text.folding import fold
from reader.text.matching import Finder
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.annotation.model import Target
    from reader.text.comparison import Fit

CONTEXT = 32
"""Code points of source text kept before and after a quote."""
_NEAR = 65_536
"""Code points from where it was that a quote is looked for in its context first."""
_MOST_PLACES = 1_000
"""So many places of one quote say nothing of which is meant."""
_MOST_CANDIDATES = 3
"""Places that are compared, or told of."""
_A_COMPARISON = 10_000
"""What it costs to look at the context of a place, in characters looked at."""
_A_CLOSE_COMPARISON = 200_000
"""And to compare a place and what is around it with the target, character by character."""
_UNDECODED = "\ufffd"
"""Stands in quotes for what no encoding explained when they were made; today one may."""
_EFFORT = 800_000_000
"""Characters that are looked at to find the targets of a set: a second, or a few."""
_ROUGH_EFFORT = 400_000_000
"""The same for those that are in no other words than theirs."""


class TargetFinder(Finder):
    """Finds the targets of a set in a text, with as much work as it is worth."""

    def __init__(self, text: str) -> None:
        super().__init__(text, _EFFORT)
        self.rough = RoughFinder(text, _ROUGH_EFFORT)
        self.distance = 0
        """How far the last target found is from where it was: those around have moved alike."""


def finder_in(text: str) -> TargetFinder:
    """Return what finds the targets of a set in a source text.

    A file may quote a thousand times what is not in the text: what is not found in time is taken
    for lost, and is kept and shown as such.
    """
    return TargetFinder(text)


def locate(target: Target, finder: TargetFinder, digest: str) -> TextRange | None:
    """Return where in a source text a target is; None where that is not certain; see `anchored`."""
    return anchored(target, finder, digest).place


def anchored(target: Target, finder: TargetFinder, digest: str) -> Anchored:
    """Return where in a source text a target is, and how sure that is.

    Args:
        target: the target.
        finder: of the text.
        digest: of the source of the text.
    """
    if state := state_in(target, digest):
        # Both texts were compared before: what reads like it here is no more than a candidate.
        return Anchored(state, None, _looked_for(target, finder).as_candidates())
    if holds(target, finder.text) and (
        target.source == digest or _is_in_context(target, target.range, finder.text)
    ):
        return Anchored(State.EXACT, target.range)
    found = _expected(target, finder)
    if found.place is None and (place := _in_context(target, finder)):
        found = Anchored(State.MOVED, place)
    if found.place is None:
        found = _looked_for(target, finder)
    if found.place is not None:
        finder.distance = found.place.start - target.range.start
    return found


def holds(target: Target, text: str) -> bool:
    """Tell whether the quote, or what is around a bookmark, is where it is stored to be."""
    if target.range.end > len(text):
        return False
    if target.exact or not target.range.is_empty:
        return _says(target.range.slice(text), target.exact)
    return text.startswith(target.suffix, target.range.end) and text.endswith(
        target.prefix, 0, target.range.start
    )


def _says(text: str, stored: str) -> bool:
    """Tell whether a text is what was stored of it, or what could not be decoded then."""
    if text == stored or _UNDECODED not in stored:
        return text == stored
    return len(text) == len(stored) and all(
        now == then or then == _UNDECODED for now, then in zip(text, stored, strict=True)
    )


def _is_in_context(target: Target, place: TextRange, text: str) -> bool:
    """Tell whether anything stored beside a quotation is beside a place; a long one needs none."""
    before, after = _context_of(target)
    if not (before or after) or len(target.exact) >= CONTEXT:
        return True
    return _alike(text, before, after, place) > 0


def _expected(target: Target, finder: TargetFinder) -> Anchored:
    """Return what is found of a target where it is if it has moved as the one before it."""
    before, after = target.prefix[-CONTEXT:], target.suffix[:CONTEXT]
    start = target.range.start + finder.distance
    place = TextRange(max(0, start), max(0, start) + len(target.exact))
    if len(before) + len(after) < CONTEXT or start < 0 or place.end > len(finder.text):
        return LOST
    whole = before + target.exact + after
    if start >= len(before) and finder.text.startswith(whole, start - len(before)):
        return Anchored(State.MOVED, place)
    return _compared(target, finder, [_around(place, finder.text)], ())


def _in_context(target: Target, finder: Finder) -> TextRange | None:
    """Return the nearest place where all of what is stored stands just so; None for nowhere.

    Of all places it is the best, and it is found without looking at the others.
    """
    before, after = target.prefix[-CONTEXT:], target.suffix[:CONTEXT]
    if len(before) + len(after) < min(CONTEXT, len(finder.text) // 2):
        return None
    start = target.range.start - len(before)
    found = finder.nearest(before + target.exact + after, start, _NEAR)
    if found is None:
        return None
    start = found + len(before)
    return TextRange(start, start + len(target.exact))


def _looked_for(target: Target, finder: TargetFinder) -> Anchored:
    """Return what is found of a target that is not just where it was, as it was."""
    places = _places(target, finder)
    if len(places) == _MOST_PLACES or not finder.spend(len(places) * _A_COMPARISON):
        near = sorted(places, key=lambda place: abs(place.start - target.range.start))
        return _unsure(Candidate(place, 0.0) for place in near)
    before, after = _context_of(target)
    ranked = sorted(
        ((_alike(finder.text, before, after, place), place) for place in places),
        key=lambda pair: (-pair[0], abs(pair[1].start - target.range.start)),
    )
    beside, stored = [count for count, _ in ranked], len(before) + len(after)
    is_said = beside and beside[0] >= LIKE * stored
    if is_said and is_enough(len(target.exact), stored, beside):
        return Anchored(State.MOVED, ranked[0][1])
    around = [_around(place, finder.text) for _, place in ranked[:_MOST_CANDIDATES]]
    # Where the passage itself was changed, another that reads like it is not the one.
    whole = target.prefix[-CONTEXT:] + target.exact + target.suffix[:CONTEXT]
    around += finder.rough.likely(whole, target.range.start, _MOST_CANDIDATES)
    return _compared(target, finder, around, ranked)


def _around(place: TextRange, text: str) -> TextRange:
    margin = 2 * CONTEXT
    return TextRange(max(0, place.start - margin), min(len(text), place.end + margin))


def _places(target: Target, finder: Finder) -> list[TextRange]:
    """Return the places in a text that say what a target quotes, in order; of many, the first."""
    if target.exact:
        return finder.find(target.exact, _MOST_PLACES)
    # A bookmark quotes nothing: it stands where what is around it does.
    around = finder.find(target.prefix + target.suffix, _MOST_PLACES)
    places = [place.start + len(target.prefix) for place in around]
    return [TextRange(place, place) for place in places]


def _compared(
    target: Target,
    finder: TargetFinder,
    around: Sequence[TextRange],
    ranked: Sequence[tuple[int, TextRange]],
) -> Anchored:
    """Compare a target with parts of a text, character by character.

    Args:
        target: the target.
        finder: of the text.
        around: the parts.
        ranked: places where the quotation stands, and how much of the context does.
    """
    before, after = target.prefix[-CONTEXT:], target.suffix[:CONTEXT]
    place = TextRange(len(before), len(before) + len(target.exact))
    stored = len(bare(before + after).text)
    fits: dict[TextRange, tuple[int, Fit]] = {}
    for part in around:
        if not finder.spend(_A_CLOSE_COMPARISON):
            break
        comparison = Comparison(before + target.exact + after, part.slice(finder.text))
        fit = comparison.fit(place)
        if fit is not None and fit.kept >= MAYBE:
            beside = comparison.kept_beside(place)
            # Near the ends of a short text there is no more context than there is.
            stored = min(stored, len(comparison.new.text) - fit.length)
            fits.setdefault(fit.place.shifted(part.start), (beside, fit))
    best = sorted(fits.items(), key=lambda found: (-found[1][0], -found[1][1].kept))
    if best and finder.spend(0):
        only, (beside, fit) = best[0]
        others = [others for _, (others, _) in best[1:]]
        is_alike = fit.length == 0 or fit.likeness == 1 or is_certain(fit)
        if is_alike and not fit.is_cut and is_enough(fit.length, stored, [beside, *others]):
            return Anchored(State.MOVED, only)
    found = {place: _score(fit) for place, (_, fit) in best}
    found.update((place, MAYBE) for _, place in ranked if place not in found)
    return _unsure(Candidate(place, score) for place, score in found.items())


def _unsure(candidates: Iterable[Candidate]) -> Anchored:
    first = tuple(candidates)[:_MOST_CANDIDATES]
    return Anchored(State.UNCERTAIN, None, first) if first else LOST


def _score(fit: Fit) -> float:
    return (fit.kept + (fit.before + fit.behind) / (2 * BESIDE)) / 2


def _context_of(target: Target) -> tuple[str, str]:
    """Return what is stored before a quotation, folded, and backwards; and what behind it."""
    return fold(target.prefix[-CONTEXT:])[::-1], fold(target.suffix[:CONTEXT])


def _alike(text: str, before: str, after: str, place: TextRange) -> int:
    """Count the characters next to a place that are those next to the quote, the near ones first.

    Args:
        text: the source text.
        before: what stands before the quote, folded, backwards.
        after: what stands after it, folded.
        place: where the quote may be.
    """
    found_before = fold(text[max(0, place.start - CONTEXT) : place.start])
    found_after = fold(text[place.end : place.end + CONTEXT])
    return _common(found_before[::-1], before) + _common(found_after, after)


def _common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))

"""How sure it is which of the ways back from a damaged place is the right one.

The numbers come from texts of a dozen kinds in both scripts that were damaged as tools do it: of
what is called high, 99 in 100 are right, of what is called medium, nine in ten.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from reader.text.repair.gap import Whole
from reader.text.repair.model import Confidence
from reader.text.repair.vocabulary import is_common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.repair.ranking import Ranked, RepairSite
    from reader.text.repair.torn_bytes import Rebuilt

_STRANGE = -4.0
"""In nats, of a character that is no part of a word."""
_NEGLIGIBLE = 12.0
"""In nats, less than the best way."""
_LOOK_AHEAD = 12
"""Characters that are compared, where ways end in different places."""

_SURER, _SURE, _LIKELY, _DOUBTFUL = 0.98, 0.97, 0.9, 0.7
"""Probabilities of the best way, if one of those that were found is right."""
_BRIEF, _LONG = 1, 10
"""Pairs of bytes out of step. Each of them may hide that another one vanished."""


def share_of_best(source: str, ranked: Sequence[Ranked]) -> float:
    """Return the probability of the best way back, if one of them is right.

    Args:
        source: the damaged text.
        ranked: the ways back, likeliest first, at least one.
    """
    best, way = ranked[0]
    end = way.end + _LOOK_AHEAD
    text = way.text + source[way.end : end]
    total = 0.0
    for value, other in ranked:
        if value < best - _NEGLIGIBLE:
            break
        if other is way or other.text + source[other.end : end] != text:
            total += exp(value - best)
    return 1 / total


def confidence_at_cut(place: RepairSite, ranked: Sequence[Ranked]) -> Confidence:
    """Return how sure the best way back from a cut is.

    Args:
        place: where the cut is.
        ranked: the ways back, likeliest first, at least one.
    """
    way = ranked[0].way
    share, length = share_of_best(place.source, ranked), len(way.pairs)
    is_sound = is_ordinary(place, way)
    if length <= _BRIEF and way.lost <= 1 and share >= _LIKELY:
        return Confidence.HIGH if share >= _SURE else Confidence.MEDIUM
    if way.lost <= 1 and share >= _SURER and length <= (_LONG if is_sound else _LONG // 2):
        return Confidence.MEDIUM
    if way.lost == 2 and length <= _BRIEF and share >= _DOUBTFUL and is_sound:
        return Confidence.MEDIUM
    return Confidence.LOW


def is_ordinary(place: RepairSite, way: Rebuilt) -> bool:
    """Tell whether a way back makes text of common characters and of words."""
    if "\N{REPLACEMENT CHARACTER}" in way.text or not all(map(is_common, way.text)):
        return False
    if any(map(place.forms.is_foreign, way.text)):
        return False
    first = len(place.left)
    whole = place.left + way.text + place.right(way.end, way.end)
    return not any(
        value < _STRANGE and first <= at < first + len(way.text)
        for value, at in Whole(whole, place.vocabulary).unlikely()
    )

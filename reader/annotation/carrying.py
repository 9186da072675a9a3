"""Annotations of an article carried over to a newer version of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.anchor_states import LOST, MAYBE, Anchored, Candidate, State, is_certain

if TYPE_CHECKING:
    from reader.text.comparison import Comparison
    from reader.text.offsets import TextRange


def carried_place(place: TextRange, old: str, new: str, comparison: Comparison) -> Anchored:
    """Return what has become of a passage of the old text in the new one.

    Args:
        place: of the passage.
        old: the old text.
        new: the new one.
        comparison: of the two.
    """
    fit = comparison.fit(place)
    if (
        fit is not None
        and not fit.is_cut
        and is_certain(fit.length, fit.likeness, fit.before, fit.behind)
    ):
        is_same = fit.place == place and place.slice(new) == place.slice(old)
        return Anchored(State.EXACT if is_same else State.MOVED, fit.place)
    candidates = [Candidate(each, 1.0) for each in comparison.new_places(place)]
    if fit is not None and fit.kept >= MAYBE:
        candidates.append(Candidate(fit.place, fit.kept))
    if not candidates:
        return LOST
    return Anchored(State.UNCERTAIN, None, tuple(candidates))

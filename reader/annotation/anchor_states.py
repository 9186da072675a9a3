"""How sure it is where an annotation stands in a text, and how much must speak for a place.

A place that is wrong is worse than none: whoever reads a note beside the wrong words may never
notice. So what is not certain is only proposed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.comparison import Fit
    from reader.text.offsets import TextRange

LIKE = 0.75
"""How much of a passage must be there for it to be the passage."""
MAYBE = 0.4
"""And for a place to be proposed."""
_LONG = 16
"""Bare characters that are hardly twice in a text."""
_ENOUGH = 13
"""Characters beside a shorter passage that are the same, so on both sides."""
_BOTH_SIDES = 0.6
"""How much of the context must be there: one side alone is beside a copy of the passage as well."""
_WORD = 4
"""Characters up to which a passage is as good as another word once one of them is."""
_WELL_KNOWN = 8
"""Characters that tell of a passage: of itself, or beside a changed word on either side."""


class State(StrEnum):
    """What is known of where an annotation stands."""

    EXACT = "exact"
    """Where it was, and the text is what it was."""
    MOVED = "moved"
    """For certain elsewhere, or in other characters."""
    UNCERTAIN = "uncertain"
    """Perhaps at one of several places."""
    LOST = "lost"
    """Nowhere."""


class Candidate(NamedTuple):
    """A place where an annotation may stand."""

    place: TextRange
    score: float
    """How much speaks for it, from 0 to 1."""


class Anchored(NamedTuple):
    """Where an annotation stands in a text."""

    state: State
    place: TextRange | None = None
    """Where it stands; None where that is not certain."""
    candidates: tuple[Candidate, ...] = ()
    """Where it may stand, the likeliest first; empty where it is certain."""

    def as_candidates(self) -> tuple[Candidate, ...]:
        """Return where it may stand, if what seems certain is not to count as such."""
        return self.candidates if self.place is None else (Candidate(self.place, 1.0),)


LOST = Anchored(State.LOST)


def is_certain(fit: Fit) -> bool:
    """Tell whether what is at a place can only be the passage."""
    if fit.is_cut:
        return False
    if fit.length <= _WORD and fit.likeness < 1:
        return fit.likeness >= LIKE / 2 and min(fit.before, fit.behind) >= _WELL_KNOWN
    if fit.likeness < LIKE:
        return False
    return fit.length * fit.likeness >= _LONG or fit.before + fit.behind >= _ENOUGH


def is_enough(length: int, stored: int, beside: Sequence[int]) -> bool:
    """Tell whether the context of one place says that it is the passage, and that of no other does.

    Args:
        length: of the passage.
        stored: how many characters of context are known.
        beside: how many of them are beside each place where the passage may be, the most first.
    """
    most, *others = beside
    if stored == 0:
        return not others and length >= _WELL_KNOWN
    is_clear = most >= _BOTH_SIDES * stored and length + most >= _ENOUGH
    return is_clear and 2 * max(others, default=0) <= most

"""What a repair is, and what finds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Confidence(StrEnum):
    """How sure it is that a repair gives back what the author wrote; of `none` nobody knows."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A damaged stretch of the source text and what it was before the damage.

    An overlay: the source text itself never changes.
    """

    rule: str
    """Name of the rule that found it."""
    start: int
    """Code points of the source text, half open with `end`."""
    end: int
    before: str
    """The source text between `start` and `end`."""
    after: str
    """What is shown instead while the repair is applied."""
    confidence: Confidence
    alternatives: tuple[str, ...] = ()
    """Other things it may have been, the likeliest first."""
    applied: bool = True
    """False for one that is only offered, or was undone."""


class RepairRule(NamedTuple):
    """One kind of damage."""

    name: str
    reason: str
    """What causes the damage, in one line."""
    find: Callable[[str], Sequence[Repair]]
    """From a source text to its repairs, ordered and disjoint."""

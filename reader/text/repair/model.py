"""What a repair is, and what finds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reader.progress import Progress


class Confidence(StrEnum):
    """How sure it is that a repair gives back what the author wrote; of `none` nobody knows."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


class Repair(NamedTuple):
    """A damaged stretch of the source text and what it was before the damage.

    An overlay: the source text itself never changes. A tuple, as there are texts with 100,000 of
    them, and a frozen dataclass takes four times as long to make.
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

    def shifted(self, distance: int) -> Repair:
        """Return the repair moved by a distance, which may be negative."""
        rule, start, end, *others = self
        # Six times as fast as `_replace`.
        return tuple.__new__(Repair, (rule, start + distance, end + distance, *others))


def removals(rule: str, source: str, places: Sequence[tuple[int, int]]) -> list[Repair]:
    """Return repairs that take places of a text out of it, which is sure.

    Twice as fast as to call `Repair`: a text may have hundreds of thousands.
    """
    return [
        tuple.__new__(Repair, (rule, start, end, source[start:end], "", Confidence.HIGH, (), True))
        for start, end in places
    ]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a rule found before it gave up; the rest of the text is shown as it is."""

    repairs: Sequence[Repair]
    """Ordered and disjoint."""
    stopped_at: int
    """Offset in the source text of the first damage that it did not look at."""


class GivenUp(NamedTuple):
    """That a rule did not look at all of a text."""

    rule: str
    start: int
    """Code point of the source text at which it stopped."""


def one_for_one(
    rule: str, source: str, places: Iterable[int], meant: Mapping[str, str], *, applied: bool = True
) -> list[Repair]:
    """Return repairs of single characters, each of which stands for one other for certain.

    Args:
        rule: name of the rule that found them.
        source: the text.
        places: offsets of the characters, in order.
        meant: what each of them stands for.
        applied: whether they are applied, or only offered.
    """
    return [
        Repair(
            rule=rule,
            start=start,
            end=start + 1,
            before=source[start],
            after=meant[source[start]],
            confidence=Confidence.HIGH,
            applied=applied,
        )
        for start in places
    ]


class RepairRule(NamedTuple):
    """One kind of damage."""

    name: str
    reason: str
    """What causes the damage, in one line."""
    find: Callable[[str], Sequence[Repair] | Unfinished]
    """From a source text to its repairs, ordered and disjoint."""
    signs: str = ""
    """Class of a regular expression: a text without any of these characters has no such damage.

    Rules that name them are asked only where one look at the text has found any of all of them.
    """


class LateRule(NamedTuple):
    """One kind of damage that only shows where the other kinds are repaired."""

    name: str
    reason: str
    find: Callable[[str, str, Progress], Sequence[Repair]]
    """From the text as repaired, and the source text, to repairs of the former; tells how far."""


class Damage(NamedTuple):
    """What is wrong with a text, as far as it was found out."""

    repairs: tuple[Repair, ...]
    """Ordered and disjoint, applied or only offered."""
    given_up: tuple[GivenUp, ...] = ()
    """The rules that stopped before the end, at most once each."""

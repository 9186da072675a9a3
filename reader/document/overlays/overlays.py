"""All overlays of an article as one value: decisions on repairs, roles, refused words, names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from reader.document.overlays import repair_decisions, role_corrections
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.document.overlays.repair_decisions import Decision
    from reader.document.overlays.role_corrections import Correction
    from reader.text.repair import Repair

Laid = TypeVar("Laid")

_EVERYWHERE = 2_000
"""Repairs; more of a rule are wherever one looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlays:
    """Decisions on repairs, corrections of roles, words refused, and names of colours."""

    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    refused: frozenset[str] = frozenset()
    """Words that normalising leaves as they are."""
    color_names: tuple[tuple[str, str], ...] = ()
    """Annotation colours with what the user calls them here, sorted."""

    def refusing(self, words: Iterable[str]) -> Overlays:
        """Return the overlays with just these words refused."""
        return replace(self, refused=frozenset(words))

    def decided(self, new: Iterable[Decision]) -> Overlays:
        """Return the overlays with more decisions."""
        return replace(self, decisions=repair_decisions.with_decisions(self.decisions, new))

    def corrected(self, new: Sequence[Correction]) -> Overlays:
        """Return the overlays with more corrections."""
        return replace(self, corrections=role_corrections.with_corrections(self.corrections, new))

    def stepped(self, before: Overlays, after: Overlays) -> Overlays:
        """Return the overlays with what differs between two others changed, and nothing else.

        Where others changed something in the meantime, undoing a step takes back only the step.
        """
        return Overlays(
            decisions=_stepped(
                self.decisions, before.decisions, after.decisions, attrgetter("place")
            ),
            corrections=_stepped(
                self.corrections, before.corrections, after.corrections, attrgetter("range")
            ),
            refused=self.refused - (before.refused - after.refused)
            | (after.refused - before.refused),
            color_names=_stepped(
                self.color_names, before.color_names, after.color_names, itemgetter(0)
            ),
        )


def places_between(before: Overlays, after: Overlays, repairs: Sequence[Repair]) -> list[TextRange]:
    """Return the places of the source that two states differ about, in the order of the text.

    Words refused have no place, they may be anywhere; nor has what a rule finds everywhere.

    Args:
        before: one of the states.
        after: the other.
        repairs: all that were found, for decisions on all of a rule.
    """
    decided = set(before.decisions) ^ set(after.decisions)
    corrected = set(before.corrections) ^ set(after.corrections)
    rules = {decision.rule for decision in decided if decision.is_on_all}
    if rules:
        counts = Counter(map(attrgetter("rule"), repairs))
        rules = {rule for rule in rules if counts[rule] <= _EVERYWHERE}
    places = {(each.start, each.end) for each in decided if not each.is_on_all}
    if rules:
        places |= {(each.start, each.end) for each in repairs if each.rule in rules}
    places |= {(each.range.start, each.range.end) for each in corrected}
    return [TextRange(start, end) for start, end in sorted(places)]


def _stepped(
    now: Iterable[Laid],
    before: Iterable[Laid],
    after: Iterable[Laid],
    place: Callable[[Laid], Any],
) -> tuple[Laid, ...]:
    old = {place(each): each for each in before}
    new = {place(each): each for each in after}
    current = {place(each): each for each in now}
    for each in old.keys() | new.keys():
        if old.get(each) == new.get(each):
            continue
        if each in new:
            current[each] = new[each]
        else:
            current.pop(each, None)
    return tuple(current[each] for each in sorted(current))

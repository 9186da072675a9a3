"""The user's decisions about repairs: kept beside the annotations, applied to what the rules found.

A decision names the damaged stretch it is about by place and text, or it is about all that a rule
finds, since a rule may find 100,000. One that fits no repair any more, because a rule has learned
since, is kept and has no effect.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.gc_pause import no_collection
from reader.text.repair import Repair
from reader.text.stored import range_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.text.repair import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A repair as the user wants it, or all repairs of a rule: those stand before the text."""

    rule: str
    start: int
    """Code points of the source text, half open with `end`."""
    end: int
    before: str
    after: str
    """What is shown instead, when `applied`: what the rule proposed, or another choice."""
    applied: bool

    @property
    def is_on_all(self) -> bool:
        """Whether it is on all repairs of its rule that have no decision of their own."""
        return self.end == 0

    @property
    def place(self) -> tuple[int, int, str]:
        """What it is about; there is one decision a place, and one on all of a rule."""
        return self.start, self.end, self.rule if self.is_on_all else self.before


def decision_on(repair: Repair, *, applied: bool, after: str | None = None) -> Decision:
    """Return the decision to apply a repair or not, perhaps with another choice."""
    return Decision(
        rule=repair.rule,
        start=repair.start,
        end=repair.end,
        before=repair.before,
        after=repair.after if after is None else after,
        applied=applied,
    )


def decision_on_all(rule: str, *, applied: bool) -> Decision:
    """Return the decision to apply all repairs of a rule or none."""
    return Decision(rule=rule, start=0, end=0, before="", after="", applied=applied)


def decisions_on_group(
    repairs: Iterable[Repair], rule: str, confidence: Confidence, *, applied: bool
) -> Sequence[Decision]:
    """Return the fewest decisions that apply all repairs of a rule that are so certain, or none.

    Args:
        repairs: of the article, as they are decided.
        rule: its name.
        confidence: how certain they are.
        applied: whether they are applied.
    """
    group: list[Repair] = []
    others: list[Repair] = []
    for repair in repairs:
        if repair.rule == rule:
            (group if repair.confidence is confidence else others).append(repair)
    if len(group) <= len(others):
        return [decision_on(repair, applied=applied) for repair in group]
    # The others stay as they are.
    stay = (decision_on(repair, applied=repair.applied) for repair in others)
    return [decision_on_all(rule, applied=applied), *stay]


@no_collection()
def decided(repairs: Iterable[Repair], decisions: Iterable[Decision]) -> tuple[Repair, ...]:
    """Return repairs as decided; the last decision on a place counts, before one on all."""
    on_places: dict[tuple[int, int, str], Decision] = {}
    on_rules: dict[str, Decision] = {}
    for decision in decisions:
        if decision.is_on_all:
            on_rules[decision.rule] = decision
        else:
            on_places[decision.place] = decision
    if not (on_places or on_rules):
        return tuple(repairs)
    return tuple(
        _chosen(repair, on_places.get((repair.start, repair.end, repair.before)), on_rules)
        for repair in repairs
    )


def _chosen(repair: Repair, decision: Decision | None, on_rules: dict[str, Decision]) -> Repair:
    if decision is None:
        decision = on_rules.get(repair.rule)
        return repair if decision is None else _applied(repair, decision.applied)
    after = decision.after
    if after == repair.after:
        return _applied(repair, decision.applied)
    # What the rule proposed stays to be chosen again.
    others = dict.fromkeys((repair.after, *repair.alternatives))
    others.pop(after, None)
    return repair._replace(after=after, alternatives=tuple(others), applied=decision.applied)


def _applied(repair: Repair, applied: bool) -> Repair:
    # By position, three times as fast as `_replace`: all repairs of a rule may be 200,000.
    return repair if repair.applied == applied else Repair(*repair[:-1], applied)


def undecided(repairs: Iterable[Repair], decisions: Iterable[Decision]) -> Iterator[Repair]:
    """Yield the repairs that no decision is about."""
    places = set()
    rules = set()
    for decision in decisions:
        if decision.is_on_all:
            rules.add(decision.rule)
        else:
            places.add(decision.place)
    for repair in repairs:
        if repair.rule not in rules and (repair.start, repair.end, repair.before) not in places:
            yield repair


def with_decisions(known: Sequence[Decision], new: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return decisions, the new ones in place of those on the same places, in order of place.

    A new one on all of a rule holds for what was decided before too; which words were chosen stays.
    """
    new = tuple(new)
    on_rules = {decision.rule: decision for decision in new if decision.is_on_all}
    latest = {}
    for decision in known:
        whole = on_rules.get(decision.rule)
        latest[decision.place] = (
            decision if whole is None else replace(decision, applied=whole.applied)
        )
    latest |= {decision.place: decision for decision in new}
    return tuple(sorted(latest.values(), key=lambda decision: decision.place))


def to_record(decision: Decision) -> dict[str, Any]:
    """Return what is stored of a decision in `reader:repairs`."""
    return {
        "rule": decision.rule,
        "start": decision.start,
        "end": decision.end,
        "before": decision.before,
        "after": decision.after,
        "state": "applied" if decision.applied else "undone",
    }


def key_of(record: Any) -> tuple[Any, ...] | None:
    """Return what a record of `reader:repairs` is about, None for what is no such record."""
    match record:
        case {"rule": str(rule), "start": start, "end": end} if range_of(start, end) and not end:
            return start, end, rule
        case {"start": start, "end": end, "before": str(before)} if range_of(start, end):
            return start, end, before
    return None


def from_values(values: Iterable[Any]) -> tuple[Decision, ...]:
    """Return the decisions among what stored records say, in order of place."""
    return with_decisions((), filter(None, map(from_value, values)))


def from_value(value: Any) -> Decision | None:
    """Return the decision a record says, None for one that we do not understand."""
    match value:
        case {
            "rule": str(rule),
            "start": start,
            "end": end,
            "before": str(before),
            "after": str(after),
            "state": ("applied" | "undone") as state,
            **rest,
        } if not rest and range_of(start, end):
            return Decision(
                rule=rule,
                start=start,
                end=end,
                before=before,
                after=after,
                applied=state == "applied",
            )
    return None

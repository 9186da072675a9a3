"""What a reader decided about repairs: kept beside the annotations, laid over what the rules found.

A decision names the damaged stretch it is about by place and text. One that fits no repair any
more, because a rule has learned since, is kept and has no effect.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.text.repair import Repair


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A repair as the reader wants it."""

    rule: str
    start: int
    """Code points of the source text, half open with `end`."""
    end: int
    before: str
    after: str
    """What is shown instead, when `applied`: what the rule proposed, or another choice."""
    applied: bool

    @property
    def place(self) -> tuple[int, int, str]:
        """What it is about; there is one decision a place."""
        return self.start, self.end, self.before


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


def decided(repairs: Iterable[Repair], decisions: Iterable[Decision]) -> tuple[Repair, ...]:
    """Return repairs as decided; the last decision on a place counts."""
    latest = {decision.place: decision for decision in decisions}
    if not latest:
        return tuple(repairs)
    return tuple(
        _chosen(repair, choice)
        if (choice := latest.get((repair.start, repair.end, repair.before)))
        else repair
        for repair in repairs
    )


def _chosen(repair: Repair, decision: Decision) -> Repair:
    # What the rule proposed stays to be chosen again.
    others = dict.fromkeys((repair.after, *repair.alternatives))
    others.pop(decision.after, None)
    alternatives = repair.alternatives if decision.after == repair.after else tuple(others)
    return replace(
        repair, applied=decision.applied, after=decision.after, alternatives=alternatives
    )


def with_decisions(known: Sequence[Decision], new: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return decisions, the new ones in place of those on the same places, in order of place."""
    latest = {decision.place: decision for decision in (*known, *new)}
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
        case {"start": int(start), "end": int(end), "before": str(before)}:
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
            "start": int(start),
            "end": int(end),
            "before": str(before),
            "after": str(after),
            "state": ("applied" | "undone") as state,
            **rest,
        } if not rest:
            return Decision(
                rule=rule,
                start=start,
                end=end,
                before=before,
                after=after,
                applied=state == "applied",
            )
    return None

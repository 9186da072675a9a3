"""What a user did to an article step by step, and which steps still fit what is there.

A step fits as long as all that it changed is as the step left it. Times and histories do not count:
going back and forth makes newer versions that say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotation.canonical_json import canonical_json
from reader.annotation.mv_registers import ALTERNATIVES
from reader.annotation.records import to_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.annotation.changes import Change
    from reader.annotation.model import Annotation
    from reader.document.overlays.overlays import Overlays

_SAID = ("motivation", "body", "target", "reader:quote", ALTERNATIVES)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: changes of annotations, and of what was decided about the article."""

    text: str
    """What it is called."""
    changes: tuple[Change, ...] = ()
    """Each with a state that it leads to; a deleted annotation where one was deleted."""
    overlays: tuple[Overlays, Overlays] | None = None
    """Before and after; None where it decided nothing. Only what differs counts."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What can be undone and what can be done again."""

    done: tuple[Step, ...] = ()
    """Oldest first."""
    undone: tuple[Step, ...] = ()
    """In the order in which they are done again."""


def fitting(steps: Steps, annotations: Iterable[Annotation], overlays: Overlays) -> Steps:
    """Return the steps that can still be taken, as far as each leads to the next.

    Args:
        steps: as they were once.
        annotations: as they are, with the deleted ones.
        overlays: as they are.
    """
    items = {item.id: item for item in annotations}
    done = _taken_while(steps.done[::-1], items, overlays, is_back=True)
    undone = _taken_while(steps.undone, items, overlays, is_back=False)
    return Steps(tuple(done[::-1]), tuple(undone))


def touches(step: Step, ids: Iterable[str]) -> bool:
    """Tell whether a step changes any of some annotations."""
    wanted = set(ids)
    return any(each.after is not None and each.after.id in wanted for each in step.changes)


def _taken_while(
    steps: Sequence[Step], items: dict[str, Annotation], overlays: Overlays, *, is_back: bool
) -> list[Step]:
    """Return the first steps of a way back or forth, each of which the one before leads to."""
    said: dict[str, str] = {}
    taken: list[Step] = []
    for step in steps:
        for change in step.changes:
            after = change.after
            if after is None:
                return taken
            if after.id not in said:
                if after.id not in items:
                    return taken
                said[after.id] = _said(items[after.id])
            before = _said(change.before) if change.before else _said(after, is_deleted=True)
            ends = (_said(after), before) if is_back else (before, _said(after))
            if said[after.id] != ends[0]:
                return taken
            said[after.id] = ends[1]
        if step.overlays is not None:
            former, latter = step.overlays if is_back else step.overlays[::-1]
            if overlays.stepped(former, latter) != overlays:
                return taken
            overlays = overlays.stepped(latter, former)
        taken.append(step)
    return taken


def _said(annotation: Annotation, *, is_deleted: bool | None = None) -> str:
    """Return what a version says, to compare."""
    record = to_record(annotation)
    deleted = annotation.is_deleted if is_deleted is None else is_deleted
    # A deleted one leaves out that it is a highlight.
    record["motivation"] = annotation.motivation.value
    return canonical_json([deleted, *(record.get(name) for name in _SAID)])

"""Steps ⇄ the JSON values they are stored as."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.annotation.changes import Change
from reader.annotation.earlier_texts import with_records
from reader.annotation.fields import RecordError, as_object, check_record_depth, text_of
from reader.annotation.records import from_record, to_record
from reader.annotation.steps import Step
from reader.document.overlays import refused_words, repair_decisions, role_corrections
from reader.document.overlays.overlays import Overlays

if TYPE_CHECKING:
    from reader.annotation.model import Annotation


def step_to_record(step: Step) -> dict[str, Any]:
    """Return the JSON object of a step, without what no going back or forth asks for."""
    record: dict[str, Any] = {"text": step.text}
    if step.changes:
        record["changes"] = [[_bare(change.before), _bare(change.after)] for change in step.changes]
    if step.overlays is not None:
        before, after = step.overlays
        record["overlays"] = [_less(before, after), _less(after, before)]
    return record


def step_from_record(value: Any) -> Step:
    """Return the step that a JSON value describes.

    Raises:
        RecordError: it describes none.
    """
    record = as_object(value, "step")
    changes, overlays = record.get("changes", []), record.get("overlays")
    if not isinstance(changes, list) or not (overlays is None or _is_pair(overlays)):
        raise RecordError("changes or overlays: no list")
    return Step(
        text_of(record, "text"),
        tuple(map(_change, changes)),
        overlays and (_overlays(overlays[0]), _overlays(overlays[1])),
    )


def _bare(annotation: Annotation | None) -> dict[str, Any] | None:
    if annotation is None:
        return None
    return to_record(replace(with_records(annotation, ()), history=()))


def _change(value: Any) -> Change:
    if not _is_pair(value):
        raise RecordError("change: no pair")
    for each in value:
        check_record_depth(each)
    before, after = (each if each is None else from_record(each) for each in value)
    if after is None or (before is not None and before.id != after.id):
        raise RecordError("change: of nothing, or of two")
    return Change(before, after)


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2


def _less(overlays: Overlays, other: Overlays) -> dict[str, Any]:
    """Return what overlays say that others do not."""
    decisions, corrections = set(other.decisions), set(other.corrections)
    record = {
        "repairs": [
            repair_decisions.to_record(each) for each in overlays.decisions if each not in decisions
        ],
        "roles": [
            role_corrections.to_record(each)
            for each in overlays.corrections
            if each not in corrections
        ],
        "refused": [
            refused_words.to_record(each) for each in sorted(overlays.refused - other.refused)
        ],
        "colors": [list(each) for each in overlays.color_names if each not in other.color_names],
    }
    return {name: values for name, values in record.items() if values}


def _overlays(value: Any) -> Overlays:
    record = as_object(value, "overlays")
    lists = [record.get(name, []) for name in ("repairs", "roles", "refused", "colors")]
    if not all(isinstance(each, list) for each in lists):
        raise RecordError("overlays: no list")
    repairs, roles, refused, colors = lists
    if not all(_is_pair(each) and all(isinstance(word, str) for word in each) for each in colors):
        raise RecordError("colors: no pairs of words")
    return Overlays(
        decisions=repair_decisions.from_values(repairs),
        corrections=role_corrections.from_values(roles),
        refused=refused_words.from_values(refused),
        color_names=tuple(sorted((color, name) for color, name in colors)),
    )

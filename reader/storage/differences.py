"""Comparing with an earlier state, and restoring what is missing without losing anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from reader.annotation.canonical_json import canonical_json
from reader.annotation.changes import restored as restored_version
from reader.annotation.fields import as_extra
from reader.annotation.merging import heads, merge, merge_versions, remembering
from reader.annotation.records import to_record

if TYPE_CHECKING:
    from collections.abc import Collection

    from reader.annotation.model import Annotation, AnnotationSet

_RESTORED = "reader:restored"
"""The field of a version that came back from a backup beside a newer one; when it did."""


class Since(Enum):
    """What has become of an annotation since a backup."""

    MISSING = "missing"
    """Nothing is known of it any more: another file took the place of the one backed up."""
    DELETED = "deleted"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """What restoring a backup would bring back of one annotation."""

    since: Since
    then: Annotation
    """As the backup has it."""
    now: Annotation | None
    """As it is; None where it is missing."""

    @property
    def id(self) -> str:
        """Of the annotation."""
        return self.then.id


def differences(current: AnnotationSet, backup: AnnotationSet) -> list[Difference]:
    """Return what restoring would bring back, by ids; what is new since is in no danger."""
    present = {item.id: item for item in current.items}
    return [
        Difference(since, then, present.get(then.id))
        for then in backup.items
        if (since := _since(then, present.get(then.id))) is not None
    ]


def restored(
    current: AnnotationSet, backup: AnnotationSet, ids: Collection[str] | None, *, now: str
) -> AnnotationSet:
    """Return a set with what was lost since a backup brought back, and all there is still there.

    What was deleted comes back as a newer version. What was changed stays as it is, and has what it
    was as a second version beside it, for the user to choose.

    Args:
        current: the annotations as they are.
        backup: as they were.
        ids: of the annotations to bring back; None for all, and for decisions and corrections that
            are missing.
        now: the time.
    """
    items = {item.id: item for item in current.items}
    for each in differences(current, backup):
        if ids is None or each.id in ids:
            items[each.id] = _brought_back(each, now)
    together = replace(current, items=tuple(items[key] for key in sorted(items)))
    if ids is not None:
        return together
    others = replace(
        backup, id=current.id, about=current.about, extra=current.extra, items=()
    )  # what the article is called may have been put right since
    return merge(together, others)


def _since(then: Annotation, current: Annotation | None) -> Since | None:
    if then.is_deleted:
        return None
    if current is None:
        return Since.MISSING
    if current.is_deleted:
        return Since.DELETED
    return Since.CHANGED if _unsaid(then, current) else None


def _unsaid(then: Annotation, current: Annotation) -> list[Annotation]:
    """Return the live versions of an earlier state that say what no present version says."""
    said = {_said(head) for head in heads(current)}
    return [head for head in heads(then) if not head.is_deleted and _said(head) not in said]


def _said(annotation: Annotation) -> str:
    """Return what a user wrote and chose, to compare; the place may have been found again."""
    record: dict[str, Any] = to_record(annotation)
    return canonical_json([record.get("motivation"), record.get("body"), annotation.is_deleted])


def _brought_back(each: Difference, now: str) -> Annotation:
    if each.now is None:
        return each.then
    current = each.now
    if current.is_deleted:
        current = restored_version(each.then, current, now=now)
    for version in _unsaid(each.then, current):
        # The present version knows this one, and would replace it: it must be another.
        marked = as_extra({**version.extra, _RESTORED: now})
        current = merge_versions(current, replace(version, extra=marked))
    return remembering(current, each.then)

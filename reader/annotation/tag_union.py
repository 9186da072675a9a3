"""Versions that differ in their tags alone: to a user they are one, with the tags of all.

Nothing is merged into a new version for that: two devices would make two of them, each unknown to
the other, and three would not agree on what knows what. All versions stay as they are, and the one
shown carries the tags of all, with its own beside them. A tag that one device took off while
another changed the tags as well stays: what it had been before is not known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.canonical_json import canonical_json
from reader.annotation.earlier_texts import EARLIER
from reader.annotation.fields import as_extra
from reader.annotation.nonce import NONCE
from reader.annotation.records import to_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.annotation.model import Annotation

OWN_TAGS = "reader:own-tags"
"""The field with the tags of the version shown, where it carries those of others too."""


def said_by(version: Annotation) -> str:
    """Return all of a version that a user wrote but tags, as one text to compare."""
    record = to_record(version)
    for name in (EARLIER, NONCE):
        record.pop(name, None)
    body = {**record.get("body", {}), "tags": []}
    return canonical_json({**record, "body": body, "modified": "", "reader:history": []})


def with_joint_tags(shown: Annotation, others: Iterable[Annotation]) -> Annotation:
    """Return a version with the tags of those that say the same, after its own."""
    if shown.body is None:
        return shown
    own = shown.body.tags
    said = said_by(shown)
    bodies = [other.body for other in others if other.body and said_by(other) == said]
    tags = tuple(dict.fromkeys((*own, *(tag for body in bodies for tag in body.tags))))
    if tags == tuple(dict.fromkeys(own)):
        return shown
    return replace(
        shown,
        body=replace(shown.body, tags=tags),
        extra=as_extra({**shown.extra, OWN_TAGS: list(own)}),
    )


def with_own_tags(annotation: Annotation) -> Annotation:
    """Return the version as it was before it carried the tags of others."""
    own = annotation.extra.get(OWN_TAGS)
    if annotation.body is None or not isinstance(own, list):
        return annotation
    if not all(isinstance(tag, str) for tag in own):
        return annotation
    return replace(as_one(annotation), body=replace(annotation.body, tags=tuple(own)))


def as_one(annotation: Annotation) -> Annotation:
    """Return the version with all the tags it carries for its own."""
    if OWN_TAGS not in annotation.extra:
        return annotation
    rest = {name: value for name, value in annotation.extra.items() if name != OWN_TAGS}
    return replace(annotation, extra=as_extra(rest))

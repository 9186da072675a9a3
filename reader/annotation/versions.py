"""What a user has to choose from where devices did two things to one annotation, and choosing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.changes import chosen, deleted
from reader.annotation.merging import choices, heads, is_one
from reader.annotation.model import Body

if TYPE_CHECKING:
    from reader.annotation.model import Annotation

_BETWEEN_NOTES = "\n\n"
"""A paragraph's end in Markdown."""


def versions(annotation: Annotation) -> tuple[Annotation, ...]:
    """Return the versions that devices made independently, the one shown first.

    At most one of them is a delete, the latest. A single version is nothing to choose from.
    """
    if is_one(annotation):
        return (annotation,)
    deletes = [head for head in heads(annotation)[1:] if head.is_deleted]
    return (*choices(annotation), *sorted(deletes, key=_modified)[-1:])


def settled(annotation: Annotation, version: Annotation, *, now: str) -> Annotation:
    """Return the next version, which says what one of them says, knowing the others.

    Where that is a delete, the annotation is deleted.
    """
    if version.is_deleted:
        return deleted(annotation, now=now)
    return chosen(annotation, version, now=now)


def notes_of(annotation: Annotation) -> list[str]:
    """Return the notes its versions have, none twice, that of the version shown first."""
    notes = (version.note.strip() for version in versions(annotation))
    return list(dict.fromkeys(filter(None, notes)))


def joined(annotation: Annotation, *, now: str) -> Annotation:
    """Return the next version, with the notes and the tags of all of them, knowing them all.

    Place, colour and style are those of the version shown.
    """
    first, *others = versions(annotation)
    bodies = [version.body for version in (first, *others) if version.body]
    tags = dict.fromkeys(tag for body in bodies for tag in body.tags)
    note = _BETWEEN_NOTES.join(notes_of(annotation))
    body = replace(first.body or Body(), value=note, tags=tuple(tags))
    return chosen(annotation, replace(first, body=body), now=now)


def _modified(version: Annotation) -> str:
    return version.modified

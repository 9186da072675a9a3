"""Changes of many annotations at once, which are one step to undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.changes import Change, deleted, revise
from reader.annotation.tags import with_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.annotation.model import Annotation, Body


def bodies_changed(
    annotations: Iterable[Annotation], changed: Callable[[Body], Body], *, now: str
) -> list[Change]:
    """Return the changes that give annotations other bodies.

    Args:
        annotations: those that are deleted, and bookmarks, stay as they are.
        changed: returns the new body for one there is; the same for one to be left alone.
        now: the time.
    """
    changes = []
    for annotation in annotations:
        if annotation.body is None or annotation.is_deleted:
            continue
        body = changed(annotation.body)
        if body != annotation.body:
            changes.append(Change(annotation, revise(annotation, now=now, body=body)))
    return changes


def tagged(annotations: Iterable[Annotation], tag: str, *, now: str) -> list[Change]:
    """Return the changes that give annotations a tag, those that have it in no script or width."""
    return bodies_changed(
        annotations, lambda body: replace(body, tags=with_tags(body.tags, [tag])), now=now
    )


def untagged(annotations: Iterable[Annotation], tag: str, *, now: str) -> list[Change]:
    """Return the changes that take a tag from annotations."""
    return bodies_changed(
        annotations,
        lambda body: replace(body, tags=tuple(each for each in body.tags if each != tag)),
        now=now,
    )


def all_deleted(annotations: Iterable[Annotation], *, now: str) -> list[Change]:
    """Return the changes that delete annotations."""
    return [Change(each, deleted(each, now=now)) for each in annotations if not each.is_deleted]

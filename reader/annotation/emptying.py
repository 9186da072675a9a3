"""How much is kept of what was deleted.

Only saving asks, and merging never: what two sets come to would depend on the order they meet in.
What is emptied knows what it was, so that no device brings it back that had seen the same. What
another device restored meanwhile, or changed, or deleted otherwise, had not been seen and stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reader.annotation.merging import heads, is_one, successor
from reader.annotation.model import Motivation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from reader.annotation.model import Annotation, AnnotationSet

MOST = 1000
"""Deleted annotations that keep what they were: as long as many more are there, opening and saving
take half as long again."""
LARGEST = 1_000_000
"""Characters in all of them together."""


LONGEST = timedelta(days=90)
"""After it was deleted."""


def contents_of(annotation: Annotation) -> Annotation | None:
    """Return what a deleted annotation was, with the time at which it was deleted.

    None where it is not deleted, or was emptied. Of what devices deleted apart, that is the latest.
    """
    if not annotation.is_deleted:
        return None
    if is_one(annotation):
        return annotation if _is_full(annotation) else None
    full = [head for head in heads(annotation) if head.is_deleted and _is_full(head)]
    return max(full, key=_time_deleted, default=None)


def emptied(annotation: Annotation) -> Annotation:
    """Return a deleted annotation without what it was.

    The user changed nothing of it: all devices that empty it make the same version.
    """
    return successor(
        annotation, motivation=Motivation.HIGHLIGHTING, body=None, target=None, quote=""
    )


def within_limits(
    annotations: AnnotationSet, *, most: int | None = None, now: datetime | None = None
) -> AnnotationSet:
    """Return a set in which what was deleted first is emptied, where too much is kept.

    It stays deleted, and is then like those that older programs left.

    Args:
        annotations: the set.
        most: deleted annotations that may keep what they were; None for as many as ever.
        now: the time, after which what was deleted long ago is not kept; None to keep it.
    """
    most = MOST if most is None else most
    items = annotations.items
    full = [(gone, _size(gone)) for item in items if (gone := contents_of(item))]
    last = "" if now is None else f"{now - LONGEST:%Y-%m-%dT%H:%M:%S}"
    if len(full) <= most and sum(size for _, size in full) <= LARGEST:
        wanted = _deleted_before(last, full)
    else:
        wanted = _deleted_before(last, full) | _first_of_too_many(full, most)
    if not wanted:
        return annotations
    kept = (emptied(item) if item.id in wanted else item for item in items)
    return replace(annotations, items=tuple(kept))


def _deleted_before(last: str, full: Iterable[tuple[Annotation, int]]) -> set[str]:
    return {item.id for item, _ in full if _time_deleted(item) < last}


def _first_of_too_many(full: list[tuple[Annotation, int]], most: int) -> set[str]:
    """Return the ids of what is emptied so that no more is left than there is room for."""
    kept: set[str] = set()
    left = LARGEST
    for item, size in sorted(full, key=_when_deleted, reverse=True):
        if len(kept) < most and size <= left:
            kept.add(item.id)
            left -= size
    return {item.id for item, _ in full} - kept


def _is_full(item: Annotation) -> bool:
    return item.body is not None or item.target is not None


def _size(item: Annotation) -> int:
    """Return how many characters are kept of what was deleted, and one."""
    texts = [item.text, item.quote]
    if item.target is not None:
        texts += [item.target.exact, item.target.prefix, item.target.suffix]
    return 1 + sum(map(len, texts))


def _time_deleted(item: Annotation) -> str:
    return item.deleted or ""


def _when_deleted(pair: tuple[Annotation, int]) -> tuple[str, str]:
    item, _ = pair
    return _time_deleted(item), item.id

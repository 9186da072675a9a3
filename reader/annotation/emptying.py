"""How much is kept of what was deleted.

Only saving asks, and merging never: what two sets come to would depend on the order they meet in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.merging import successor
from reader.annotation.model import Motivation

if TYPE_CHECKING:
    from reader.annotation.model import Annotation, AnnotationSet

MOST = 1000
"""Deleted annotations that keep what they were: as long as many more are there, opening and saving
take half as long again."""
LARGEST = 1_000_000
"""Characters in all of them together."""


def within_limits(annotations: AnnotationSet, *, most: int | None = None) -> AnnotationSet:
    """Return a set in which what was deleted first is emptied, where too much is kept.

    It stays deleted, and is then like those that older programs left.

    Args:
        annotations: the set.
        most: deleted annotations that may keep what they were; None for as many as ever.
    """
    most = MOST if most is None else most
    items = annotations.items
    full = [(item, size) for item in items if item.is_deleted and (size := _contents(item))]
    if len(full) <= most and sum(size for _, size in full) <= LARGEST:
        return annotations
    kept: set[str] = set()
    left = LARGEST
    for item, size in sorted(full, key=_when_deleted, reverse=True):
        if len(kept) < most and size <= left:
            kept.add(item.id)
            left -= size
    wanted = {item.id for item, _ in full} - kept
    emptied = (_emptied(item) if item.id in wanted else item for item in items)
    return replace(annotations, items=tuple(emptied))


def _contents(item: Annotation) -> int:
    """Return how many characters are kept of what was deleted, and one; 0 where nothing is."""
    if item.body is None and item.target is None:
        return 0
    texts = [item.text, item.quote]
    if item.target is not None:
        texts += [item.target.exact, item.target.prefix, item.target.suffix]
    return 1 + sum(map(len, texts))


def _emptied(item: Annotation) -> Annotation:
    # The user changed nothing: all devices that empty it make the same version.
    return successor(item, motivation=Motivation.HIGHLIGHTING, body=None, target=None, quote="")


def _when_deleted(pair: tuple[Annotation, int]) -> tuple[str, str]:
    item, _ = pair
    return item.deleted or "", item.id

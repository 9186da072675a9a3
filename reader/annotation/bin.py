"""The bin: what was deleted and can be brought back, until it is emptied.

It is no place of its own. What is deleted keeps what it was, and is in the bin as long as it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.changes import Change, chosen
from reader.annotation.emptying import contents_of, emptied

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from reader.annotation.model import Annotation


def in_bin(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return what lies in the bin, each as it was when it was deleted, the latest first."""
    found = [gone for item in annotations if (gone := contents_of(item)) is not None]
    return sorted(found, key=_when_deleted, reverse=True)


def restoring(
    annotations: Iterable[Annotation], ids: Collection[str] | None, *, now: str
) -> list[Change]:
    """Return the changes that bring back what lies in the bin.

    Args:
        annotations: with those that are deleted.
        ids: of what is wanted back; None for all of it.
        now: the time.
    """
    return [
        Change(item, chosen(item, gone, now=now))
        for item in annotations
        if (ids is None or item.id in ids) and (gone := contents_of(item)) is not None
    ]


def emptying(annotations: Iterable[Annotation], ids: Collection[str] | None = None) -> list[Change]:
    """Return the changes that leave nothing of what lies in the bin but that it was deleted.

    Args:
        annotations: with those that are deleted.
        ids: of what is to go; None for all of it.
    """
    return [
        Change(item, emptied(item))
        for item in annotations
        if (ids is None or item.id in ids) and contents_of(item) is not None
    ]


def _when_deleted(gone: Annotation) -> tuple[str, str]:
    return gone.deleted or "", gone.id

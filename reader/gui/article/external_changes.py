"""Merging what other programs wrote to the file of an open article into what is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.encodings import times_chosen
from reader.annotation.merging import merge
from reader.annotation.requoting import requoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.annotation.model import AnnotationSet
    from reader.document.model import Document

    Reconcile = Callable[[AnnotationSet], AnnotationSet]


def merged_with(
    own: AnnotationSet, written: AnnotationSet, taken: AnnotationSet | None
) -> AnnotationSet:
    """Return what is open, merged with what others wrote.

    Args:
        own: what is open.
        written: the annotations with theirs.
        taken: what theirs were merged into; what is still as it was then need not be again.
    """
    if own is taken:
        return written
    known = {item.id: item for item in taken.items} if taken else {}
    changed = tuple(item for item in own.items if item is not known.get(item.id))
    return merge(written, replace(own, items=changed))


def whole_set(
    own: AnnotationSet, kept: AnnotationSet, document: Document, *, is_written: bool
) -> AnnotationSet:
    """Return what was done to a part of an article with what is kept about all of it.

    Args:
        own: what was done; what is new in it says of its place what the part could tell.
        kept: what is kept about the article.
        document: all of the article.
        is_written: whether what was done is on disk, so that what it says of its place stays: it
            would be another version otherwise.
    """
    known = {item.id for item in kept.items}
    new = () if is_written else tuple(item for item in own.items if item.id not in known)
    told = {item.id: item for item in requoted(replace(own, items=new), document).items}
    items = tuple(told.get(item.id, item) for item in own.items)
    both = merge(kept, replace(own, items=items))
    # What was told of a part counts no more, but for the encoding another device chose meanwhile.
    return replace(both, about=kept.about) if _choice(both) == _choice(kept) else both


def _choice(annotations: AnnotationSet) -> tuple[str, int]:
    return annotations.about.encoding, times_chosen(annotations.about)


def reconciled_with(
    own: AnnotationSet, merged: AnnotationSet, reconcile: Reconcile
) -> AnnotationSet:
    """Return a set of which what is new counts in the encoding the article is read in.

    Another device may have made it before it heard that the encoding was changed.

    Args:
        own: what is open.
        merged: the same with what others wrote.
        reconcile: makes what others write count in the encoding the article is read in.
    """
    known = {item.id: item for item in own.items}
    theirs = replace(
        merged,
        items=tuple(item for item in merged.items if item is not known.get(item.id)),
        repairs=merged.repairs if merged.repairs != own.repairs else (),
        roles=merged.roles if merged.roles != own.roles else (),
    )
    moved = reconcile(theirs)
    if moved is theirs:
        return merged
    by_id = {item.id: item for item in moved.items}
    return replace(
        merged,
        items=tuple(by_id.get(item.id, item) for item in merged.items),
        repairs=moved.repairs or merged.repairs,
        roles=moved.roles or merged.roles,
    )

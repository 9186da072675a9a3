"""What there is to export of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotation.sets import date_of, publishers

if TYPE_CHECKING:
    from collections.abc import Collection

    from reader.annotation.model import Annotation, AnnotationSet


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleNotes:
    """The annotations of one article that are wanted, in reading order."""

    title: str
    origin: str | None
    """Who published it."""
    creators: tuple[str, ...] = ()
    """Who wrote it."""
    date: str | None = None
    """When it was published: 2024-05-03, or 2024-05."""
    source: str
    """Digest of the source file, `sha256:…`."""
    annotations: tuple[Annotation, ...]


def notes_of(
    annotations: AnnotationSet, *, colors: Collection[str] = (), tags: Collection[str] = ()
) -> ArticleNotes:
    """Return what there is to export of an article.

    Args:
        annotations: everything done to it.
        colors: only annotations in one of these, unless empty.
        tags: only annotations with one of these, unless empty.
    """
    wanted = [
        item
        for item in annotations.items
        if not item.is_deleted
        and (not colors or (item.body and item.body.color in colors))
        and (not tags or (item.body and not set(tags).isdisjoint(item.body.tags)))
    ]
    about = annotations.about
    return ArticleNotes(
        title=about.title,
        origin="、".join(publishers(about)) or None,
        creators=about.creators,
        date=date_of(about),
        source=about.source,
        annotations=tuple(sorted(wanted, key=_place)),
    )


def _place(annotation: Annotation) -> tuple[int, int, str]:
    if annotation.is_of_article:
        return -1, -1, annotation.id
    place = annotation.target.range if annotation.target else None
    return (place.start, place.end, annotation.id) if place else (0, 0, annotation.id)

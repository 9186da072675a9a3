"""Versions of one article: each is an article of its own in the library, and names those before it.

An annotation that was carried over has the same id in both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.fields import as_extra

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.annotation.model import About, AnnotationSet

EARLIER_VERSIONS = "reader:earlier-versions"
"""The field of `about` with the digests of the versions whose annotations were carried over."""


def earlier_versions(about: About) -> tuple[str, ...]:
    """Return the digests of the sources of earlier versions, oldest first."""
    digests = about.extra.get(EARLIER_VERSIONS, [])
    if not isinstance(digests, list):
        return ()
    return tuple(each for each in digests if isinstance(each, str))


def as_version_after(about: About, earlier: About) -> About:
    """Return what a set is about, as a later version of what another one is about."""
    every = (*earlier_versions(earlier), earlier.source)
    digests = [*dict.fromkeys(each for each in every if each != about.source)]
    return replace(about, extra=as_extra({**about.extra, EARLIER_VERSIONS: digests}))


def without_carried(sets: Sequence[AnnotationSet]) -> list[AnnotationSet]:
    """Return sets less the annotations that are in the set of a later version too."""
    later: dict[str, set[str]] = {}
    for each in sets:
        for digest in earlier_versions(each.about):
            later.setdefault(digest, set()).update(_ids(each))
    return [_without(each, later.get(each.about.source, set())) for each in sets]


def _ids(annotations: AnnotationSet) -> Iterable[str]:
    return (item.id for item in annotations.items)


def _without(annotations: AnnotationSet, ids: set[str]) -> AnnotationSet:
    if not ids:
        return annotations
    items = tuple(item for item in annotations.items if item.id not in ids)
    return replace(annotations, items=items)

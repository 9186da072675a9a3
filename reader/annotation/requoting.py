"""What is quoted of an article, as it reads now and not as it read when it was annotated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.anchoring import anchor, headings_above, quote_of
from reader.annotation.locating import finder_in
from reader.annotation.sets import described

if TYPE_CHECKING:
    from reader.annotation.locating import TargetFinder
    from reader.annotation.model import Annotation, AnnotationSet
    from reader.document.model import Document


def requoted(annotations: AnnotationSet, document: Document) -> AnnotationSet:
    """Return a set with the title, the headings and the quotes of its article as that reads now.

    It is for showing: these are no newer versions. What has no place any more says what it said.
    """
    finder = finder_in(document.source.text)
    return replace(
        annotations,
        about=described(annotations.about, document),
        items=tuple(_requoted(item, document, finder) for item in annotations.items),
    )


def _requoted(item: Annotation, document: Document, finder: TargetFinder) -> Annotation:
    place = None if item.is_deleted else anchor(item, document, finder)
    if place is None or item.target is None:
        return item
    target = replace(item.target, headings=headings_above(document, place.start))
    return replace(item, target=target, quote=quote_of(document, place))

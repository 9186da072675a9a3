"""Annotations of an article carried over to a newer version of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.annotation.anchor_states import LOST, MAYBE, Anchored, Candidate, State, is_certain
from reader.annotation.anchoring import describe, quote_of
from reader.annotation.article_versions import as_version_after
from reader.annotation.encodings import CHOICES, ENCODING
from reader.annotation.fields import as_extra
from reader.annotation.locating import finder_in, locate
from reader.annotation.merging import successor, with_each_version
from reader.annotation.mv_registers import ALTERNATIVES
from reader.annotation.sets import new_set
from reader.annotation.target_records import extra_elsewhere
from reader.annotation.unplaced import unplaced_in
from reader.text.comparison import Comparison
from reader.text.offsets import TextRange
from reader.text.stored import range_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.annotation.model import Annotation, AnnotationSet
    from reader.document.model import Document


@dataclass(frozen=True, slots=True)
class Carried:
    """What has become of an article's annotations in a newer version of it."""

    annotations: AnnotationSet
    """A set about the newer version, with all of them."""
    states: dict[str, Anchored]
    """Where each stands that is not deleted, by id."""


def carried_over(annotations: AnnotationSet, old: Document, new: Document) -> Carried:
    """Carry annotations over to a newer version of their article.

    What is certain gets a new target. What is not keeps its old one, and says so: it is to be
    placed by the user. The user changed nothing: what comes of it is the same on every device.

    Args:
        annotations: the set, on `old`.
        old: the article as it was.
        new: the article as it is now.
    """
    move = _Move(old, new)
    items = tuple(with_each_version(item, move.version) for item in annotations.items)
    about = new_set(new).about
    kept = {name: value for name, value in annotations.about.extra.items() if name != CHOICES}
    about = replace(about, extra=as_extra({**kept, **about.extra}))
    moved = replace(
        annotations,
        id=new_set(new).id,
        about=as_version_after(about, annotations.about),
        items=items,
        repairs=tuple(move.records(annotations.repairs)),
        roles=tuple(move.records(annotations.roles)),
    )
    living = [item for item in annotations.items if not item.is_deleted]
    return Carried(moved, {item.id: move.anchored(item) for item in living})


def carried_place(place: TextRange, old: str, new: str, comparison: Comparison) -> Anchored:
    """Return what has become of a passage of the old text in the new one.

    Args:
        place: of the passage.
        old: the old text.
        new: the new one.
        comparison: of the two.
    """
    fit = comparison.fit(place)
    if fit is not None and is_certain(fit):
        is_same = fit.place == place and place.slice(new) == place.slice(old)
        return Anchored(State.EXACT if is_same else State.MOVED, fit.place)
    candidates = [Candidate(each, 1.0) for each in comparison.new_places(place)]
    if fit is not None and fit.kept >= MAYBE:
        candidates.append(Candidate(fit.place, fit.kept))
    if not candidates:
        return LOST
    return Anchored(State.UNCERTAIN, None, tuple(candidates))


class _Move:
    """From one version of an article to another; the texts are compared once."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = old, new
        self._texts = old.source.text, new.source.text
        self._finder = finder_in(old.source.text)
        self._comparison = Comparison(*self._texts)
        self._found: dict[Any, Anchored] = {}

    def anchored(self, version: Annotation) -> Anchored:
        """Return where a version of an annotation stands in the newer text."""
        target = version.target
        if target is None:
            return LOST
        key = target.range, target.exact, target.prefix, target.suffix
        if key not in self._found:
            place = locate(target, self._finder, self._old.source.digest)
            self._found[key] = (
                LOST if place is None else carried_place(place, *self._texts, self._comparison)
            )
        return self._found[key]

    def version(self, version: Annotation) -> Annotation:
        """Return the successor of a version that is about the newer text; itself if deleted."""
        target, digest = version.target, self._new.source.digest
        if target is None or version.is_deleted or target.source == digest:
            return version
        anchored = self.anchored(version)
        if anchored.place is None:
            return successor(version, target=unplaced_in(target, digest, anchored.state))
        described = describe(self._new, anchored.place)
        return successor(
            version,
            target=replace(described, extra=extra_elsewhere(target)),
            quote=quote_of(self._new, anchored.place),
        )

    def records(self, records: Iterable[Any]) -> Iterable[Any]:
        """Yield the records of decisions that have a place in the newer text, at that place.

        Those about characters that are others now decide nothing there; the older version has them.
        """
        old, new = self._texts
        for record in records:
            match record:
                case {"start": 0, "end": 0}:
                    yield record
                case {"start": start, "end": end} if range_of(start, end):
                    if ENCODING in record or ALTERNATIVES in record or end > len(old):
                        continue
                    place = TextRange(start, end)
                    found = carried_place(place, old, new, self._comparison).place
                    if found is not None and found.slice(new) == place.slice(old):
                        yield {**record, "start": found.start, "end": found.end}

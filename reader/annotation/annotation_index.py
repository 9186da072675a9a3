"""The annotations of an article where they stand in it: by place, by section, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.anchor_states import LOST, Anchored, State
from reader.annotation.locating import anchored, finder_in
from reader.annotation.merging import is_one
from reader.annotation.spans import Span, SpanIndex
from reader.annotation.versions import versions
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reader.annotation.locating import TargetFinder
    from reader.annotation.model import Annotation
    from reader.document.model import Document

_FEW = 100
"""Up to so many, each is put into the index of places by itself; of more, a new index is made."""


class AnnotationIndex:
    """Finds annotations by id and by place. A change costs as much as there is changed."""

    def __init__(self, document: Document, annotations: Collection[Annotation]) -> None:
        self._document = document
        self._by_id: dict[str, Annotation] = {}
        self._places: dict[str, TextRange | None] = {}
        """Of those that are not deleted; None where the text was not found."""
        self._orphans: dict[str, Annotation] = {}
        self._orphan_list: Sequence[Annotation] | None = None
        """None where something has changed among them since they were asked for."""
        self._inexact: dict[str, Anchored] = {}
        """What is known of where those stand that are not where they were."""
        self._of_article: dict[str, Annotation] = {}
        self._article_list: Sequence[Annotation] | None = None
        """None likewise."""
        self._divided: set[str] = set()
        """Ids of those that devices wrote apart."""
        self._spans = SpanIndex()
        self._by_section: list[Sequence[Annotation] | None] = []
        """None for a section where something has changed since it was asked for."""
        self.regroup(document)
        self.put(annotations)

    def regroup(self, document: Document) -> None:
        """Go by the sections of a document with the same source, where all stays in its place."""
        self._document = document
        self._by_section = [None] * len(document.sections)

    def put(self, annotations: Collection[Annotation]) -> None:
        """Take in annotations, each instead of the version there was."""
        finder = finder_in(self._document.source.text)
        if len(annotations) <= _FEW:
            for annotation in annotations:
                self._unlist(self._span_of(annotation.id))
                self._learn(annotation, finder)
                self._list(self._span_of(annotation.id))
            return
        for annotation in annotations:
            self._learn(annotation, finder)
        self._spans = SpanIndex(
            Span(place.start, place.end, id_)
            for id_, place in self._places.items()
            if place is not None
        )
        self.regroup(self._document)

    def __getitem__(self, id_: str) -> Annotation:
        """Return an annotation by its id, also a deleted one; KeyError where there is none."""
        return self._by_id[id_]

    def get(self, id_: str) -> Annotation | None:
        """Return an annotation by its id, None where there is none."""
        return self._by_id.get(id_)

    def place_of(self, id_: str) -> TextRange | None:
        """Return where an annotation stands, None when its text was not found."""
        return self._places.get(id_)

    def in_reading_order(self) -> Iterator[tuple[TextRange, Annotation]]:
        """Yield the annotations that have a place."""
        for start, end, id_ in self._spans:
            yield TextRange(start, end), self._by_id[id_]

    def over(self, part: TextRange) -> Iterator[tuple[TextRange, Annotation]]:
        """Yield the annotations over any of a range, older ones first."""
        for start, end, id_ in sorted(self._spans.overlapping(part), key=lambda span: span.id):
            yield TextRange(start, end), self._by_id[id_]

    def beginning_in(self, part: TextRange) -> Iterator[Annotation]:
        """Yield the annotations that begin in a range, in reading order."""
        return (self._by_id[span.id] for span in self._spans.starting_in(part))

    def by_section(self) -> Iterator[tuple[int, Sequence[Annotation]]]:
        """Yield the sections that have annotations, by index, with theirs in reading order.

        As long as nothing has changed in a section, it is the same list.
        """
        for index, known in enumerate(self._by_section):
            group = self._read_section(index) if known is None else known
            if group:
                yield index, group

    def count_in(self, section: int) -> int:
        """Return how many annotations begin in a section, without those below it."""
        return self._spans.count_starting_in(self._document.reach_of(section))

    def orphans(self) -> Sequence[Annotation]:
        """Return the annotations that have no certain place, oldest first.

        As long as nothing has changed among them, it is the same list.
        """
        if self._orphan_list is None:
            self._orphan_list = list(self._orphans.values())
        return self._orphan_list

    def anchored(self, id_: str) -> Anchored:
        """Return where an annotation stands that is not deleted, and how sure that is."""
        return self._inexact.get(id_) or Anchored(State.EXACT, self._places[id_])

    def states(self) -> Mapping[State, Collection[str]]:
        """Return the ids of the annotations in each state, those that are not deleted."""
        ids: dict[State, list[str]] = {state: [] for state in State}
        for id_ in self._places:
            ids[self.anchored(id_).state].append(id_)
        return ids

    @property
    def count(self) -> int:
        """How many annotations there are that are not deleted."""
        return len(self._places)

    def all(self) -> Iterator[Annotation]:
        """Yield the annotations that are not deleted."""
        return map(self._by_id.__getitem__, self._places)

    def of_article(self) -> Sequence[Annotation]:
        """Return the annotations of the whole article, oldest first.

        As long as nothing has changed among them, it is the same list.
        """
        if self._article_list is None:
            self._article_list = sorted(self._of_article.values(), key=lambda each: each.id)
        return self._article_list

    @property
    def has_places(self) -> bool:
        """Whether any annotation has a place."""
        return next(self.in_reading_order(), None) is not None

    @property
    def has_undecided(self) -> bool:
        """Whether any annotation has several versions."""
        return any(self._is_undecided(id_) for id_ in self._divided)

    def is_undecided(self, id_: str) -> bool:
        """Tell whether an annotation has several versions."""
        return id_ in self._divided and self._is_undecided(id_)

    def undecided(self) -> list[str]:
        """Return the ids of annotations with several versions, those in the text in its order."""
        every = (
            *self._of_article,
            *(each.id for _, each in self.in_reading_order()),
            *self._orphans,
        )
        return [id_ for id_ in every if self.is_undecided(id_)]

    def _is_undecided(self, id_: str) -> bool:
        return len(versions(self._by_id[id_])) > 1

    def _read_section(self, index: int) -> Sequence[Annotation]:
        spans = self._spans.starting_in(self._document.reach_of(index))
        self._by_section[index] = group = [self._by_id[span.id] for span in spans]
        return group

    def _learn(self, annotation: Annotation, finder: TargetFinder) -> None:
        """Note an annotation and where it stands."""
        id_ = annotation.id
        found = self._found(annotation, finder)
        self._by_id[id_] = annotation
        if self._orphans.pop(id_, None) is not None:
            self._orphan_list = None
        if self._of_article.pop(id_, None) is not None:
            self._article_list = None
        self._inexact.pop(id_, None)
        self._divided.discard(id_)
        if not (annotation.is_deleted or is_one(annotation)):
            self._divided.add(id_)
        if annotation.is_deleted:
            self._places.pop(id_, None)
            return
        self._places[id_] = found.place
        if found.state is not State.EXACT:
            self._inexact[id_] = found
        if annotation.is_of_article:
            self._of_article[id_] = annotation
            self._article_list = None
        elif found.place is None:
            self._orphans[id_] = annotation
            self._orphan_list = None

    def _found(self, annotation: Annotation, finder: TargetFinder) -> Anchored:
        """Return where an annotation stands; looked for only if it is another place than before."""
        before = self._by_id.get(annotation.id)
        if before and annotation.id in self._places and before.target == annotation.target:
            return self.anchored(annotation.id)
        if annotation.is_of_article:
            return Anchored(State.EXACT, None)
        if annotation.is_deleted or annotation.target is None:
            return LOST
        return anchored(annotation.target, finder, self._document.source.digest)

    def _span_of(self, id_: str) -> Span | None:
        place = self._places.get(id_)
        return Span(place.start, place.end, id_) if place else None

    def _list(self, span: Span | None) -> None:
        if span is not None:
            self._spans.add(span)
            self._by_section[self._document.section_index(span.start)] = None

    def _unlist(self, span: Span | None) -> None:
        if span is not None:
            self._spans.remove(span)
            self._by_section[self._document.section_index(span.start)] = None

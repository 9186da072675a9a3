"""The annotations of an article in groups, filtered: a change costs as much as there is changed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

from reader.annotation.arranging import (
    NOWHERE,
    WHOLE,
    Arrangement,
    Group,
    Grouping,
    GroupKey,
    ordered_values,
    sorted_by,
    values_of,
)
from reader.annotation.note_filter import NoteFilter, passing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.annotation.annotation_index import AnnotationIndex
    from reader.annotation.arranging import Value
    from reader.annotation.model import Annotation

_Made = TypeVar("_Made")


class ArrangedNotes:
    """Groups annotations; of a section where nothing has changed it still knows all."""

    def __init__(self, name_of_color: Callable[[str], str] = lambda _: "") -> None:
        """Begin without annotations.

        Args:
            name_of_color: returns what the user calls a colour, by which its notes are found, too.
        """
        self._name_of_color = name_of_color
        self.arrangement = Arrangement()
        self.filter = NoteFilter()
        self.kept: str | None = None
        """The id of an annotation that the filter lets pass in any case: it is being written in."""
        self._begin()

    def forget(self) -> None:
        """Begin anew, with another article: the arrangement stays, and the filter is empty."""
        self.filter, self.kept = NoteFilter(), None
        self._begin()

    def groups(self, index: AnnotationIndex) -> list[Group]:
        """Return the groups that have an annotation.

        As long as nothing has changed in a section, what is in its group is the same list.
        """
        parts = [(section, self._pass(section, each, index)) for section, each in _parts(index)]
        grouping, order = self.arrangement.grouping, self.arrangement.order
        if grouping is Grouping.SECTION:
            return [
                Group(GroupKey(grouping, section), self._sort(section, passed))
                for section, passed in parts
                if passed
            ]
        together: dict[Value, list[Annotation]] = {}
        for section, passed in parts:
            for value, some in self._divide(section, passed).items():
                together.setdefault(value, []).extend(some)
        return [
            Group(GroupKey(grouping, value), sorted_by(order, together[value]))
            for value in ordered_values(grouping, together, order)
        ]

    def forget_words(self) -> None:
        """Look at all words again: colours are called otherwise."""
        self._begin()

    def _begin(self) -> None:
        self._passed: _Known[Sequence[Annotation]] = _Known()
        self._sorted: _Known[Sequence[Annotation]] = _Known()
        self._divided: _Known[dict[Value, list[Annotation]]] = _Known()

    def _pass(
        self, section: int, annotations: Sequence[Annotation], index: AnnotationIndex
    ) -> Sequence[Annotation]:
        """Return those of a section that pass the filter."""
        if self.filter.is_empty:
            return annotations
        return self._passed.of(
            section,
            annotations,
            (self.filter, self.kept),
            lambda: passing(annotations, self.filter, index, self._name_of_color, kept=self.kept),
        )

    def _sort(self, section: int, annotations: Sequence[Annotation]) -> Sequence[Annotation]:
        order = self.arrangement.order
        return self._sorted.of(section, annotations, order, lambda: sorted_by(order, annotations))

    def _divide(
        self, section: int, annotations: Sequence[Annotation]
    ) -> dict[Value, list[Annotation]]:
        grouping = self.arrangement.grouping
        return self._divided.of(
            section, annotations, grouping, lambda: _divided(annotations, grouping)
        )


class _Known(Generic[_Made]):
    """What was made last of the annotations of each section."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[Sequence[Annotation], object, _Made]] = {}

    def of(
        self,
        section: int,
        annotations: Sequence[Annotation],
        by: object,
        make: Callable[[], _Made],
    ) -> _Made:
        """Return what is made of annotations by a rule; the same as last time for the same list."""
        last = self._last.get(section)
        if last is None or last[0] is not annotations or last[1] != by:
            last = self._last[section] = annotations, by, make()
        return last[2]


def _divided(
    annotations: Sequence[Annotation], grouping: Grouping
) -> dict[Value, list[Annotation]]:
    values = values_of(grouping)
    divided: dict[Value, list[Annotation]] = {}
    for annotation in annotations:
        for value in values(annotation):
            divided.setdefault(value, []).append(annotation)
    return divided


def _parts(index: AnnotationIndex) -> Iterable[tuple[int, Sequence[Annotation]]]:
    """Yield those of the whole article, of each section, and whose text was not found."""
    whole, orphans = index.of_article(), index.orphans()
    return chain(
        [(WHOLE, whole)] if whole else [],
        index.by_section(),
        [(NOWHERE, orphans)] if orphans else [],
    )

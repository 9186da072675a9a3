"""Which annotations are listed: by words, and by what can be chosen of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reader.annotation.arranging import tags_of
from reader.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from reader.annotation.annotation_index import AnnotationIndex
    from reader.annotation.model import Annotation


class Trait(StrEnum):
    """A kind of things that can be chosen of annotations."""

    COLOR = "color"
    STYLE = "style"
    TAG = "tag"
    NOTE = "note"
    STATE = "state"


class Choice(NamedTuple):
    """Something annotations have or have not."""

    trait: Trait
    value: str
    """A colour, a style or a tag, or one of the values below."""


WITH_NOTE = Choice(Trait.NOTE, "with")
WITHOUT_NOTE = Choice(Trait.NOTE, "without")
EXACT = Choice(Trait.STATE, "exact")
"""It stands in the text."""
LOST = Choice(Trait.STATE, "lost")
"""Its text was not found."""
SEVERAL = Choice(Trait.STATE, "several")
"""Devices wrote it apart: it has several versions."""


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """What the annotations listed say and have."""

    text: str = ""
    """Found in passage, note and tags, whatever its script, width and case."""
    choices: frozenset[Choice] = frozenset()
    """Of each trait chosen of, an annotation has one of the choices."""

    @property
    def is_empty(self) -> bool:
        """Whether it lets every annotation pass."""
        return not (self.choices or self.text.strip())

    def toggled(self, choice: Choice) -> NoteFilter:
        """Return this filter with a choice made, or unmade if it was made."""
        return replace(self, choices=self.choices ^ {choice})


class NoteSieve:
    """Lets annotations pass a filter; their words are folded once for each version."""

    def __init__(self, name_of_color: Callable[[str], str]) -> None:
        """Begin without an annotation; the names of colours are words of theirs, too."""
        self._name_of_color = name_of_color
        self._known: dict[str, tuple[Annotation, str]] = {}

    def passed(
        self,
        annotations: Iterable[Annotation],
        by: NoteFilter,
        index: AnnotationIndex,
        *,
        kept: str | None = None,
    ) -> list[Annotation]:
        """Return those that pass.

        Args:
            annotations: some.
            by: the filter.
            index: where they stand.
            kept: the id of one that passes in any case.
        """
        sought = by.text.strip()
        # Folding needs the conversion tables, which opening an article must not wait for.
        sought = fold(sought) if sought else ""
        wanted: dict[Trait, set[Choice]] = {}
        for choice in by.choices:
            wanted.setdefault(choice.trait, set()).add(choice)
        ways = list(wanted.values())
        return [
            each
            for each in annotations
            if each.id == kept or (self._has(each, ways, index) and self._says(each, sought))
        ]

    @staticmethod
    def _has(annotation: Annotation, ways: Collection[set[Choice]], index: AnnotationIndex) -> bool:
        if not ways:
            return True
        own = choices_of(annotation, index)
        return not any(way.isdisjoint(own) for way in ways)

    def _says(self, annotation: Annotation, sought: str) -> bool:
        if not sought:
            return True
        known, words = self._known.get(annotation.id, (None, ""))
        if known is not annotation:
            # What is sought has no line ends, so it is found in one of them or nowhere.
            color = self._name_of_color(annotation.color)
            all_ = (annotation.quote, annotation.note, color, *tags_of(annotation))
            words = fold("\n".join(all_))
            self._known[annotation.id] = annotation, words
        return sought in words


def choices_of(annotation: Annotation, index: AnnotationIndex) -> list[Choice]:
    """Return all that can be chosen of an annotation."""
    is_lost = index.place_of(annotation.id) is None and not annotation.is_of_article
    choices = [
        Choice(Trait.COLOR, annotation.color),
        Choice(Trait.STYLE, annotation.style),
        WITH_NOTE if annotation.note.strip() else WITHOUT_NOTE,
        LOST if is_lost else EXACT,
    ]
    choices += [Choice(Trait.TAG, tag) for tag in tags_of(annotation)]
    if index.is_undecided(annotation.id):
        choices.append(SEVERAL)
    return choices

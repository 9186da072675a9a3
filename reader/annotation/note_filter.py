"""Which annotations are listed: by words, and by what can be chosen of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from reader.annotation.arranging import tags_of
from reader.annotation.model import COLORS
from reader.text.folding import forms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

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


def passing(
    annotations: Iterable[Annotation],
    by: NoteFilter,
    index: AnnotationIndex,
    name_of_color: Callable[[str], str],
    *,
    kept: str | None = None,
) -> list[Annotation]:
    """Return the annotations that pass a filter.

    Args:
        annotations: some.
        by: the filter.
        index: where they stand.
        name_of_color: returns what the user calls a colour: that is a word of theirs, too.
        kept: the id of one that passes in any case.
    """
    tests = _tests(by.choices, index)
    if sought := by.text.strip():
        says = _pattern(sought).search
        named = {color for color in COLORS if says(name_of_color(color))}
        tests.append(lambda each: each.color in named or any(says(words) for words in _words(each)))
    return [each for each in annotations if each.id == kept or all(test(each) for test in tests)]


def counted(annotations: Collection[Annotation], index: AnnotationIndex) -> Counter[Choice]:
    """Count what can be chosen of annotations."""
    count: Counter[Choice] = Counter()
    # By the values, of which there are few: ten thousand annotations have fifty thousand choices.
    values = {
        Trait.COLOR: Counter(each.color for each in annotations),
        Trait.STYLE: Counter(each.style for each in annotations),
        Trait.TAG: Counter(tag for each in annotations for tag in tags_of(each)),
        Trait.NOTE: Counter(_note(each) for each in annotations),
        Trait.STATE: Counter(state for each in annotations for state in _states(each, index)),
    }
    for trait, numbers in values.items():
        for value, number in numbers.items():
            count[Choice(trait, value)] = number
    return count


def _tests(
    choices: Collection[Choice], index: AnnotationIndex
) -> list[Callable[[Annotation], bool]]:
    """Return what an annotation must pass: a test for each trait that was chosen of."""
    wanted: dict[Trait, set[str]] = {}
    for choice in choices:
        wanted.setdefault(choice.trait, set()).add(choice.value)
    every: Mapping[Trait, Callable[[Annotation, set[str]], bool]] = {
        Trait.COLOR: lambda each, values: each.color in values,
        Trait.STYLE: lambda each, values: each.style in values,
        Trait.TAG: lambda each, values: not values.isdisjoint(tags_of(each)),
        Trait.NOTE: lambda each, values: _note(each) in values,
        Trait.STATE: lambda each, values: not values.isdisjoint(_states(each, index)),
    }
    return [partial(_passes, every[trait], values) for trait, values in wanted.items()]


@lru_cache(maxsize=1)
def _pattern(sought: str) -> re.Pattern[str]:
    """Return what finds a text in any of its forms.

    The other way round, folding the words of ten thousand annotations, the first key takes 100 ms.
    """
    forms = ("".join(map(re.escape, forms_of(character))) for character in sought)
    return re.compile("".join(f"[{each}]" for each in forms))


def _words(annotation: Annotation) -> Iterator[str]:
    yield annotation.quote
    yield annotation.note
    yield from tags_of(annotation)


def _passes(
    test: Callable[[Annotation, set[str]], bool], values: set[str], annotation: Annotation
) -> bool:
    return test(annotation, values)


def _note(annotation: Annotation) -> str:
    choice = WITH_NOTE if annotation.note.strip() else WITHOUT_NOTE
    return choice.value


def _states(annotation: Annotation, index: AnnotationIndex) -> Sequence[str]:
    is_lost = index.place_of(annotation.id) is None and not annotation.is_of_article
    choice = LOST if is_lost else EXACT
    if index.is_undecided(annotation.id):
        return (choice.value, SEVERAL.value)
    return (choice.value,)

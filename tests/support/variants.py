"""Versions of a text that differ in known ways, each character with where it comes from.

So where a passage is in another version is known by construction, and whether it is there at all.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.text.offsets import TextRange
from reader.text.script import convert
from tests.corruption import SCALE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.text.offsets import OffsetMap

_READINGS = ("fā", "qū", "zhí", "yè", "xué", "dǎo", "jì", "tǒng")
_LEFTOVER = re.compile(r"[(（][a-zà-ǜ]{1,6}[)）]")
_MARKS = str.maketrans(",.:;?!()", "，。：；？！（）")
_STOPS = "。，、；：？！.,;:?!」』”’）》…—﹐﹔﹕﹖﹗"
"""Nobody selects from such a mark on, and of two nobody can tell which stayed."""
_LINE = 34
"""Characters of a line that was wrapped hard."""
_BLUR = 3
"""Characters from a changed one in which the end of a passage may be taken to be another."""
_LITTLE = 8
"""Characters that may be put into a passage, which more would tear."""
_MOSTLY = 0.75
"""So much of a passage must be in one place for it to be there still."""


class Cell(NamedTuple):
    """A character of a version."""

    character: str
    origin: tuple[int, int] | None
    """The characters of the first text that it stands for; None for what was put in."""
    is_sound: bool = True
    """Whether it still is what it was."""


class Truth(NamedTuple):
    """What has become of a passage."""

    least: TextRange | None
    """From its first to its last character that is there; None where it is gone."""
    most: TextRange | None
    """That and what may as well be taken for part of it: the next character is another's."""
    is_there: bool
    """Whether most of it is, in one piece."""


class Version:
    """A version of a text."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = cells
        self.text = "".join(cell.character for cell in cells)
        self._is_of_weight = [
            cell.origin is not None and cell.is_sound and not cell.character.isspace()
            for cell in cells
        ]
        self._by_origin: dict[int, list[int]] = defaultdict(list)
        for index, cell in enumerate(cells):
            if cell.origin is not None and self._is_of_weight[index]:
                for origin in range(*cell.origin):
                    self._by_origin[origin].append(index)

    def truth(self, place: TextRange, first: str) -> Truth:
        """Return what has become of a passage of the first text."""
        weighty = len(re.sub(r"\s", "", _LEFTOVER.sub("", place.slice(first))))
        found = sorted(
            {
                index
                for origin in range(place.start, place.end)
                for index in self._by_origin.get(origin, ())
                if self._is_within(index, place)
            }
        )
        if not found:
            return Truth(None, None, False)
        # A piece ends where another passage comes.
        pieces = [[found[0]]]
        for index in found[1:]:
            between = range(pieces[-1][-1] + 1, index)
            put_in = sum(1 for each in between if self.cells[each].origin is None)
            if put_in > _LITTLE or any(self._is_of_weight[each] for each in between):
                pieces.append([])
            pieces[-1].append(index)
        piece = max(pieces, key=len)
        least = TextRange(piece[0], piece[-1] + 1)
        start, end = least.start, least.end
        while start and not self._is_foreign(start - 1, place):
            start -= 1
        while end < len(self.cells) and not self._is_foreign(end, place):
            end += 1
        # Of dashes in a row nobody knows which is which.
        while end < len(self.text) and self.text[end] == self.text[least.end - 1]:
            end += 1
        while start and self.text[start - 1] == self.text[least.start]:
            start -= 1
        length = sum(1 for index in range(least.start, least.end) if not self.text[index].isspace())
        is_there = len(piece) >= _MOSTLY * max(weighty, length)
        return Truth(self._without_repeats(least), TextRange(start, end), is_there)

    def is_blurred(self, offset: int) -> bool:
        """Tell whether characters were changed just here, so that nobody knows which is which."""
        near = self.cells[max(0, offset - _BLUR) : offset + _BLUR]
        origins = [cell.origin if cell.is_sound else None for cell in near]
        return None in origins or any(
            one[1] != other[0] for one, other in pairwise(filter(None, origins))
        )

    def _without_repeats(self, place: TextRange) -> TextRange:
        start, end = place.start, place.end
        # What is left of a torn passage may begin with its line, and not with a stop before it.
        while start + 1 < end and (
            self.text[start] in _STOPS
            or self.text[start].isspace()
            or self.text[start + 1] == self.text[start]
        ):
            start += 1
        while end - 1 > start and self.text[end - 2] == self.text[end - 1]:
            end -= 1
        return TextRange(start, end)

    def _is_within(self, index: int, place: TextRange) -> bool:
        origin = self.cells[index].origin
        return origin is not None and place.start <= origin[0] and origin[1] <= place.end

    def _is_foreign(self, index: int, place: TextRange) -> bool:
        origin = self.cells[index].origin
        if not self._is_of_weight[index] or origin is None:
            return False
        return origin[1] <= place.start or origin[0] >= place.end


def cells_of(text: str) -> list[Cell]:
    """Return the cells of a text as it is first."""
    idle = {index for found in _LEFTOVER.finditer(text) for index in range(*found.span())}
    return [
        Cell(character, (index, index + 1), index not in idle)
        for index, character in enumerate(text)
    ]


# Texts


def made_text(model: str, size: int, seed: int) -> str:
    """Return a text that says nothing, of paragraphs in which a character follows as in another."""
    rng = random.Random(seed)  # noqa: S311 - the same text each time
    model = re.sub(r"\s", "", model)
    after = defaultdict(list)
    for one, other in pairwise(model):
        after[one].append(other)
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < size:
        characters = [rng.choice(model)]
        length = rng.randint(30, 260)
        while len(characters) < length:
            characters.append(rng.choice(after.get(characters[-1]) or model))
        paragraphs.append("".join(characters) + "。")
    return "\n".join(paragraphs)


def damaged(cells: Sequence[Cell]) -> list[Cell]:
    """Return a text with readings behind some characters, as some pages have it."""
    out = []
    for cell in cells:
        out.append(cell)
        if cell.character in SCALE[:62]:
            reading = _READINGS[SCALE.index(cell.character) % len(_READINGS)]
            out += [Cell(each, cell.origin) for each in f"({reading})"]
    return out


def mapped(cells: Sequence[Cell], text: str, offsets: OffsetMap) -> list[Cell]:
    """Return the cells of what was made of a text by a map."""
    out = []
    for index, character in enumerate(text):
        source = offsets.to_source(TextRange(index, index + 1))
        made_of = cells[source.start : source.end]
        sound = [cell for cell in made_of if cell.is_sound]
        origins = [cell.origin for cell in sound or made_of if cell.origin is not None]
        origin = (min(o[0] for o in origins), max(o[1] for o in origins)) if origins else None
        out.append(Cell(character, origin, bool(origins) and bool(sound)))
    return out


def converted(cells: Sequence[Cell], chain: tuple[str, ...]) -> list[Cell]:
    """Return a text in another script."""
    found = convert("".join(cell.character for cell in cells), chain)
    return mapped(cells, found.text, found.map)


def with_wide_marks(cells: Sequence[Cell]) -> list[Cell]:
    """Return a text with full-width punctuation."""
    return [cell._replace(character=cell.character.translate(_MARKS)) for cell in cells]


def wrapped(cells: Sequence[Cell]) -> list[Cell]:
    """Return a text with a line end after so many characters."""
    out: list[Cell] = []
    column = 0
    for cell in cells:
        if column == _LINE and cell.character != "\n":
            out.append(Cell("\n", None))
            column = 0
        out.append(cell)
        column = 0 if cell.character == "\n" else column + 1
    return out


def with_paragraphs_changed(cells: Sequence[Cell], rng: random.Random) -> list[Cell]:
    """Return a text with five paragraphs put in, made of its own characters, and three left out."""
    paragraphs = _paragraphs(cells)
    long = [index for index, each in enumerate(paragraphs) if len(each) > _LINE]
    gone = set(rng.sample(long, min(3, len(long) // 3)))
    kept = [each for index, each in enumerate(paragraphs) if index not in gone]
    text = "".join(cell.character for cell in cells)
    for _ in range(5):
        start, length = rng.randrange(max(1, len(text) - 200)), rng.randint(40, 200)
        words = [text[at : at + 3] for at in range(start, start + length, 3)]
        rng.shuffle(words)
        new = [Cell(each, None) for each in "".join(words).replace("\n", "") + "\n"]
        kept.insert(rng.randrange(1, len(kept) + 1), new)
    return [cell for each in kept for cell in each]


def with_noise(cells: Sequence[Cell], rng: random.Random) -> list[Cell]:
    """Return a text of which two characters in a hundred are others, gone or one too many."""
    every = [cell.character for cell in cells if not cell.character.isspace()]
    out = []
    for cell in cells:
        kind = rng.choice(("other", "gone", "more")) if rng.random() < 0.02 else ""
        if not kind or cell.character.isspace():
            out.append(cell)
        elif kind == "other":
            out.append(Cell(rng.choice(every), cell.origin, is_sound=False))
        elif kind == "more":
            out += [cell, Cell(rng.choice(every), None)]
    return out


def with_two_exchanged(cells: Sequence[Cell], rng: random.Random) -> list[Cell]:
    """Return a text with two paragraphs in each other's place."""
    paragraphs = _paragraphs(cells)
    long = [index for index, each in enumerate(paragraphs) if len(each) > _LINE]
    one, other = rng.sample(long, 2)
    paragraphs[one], paragraphs[other] = paragraphs[other], paragraphs[one]
    return [cell for each in paragraphs for cell in each]


def _paragraphs(cells: Sequence[Cell]) -> list[list[Cell]]:
    paragraphs: list[list[Cell]] = [[]]
    for cell in cells:
        paragraphs[-1].append(cell)
        if cell.character == "\n":
            paragraphs.append([])
    if paragraphs[-1]:
        paragraphs[-1].append(Cell("\n", None))
    return [each for each in paragraphs if each]


class Article(NamedTuple):
    """A text that was annotated, and what it is without damage."""

    old: str
    clean: list[Cell]


def made_article(model: str, size: int, seed: int) -> Article:
    """Return an article made of the characters of a model, as some pages have it: with readings."""
    cells = damaged(cells_of(made_text(model, size, seed)))
    old = "".join(cell.character for cell in cells)
    clean: list[Cell] = []
    last = None
    for index, cell in enumerate(cells):
        if cell.origin != last:
            clean.append(Cell(cell.character, (index, index + 1), cell.is_sound))
        last = cell.origin
    return Article(old, clean)


class Case(NamedTuple):
    """An annotated text, another version of it, and the passages."""

    old: str
    new: Version
    places: Sequence[TextRange]


KINDS: Mapping[str, Callable[[Article, random.Random], list[Cell]]] = {
    "clean": lambda article, _: article.clean,
    "simplified": lambda article, _: converted(article.clean, ("t2s",)),
    "taiwan": lambda article, _: _in_taiwan(article.clean),
    "full width": lambda article, _: with_wide_marks(article.clean),
    "wrapped": lambda article, _: wrapped(article.clean),
    "paragraphs": lambda article, rng: with_paragraphs_changed(cells_of(article.old), rng),
    "noise": lambda article, rng: with_noise(cells_of(article.old), rng),
    "all": lambda article, rng: wrapped(
        with_noise(
            with_two_exchanged(
                with_paragraphs_changed(with_wide_marks(_in_taiwan(article.clean)), rng), rng
            ),
            rng,
        )
    ),
    "exchanged": lambda article, rng: with_two_exchanged(cells_of(article.old), rng),
}
"""How a version is made, by what is different in it, in the order of the table."""
REPEATED = "one of two gone"


def case_of(kind: str, article: Article, seed: int, count: int = 200) -> Case:
    """Return a case.

    Args:
        kind: one of `KINDS`, or `REPEATED`.
        article: an article.
        seed: decides what is changed and what was annotated.
        count: how many passages were.
    """
    rng = random.Random(seed)  # noqa: S311 - the same cases each time
    if kind == REPEATED:
        return _repeated(article.old, rng, count)
    new = Version(KINDS[kind](article, rng))
    return Case(article.old, new, [_some_place(article.old, rng) for _ in range(count)])


def _in_taiwan(cells: Sequence[Cell]) -> list[Cell]:
    return converted(converted(cells, ("t2s",)), ("s2twp",))


def _some_place(text: str, rng: random.Random) -> TextRange:
    while True:
        start = rng.randrange(len(text) - 2)
        place = TextRange(start, min(len(text), start + rng.randint(2, 120)))
        words = place.slice(text)
        cut = (place.start, place.end)
        leftovers = _LEFTOVER.finditer(text, max(0, start - 9), place.end + 9)
        if any(found.start() <= at < found.end() for found in leftovers for at in cut):
            continue
        if words == words.strip() and words[0] not in _STOPS and "--" not in words:
            return place


def _repeated(text: str, rng: random.Random, count: int) -> Case:
    """Return a case in which a passage was there twice, and one of the two is gone."""
    paragraphs = text.split("\n")
    source = rng.choice([each for each in paragraphs if len(each) > _LINE])
    length = rng.randint(4, min(60, len(source) - 1))
    at = rng.randrange(len(source) - length)
    refrain = source[at : at + length]
    for index in rng.sample(range(len(paragraphs)), 2):
        line = paragraphs[index]
        cut = rng.randrange(len(line) + 1)
        paragraphs[index] = f"{line[:cut]}\0{line[cut:]}"
    parts = "\n".join(paragraphs).split("\0")
    old = refrain.join(parts)
    starts = [len(parts[0]), len(parts[0]) + length + len(parts[1])]
    gone = rng.choice(starts)
    cells = cells_of(old)
    places = []
    while len(places) < count // 4:
        start = rng.randrange(length - 1)
        place = TextRange(start, rng.randint(start + 2, length)).shifted(rng.choice(starts))
        if place.slice(old) == place.slice(old).strip():
            places.append(place)
        else:
            break
    places += [_some_place(old, rng) for _ in range(count - len(places))]
    return Case(old, Version(cells[:gone] + cells[gone + length :]), places)

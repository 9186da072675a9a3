"""How what is displayed of a document is read: by its words, and by what a damaged file says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern
from reader.text.phonetics import Notation, in_notation, readings
from reader.text.repair.inline_pinyin import NAME as INLINE_PINYIN
from reader.text.repair.vocabulary import is_among_commonest
from reader.text.words import word_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Document
    from reader.document.rendition import Rendition

_BRACKETED = lazy_pattern(r"[(（](.+)[)）]\Z")


@dataclass(frozen=True, slots=True)
class Known:
    """Which characters need no reading."""

    commonest: int
    """So many of the most written ones."""
    besides: frozenset[str] = frozenset()
    """Others."""
    except_for: frozenset[str] = frozenset()
    """Those of the most written ones that need one all the same."""

    def __contains__(self, character: str) -> bool:
        if character in self.except_for:
            return False
        return character in self.besides or is_among_commonest(character, self.commonest)

    def readings_of(
        self, rendition: Rendition, part: TextRange, notation: Notation
    ) -> list[str | None]:
        """Return the readings of all others."""
        text = rendition.part(part).text
        found = readings_of(rendition, part, notation)
        return [None if c in self else reading for c, reading in zip(text, found, strict=True)]


def readings_of(rendition: Rendition, part: TextRange, notation: Notation) -> list[str | None]:
    """Return the reading of each displayed character of a part of the source, in one block.

    The pinyin that damage left in a file is the default reading of a character, whatever word it
    stands in, so it is taken only where there is no other.
    """
    rendered = rendition.part(part)
    found = readings(rendered.text, notation) or [None] * len(rendered.text)
    for place, syllable in _of_file(rendition.document, part):
        inside = TextRange(place - part.start, place + 1 - part.start)
        shown = rendered.map.to_target(inside).start
        if shown < len(found) and found[shown] is None:
            found[shown] = in_notation(rendered.text[shown], syllable, notation)
    return found


def reading_of_word(
    rendition: Rendition, part: TextRange, offset: int, notation: Notation
) -> tuple[str, str]:
    """Return the word at an offset of what is displayed of a part, and how it is read.

    The reading is empty where nothing is known of any of its characters.
    """
    text = rendition.part(part).text
    word = word_at(text, offset)
    syllables = readings_of(rendition, part, notation)[word.start : word.end]
    return word.slice(text), " ".join(filter(None, syllables))


def _of_file(document: Document, part: TextRange) -> Iterator[tuple[int, str]]:
    """Yield the source offset and the pinyin of characters that damage has put one behind."""
    for repair in document.repairs_in(part):
        if repair.rule == INLINE_PINYIN and (bracket := _BRACKETED.search(repair.before)):
            yield repair.start, bracket[1]

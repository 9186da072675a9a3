"""How characters are read: pinyin or zhuyin for each, by the word it stands in.

The readings are pypinyin's, asked word by word on the Simplified form, which its phrases are
written in: of 銀行行長 it reads yín xíng xíng zhǎng, of 银行行长 yín háng háng zhǎng. It looks for
phrases itself, but from left to right; given words, it does not find 人参 (rénshēn) in 一个人参加.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.script import simplify
from reader.text.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Reader = Callable[[str, "Notation"], list[str]]


class Notation(StrEnum):
    """What readings are written in."""

    PINYIN = "pinyin"
    """With tone marks."""
    ZHUYIN = "zhuyin"
    """With tone marks after the syllable, but the light tone's before it, as in print."""


_LIGHT_TONE = "˙"
_UNKNOWN = "?"


def readings(text: str, notation: Notation) -> list[str | None] | None:
    """Return the reading of each character of a text.

    What is not a Han character, or has no known reading, has None. Without pypinyin there are no
    readings at all: the result is None.
    """
    read = _reader()
    if read is None:
        return None
    simplified = simplify(text)
    found: list[str | None] = [None] * len(text)
    for start, end in _phrases(simplified):
        characters = simplified[start:end]
        syllables = read(characters, notation)
        if len(syllables) != len(characters):
            syllables = [syllable for c in characters for syllable in read(c, notation)]
        found[start:end] = [_written(syllable, notation) for syllable in syllables]
    return found


def _phrases(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the words in Han characters of a Simplified text.

    Words of one character that follow each other are taken together: there may be a phrase in them
    that the segmentation does not know.
    """
    start = end = 0
    for word in words(text, guess=False, is_simplified=True):
        has_han = any(map(is_han, word.slice(text)))
        if len(word) > 1 or not has_han:
            if start < end:
                yield start, end
            if has_han:
                yield word.start, word.end
            start = word.end
        end = word.end
    if start < end:
        yield start, end


def _written(syllable: str, notation: Notation) -> str | None:
    if syllable.startswith(_UNKNOWN):
        return None
    if notation is Notation.ZHUYIN and syllable.endswith(_LIGHT_TONE):
        return _LIGHT_TONE + syllable.removesuffix(_LIGHT_TONE)
    return syllable


@cache
def _reader() -> Reader | None:
    # Importing it takes a third of a second.
    try:
        from pypinyin import Style, pinyin
    except ImportError:
        return None

    styles = {Notation.PINYIN: Style.TONE, Notation.ZHUYIN: Style.BOPOMOFO}

    def read(characters: str, notation: Notation) -> list[str]:
        syllables = pinyin(characters, style=styles[notation], errors=lambda _: _UNKNOWN)
        return [first for first, *_ in syllables]

    return read

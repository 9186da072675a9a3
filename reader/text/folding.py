"""Comparing texts without regard to script, width and case.

Folding is for searching only: 後 and 后 become the same. It goes by the character, one for one, so
offsets in the folded text are offsets in the text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.text import script

if TYPE_CHECKING:
    from collections.abc import Mapping

_CASED = range(0x590)
"""Latin, Greek, Cyrillic and Armenian."""
_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""The full-width forms of ASCII, in the same order."""
_FULL_WIDTH_DISTANCE = 0xFF01 - 0x21

_BY_WORDS = ("覆复", "藉借", "瞭了", "鍊链", "揹背", "伕夫", "薰熏", "彷仿", "牴抵", "祇只", "衹只")
"""A Traditional character that some words write for a Simplified one (答覆), and that one."""


def fold(text: str) -> str:
    """Return a text of the same length, in small letters, half-width forms and Simplified.

    Each character is folded by itself, so a part of the folded text is the folded part.
    """
    return text.translate(_folded())


@cache
def _folded() -> Mapping[int, int]:
    table = _han()
    table.update((c, ord(small)) for c in _CASED if (small := _small(chr(c))) != chr(c))
    table.update((c, ord(_small(chr(c - _FULL_WIDTH_DISTANCE)))) for c in _FULL_WIDTH)
    table[ord("\N{IDEOGRAPHIC SPACE}")] = ord(" ")
    return table


def _small(character: str) -> str:
    small = character.casefold()
    return small if len(small) == 1 else character.lower()[0]


def _han() -> dict[int, int]:
    """Return what stands for each character: the Simplified form of any of its regional forms.

    Taiwan writes 著 for 着, which Simplified keeps apart; here they are the same.
    """
    same = script.simplified_characters()

    def standing_for(character: int) -> int:
        while character in same:
            character = same[character]
        return character

    by_words = ((ord(pair[1]), ord(pair[0])) for pair in _BY_WORDS)
    for standard, other in (*script.regional_characters(), *by_words):
        a, b = standing_for(standard), standing_for(other)
        if a != b:
            same[b] = a
    return {character: standing_for(character) for character in same}

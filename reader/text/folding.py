"""Comparing texts without regard to script, width and case, and to what tools left in them.

Folding is for searching only: 後 and 后 become the same. By the character it goes one for one, so
offsets in the folded text are offsets in the text; what tools left behind is taken out, which needs
a map.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text import script
from reader.text.double_codes import characters_of_doubles, characters_of_radicals
from reader.text.han import is_han
from reader.text.offsets import OffsetMap
from reader.text.patterns import lazy_pattern
from reader.text.signs import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Mapping

_CASED = range(0x590)
"""Latin, Greek, Cyrillic and Armenian."""
_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""The full-width forms of ASCII, in the same order."""
_FULL_WIDTH_DISTANCE = 0xFF01 - 0x21
_SMALL_FORMS = range(0xFE50, 0xFE6C)
"""Chinese punctuation in the size of its half-width forms: ﹐﹑﹔."""
_SPACES = "\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"

_LEFTOVER = lazy_pattern(
    # A syllable in brackets, and characters that nobody sees.
    f"[(（][a-zāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]{{1,6}}[)）]|[{INVISIBLE}]"
)

_BY_WORDS = ("覆复", "藉借", "瞭了", "鍊链", "揹背", "伕夫", "薰熏", "彷仿", "牴抵", "祇只", "衹只")
"""A Traditional character that some words write for a Simplified one (答覆), and that one."""


def fold(text: str) -> str:
    """Return a text of the same length, in small letters, half-width forms and Simplified.

    Each character is folded by itself, so a part of the folded text is the folded part.
    """
    return text.translate(_folded())


def forms_of(character: str) -> str:
    """Return all characters that fold to what a character folds to; itself where it is alone."""
    folded = fold(character)
    return _forms().get(folded, folded)


class Folded(NamedTuple):
    """A text folded and without what tools left in it."""

    text: str
    map: OffsetMap
    """From the offsets of the text before."""


def fold_without_leftovers(text: str) -> Folded:
    """Return a text folded, without readings in brackets after Han characters: 發(fā)展 → 发展.

    Invisible characters are taken out too. Whether a bracket is damage or the author's does not
    matter here; 邛(qióng)崃 is found as 邛崃 as well.
    """
    folded = fold(text)
    pieces: list[str] = []
    removed: list[tuple[int, int, int]] = []
    end = 0
    for match in _LEFTOVER.finditer(text):
        start = match.start()
        is_visible = len(match[0]) > 1
        # Some tools put more than one: 系(xi)(xi)統.
        if is_visible and not (start and (is_han(text[start - 1]) or (removed and start == end))):
            continue
        if removed and start == end:
            start = removed.pop()[0]
        else:
            pieces.append(folded[end:start])
        end = match.end()
        removed.append((start, end, 0))
    if not removed:
        return Folded(folded, OffsetMap.identity(len(text)))
    pieces.append(folded[end:])
    return Folded("".join(pieces), OffsetMap.from_replacements(len(text), removed))


@cache
def _forms() -> Mapping[str, str]:
    forms: dict[str, list[str]] = {}
    for code, folded in _folded().items():
        forms.setdefault(chr(folded), [chr(folded)]).append(chr(code))
    return {folded: "".join(dict.fromkeys(each)) for folded, each in forms.items()}


@cache
def _folded() -> Mapping[int, int]:
    table = _han()
    for codes in (characters_of_radicals(), characters_of_doubles()):
        table.update((code, table.get(usual, usual)) for code, usual in codes.items())
    table.update((c, ord(small)) for c in _CASED if (small := _small(chr(c))) != chr(c))
    table.update((c, ord(_small(chr(c - _FULL_WIDTH_DISTANCE)))) for c in _FULL_WIDTH)
    for c in _SMALL_FORMS:
        # Two of the code points are not assigned.
        usual = ord(unicodedata.normalize("NFKC", chr(c)))
        table[c] = table.get(usual, usual)
    table.update((ord(space), ord(" ")) for space in _SPACES)
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

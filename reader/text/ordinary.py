"""How ordinary a character is in Chinese.

It needs no table of frequencies: the first levels of GB 2312 and Big5, which the codecs of the
standard library know, are the commonest 3,755 simplified and 5,401 traditional characters by
design of those standards.
"""

from __future__ import annotations

import re
from functools import cache

from reader.text.han import is_han
from reader.text.patterns import lazy_pattern

IMPOSSIBLE = -3.0
"""The value of what no text has: controls, private use, U+FFFD."""


def is_ordinary(character: str) -> bool:
    """Tell whether a character is a common Han character, or a mark Chinese is punctuated with."""
    return character in _common_han() or _PUNCTUATION.match(character) is not None


def value_in_chinese(character: str) -> float:
    """Return how ordinary a character is in Chinese prose, from −3 to 1."""
    if _VERTICAL.match(character):
        return -0.8
    if is_ordinary(character):
        return 1.0
    if "\x20" <= character < "\x7f" or character in _BESIDE_CHINESE:
        return 0.3
    if _IMPOSSIBLE.match(character):
        return IMPOSSIBLE
    return -0.7 if is_han(character) else -0.8


def value_in_english(character: str) -> float:
    """Return the same for prose that is nearly all ASCII: accents, curly quotes and dashes."""
    if character not in "\t\r\n" and _IMPOSSIBLE.match(character):
        return IMPOSSIBLE
    return 0.3


_PUNCTUATION = re.compile("[‐-‧‰-※、。〃〈-】〔-〟\u3000︰-﹫！-～·×]")
_VERTICAL = lazy_pattern("[︱-﹏]")
"""Marks for vertical lines, which text has not: in GB 18030 they are where Big5 has 行 and 衣."""
_BESIDE_CHINESE = "\t\r\nāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
"""Line ends, and the letters with tones of pinyin."""
_IMPOSSIBLE = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000f0000-\U0010ffff]"
)


@cache
def _common_han() -> frozenset[str]:
    """Return the characters of the first level of GB 2312 and of Big5: the common ones."""
    simplified = _square("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    traditional = _square("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset(filter(is_han, simplified + traditional))


def _square(codec: str, rows: range, cells: range | tuple[int, ...]) -> str:
    return b"".join(bytes((row, cell)) for row in rows for cell in cells).decode(codec, "ignore")

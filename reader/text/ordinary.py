"""How ordinary a character is in Chinese.

It needs no table of frequencies: the first levels of GB 2312 and Big5, which the codecs of the
standard library know, are the commonest 3,755 simplified and 5,401 traditional characters by
design of those standards.
"""

from __future__ import annotations

from functools import cache
from itertools import chain

from reader.text.han import is_han
from reader.text.patterns import lazy_pattern

IMPOSSIBLE = -3.0
"""The value of what no text has: controls, private use, U+FFFD."""


def is_ordinary(character: str) -> bool:
    """Tell whether a character is a common Han character, or a mark Chinese is punctuated with."""
    return character in _ordinary()


def count_ordinary(text: str) -> int:
    """Return how many ordinary characters a text has; twenty times as fast as to ask for each."""
    return sum(map(_ordinary().__contains__, text))


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


def is_possible(text: str) -> bool:
    """Tell whether the value of each character of a text in Chinese is above `IMPOSSIBLE`."""
    return not any(match[0] not in "\t\r\n" for match in _IMPOSSIBLE.finditer(text))


def value_in_english(character: str) -> float:
    """Return the same for prose that is nearly all ASCII: accents, curly quotes and dashes."""
    if character not in "\t\r\n" and _IMPOSSIBLE.match(character):
        return IMPOSSIBLE
    return 0.3


_PUNCTUATION = "‐‧ ‰※ 、〃 〈】 〔〟 \u3000\u3000 ︰﹫ ！～ ·· ××"
"""Pairs of the first and the last mark of a range; none of them is ASCII."""
_VERTICAL = lazy_pattern("[︱-﹏]")
"""Marks for vertical lines, which text has not: in GB 18030 they are where Big5 has 行 and 衣."""
_BESIDE_CHINESE = "\t\r\nāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
"""Line ends, and the letters with tones of pinyin."""
_IMPOSSIBLE = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000f0000-\U0010ffff]"
)


@cache
def _ordinary() -> frozenset[str]:
    """Return the characters of the first levels of GB 2312 and of Big5, and the marks."""
    simplified = _square("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    traditional = _square("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    marks = (
        chr(code)
        for ends in _PUNCTUATION.split(" ")
        for code in range(ord(ends[0]), ord(ends[1]) + 1)
    )
    return frozenset(chain(filter(is_han, simplified + traditional), marks))


def _square(codec: str, rows: range, cells: range | tuple[int, ...]) -> str:
    return b"".join(bytes((row, cell)) for row in rows for cell in cells).decode(codec, "ignore")

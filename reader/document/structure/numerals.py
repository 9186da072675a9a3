"""Numerals of headings: in figures, in words, in letters, in circles, by the stems."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = {
    figure: value
    for value, figures in enumerate(
        (
            *("〇零○０0", "一壹１1", "二兩两貳贰２2", "三叁參叄３3", "四肆４4"),
            *("五伍５5", "六陸陆６6", "七柒７7", "八捌８8", "九玖９9"),
        )
    )
    for figure in figures
}
_POWERS = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
    "万": 10_000,
    "萬": 10_000,
}
_TENS = {"廿": 20, "卅": 30}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
POSITIONS = "上中下"
_ENGLISH = (
    *("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"),
    *("ELEVEN", "TWELVE", "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN"),
    *("NINETEEN", "TWENTY"),
)
ENGLISH = "|".join(sorted(_ENGLISH, key=len, reverse=True))
"""Pattern of a number in English words, in capitals."""
_ENCLOSED = {
    chr(first + step): step + 1
    for first, many in (
        *((0x2460, 20), (0x2474, 20), (0x2488, 20), (0x24B6, 26), (0x24D0, 26), (0x24F5, 10)),
        *((0x2776, 10), (0x2780, 10), (0x278A, 10), (0x2160, 12), (0x2170, 12), (0x3220, 10)),
        (0x3280, 10),
    )
    for step in range(many)
}
ENCLOSED = "".join(_ENCLOSED)
"""The numbers that are one sign: ① ⑴ ⒈ Ⓐ ❶ Ⅳ ㈠ ㊀."""

NUMERAL = f"[{''.join((*_DIGITS, *_POWERS, *_TENS))}]"
"""Pattern of one character of a numeral in figures or words."""
WORD = "[一二三四五六七八九十百〇零廿卅]"
"""Pattern of one character of a numeral in the words lists are counted with."""

_LEAST_IN_SEQUENCE = 0.5


def value_of(numeral: str) -> int:
    """Return the value of a numeral: 12, 十二, 一二, 一百零八, 廿三, XII, Ⅻ, ①, 甲, 子, 上, TWO."""
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1 and (single := _single_value(numeral)):
        return single
    if numeral in _ENGLISH:
        return _ENGLISH.index(numeral)
    if numeral[0] in _ROMAN:
        return _roman(numeral)
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            # Figures one after the other are a number written digit by digit.
            digit = digit * 10 + _DIGITS[character]
        elif character in _TENS:
            section += _TENS[character]
        elif _POWERS[character] == 10_000:
            total += (section + digit or 1) * 10_000
            section = digit = 0
        else:
            section += (digit or 1) * _POWERS[character]
            digit = 0
    return total + section + digit


def is_sequence(numbers: Sequence[int], *, may_repeat: bool = False) -> bool:
    """Tell whether numbers mostly go up by one, start again at one, or repeat where they may."""
    steps = [
        after in (before + 1, 1) or (may_repeat and after == before)
        for before, after in pairwise(numbers)
    ]
    return sum(steps) >= _LEAST_IN_SEQUENCE * len(steps)


def _single_value(numeral: str) -> int:
    """Return the value of a numeral of one sign that is no figure; 0 if it is none."""
    if numeral in _ENCLOSED:
        return _ENCLOSED[numeral]
    return 1 + max(series.find(numeral) for series in (STEMS, BRANCHES, POSITIONS))


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )

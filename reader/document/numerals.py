"""Numerals of headings: in figures, in words, in letters."""

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

NUMERAL = f"[{''.join((*_DIGITS, *_POWERS, *_TENS))}]"
"""Pattern of one character of a numeral in figures or words."""
WORD = "[一二三四五六七八九十百〇零廿卅]"
"""Pattern of one character of a numeral in the words lists are counted with."""

_LEAST_IN_SEQUENCE = 0.5


def value_of(numeral: str) -> int:
    """Return the value of a numeral: 12, 十二, 一二, 一百零八, 廿三, XII, Ⅻ."""
    if numeral.isdecimal():
        return int(numeral)
    if "Ⅰ" <= numeral <= "Ⅻ":
        return ord(numeral) - ord("Ⅰ") + 1
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


def is_sequence(numbers: Sequence[int]) -> bool:
    """Tell whether numbers mostly go up by one, or start again at one."""
    steps = [after in (before + 1, 1) for before, after in pairwise(numbers)]
    return sum(steps) >= _LEAST_IN_SEQUENCE * len(steps)


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )

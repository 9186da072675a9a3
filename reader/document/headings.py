"""Which lines are headings.

Three kinds: numbered ones (`第三章 歸途`), keywords (`後記`), and, in articles that have no
numbered ones, short lines before long ones.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.back_matter import is_back_matter
from reader.text.han import is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.lines import Lines

LONGEST = 44
"""Code points of the longest heading."""

_LEVELS = {
    unit: level
    for level, units in enumerate(("卷部編编篇輯辑", "集章回幕折", "講讲話话", "節节"), start=1)
    for unit in units
}
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
_NUMBER = f"[{''.join((*_DIGITS, *_POWERS, *_TENS))}]"

_NUMBERED = re.compile(
    rf"第\s*({_NUMBER}{{1,7}})\s*(?:"
    # After these a title may follow at once; what makes a measure word of them may not.
    r"([章篇幕折講讲話话]|[節节](?![課课])|回(?![來来事去頭头家]))(?![合本分位名])(\s?.{0,36})|"
    # These are measure words more often (第一部電影, 第三集團): a space, a mark or nothing follows.
    r"([卷部編编集輯辑])((?:[\s：:·．、—-].{0,36})?))"
)
_KEYWORD = re.compile(
    r"(?:自?序|[序前引導导][言論论]|[緒绪][論论言]|序章|楔子|引子|[後后][記记]|尾[聲声]|跋|[結结][語语論论]|"
    r"[參参]考(?:文[獻献]|[書书]目)|[題题][記记]|[終终]章)(?:[\s：:·—-]+.{1,24})?|"
    rf"(?:番外|附[錄录])(?:{_NUMBER}{{1,3}})?(?:[\s：:·—-]+.{{1,24}})?"
)
_FIRST_OF_KEYWORDS = frozenset("自序前引導导緒绪楔後后尾跋結结參参題题終终番附")

_STOPS = tuple("。，、；：,;:.．﹐﹑﹔﹕")
_FINAL = (*_STOPS, *"！？!?…—─﹗﹖）)】〕]」』”’\"'")
_SENTENCE_END = tuple('。！？!?…．.；;﹗﹖」』”’）)"')
_NOT_FIRST = tuple("「『“‘\"'（(【〔[〈<—–─-－•·●○◎◆◇■□▲△※★☆*＊#＃>＞~～@①②③④⑤⑥⑦⑧⑨")
_LABEL = re.compile(r".{0,8}[:：／/|｜丨].*|\d{4}\s*[-年./]\s*\d{1,2}.*|.*https?://.*")
"""Bylines, dates and addresses: short, without a stop, and no headings."""

_SHORT = 34
_LONG = 30
_LONGER_BY = 8
_MOST_SHORT_HEADINGS = 0.35
"""A text in which more of the lines than this look like headings has short lines, not headings."""
_LEAST_IN_SEQUENCE = 0.5


def find_headings(lines: Lines, count: int) -> dict[int, int]:
    """Return the level of each heading among the first `count` lines, by its number.

    1 is the highest level. The last of the lines is never a heading.
    """
    short = [n for n, length in enumerate(lines.lengths[: count - 1]) if length <= LONGEST]
    headings = _numbered(lines, short)
    top = min(headings.values(), default=1)
    has_numbers = bool(headings)
    for number in short:
        if lines.first_character(number) in _FIRST_OF_KEYWORDS and _is_keyword(lines[number]):
            headings.setdefault(number, top)
    if not has_numbers:
        found = [n for n in short if n and n not in headings and _is_short_heading(lines, n)]
        if len(found) <= _MOST_SHORT_HEADINGS * count:
            headings.update(dict.fromkeys(found, top))
    return headings


def is_heading(line: str) -> bool:
    """Tell whether a line looks like a numbered heading or a keyword, whatever stands around it."""
    return _read_number(line) is not None or _is_keyword(line)


def _numbered(lines: Lines, short: Sequence[int]) -> dict[int, int]:
    by_unit: dict[str, list[tuple[int, int]]] = {}
    for line in short:
        if lines.first_character(line) == "第" and (read := _read_number(lines[line])) is not None:
            unit, number = read
            by_unit.setdefault(unit, []).append((line, number))
    return {
        line: _LEVELS[unit]
        for unit, found in by_unit.items()
        if _is_sequence([number for _, number in found])
        for line, _ in found
    }


def _read_number(line: str) -> tuple[str, int] | None:
    """Return the unit and the number of a numbered heading."""
    match = _NUMBERED.fullmatch(line) if len(line) <= LONGEST else None
    if match is None or line.endswith(_STOPS):
        return None
    unit, rest = match[2] or match[4], match[3] or match[5] or ""
    # A question or an exclamation is a title where a space sets it off, else the end of a sentence.
    if line.endswith(tuple("！？!?﹗﹖")) and not rest[:1].isspace():
        return None
    return unit, _value(match[1])


def _value(numeral: str) -> int:
    """Return the value of a numeral, in figures or in words: 12, 十二, 一二, 一百零八, 廿三."""
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


def _is_sequence(numbers: Sequence[int]) -> bool:
    """Tell whether numbers mostly go up by one, or start again at one."""
    steps = [after in (before + 1, 1) for before, after in pairwise(numbers)]
    return sum(steps) >= _LEAST_IN_SEQUENCE * len(steps)


def _is_keyword(line: str) -> bool:
    return _KEYWORD.fullmatch(line) is not None and not line.endswith(_STOPS)


def _is_short_heading(lines: Lines, number: int) -> bool:
    """Tell whether a line is short, the next is long, and the one before has come to its end."""
    length = lines.lengths[number]
    if length > _SHORT or lines.lengths[number + 1] < max(_LONG, length + _LONGER_BY):
        return False
    line = lines[number]
    return (
        not line.endswith(_FINAL)
        and not line.startswith(_NOT_FIRST)
        and sum(map(is_han, line)) > 1
        and not _LABEL.fullmatch(line)
        and not is_back_matter(line)
        and (
            lines.lengths[number - 1] >= _LONG
            or lines[number - 1].endswith(_SENTENCE_END)
            or lines.follows_blank(number)
        )
    )

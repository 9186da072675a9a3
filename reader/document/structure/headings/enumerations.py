"""Lines counted `一、`, `（一）`, `1.`, `（1）`, or by a number alone: headings and lists."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.document.structure.headings.chapters import is_chapter
from reader.document.structure.headings.numbered_lines import BRACKETS, ORNAMENTS, read_counted
from reader.document.structure.numerals import ENCLOSED, STEMS, WORD, is_sequence, value_of
from reader.document.structure.punctuation import STOPS
from reader.text.han import is_han
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from reader.document.structure.lines import Lines

_LONGEST = 34
_REMEMBERED = 1_000
"""Lines, of which many a text has the same over and over."""
_MOST_FIGURES = 3
"""Of a number that is a whole line."""
_MOST_LINES = 0.4
"""A text in which more of the lines than this are counted has counted paragraphs, not headings."""
_LONG = 40
"""But a short line before each paragraph that is longer than this is its heading."""
_OVER_LONG = 0.9
"""Of such lines, those at least that stand before one: some have a short line between."""
_FEWEST = 2
_FEWEST_OF_PART = 5
_COUNTS_ON = 0.7
"""Lines that count on from another number than one, as those of a part of a text do: so many at
least, and of their steps those that are one. Two of them may stand in a list."""
_LATEST = 99
"""The first number there may be of those of a part: those of years are higher."""
_LATEST_OF_SUBDIVIDED = 2
"""The first number there may be of those under one above: its first may have lost its own."""
_FORMAL = "[壹貳贰參叁叄肆伍陸陆柒捌玖拾]"
_FINAL = (*STOPS, "…")

_MARK = r"[、.．:：)）\]】]|\s++"
_LETTER = "[A-H]"
"""Letters things are counted with; the others that are so used are Roman numerals."""
_OPEN, _CLOSE = r"[（(\[［【〔「『〈《<]", r"[)）\]］】〕」』〉》>]"
# Dashes and dots are around the numbers of pages.
_ORNAMENTS = re.escape("".join(sorted(ORNAMENTS - frozenset("-－—─~～·•"))))
_FORMS = (
    # 壹、總論
    rf"(?P<n>{_FORMAL}{{1,3}})(?P<mark>{_MARK})\s*(?P<rest>\S.*)",
    # 一、總論
    rf"(?P<n>{WORD}{{1,4}})(?P<mark>{_MARK})\s*(?P<rest>\S.*)",
    # （一）總論
    rf"(?P<mark>{_OPEN})(?P<n>{WORD}{{1,4}}){_CLOSE}\s*+[、.．:：]?\s*(?P<rest>\S.*)",
    # 甲、總論; （乙）總論
    rf"(?P<n>[{STEMS}])(?P<mark>{_MARK})\s*(?P<rest>\S.*)",
    rf"(?P<mark>{_OPEN})(?P<n>[{STEMS}]){_CLOSE}\s*+[、.．:：]?\s*(?P<rest>\S.*)",
    # 1. 總論
    (r"(?P<n>\d{1,3})(?P<mark>、|[.．](?!\d)|[:：](?!\d)|[)）\]】]|\s++)\s*(?P<rest>\S.*)"),
    # 1.2 總論
    r"(?P<mark>\d{1,2})[.．](?P<n>\d{1,2})[.．、]?\s*(?P<rest>[^\d.．].*)",
    # 1.2.3 總論
    r"(?P<mark>\d{1,2}[.．]\d{1,2})[.．](?P<n>\d{1,2})[.．、]?\s*(?P<rest>[^\d.．].*)",
    # （1）總論
    rf"(?P<mark>{_OPEN})(?P<n>\d{{1,3}}){_CLOSE}\s*+[、.．:：]?\s*(?P<rest>\S.*)",
    # #1 總論
    r"(?P<mark>[#＃])\s?(?P<n>\d{1,4})(?:[、.．:：]|\s)\s*(?P<rest>\S.*)",
    # ① 總論
    rf"(?P<n>[{ENCLOSED}])(?P<mark>)[、.．:：]?\s*(?P<rest>\S.*)",
    # A、總論
    rf"(?P<n>{_LETTER})(?P<mark>[、.．:：)）])\s*(?P<rest>\S.*)",
    # II. 總論
    r"(?P<n>[IVX]{1,6})(?P<mark>[、.．:：)）])\s*(?P<rest>\S.*)",
    # 一, 12., 「IV」, #1: nothing else on the line
    (
        rf"(?P<mark>(?:[{_ORNAMENTS}]+\s*)?{_OPEN}?)"
        rf"(?P<n>{WORD}{{1,4}}|\d{{1,3}}|{_LETTER}|[IVX]{{1,7}}|[{ENCLOSED}{STEMS}])"
        rf"(?P<after>{_CLOSE}?[、.．]?)(?:\s*[{_ORNAMENTS}]+)?"
    ),
)
"""In the order of their levels, the highest first."""
_SUBDIVIDED = frozenset((6, 7))
"""Forms whose marks are the numbers above theirs, and change."""
_OF_ANY_LEVEL = frozenset((3, 4, 9, 10, 11, 12))
"""Forms that stand above all others in one text, and below them in another."""
_ANSWER = lazy_pattern(r"\d{1,3}[.．、]")
_POSTED = lazy_pattern(r".*\d{1,2}[:：]\d{2}.*|.*\d{4}[-./]\d.*")
"""What a line of a forum or a log has."""
_BARE = len(_FORMS) - 1
_ALIKE = str.maketrans("．：（）［］", ".:()[]")
"""Marks of two widths, which one text has by turns."""
_FORMS_BY_FIRST = {
    first: (*forms, _BARE)
    for firsts, forms in (
        ("一二三四五六七八九十百〇零廿卅", (1,)),
        ("壹貳贰參叁叄肆伍陸陆柒捌玖拾", (0,)),
        ("0123456789０１２３４５６７８９", (5, 6, 7)),
        (STEMS, (3,)),
        (ENCLOSED, (10,)),
        ("ABCDEFGH", (11,)),
        ("IVX", (12,)),
        ("#＃", (9,)),
        ("（([［【〔「『〈《<", (2, 4, 8)),
        ("=＝*＊○●◎☆★", ()),
    )
    for first in firsts
}
"""What may begin a counted line, and the forms that may."""
_BEFORE_NUMBER = frozenset("（([［【〔「『〈《<=＝*＊○●◎☆★")
_SECOND = frozenset(_FORMS_BY_FIRST) | {" ", "\u3000"}


class Enumerations(NamedTuple):
    """Counted lines, by number."""

    headings: dict[int, int]
    """The level of each, 1 for the highest form there is."""
    items: frozenset[int]
    """Items of lists: lines that are counted with nothing between them."""


class _Member(NamedTuple):
    line: int
    number: int
    is_short: bool
    """Whether the line may be a heading."""


def find_enumerations(lines: Lines, taken: Container[int], count: int) -> Enumerations:
    """Find the counted lines among the first `count`.

    Args:
        lines: all lines.
        taken: numbers of the lines that are known to be something else.
        count: lines that are part of the article.
    """
    members: dict[tuple[int, str], list[_Member]] = {}
    for line, first in enumerate(lines.firsts[:count]):
        if (
            first in _FORMS_BY_FIRST
            and line not in taken
            and (
                first not in _BEFORE_NUMBER
                or lines.text[lines.starts[line] + 1 : lines.starts[line] + 2] in _SECOND
            )
        ):
            read = _read(lines[line])
            if read is not None:
                form, mark, number, is_short = read
                members.setdefault((form, mark), []).append(_Member(line, number, is_short))
    forms: dict[int, int] = {}
    items: set[int] = set()
    for (form, _), counted in members.items():
        listed = {
            line
            for before, after in pairwise(counted)
            if after.line == before.line + 1 and after.number == before.number + 1
            for line in (before.line, after.line)
        }
        items |= listed if form != _BARE else set()
        headings = [m for m in counted if m.line not in listed and m.is_short]
        if _are_headings(lines, form, headings, count):
            forms.update((m.line, form) for m in headings)
    levels = _levels(forms)
    return Enumerations(
        {line: levels[form] for line, form in forms.items()}, frozenset(items - set(forms))
    )


def _levels(forms: dict[int, int]) -> dict[int, int]:
    """Return the levels of the forms of some lines."""
    first: dict[int, int] = {}
    for line, form in sorted(forms.items()):
        first.setdefault(form, line)
    usual = min((line for form, line in first.items() if form not in _OF_ANY_LEVEL), default=0)
    above = {form for form, line in first.items() if form in _OF_ANY_LEVEL and line < usual}
    ordered = sorted(first, key=lambda form: (form not in above, form))
    return {form: level for level, form in enumerate(ordered, start=1)}


def is_counted(line: str) -> bool:
    """Tell whether a line has a number as lists and headings have it."""
    return (
        (line[0] in _FORMS_BY_FIRST and _read(line) is not None)
        or is_chapter(line)
        or read_counted(line) is not None
    )


def is_bare_number(line: str) -> bool:
    """Tell whether a counted line is a number and nothing else."""
    return _compiled(_BARE).fullmatch(line) is not None


@lru_cache(_REMEMBERED)
def _read(line: str) -> tuple[int, str, int, bool] | None:
    """Return the form of a line, its mark, its number, and whether it may be a heading."""
    if line.isdecimal():
        # All forms but the last one want something else beside the number.
        return None if len(line) > _MOST_FIGURES else (_BARE, "", _value(line), True)
    is_in_brackets = BRACKETS.get(line[0]) == line[-1] and line.find(line[-1]) == len(line) - 1
    # 【1、總論】
    if is_in_brackets and len(line) > 2 and line[1] in _FORMS_BY_FIRST:
        inner = _read(line[1:-1].strip())
        if inner is not None:
            return inner[0], line[0].translate(_ALIKE) + inner[1], *inner[2:]
    for form in _FORMS_BY_FIRST[line[0]]:
        match = _compiled(form).fullmatch(line)
        if match is not None:
            mark = "" if form in _SUBDIVIDED else match["mark"].strip().translate(_ALIKE)
            if form == _BARE:
                mark += match["after"].translate(_ALIKE)
                return form, mark, _value(match["n"]), len(line) <= _LONGEST
            rest = match["rest"]
            is_short = len(line) <= _LONGEST and not line.endswith(_FINAL)
            # Answers and questions of an exam: 一、1．略, 2．抄寫下面的句子。（4分）
            if not any(map(is_han, rest)) or _ANSWER.match(rest) or "。（" in rest:
                is_short = False
            elif _POSTED.fullmatch(rest):
                return None
            return form, mark, _value(match["n"]), is_short
    return None


@cache
def _compiled(form: int) -> re.Pattern[str]:
    """Return the pattern of a form; compiled for the first line to try."""
    return re.compile(_FORMS[form])


def _value(numeral: str) -> int:
    return ord(numeral) - ord("A") + 1 if "A" <= numeral <= "H" else value_of(numeral)


def _are_headings(lines: Lines, form: int, members: Sequence[_Member], count: int) -> bool:
    if len(members) < _FEWEST:
        return False
    if len(members) > _MOST_LINES * count:
        under = [m.line + 1 for m in members if m.line + 1 < count]
        if sum(lines.lengths[n] >= _LONG for n in under) < _OVER_LONG * len(under):
            return False
    numbers = [member.number for member in members]
    if not is_sequence(numbers) or not _begins(form, numbers):
        return False
    # Numbers of pages stand alone too, but in the middle of sentences.
    return form != _BARE or all(
        member.line == 0 or _ends_something(lines[member.line - 1]) for member in members
    )


def _begins(form: int, numbers: Sequence[int]) -> bool:
    """Tell whether numbers begin where those of headings may; a part of a text begins later."""
    if numbers[0] <= (_LATEST_OF_SUBDIVIDED if form in _SUBDIVIDED else 1):
        return True
    steps = [after - before for before, after in pairwise(numbers)]
    counts_on = min(steps) > 0 and steps.count(1) >= _COUNTS_ON * len(steps)
    is_part = form != _BARE and numbers[0] <= _LATEST and len(numbers) >= _FEWEST_OF_PART
    return is_part and counts_on


def _ends_something(line: str) -> bool:
    return len(line) <= _LONGEST or not is_han(line[-1])

"""Headings whose number comes last: `為政篇第二`, `渡口（二）`, `○田制二`, `渡口 - 01`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.document.structure.headings.numbered_lines import ORNAMENTS
from reader.document.structure.numerals import WORD, value_of
from reader.document.structure.punctuation import LETTER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.document.structure.lines import Lines

_LAST = frozenset("一二三四五六七八九十百）)0123456789０１２３４５６７８９")
_NOT_IN_NAME = "第。，：；！？、（()）"
_NOT_FIRST = frozenset(_NOT_IN_NAME)
_FEWEST = 2
_FEWEST_OF_NAME = 4
_SHORTEST, _LONGEST = 3, 24
_COUNTS_ON = 0.8


class _Member(NamedTuple):
    line: int
    name: str
    number: int


class NumberedLast(NamedTuple):
    """Headings that end with their number, by number of the line."""

    sure: list[int]
    """Of those counted over the whole text: all its headings are."""
    others: list[int]
    """Pieces of what may have headings without a number too."""


def find_numbered_last(lines: Lines, short: Sequence[int]) -> NumberedLast:
    """Return those of the short lines that end with their number.

    All that are numbered in one way are headings, or none is: they count up, over all names or for
    each name, and something stands between them, as nothing does in a list of who came first and
    second.
    """
    text, starts, ends = lines.text, lines.starts, lines.ends
    found: dict[int, list[_Member]] = {}
    for line in short:
        if (
            text[ends[line] - 1] in _LAST
            and _SHORTEST <= lines.lengths[line] <= _LONGEST
            and text[starts[line]] not in _NOT_FIRST
        ):
            read = _read(lines[line])
            if read is not None:
                found.setdefault(read[0], []).append(_Member(line, *read[1:]))
    series = {
        form: [member.line for member in members]
        for form, members in found.items()
        if len(members) >= _FEWEST and _ARE_SERIES[form](members)
    }
    sure = series.pop(_COUNTED_AS_A_WHOLE, []) + series.pop(_WITH_FIGURES, [])
    return NumberedLast(
        sorted(sure), sorted(line for members in series.values() for line in members)
    )


@lru_cache(1_000)
def _read(line: str) -> tuple[int, str, int] | None:
    """Return the form of a line, its name, and its number."""
    for form, pattern in enumerate(_patterns()):
        match = pattern.fullmatch(line)
        if match is not None:
            return form, match["name"].strip("".join(ORNAMENTS)), value_of(match["n"])
    return None


def _count_up(members: Sequence[_Member]) -> bool:
    return all(
        after.line > before.line + 1 and after.number == before.number + 1
        for before, after in pairwise(members)
    )


def _count_up_or_anew(members: Sequence[_Member]) -> bool:
    """Tell whether most numbers follow each other, over all names or for each."""
    if any(after.line == before.line + 1 for before, after in pairwise(members)):
        return False
    steps = [after.number - before.number for before, after in pairwise(members)]
    follow = sum(
        step == 1 or after.number == 1 for step, after in zip(steps, members[1:], strict=True)
    )
    return 1 in steps and follow >= _COUNTS_ON * len(steps)


def _count_for_each_name(members: Sequence[_Member]) -> bool:
    """Tell whether the pieces of each name are counted from one."""
    return _count_up_or_anew(members) and all(
        after.name == before.name if after.number == before.number + 1 else after.number == 1
        for before, after in pairwise([members[0]._replace(number=0), *members])
    )


def _count_one_name(members: Sequence[_Member]) -> bool:
    """Tell whether lines are one name with numbers that count on: parts of one text."""
    names = {member.name for member in members}
    numbers = [member.number for member in members]
    is_whole = len(members) >= _FEWEST_OF_NAME and numbers[0] <= 1 and len(names) == 1
    return is_whole and _count_up_or_anew(members)


_COUNTED_AS_A_WHOLE = 0
_WITH_FIGURES = 4
_ARE_SERIES: tuple[Callable[[Sequence[_Member]], bool], ...] = (
    _count_up,
    _count_up_or_anew,
    _count_up_or_anew,
    _count_for_each_name,
    _count_one_name,
)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    letter = rf"[^\s{_NOT_IN_NAME}]"
    return (
        # 為政篇第二
        re.compile(
            rf"(?P<name>(?:{letter}{{1,12}}[·・\s]\s*)?{letter}{{1,8}})第(?P<n>{WORD}{{1,3}})"
        ),
        # 渡口（二）
        re.compile(
            rf"(?P<name>{letter}[^。，；！？（(]{{0,16}})[（(](?P<n>{WORD}{{1,3}}|\d{{1,3}})[)）]"
        ),
        # 菩薩蠻 其二
        re.compile(rf"(?P<name>{letter}[^。，；！？]{{0,12}}?)[\s·・]*[其之](?P<n>{WORD}{{1,3}})"),
        # ○田制二
        re.compile(rf"(?P<name>{letter}{{2,8}}?)(?P<n>{WORD}{{1,2}})"),
        # 渡口12, 渡口 - 01
        re.compile(
            rf"(?P<name>{LETTER}(?:[^。，；！？：:\d]{{0,18}}{LETTER})?)[\s_·・–—-]{{0,4}}(?P<n>\d{{1,3}})"
        ),
    )

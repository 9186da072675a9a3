"""Lines counted `一、`, `（一）`, `1.`, `（1）`, or by a number alone: headings and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.document.numerals import WORD, is_sequence, value_of
from reader.document.punctuation import STOPS
from reader.text.han import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.document.lines import Lines

_LONGEST = 34
_MOST_LINES = 0.4
"""A text in which more of the lines than this are counted has counted paragraphs, not headings."""
_LONG = 40
"""But a short line before each paragraph that is longer than this is its heading."""
_FEWEST = 2
_FORMAL = "[壹貳贰參叁叄肆伍陸陆柒捌玖拾]"
_FINAL = (*STOPS, "…")

_FORMS = (
    # 壹、總論
    re.compile(rf"(?P<n>{_FORMAL}{{1,3}})(?P<mark>[、.．])\s*(?P<rest>\S.*)"),
    # 一、總論
    re.compile(rf"(?P<n>{WORD}{{1,4}})(?P<mark>[、.．]|\s+)\s*(?P<rest>\S.*)"),
    # （一）總論
    re.compile(rf"(?P<mark>[（(])(?P<n>{WORD}{{1,4}})[)）]\s*[、.．]?\s*(?P<rest>\S.*)"),
    # 1. 總論
    re.compile(r"(?P<n>\d{1,3})(?P<mark>、|[.．](?!\d)|\s+)\s*(?P<rest>\S.*)"),
    # 1.2 總論
    re.compile(r"(?P<mark>\d{1,2})[.．](?P<n>\d{1,2})[.．、]?\s*(?P<rest>[^\d.．].*)"),
    # 1.2.3 總論
    re.compile(r"(?P<mark>\d{1,2}[.．]\d{1,2})[.．](?P<n>\d{1,2})[.．、]?\s*(?P<rest>[^\d.．].*)"),
    # （1）總論
    re.compile(r"(?P<mark>[（(])(?P<n>\d{1,3})[)）]\s*[、.．]?\s*(?P<rest>\S.*)"),
    # 一, 12, IV: nothing else on the line
    re.compile(rf"(?P<mark>)[（(]?(?P<n>{WORD}{{1,4}}|\d{{1,3}}|[IVXLC]{{1,7}}|[Ⅰ-Ⅻ])[)）]?"),
)
"""In the order of their levels, the highest first."""
_SUBDIVIDED = frozenset((4, 5))
"""Forms whose marks are the numbers above theirs, and change."""
_ANSWER = re.compile(r"\d{1,3}[.．、]")
_BARE = len(_FORMS) - 1
_FIRST = re.compile(rf"{WORD}|{_FORMAL}|[\d（(IVXLCⅠ-Ⅻ]")


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


def find_enumerations(lines: Lines, candidates: Iterable[int], count: int) -> Enumerations:
    """Find the counted lines among the first `count`.

    Args:
        lines: all lines.
        candidates: numbers of the lines to look at, in order.
        count: lines that are part of the article.
    """
    members: dict[tuple[int, str], list[_Member]] = {}
    for line in candidates:
        if _FIRST.match(lines.first_character(line)):
            read = _read(lines[line])
            if read is not None:
                form, mark, number, is_short = read
                members.setdefault((form, mark), []).append(_Member(line, number, is_short))
    forms: dict[int, int] = {}
    items: set[int] = set()
    for (form, _), counted in members.items():
        listed = {line for run in _runs(counted) if len(run) >= _FEWEST for line in run}
        items |= listed if form != _BARE else set()
        headings = [m for m in counted if m.line not in listed and m.is_short]
        if _are_headings(lines, form, headings, count):
            forms.update((m.line, form) for m in headings)
    levels = {form: level for level, form in enumerate(sorted(set(forms.values())), start=1)}
    return Enumerations(
        {line: levels[form] for line, form in forms.items()}, frozenset(items - set(forms))
    )


def is_bare_number(line: str) -> bool:
    """Tell whether a counted line is a number and nothing else."""
    return _FORMS[_BARE].fullmatch(line) is not None


def _read(line: str) -> tuple[int, str, int, bool] | None:
    """Return the form of a line, its mark, its number, and whether it may be a heading."""
    for form, pattern in enumerate(_FORMS):
        match = pattern.fullmatch(line)
        if match is not None:
            mark = "" if form in _SUBDIVIDED else match["mark"].strip()
            rest = match["rest"] if form != _BARE else ""
            is_short = len(line) <= _LONGEST and not line.endswith(_FINAL)
            # Answers and questions of an exam: 一、1．略, 2．抄寫下面的句子。（4分）
            if rest and (not any(map(is_han, rest)) or _ANSWER.match(rest) or "。（" in rest):
                is_short = False
            return form, mark, value_of(match["n"]), is_short
    return None


def _runs(members: Sequence[_Member]) -> list[list[int]]:
    """Return the lines of members in runs that follow each other and count up."""
    runs: list[list[int]] = []
    before: _Member | None = None
    for member in members:
        if before and (member.line, member.number) == (before.line + 1, before.number + 1):
            runs[-1].append(member.line)
        else:
            runs.append([member.line])
        before = member
    return runs


def _are_headings(lines: Lines, form: int, members: Sequence[_Member], count: int) -> bool:
    if len(members) < _FEWEST:
        return False
    if len(members) > _MOST_LINES * count and not all(
        lines.lengths[m.line + 1] >= _LONG for m in members if m.line + 1 < count
    ):
        return False
    numbers = [member.number for member in members]
    if numbers[0] != 1 or not is_sequence(numbers):
        return False
    # Numbers of pages stand alone too, but in the middle of sentences.
    return form != _BARE or all(
        member.line == 0 or _ends_something(lines[member.line - 1]) for member in members
    )


def _ends_something(line: str) -> bool:
    return len(line) <= _LONGEST or not is_han(line[-1])

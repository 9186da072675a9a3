"""Headings that say what they are, `第三章 歸途`, `後記`, and tables of contents that list them."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.numerals import NUMERAL, is_sequence, value_of
from reader.document.punctuation import STOPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.document.lines import Lines

LONGEST = 44
"""Code points of the longest heading."""

_LEVELS = {
    unit: level
    for level, units in enumerate(("卷部編编篇輯辑", "集章回幕折", "講讲話话場场", "節节"), start=1)
    for unit in units
}
_UNITS = {"卷": "卷", "part": "部", "act": "幕", "chapter": "章", "scene": "場"}
# 第二卷 秋水 第十章 舊人: the last unit counts. 正文 第十章 舊人.
_ABOVE = re.compile(
    rf"(?:正文|第{NUMERAL}{{1,5}}[卷部集](?:\s*[^\s第]\S{{0,12}})?)[\s·]+(?=第{NUMERAL}{{1,7}}[章回節节])"
)
_FIRST_OF_NUMBERED = frozenset("第卷正CcPpAaSs")
_FIRST_OF_KEYWORDS = frozenset("自序前引導导緒绪楔後后尾跋結结參参題题終终番附總总主事犯理")
_CONTENTS = re.compile(r"目\s*[錄录次]|contents", re.IGNORECASE)
_PAGE = re.compile(r"[\s.．…·⋯]+\d+$")
_SHORTEST_CONTENTS = 3
"""So many headings with nothing between them may be a table of contents."""


def find_chapters(lines: Lines, short: Sequence[int]) -> dict[int, int]:
    """Return the levels of the numbered headings and keywords among the short lines, by number."""
    numbered = {
        line: read
        for line in short
        if lines.first_character(line) in _FIRST_OF_NUMBERED
        and (read := _read(lines[line])) is not None
    }
    keywords = [
        line
        for line in short
        if lines.first_character(line) in _FIRST_OF_KEYWORDS and _is_keyword(lines[line])
    ]
    listed = set(_contents(lines, sorted([*numbered, *keywords])))
    levels = _in_sequence({line: read for line, read in numbered.items() if line not in listed})
    top = min(levels.values(), default=1)
    levels.update((line, top) for line in keywords if line not in listed)
    return levels


def is_chapter(line: str) -> bool:
    """Tell whether a line looks like a numbered heading or a keyword, whatever stands around it."""
    return _read(line) is not None or _is_keyword(line)


def is_contents(line: str) -> bool:
    """Tell whether a line is the word over a table of contents."""
    return _CONTENTS.fullmatch(line) is not None


def is_bare_number(line: str) -> bool:
    """Tell whether a heading is a number alone, so that its title may stand on the next line."""
    if match := _named_first().fullmatch(line):
        return not match["rest"].strip("上中下")
    match = _numbered().fullmatch(line)
    return match is not None and not (match[3] or match[5])


def has_number(line: str) -> bool:
    """Tell whether a heading is a numbered one, and no keyword."""
    return _read(line) is not None


def _in_sequence(numbered: dict[int, tuple[str, int]]) -> dict[int, int]:
    by_unit: dict[str, list[tuple[int, int]]] = {}
    for line, (unit, number) in numbered.items():
        by_unit.setdefault(unit, []).append((line, number))
    return {
        line: _LEVELS[unit]
        for unit, found in by_unit.items()
        if is_sequence([number for _, number in found])
        for line, _ in found
    }


def _read(line: str) -> tuple[str, int] | None:
    """Return the unit and the number of a numbered heading."""
    if not line or line[0] not in _FIRST_OF_NUMBERED or len(line) > LONGEST or line.endswith(STOPS):
        return None
    if named := _named_first().fullmatch(line):
        return _UNITS[named["unit"].lower()], value_of(named["n"].upper())
    above = _ABOVE.match(line)
    match = _numbered().fullmatch(line, above.end() if above else 0)
    if match is None:
        return None
    unit, rest = match[2] or match[4], match[3] or match[5] or ""
    # A question or an exclamation is a title where a space sets it off, else the end of a sentence.
    if line.endswith(tuple("！？!?﹗﹖")) and not rest[:1].isspace():
        return None
    return unit, value_of(match[1])


def _is_keyword(line: str) -> bool:
    if not line or line[0] not in _FIRST_OF_KEYWORDS:
        return False
    match = _keyword().fullmatch(line)
    return match is not None and (match["list"] is not None or not line.endswith(STOPS))


def _contents(lines: Lines, candidates: Sequence[int]) -> Iterator[int]:
    """Yield the candidates that are entries of a table of contents.

    Several with nothing between them, which come again later or stand under the word for it.
    """
    keys = {line: "".join(_PAGE.sub("", lines[line]).split()) for line in candidates}
    last = {key: line for line, key in keys.items()}
    for run in _runs(candidates):
        if len(run) < _SHORTEST_CONTENTS:
            continue
        is_named = run[0] > 0 and is_contents(lines[run[0] - 1])
        seen: set[str] = set()
        for line in run:
            # The first chapter itself may follow the table at once.
            is_named = is_named and keys[line] not in seen
            seen.add(keys[line])
            if is_named or last[keys[line]] > line:
                yield line


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Return the numbers in runs of those that follow each other."""
    runs = [[number] for number in numbers[:1]]
    for before, number in pairwise(numbers):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


@cache
def _numbered() -> re.Pattern[str]:
    """Return the pattern of `第三章 歸途`."""
    # Compiled when there is a first line to try: many a text has none.
    return re.compile(
        rf"第\s*({NUMERAL}{{1,7}})\s*(?:"
        # After these a title may follow at once; what makes a measure word of them may not.
        r"([章篇幕折講讲話话]|[節节](?![課课])|回(?![來来事去頭头家]))(?![合本分位名])(\s?.{0,36})|"
        # Measure words more often (第一部電影, 第三集團): a space, a mark or nothing follows.
        r"([卷部編编集輯辑場场])((?:[\s：:·．、—-].{0,36})?))"
    )


@cache
def _named_first() -> re.Pattern[str]:
    """Return the pattern of `卷一 春潮`, `Chapter 3`: the word comes first."""
    return re.compile(
        r"(?P<unit>卷|(?i:chapter|part|act|scene))\s*第?"
        rf"(?P<n>{NUMERAL}{{1,4}}|(?<=\s)[IVXLCivxlc]{{1,7}})"
        r"(?P<rest>[上中下]?(?:[\s:：.．·—-].{0,40})?)"
    )


@cache
def _keyword() -> re.Pattern[str]:
    """Return the pattern of `後記`, of its kind and with a title."""
    return re.compile(
        r"(?:自?\s*序|[序前引導导]\s*[言論论]|[緒绪]\s*[論论言]|序章|楔子|引子|[後后]\s*[記记]|尾\s*[聲声]|跋|"
        r"[結结]\s*[語语論论]|[參参]考(?:文[獻献]|[書书]目|答案)|[題题]\s*[記记]|[終终]章|"
        r"[總总附]\s*[則则])"
        r"(?:[\s：:·—-]+.{1,24})?|"
        rf"(?:番外|附\s*[錄录])(?:{NUMERAL}{{1,3}})?(?:[\s：:·—-]+.{{1,24}})?|"
        # With nothing behind them: of a judgment, of a paper.
        r"主\s*文|(?:犯罪)?事\s*[實实](?:及理由)?|理\s*由|(?P<list>[參参]考文[獻献]\s*[:：])"
    )

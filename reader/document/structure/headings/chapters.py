"""Headings that say what they are, `第三章 歸途`, and tables of contents that list them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.document.structure.headings.keywords import is_keyword
from reader.document.structure.headings.listed_in_contents import find_entries
from reader.document.structure.headings.numbered_lines import (
    BRACKETS,
    ORNAMENTS,
    SEPARATOR,
    undecorated,
)
from reader.document.structure.numerals import ENGLISH, NUMERAL, is_sequence, value_of
from reader.document.structure.punctuation import STOPS
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.document.structure.lines import Lines

LONGEST = 44
"""Code points of the longest heading that needs no others to tell it."""
LONGEST_COUNTED = 120
"""And of one that the others before and after it tell."""
_LEVELS = {
    unit: level
    for level, units in enumerate(("卷部編编篇輯辑", "集章回幕折", "講讲話话場场", "節节"), start=1)
    for unit in units
}
_UNITS = {"卷": "卷", "part": "部", "act": "幕", "chapter": "章", "scene": "場"}
# 第二卷 秋水 第十章 舊人: the last unit counts. 正文 第十章 舊人, 第一部第一章 渡口.
_ABOVE = re.compile(
    rf"(?:正文|番外篇?|第{NUMERAL}{{1,5}}[卷部集篇編编幕折])(?:\s*[^\s第]\S{{0,12}}[\s·]+|[\s·、:：—-]*)"
    rf"(?=第{NUMERAL}{{1,7}}[章回節节集幕折場场])"
)
_FIRST_OF_NUMBERED = frozenset("第卷正番CcPpAaSs")
_FIRST_TWO = re.compile(
    rf"第[\s{NUMERAL[1:-1]}]|卷[\s第之{NUMERAL[1:-1]}]|正文|番外|(?i:ch|pa|ac|sc)"
)
"""What they all begin with: tens of thousands of lines may begin with a letter."""
_FIRST_DECORATED = frozenset(BRACKETS) | ORNAMENTS
_ENDS_NO_TITLE = ("，", "、", ",", "；", ";")
_EMPHASIS = tuple("！？!?﹗﹖")
_LONGEST_BOOK = 24
_FEWEST_OF_BOOK = 2
_BETWEEN_SENTENCES = frozenset("。；;")
_NO_TITLE = "上中下：: \u3000"
_SEPARATED = re.compile(SEPARATOR)
_BOOK = lazy_pattern(r"[^。，！？；“”]*[\s》】）)」』\]：:·・—\-_、/|]")
_NUMERALS = lazy_pattern(rf"{NUMERAL}+")
_WITHIN = re.compile(rf"第{NUMERAL}{{1,7}}[章回節节集卷部話话]")


class Chapter(NamedTuple):
    """What a numbered heading says."""

    unit: str
    number: int
    title: str
    is_doubtful: bool = False
    """Whether it is a heading only if the numbers before and after it are those of others."""


class Chapters(NamedTuple):
    """The headings that say what they are, by number of the line."""

    numbered: dict[int, Chapter]
    keywords: list[int]
    """Of the headings that are a word."""


def find_chapters(
    lines: Lines, candidates: Sequence[int], cores: Mapping[int, str], keywords: Sequence[int]
) -> Chapters:
    """Find the numbered headings, and leave out what a table of contents lists.

    Args:
        lines: all lines.
        candidates: numbers of those that may be numbered headings.
        cores: what those of them say that are decorated, without ornaments and brackets.
        keywords: numbers of those that are the word of a heading.
    """
    firsts, starts, text = lines.firsts, lines.starts, lines.text
    numbered = {
        line: read
        for line in candidates
        if firsts[line] in _FIRST_OF_NUMBERED
        and _FIRST_TWO.match(text, starts[line])
        and (read := read_chapter(lines[line])) is not None
    }
    numbered.update(
        (line, read) for line, core in cores.items() if (read := read_chapter(core)) is not None
    )
    numbered.update(_with_book(lines, set(candidates).difference(numbered)))
    listed = find_entries(
        lines, {line: (read.unit, read.number) for line, read in numbered.items()}, keywords
    )
    return Chapters(
        _in_sequence({n: numbered[n] for n in sorted(numbered) if n not in listed}),
        [n for n in keywords if n not in listed],
    )


def level_of(chapter: Chapter) -> int:
    """Return the level of a heading, 1 for the highest."""
    return _LEVELS[chapter.unit]


def is_chapter(line: str) -> bool:
    """Tell whether a line looks like a numbered heading or a keyword, whatever stands around it."""
    return has_number(line) or is_keyword(line)


def has_number(line: str) -> bool:
    """Tell whether a line looks like a numbered heading, whatever stands around it."""
    read = read_chapter(line)
    return read is not None and not read.is_doubtful


def read_chapter(line: str) -> Chapter | None:
    """Read a numbered heading; None for any other line."""
    if len(line) > LONGEST_COUNTED or line.endswith(_ENDS_NO_TITLE):
        return None
    core = undecorated(line)[0] if line[0] in _FIRST_DECORATED else line
    if core[0] not in _FIRST_OF_NUMBERED:
        return None
    if named := _named_first().fullmatch(core):
        unit, numeral, title = _UNITS[named["unit"].lower()], named["n"].upper(), named["rest"]
        is_set_off = True
    else:
        above = _ABOVE.match(core)
        match = _numbered().fullmatch(core, above.end() if above else 0)
        if match is None:
            return None
        unit, numeral, title = match[2] or match[4], match[1], match[3] or match[5] or ""
        is_set_off = not title or _SEPARATED.match(title) is not None
    title = title.strip(_NO_TITLE)
    is_odd = len(line) > LONGEST or (title != "" and line.endswith(STOPS))
    if is_odd and not is_set_off:
        return None
    # A question or an exclamation is a title where a space sets it off, else the end of a sentence.
    is_spelled = numeral[0].isascii() and numeral[0].isalpha() and len(numeral) > 2
    is_odd = is_odd or not _BETWEEN_SENTENCES.isdisjoint(title[:-1])
    is_doubtful = is_odd or is_spelled or (line.endswith(_EMPHASIS) and not is_set_off)
    return Chapter(unit, value_of(numeral), title, is_doubtful)


def _with_book(lines: Lines, candidates: AbstractSet[int]) -> dict[int, Chapter]:
    """Return the headings with the name of the book before each: `渡口 第三章`."""
    found: dict[int, tuple[str, Chapter]] = {}
    for match in _WITHIN.finditer(lines.text):
        line = bisect_right(lines.starts, match.start()) - 1
        before = match.start() - lines.starts[line]
        if line not in candidates or not 0 < before <= _LONGEST_BOOK:
            continue
        book = lines[line][:before]
        if _BOOK.fullmatch(book) and (read := read_chapter(lines[line][before:])):
            found[line] = (_NUMERALS.sub("", book), read)
    often = Counter(book for book, _ in found.values())
    return {line: read for line, (book, read) in found.items() if often[book] >= _FEWEST_OF_BOOK}


def _in_sequence(numbered: dict[int, Chapter]) -> dict[int, Chapter]:
    by_unit: dict[str, list[int]] = {}
    for line, read in numbered.items():
        by_unit.setdefault(read.unit, []).append(line)
    found: dict[int, Chapter] = {}
    for members in by_unit.values():
        left = [n for n in members if not numbered[n].is_doubtful]
        if len(left) < len(members):
            left = list(_called_for(numbered, members))
        numbers = [numbered[n].number for n in left]
        if is_sequence(numbers, may_repeat=True) or _is_ascending(numbers):
            found.update((n, numbered[n]) for n in left)
    return dict(sorted(found.items()))


def _is_ascending(numbers: Sequence[int]) -> bool:
    """Tell whether numbers go up from one, whatever is missing between them."""
    return numbers[0] == 1 and all(after > before for before, after in pairwise(numbers))


def _called_for(numbered: dict[int, Chapter], members: Sequence[int]) -> Iterator[int]:
    """Return the members that are not doubtful, or that the numbers around them call for."""
    calling: set[int] = set()
    for before, after in pairwise(members):
        if after > before + 1 and numbered[after].number == numbered[before].number + 1:
            calling.update((before, after))
    return (n for n in members if n in calling or not numbered[n].is_doubtful)


@cache
def _numbered() -> re.Pattern[str]:
    """Return the pattern of `第三章 歸途`."""
    # Compiled when there is a first line to try: many a text has none.
    return re.compile(
        rf"第\s*({NUMERAL}{{1,7}})\s*(?:"
        # After these a title may follow at once; what makes a measure word of them may not.
        r"([章篇幕折講讲話话]|[節节](?![課课])|回(?![來来事去頭头家]))(?![合本分位名])(\s?.{0,110})|"
        # Measure words more often (第一部電影, 第三集團): a space, a mark or nothing follows.
        rf"([卷部編编集輯辑場场])((?:{SEPARATOR}.{{0,110}})?))"
    )


@cache
def _named_first() -> re.Pattern[str]:
    """Return the pattern of `卷一 春潮`, `Chapter 3`: the word comes first."""
    return re.compile(
        r"(?P<unit>卷|(?i:chapter|part|act|scene))\s*[第之]?"
        rf"(?P<n>{NUMERAL}{{1,4}}|(?<=\s)(?:[IVXLCivxlc]{{1,7}}|(?i:{ENGLISH})))"
        r"(?P<rest>[上中下]?(?:[\s:：.．·—-].{0,40})?)"
    )

"""Titles of the poems of a collection, told by the verse below them or by what stands beside."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.structure.headings.enumerations import is_counted
from reader.document.structure.person_names import is_chinese_name
from reader.document.structure.punctuation import LETTER, STOPS
from reader.document.structure.verse import find_poem_authors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.document.structure.lines import Lines

_SAMPLED = 400
_LONGEST_VERSE = 80
_OF_VERSE = 0.4
"""Of the lines so many are verse in a collection: of novels full of poems, a third at most."""
_LONGEST = 24
_FEWEST, _LEAST_SHARE, _MOST_SHARE = 4, 0.05, 0.5
"""Titles there are at least, and as a share of all lines."""
_ENDS = (*STOPS, *"！？!?…—─﹗﹖”’」』\"'")
_STOPPED = frozenset("。，；！？")
_NO_FIRST = frozenset("「『“‘\"'①②③④⑤⑥⑦⑧⑨*＊#＃>＞-－—─")
_LONGEST_BELOW, _LONGEST_CLAUSE = 400, 12
_MARK = re.compile("[，。！？；、,：]")
_MOST_BELOW = 2
"""Lines between a title and the first line of verse: who wrote it, to what tune."""
_MODES_GIVEN = """
中呂 中吕 雙調 双调 越調 越调 南呂 南吕 仙呂 仙吕 正宮 正宫 黃鐘 黄钟 商調 商调 大石調 大石调
小石調 小石调 般涉調 般涉调 商角調 商角调 高平調 高平调 道宮 道宫 歇指調 歇指调
"""
_MODES = frozenset(_MODES_GIVEN.split())
_BRACKETS = {"〔": "〕", "［": "］", "[": "]", "【": "】", "（": "）", "(": ")"}
_WIDE = ("\u3000", "  ")
_ALIKE = 0.5
"""Of the words after wide space in titles so many are one name, or look like names."""


def find_titles_over_verse(lines: Lines, short: Sequence[int], count: int) -> list[int]:
    """Return those of the short lines that stand over verse, in a collection of it.

    A title has no stop; nearly all lines of verse have some, with a few characters between them.

    Args:
        lines: all lines.
        short: numbers of those that may be headings.
        count: lines that are part of the article.
    """
    sampled = range(1, count, max(1, count // _SAMPLED))
    if sum(_is_verse(lines, n) for n in sampled) < _OF_VERSE * len(sampled):
        return []
    found = [n for n in short if n and _may_be_title(lines, n) and _is_over_verse(lines, n, count)]
    authors = set(find_poem_authors(lines, found, count))
    found = [n for n in found if n not in authors]
    many = len(found)
    is_collection = many >= _FEWEST and _LEAST_SHARE * count <= many <= _MOST_SHARE * count
    return found if is_collection else []


def find_titles_alike(lines: Lines, short: Sequence[int]) -> list[int]:
    """Return those of the short lines that name poems in one form, with authors or modes.

    `《夜讀》作者：沈夜行`, `夜讀　沈夜行`, `〔雙調〕夜行船`.
    """
    found: set[int] = set()
    for select in (_with_label, _with_name, _with_mode):
        members = list(select(lines, short))
        if len(members) >= _FEWEST and _stand_over_others(lines, members):
            found.update(members)
    return sorted(found)


def _is_verse(lines: Lines, number: int) -> bool:
    return lines.lengths[number] <= _LONGEST_VERSE and _verse().fullmatch(lines[number]) is not None


def _may_be_title(lines: Lines, number: int) -> bool:
    line = lines[number]
    return (
        len(line) <= _LONGEST
        and not line.endswith(_ENDS)
        and line[0] not in _NO_FIRST
        and not lines[number - 1].endswith(("，", "、", ","))
        and not _STOPPED.intersection(line.partition("（")[0].partition("(")[0])
        and any(map(str.isalpha, line))
    )


def _is_over_verse(lines: Lines, number: int, count: int) -> bool:
    for below in range(number + 1, min(number + 1 + _MOST_BELOW, count)):
        if _is_of_clauses(lines, below):
            return True
        if lines.lengths[below] > _LONGEST or lines[below].endswith(_ENDS):
            return False
    return False


def _is_of_clauses(lines: Lines, number: int) -> bool:
    """Tell whether a line may be of a poem: a few characters from mark to mark."""
    if lines.lengths[number] > _LONGEST_BELOW:
        return False
    marks = len(_MARK.findall(lines[number]))
    return marks > 1 and lines.lengths[number] <= _LONGEST_CLAUSE * marks


def _with_label(lines: Lines, short: Sequence[int]) -> Iterator[int]:
    for n in short:
        line = lines[n]
        if "作者" in line and _labelled().fullmatch(line) is not None:
            yield n


def _with_name(lines: Lines, short: Sequence[int]) -> Iterable[int]:
    """Return the lines that end in a name after wide space, the same in most or one in each."""
    named: dict[int, str] = {}
    for n in short:
        line = lines[n]
        match = _named().fullmatch(line) if any(space in line for space in _WIDE) else None
        # `第七章　某處` counts, wherever it stands.
        if match is not None and not is_counted(line):
            named[n] = "".join(match["name"].split())
    if not named:
        return []
    of_people = sum(map(is_chinese_name, named.values()))
    commonest = max(Counter(named.values()).values())
    return list(named) if max(of_people, commonest) >= _ALIKE * len(named) else []


def _with_mode(lines: Lines, short: Sequence[int]) -> Iterator[int]:
    for n in short:
        closing = _BRACKETS.get(lines.first_character(n))
        if closing is not None and lines[n][1:].partition(closing)[0] in _MODES:
            yield n


def _stand_over_others(lines: Lines, members: Sequence[int]) -> bool:
    """Tell whether something stands between lines, more than they say themselves."""
    apart = sum(
        after > before + 1
        and lines.starts[after] - lines.ends[before] > lines.lengths[before] + _LONGEST // 2
        for before, after in pairwise(members)
    )
    return apart >= (1 - _LEAST_SHARE) * (len(members) - 1)


@cache
def _verse() -> re.Pattern[str]:
    """Return the pattern of a line of short clauses."""
    return re.compile(rf"(?:{LETTER}{{2,9}}[，。！？；、,：]){{2,8}}")


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(
        r"(?:[^《》]{0,12}(?=《))?[^：:]{1,40}?[\s（(]*作者\s*[:：]\s*[^，。：:]{1,12}"
    )


@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        r"\S[^，。！？；：\t]{0,40}?[ \u3000]*(?:\u3000|  )[ \u3000]*"
        # Six with a rank, 花蕊夫人徐氏; five and seven are what verse has.
        rf"(?P<name>{LETTER}{{2,4}}|{LETTER}{{6}}|{LETTER}[ \u3000]+{LETTER})"
    )

"""Headings that are told only by how they stand: short lines before long ones, centred lines."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.document.structure.back_matter import is_back_matter
from reader.document.structure.person_names import is_chinese_name
from reader.document.structure.punctuation import FINAL, LETTER, NOT_FIRST, SENTENCE_END
from reader.text.han import is_han
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.structure.lines import Lines

_LABEL = re.compile(
    r".{0,8}[:：／/|｜丨].*|\d{4}\s*[-年./]\s*\d{1,2}.*|.*https?://.*|"
    # 3樓 夜航船 2023-5-6 22:10
    r"(?:回[復复覆]\s*)?\d{1,4}\s*[樓楼](?:\s.*)?|"
    r".*\s\d{4}[-./]\d{1,2}[-./]\d{1,2}|.*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|"
    # 更新時間2009-1-9 9:21:42  本章字數：1200
    r".{0,8}\d{4}[-./]\d{1,2}[-./]\d{1,2}.*|"
    r".*\s\d{1,3}\s*(?:[秒天年]|分[鐘钟]|小[時时]|[個个]月)前|"
    # 渡口, 42, 97
    r".*[,，]\s?\d{1,4}(?:\s?[-–—,，]\s?\d{1,4})*|"
    # 建武	25年六月—56年四月	32年
    r"[^\t]*\t+[^\t]+\t.*"
)
"""Bylines, dates, addresses and who posted when: short, without a stop, and no headings."""
_DAY = lazy_pattern(
    r"[（(]?(?:\d{4}|[一二三四五六七八九十〇○零]{4})\s*[年.-].{0,12}|[（(]?(?:春|夏|秋|冬|\d{1,2}月).{0,8}[）)]?"
)
_QUOTED_FIRST = re.compile(
    "[“「『‘][^”」』’，。：；！？]{1,12}[”」』’][^。，：；！？“「『‘（(—…]{2,24}(?<![說说道問问])"
)
"""A heading that begins with a quoted word: `“燈”是主角`."""
_SPEAKER = lazy_pattern(r"[^\s，。！？；]{1,12}\s?[:：]")
_QUESTION = lazy_pattern(r"(?:[問问Q]|[記记]者|主持人|\S{1,6}[週周刊報报])\s*[:：].{6,}")
_WITHIN = re.compile("[。；;﹔]")
"""Between sentences or the words of a list, never within a heading."""

_OBSCURED = re.compile(
    # 小_說天\\堂, t!xt, 小,說,天,堂, www.example.com
    r"(?i:www\s*[._]|\.\s*com\b|\.\s*net\b|https?:)|"
    rf"{LETTER}\s*[_+\\<>=^*@$%#]+\s*{LETTER}|[A-Za-z]\s*[!,《》〈〉「」【】;]\s*[A-Za-z]|"
    rf"(?:{LETTER}[,./]){{3}}"
)
"""Of a line in half-width forms."""

_SHORTEST_QUESTION = 8
_SHORT = 34
_LONG = 30
_LONGER_BY = 8
_MOST = 0.35
"""A text in which more of the lines than this look like headings has short lines, not headings."""
_CENTRED = 10
"""Columns of white space before a centred line, at least."""
_LONGEST_CENTRED = 30
_LONGEST_NAME = 4
_FEWEST_OTHERS = 2
_LONGEST_SPEECH = 40
_TALK = 0.15
_LABELLED_TALK = 0.5
"""Of the lines, those that are short speeches at least: in quotation marks, behind names."""
_MOST_LOOKED_AT = 4_000
_MOST_IDLE = 3
_SAMPLED = 400
_REMEMBERED = 1_000
"""Lines, each of which is looked at several times, and many a text has the same over and over."""
_APART = 3
"""Line ends: two blank lines."""


def find_short_headings(
    lines: Lines, short: Sequence[int], count: int, *, after: int = 1
) -> list[int]:
    """Return those of the short lines among the first `count` that stand like headings.

    Args:
        lines: all lines.
        short: numbers of those that may be headings.
        count: lines that are part of the article.
        after: number of the first line after title and byline.
    """
    if _is_talk(lines, count):
        short = [n for n in short if n and lines.stands_apart(n)]
    # What is quick to tell comes first: a book has a hundred thousand short lines.
    gaps, lengths = lines.gaps, lines.lengths
    centred = [n for n in short if gaps[n] != 1 and _is_set_apart(lines, n)]
    known = set(centred)
    found = [
        n
        for n in short
        if n
        and (n in known or (lengths[n + 1] >= _SHORTEST_QUESTION and _is_before_long(lines, n)))
    ]
    if _are_idle(lines, short, [n for n in found if n not in known]):
        found = centred
    found = _without_byline(lines, found)
    # Nothing but the title is centred in most texts, and it is a heading only of a collection.
    if len(centred) > 1 and centred[0] == 0 and is_centred(lines, 0):
        found.insert(0, 0)
    if len(found) > _MOST * count:
        return []
    # Under the title nothing has come to its end; where there are other headings, it may be one.
    is_first = after not in found and after in short and _may_stand_before(lines, after)
    if is_first and len(found) >= _FEWEST_OTHERS and not is_chinese_name(lines[after]):
        return sorted([after, *found])
    return found


def _are_idle(lines: Lines, short: Sequence[int], found: Sequence[int]) -> bool:
    """Tell whether more lines look like headings and head nothing than stand before paragraphs.

    What people say in a chat, the words of a list and the rows of a table have no stops either.
    """
    middle = max(0, (len(short) - _MOST_LOOKED_AT) // 2)
    looked_at = short[middle : middle + _MOST_LOOKED_AT]
    standing = {n for n in found if looked_at[0] <= n <= looked_at[-1]} if found else set()
    if not standing:
        return False
    alike = [
        n
        for n in looked_at
        if lines.lengths[n] <= _SHORT
        and may_be_heading(lines[n])
        # What is set off by rules is something.
        and not (_is_drawn(lines, n - 1) or _is_drawn(lines, n + 1))
    ]
    idle = 0
    for run in _runs(lines, alike):
        heads = len(standing.intersection(run))
        # A poem in an article, or a list, is one place.
        idle += len(run) - heads if heads else 1
    return idle > max(_MOST_IDLE, len(standing))


def _is_drawn(lines: Lines, number: int) -> bool:
    """Tell whether there is a line with nothing to read on it."""
    return 0 <= number < len(lines) and not any(map(str.isalnum, lines[number][:_SHORT]))


def _runs(lines: Lines, numbers: Sequence[int]) -> list[list[int]]:
    """Return the numbers in runs of lines with nothing between them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1 and lines.gaps[number] <= lines.usual_gap:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def is_centred(lines: Lines, number: int) -> bool:
    """Tell whether a line is short and stands far from the left edge."""
    return lines.lengths[number] <= _LONGEST_CENTRED and lines.indent(number) >= _CENTRED


def _is_before_long(lines: Lines, number: int) -> bool:
    """Tell whether a line is short, the next is long, and the one before has come to its end."""
    # Who signs a letter stands at the right, under its last line.
    if lines.indent(number) >= _CENTRED and lines.gap(number) == 1:
        return False
    return _may_stand_before(lines, number) and (
        lines.lengths[number - 1] >= _LONG
        or lines[number - 1].endswith(SENTENCE_END)
        or lines.stands_apart(number)
    )


def _may_stand_before(lines: Lines, number: int) -> bool:
    """Tell whether a line may be the heading of the next, whatever comes before."""
    length = lines.lengths[number]
    following = lines.lengths[number + 1]
    is_before_long = following >= max(_LONG, length + _LONGER_BY) or (
        following >= _SHORTEST_QUESTION and _QUESTION.fullmatch(lines[number + 1]) is not None
    )
    return length <= _SHORT and is_before_long and may_be_heading(lines[number])


def _is_talk(lines: Lines, count: int) -> bool:
    """Tell whether much of a text is short speeches: what is short beside them is narration."""
    step = max(1, count // _SAMPLED)
    # Entries of as many lines each come in step with even numbers.
    sampled = range(0, count, step if step < _FEWEST_OTHERS else step | 1)
    spoken = [n for n in sampled if lines.lengths[n] <= _LONGEST_SPEECH]
    quoted = sum(
        lines.first_character(n) in '「『“‘"' and not _QUOTED_FIRST.fullmatch(lines[n])
        for n in spoken
    )
    labelled = sum(_SPEAKER.match(lines[n]) is not None for n in spoken)
    return quoted >= _TALK * len(sampled) or labelled >= _LABELLED_TALK * len(sampled)


def _is_set_apart(lines: Lines, number: int) -> bool:
    """Tell whether a line is centred by itself, or alone at the left edge of an indented text."""
    gap = lines.gap(number) if number else _APART
    if gap == 1 or lines.lengths[number] > _LONGEST_CENTRED or not may_be_heading(lines[number]):
        return False
    if is_centred(lines, number):
        after = number + 1
        # When a poem was written stands centred under its title.
        after += after < len(lines) and _DAY.fullmatch(lines[after][:_LONGEST_CENTRED]) is not None
        around = (n for n in (number - 1, after) if 0 <= n < len(lines))
        return gap > 1 and all(lines.indent(n) < _CENTRED for n in around)
    is_apart = gap >= max(_APART, lines.usual_gap + 1)
    return is_apart and lines.is_indented and not lines.indent(number)


@lru_cache(_REMEMBERED)
def may_be_heading(line: str) -> bool:
    """Tell whether a line without a number may be a heading, whatever stands around it."""
    return (
        not line.endswith(FINAL)
        and (not line.startswith(NOT_FIRST) or _QUOTED_FIRST.fullmatch(line) is not None)
        and sum(map(is_han, line)) > 1
        and not _WITHIN.search(line)
        and not _LABEL.fullmatch(line)
        and not is_back_matter(line)
        and not is_obscured(line)
    )


def is_obscured(line: str) -> bool:
    """Tell whether signs are strewn among the letters of a line: an advertisement that hides."""
    return _OBSCURED.search(unicodedata.normalize("NFKC", line)) is not None


def _without_byline(lines: Lines, found: list[int]) -> list[int]:
    """Leave out a name under the title: no other heading is as short as that."""
    if found[:1] != [1] or len("".join(lines[1].split())) > _LONGEST_NAME:
        return found
    has_peer = any(len("".join(lines[n].split())) <= _LONGEST_NAME for n in found[1:])
    return found if has_peer else found[1:]

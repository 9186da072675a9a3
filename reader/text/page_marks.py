"""What belongs to the pages of a printed text and not to the text: their numbers and heads."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SENTENCE_END = tuple("。！？!?.．﹗﹖…：:；;”」』’）)》】")
"""How a line ends that nothing need follow."""
_SURE, _SET_OFF, _BARE, _IN_HEAD = "sure", "set_off", "bare", "in_head"
_FEWEST = {_SURE: 2, _SET_OFF: 2, _BARE: 2, _IN_HEAD: 3}
"""Numbers of a form; fewer may be anything."""
_FEWEST_CUTS = {_SURE: 0, _SET_OFF: 1, _BARE: 2, _IN_HEAD: 1}
"""Sentences that they stand in; the numbers of chapters stand in none."""
_COUNTING_ON = 0.6
_LARGEST_STEP = 3
_SHORTEST_PAGE = 60
"""Characters; lines with nothing but numbers between them are a list or subtitles."""
_LONGEST_HEAD = 40
_MOST_HEADS = 3
"""Lines above a page's number, and beneath it."""
_SHORTEST_CUT = 8
_NARROWER = 0.8
"""Of the line that is cut: the most that a head takes beneath its page's number."""
_DIGITS = lazy_pattern(r"[\d\s]+")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class PageEnd(NamedTuple):
    """The lines between what stands on one page and what stands on the next."""

    start: int
    """Of the first mark, without the white space before it."""
    end: int
    """Of the last one."""
    is_cut: bool
    """Whether a sentence goes on behind it."""


class _Number(NamedTuple):
    start: int
    end: int
    value: int
    form: str
    head: str
    """What stands on the line besides the number, where that is a head."""


@lru_cache(maxsize=1)  # Asked of the same text for its repairs and for its structure.
def find_page_ends(text: str) -> Sequence[PageEnd]:
    """Return where pages end, by their numbers; nothing where numbers are something else."""
    most = len(text) // _SHORTEST_PAGE + 1
    matches = list(islice(_pattern().finditer(text), most + 1))
    if not min(_FEWEST.values()) <= len(matches) <= most:
        return ()
    numbers = [_number(match) for match in matches]
    by_form: dict[tuple[str, str], list[_Number]] = {}
    for number in numbers:
        by_form.setdefault((number.form, number.head), []).append(number)
    ends: list[PageEnd] = []
    for (form, _), of_form in by_form.items():
        if len(of_form) >= _FEWEST[form] and _count_pages(of_form):
            found = _with_heads(text, of_form)
            if sum(end.is_cut for end in found) >= _FEWEST_CUTS[form]:
                ends += found
    return _disjoint(sorted(ends))


@cache
def _pattern() -> re.Pattern[str]:
    dash, space = r"[-－–—·•∙・~～]", r"[^\S\n]"
    number = r"\d{1,4}|[ivxlc]{1,6}"
    return re.compile(
        rf"\n{space}*(?:"
        rf"(?P<sure>第{space}?\d{{1,4}}{space}?[頁页](?:{space}?[/／,，共].{{0,12}})?"
        rf"|[Pp]age{space}\d{{1,4}}(?:{space}?(?:of|/){space}?\d{{1,4}})?"
        rf"|{dash}?{space}?\d{{1,4}}{space}?[/／]{space}?\d{{1,4}}{space}?{dash}?)"
        rf"|(?P<set_off>{dash}{{1,3}}{space}{{0,3}}(?:{number}){space}{{0,3}}{dash}{{1,3}})"
        rf"|(?P<bare>{number})"
        rf"|(?P<in_head>\d{{1,4}}{space}{{1,20}}[^\W\d][^\n。！？]{{1,30}}(?<=\w)"
        rf"|[^\W\d][^\n。！？]{{1,30}}{space}{{1,20}}\d{{1,4}})"
        rf"){space}*(?=\n|\Z)"
    )


def _number(match: re.Match[str]) -> _Number:
    form = match.lastgroup or _BARE
    shown = match[form]
    digits = re.match(r"\D*(\d+)", shown)
    if form == _IN_HEAD:
        digits = re.match(r"(\d+)|.*?(\d+)$", shown)
    value = int(digits[digits.lastindex or 1]) if digits else _roman(shown)
    head = _DIGITS.sub("", shown) if form == _IN_HEAD else ""
    return _Number(match.start(form), match.end(form), value, form, head)


def _roman(shown: str) -> int:
    values = [_ROMAN[c] for c in shown.lower() if c in _ROMAN]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _count_pages(numbers: Sequence[_Number]) -> bool:
    """Tell whether numbers count on, with as much between them as stands on pages."""
    pairs = list(pairwise(numbers))
    steps = sum(1 <= after.value - before.value <= _LARGEST_STEP for before, after in pairs)
    distances = sorted(after.start - before.end for before, after in pairs)
    median = distances[len(distances) // 2]
    return steps >= _COUNTING_ON * len(pairs) and median >= _SHORTEST_PAGE


def _with_heads(text: str, numbers: Sequence[_Number]) -> list[PageEnd]:
    """Return the ends of pages with the heads above and beneath their numbers."""
    beside = [(_lines(text, n.start, _before), _lines(text, n.end, _after)) for n in numbers]
    seen = Counter(
        _DIGITS.sub("", text[slice(*line)]) for lines in beside for line in (*lines[0], *lines[1])
    )
    first = text[slice(*_after(text, 0))]
    found = []
    for number, (above, beneath) in zip(numbers, beside, strict=True):
        heads = list(takewhile(lambda line: _is_head(text[slice(*line)], seen, first), above))
        start = heads[-1][0] if heads else number.start
        before = _before(text, start)
        heads = list(takewhile(lambda line: _is_head(text[slice(*line)], seen, first), beneath))
        if not heads and _is_alone(text, before, beneath[0]):
            heads = beneath[:1]
        end = heads[-1][1] if heads else number.end
        found.append(PageEnd(start, end, _is_cut(text, before, _after(text, end))))
    return found


def _lines(
    text: str, place: int, following: Callable[[str, int], tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the lines nearest to a place on one side, from there."""
    forward = following is _after
    lines = [following(text, place)]
    while len(lines) < _MOST_HEADS:
        lines.append(following(text, lines[-1][1 if forward else 0]))
    return lines


def _is_head(line: str, seen: Counter[str], first: str) -> bool:
    """Tell whether a line beside the number of a page stands on other pages too, or is a title."""
    if not 1 < len(line) <= _LONGEST_HEAD or line.endswith(("。", "！", "？", "，")):
        return False
    return seen[_DIGITS.sub("", line)] > 1 or (1 < len(first) <= _LONGEST_HEAD and first in line)


def _is_alone(text: str, above: tuple[int, int], beneath: tuple[int, int]) -> bool:
    """Tell whether a line is too short, within a sentence, to be what the sentence goes on with."""
    line = text[slice(*beneath)]
    is_short = 1 < len(line) <= min(_LONGEST_HEAD, _NARROWER * (above[1] - above[0]))
    has_marks = re.search("[。！？；，、]", line) is not None
    following = _after(text, beneath[1])
    return is_short and not has_marks and _is_cut(text, above, following)


def _is_cut(text: str, above: tuple[int, int], beneath: tuple[int, int]) -> bool:
    before, after = text[slice(*above)], text[slice(*beneath)]
    if len(before) < _SHORTEST_CUT or not after or before.endswith(_SENTENCE_END):
        return False
    if before[-1].isdecimal():
        return False
    is_apart = after.startswith(("第", "●", "■", "◆", "★", "#")) or after[0].isdecimal()
    indented = text[text.rfind("\n", 0, beneath[0]) + 1 : beneath[0]].count("\u3000") > 1
    return not is_apart and not indented


def _before(text: str, start: int) -> tuple[int, int]:
    """Return the ends of the last line before a place that has anything on it."""
    end = start
    while end and text[end - 1].isspace():
        end -= 1
    start = text.rfind("\n", 0, end) + 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _after(text: str, end: int) -> tuple[int, int]:
    """Return the ends of the first line after a place that has anything on it."""
    start = end
    while start < len(text) and text[start].isspace():
        start += 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _disjoint(ends: Sequence[PageEnd]) -> list[PageEnd]:
    kept: list[PageEnd] = []
    for end in ends:
        if not kept or end.start >= kept[-1].end:
            kept.append(end)
    return kept

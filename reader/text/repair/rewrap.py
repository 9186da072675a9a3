"""Lines that were broken at the edge of a terminal or a typed page: join them to paragraphs again.

A text is hard-wrapped if most of its longer lines are of one width. A line that has no room for
what the next one begins with goes on in it, unless that is indented, set apart, or begins something
of its own. Some tools break lines before each number besides, however short that leaves them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.page_marks import find_page_ends
from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, Repair, RepairRule
from reader.text.repair.records import is_marked, line_beginning, recurring, sample, skeleton
from reader.text.repair.wrap_evidence import are_broken, breaks_before_digits, ends_sentence, is_led
from reader.text.repair.wrapping import FAR, commonest, measured, read_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reader.text.repair.wrapping import Line, Lines

NAME = "rewrap"

_FEWEST_LINES = 6
_SHORTEST_MEAN = 5
"""Characters a line: fewer, and it is a list, or has several blank lines after each."""
_LONGEST_LINE = 100
_MOST_LONGER = 0.02
_ROOM = 10
"""Columns that a line which goes on may leave free: a word or a mark did not fit."""
_HANGING = 8
"""Columns by which marks, or a word, may stand out over the usual width."""
_LONGEST_LEADER = 200
"""Code points in which the dots that lead to the number of a page are looked for."""
_MORE_INDENT = 1
_FIRST_INDENT = 8
"""Columns more than other lines that the first one of a paragraph is indented by at most."""
_MOST_BLANK = 3
"""Lines without anything where a page ends."""
_AT_PAGE_ENDS = 0.2
"""Of the lines after short ones, those at most that blank lines between pages come before."""
_SET_APART = 0.8
"""Of the lines after short ones, those with an indentation or a blank line before them."""

_OWN = lazy_pattern(
    # A heading, an item of a list, a line that is drawn: what no paragraph goes on with.
    r"第\s*[〇零○一二三四五六七八九十百千两兩\d]{1,7}\s*[章回節节卷部编編篇講讲幕集]|"
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.、．](?!\d)|"
    r"[A-Za-zＡ-Ｚａ-ｚ][.、．)）:：](?!\s?[A-Za-z\d])|[（(][A-Za-zＡ-Ｚａ-ｚ][)）]|[①-⑳]|"
    r"[●•·◎○◆■□▲△※★☆#>|*+]|[-－—─━=＝_~～]{3}|- "
)
_DRAWN = lazy_pattern(r"[-－─━=＝_~～*＊#|]{3}|\||\+[-=]{2}")
_ENDS_OF_CODE = (");", "];", "};", "{", "}", "*/")
"""How lines of a program end, which prose writes as they stand."""
_LED_TO_PAGE = lazy_pattern(
    r"(?:[.．…·⋯‥]\s?){3,}\s*[（(]?(?:\d{1,4}|[IVXLivxlⅠ-Ⅻⅰ-ⅻ]{1,6})[)）]?$"
)
"""Dots that lead to the number of a page: an entry of a table of contents is whole."""
_UNIT = lazy_pattern(r"(?:[!-~]+|.)[，。！？、；：,.!?;:”’」』）)》…]*")
"""What stays together at the beginning of a line."""
_NOT_FIRST = frozenset("，。！？、；：”’」』）》")
_WORD_END = lazy_pattern(r"[A-Za-z0-9,;.:!?)]")
_WORD_START = lazy_pattern(r"[A-Za-z0-9(]")
_HYPHENATED = lazy_pattern(r"[A-Za-z]+[a-z]-")
_MAYBE_RECORD = lazy_pattern(r"\d|\S\s+\S+\s|[|/\t=]")

Pair = tuple["Line", "Line"]


class _Habits(NamedTuple):
    """How a text tells that a paragraph begins."""

    gap: int
    """Line ends between the lines of a paragraph."""
    indent: int
    """Columns that lines within a paragraph are indented by at most."""
    sets_apart: bool
    """Whether paragraphs are indented, or have blank lines between them."""
    blank_lines_tell: bool
    """Whether blank lines set paragraphs apart, not only pages."""
    recurring: Collection[str]
    """How entries begin."""
    before_digits: bool
    """Whether lines were broken before each number."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each line end within a paragraph, with the white space around it."""
    if "```" in source or not _may_be_wrapped(source):
        return ()
    marks = frozenset(start for page in find_page_ends(source) for start in _starts(source, page))
    in_columns = read_lines(source, marks)
    found = measured(source, in_columns)
    lines = found.lines if found else in_columns
    is_before_digits = breaks_before_digits(source, lines)
    if not is_before_digits and found is None:
        return ()
    pairs = list(pairwise(lines))
    room = _Room(source, found)
    full = [pair for pair in pairs if room.lacks(*pair)]
    habits = _habits(source, lines, pairs, room, before_digits=is_before_digits)
    broken = [pair for pair in full if _goes_on(source, pair, habits, room)]
    is_clear = found is not None and found.is_clear
    if not are_broken(source, pairs, broken, is_clear=is_clear, is_told=habits.sets_apart):
        broken = []
    if is_before_digits:
        joined = set(broken)
        broken = [
            pair for pair in pairs if pair in joined or _is_before_digit(source, pair, habits)
        ]
    cuts_words = found is not None and found.cuts_words
    return [
        _join(source, *pair, is_told=habits.sets_apart, cuts_words=cuts_words) for pair in broken
    ]


RULE = RepairRule(NAME, "lines were broken at a fixed width", find)


def _may_be_wrapped(source: str) -> bool:
    """Tell at a glance whether few lines are too long for a text of broken lines."""
    lines = source.split("\n")
    if len(source) < _SHORTEST_MEAN * len(lines):
        return False
    longer = sum(len(line) > _LONGEST_LINE for line in lines)
    return len(lines) > _FEWEST_LINES and longer <= max(1, _MOST_LONGER * len(lines))


def _starts(source: str, page: tuple[int, int, bool]) -> list[int]:
    """Return where the lines of a page's end begin."""
    start, end, _ = page
    return [start + match.start() for match in re.finditer(r"(?m)\S.*", source[start:end])]


class _Room(NamedTuple):
    """What tells whether a line has room for the beginning of the next one."""

    source: str
    found: Lines | None

    def lacks(self, before: Line, line: Line, free: int = _ROOM) -> bool:
        """Tell whether a line leaves no more columns free than that, or than a word takes."""
        if self.found is None:
            return False
        room = self.found.width - before.width
        if room <= free:
            return True
        unit = self._unit(line)
        return unit[:1].isascii() and room <= free + self.found.width_of(unit)

    def lacks_exactly(self, before: Line, line: Line) -> bool:
        """Tell whether what the next line begins with did not fit."""
        if self.found is None:
            return False
        return self.found.width - before.width < self.found.width_of(self._unit(line))

    def is_overfull(self, line: Line) -> bool:
        """Tell whether a line is so wide that it was not broken where the others were."""
        return self.found is not None and line.width - self.found.width > _HANGING

    def _unit(self, line: Line) -> str:
        unit = _UNIT.match(self.source, line.start, line.end)
        return unit[0] if unit else ""


def _habits(
    source: str,
    lines: Sequence[Line],
    pairs: Sequence[Pair],
    room: _Room,
    *,
    before_digits: bool,
) -> _Habits:
    after_full = [line for before, line in pairs if room.lacks(before, line)]
    gap = commonest(line.gap for line in after_full or lines)
    indent = commonest(line.indent for line in after_full or lines) + _MORE_INDENT
    first = [
        line
        for before, line in pairs
        if not room.lacks(before, line) and ends_sentence(source, before)
    ]
    apart = sum(line.gap > gap or line.indent > indent for line in first)
    return _Habits(
        gap,
        indent,
        bool(first) and apart >= _SET_APART * len(first),
        sum(line.gap > gap for line in first) > _AT_PAGE_ENDS * len(first),
        recurring([source[line.start : line.end] for line in sample(lines)]),
        before_digits,
    )


def _goes_on(source: str, pair: Pair, habits: _Habits, room: _Room) -> bool:
    """Tell whether the second of two lines continues the first, which is full."""
    before, line = pair
    if line.indent > habits.indent or before.indent > habits.indent + _FIRST_INDENT:
        return False
    if line.gap != habits.gap and not _is_at_page_end(source, pair, habits, room):
        return False
    if _OWN.match(source, line.start, line.end) or _DRAWN.match(source, before.start, before.end):
        return False
    first, second = source[before.start : before.end], source[line.start : line.end]
    if _LED_TO_PAGE.search(first, max(0, len(first) - _LONGEST_LEADER)):
        return False
    if first.endswith(_ENDS_OF_CODE) or second.endswith(_ENDS_OF_CODE):
        return False
    if ends_sentence(source, before):
        if room.is_overfull(before) or (
            not habits.sets_apart and not room.lacks_exactly(before, line)
        ):
            return False
        if habits.recurring and line_beginning(second) in habits.recurring:
            return False
    if not _MAYBE_RECORD.search(first):
        return True
    make = skeleton(first)
    return not (is_marked(make) and make == skeleton(second))


def _is_at_page_end(source: str, pair: Pair, habits: _Habits, room: _Room) -> bool:
    """Tell whether what is between two lines is the end of a page within a paragraph."""
    before, line = pair
    is_of_text = ends_sentence(source, line) or room.lacks(line, before)
    if habits.blank_lines_tell or not is_of_text:
        return False
    if line.gap >= FAR:
        # Sentences that are cut there are the business of another rule.
        return habits.sets_apart
    is_cut = is_han(source[before.end - 1]) and is_han(source[line.start])
    return is_cut and habits.gap < line.gap <= habits.gap + _MOST_BLANK


def _is_before_digit(source: str, pair: Pair, habits: _Habits) -> bool:
    before, line = pair
    if line.gap != habits.gap or line.indent > habits.indent:
        return False
    if _OWN.match(source, line.start, line.end):
        return False
    last, first = source[before.end - 1], source[line.start]
    is_middle = is_han(last) or last in "，、；,"
    return first in _NOT_FIRST or (is_led(source, pair) and is_middle)


def _join(source: str, before: Line, line: Line, *, is_told: bool, cuts_words: bool) -> Repair:
    start, after = before.end, ""
    is_sure = is_told or not ends_sentence(source, before)
    alternatives: tuple[str, ...] = ()
    last, first = source[start - 1], source[line.start]
    hyphenated = _HYPHENATED.search(source, max(before.start, start - 40), start)
    if hyphenated and hyphenated.end() == start and first.islower():
        whole = re.match("[a-z]+", source[line.start : line.start + 40])
        is_sure = False
        alternatives = ("-",)
        start -= 1
        if whole and hyphenated[0] + whole[0] in source:
            start, alternatives = start + 1, ()
    elif _WORD_END.match(last) and _WORD_START.match(first):
        has_space = source[start : line.start].strip("\n") != ""
        after = " " if has_space or not cuts_words else ""
    return Repair(
        rule=NAME,
        start=start,
        end=line.start,
        before=source[start : line.start],
        after=after,
        confidence=Confidence.HIGH if is_sure else Confidence.MEDIUM,
        alternatives=alternatives,
    )

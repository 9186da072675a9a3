"""Lines that were broken at the edge of a terminal or a typed page: join them to paragraphs again.

A text is hard-wrapped if nearly all of its long lines are of one width. A line that is as wide as
that goes on in the next one, unless that is indented, set apart, or begins something of its own.
Widths are columns: two for a Han character, one for a Latin letter.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.repair.model import Confidence, Repair, RepairRule
from reader.text.repair.vocabulary import is_within_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAME = "rewrap"

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_FEWEST = 20
"""Long lines; a shorter text does not show how wide its lines are."""
_LONG = 40
_WIDEST = 100
_TOLERANCE = 4
_SHARE = 0.6
"""Of the long lines, those of the one width at least."""
_MOST_WIDER = 0.02
_MOST_SHORTER = 8
"""By how much a line that goes on may be shorter: a word or a mark did not fit."""
_MORE_INDENT = 1

# Of the line ends within paragraphs; measured on prose of four kinds, broken at three widths.
_MOST_MARKS = 0.5
"""That are after a mark: 0.2 in prose, all in verse."""
_WITHIN_WORDS = 0.1
"""That are within a word: 0.2 to 0.5 in prose, below 0.05 in lists."""
_GOING_ON = 0.25
"""That are in a sentence after the first of the line."""

_OWN = re.compile(
    # A heading, an item of a list, a line that is drawn: what no paragraph goes on with.
    r"第\s*[〇零○一二三四五六七八九十百千两兩\d]{1,7}\s*[章回節节卷部編编篇講讲幕集]|"
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.、．](?!\d)|"
    r"[●•·◎○◆■□▲△※★☆#>|*+]|[-－—─━=＝_~～]{3}|- "
)
_DRAWN = re.compile(r"[-－─━=＝_~～*＊#|]{3}|\|")
_SENTENCE_END = tuple("。！？!?．﹗﹖”」』’）)：:")
_SENTENCE = re.compile("[。！？]")
_WORD_END = re.compile(r"[A-Za-z0-9,;.:!?)]")
_WORD_START = re.compile(r"[A-Za-z0-9(]")


class _Line(NamedTuple):
    start: int
    """Of what stands on the line, without white space."""
    end: int
    width: int
    indent: int
    gap: int
    """Line ends since the line before: 1 for no blank one between."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each line end within a paragraph, with the white space around it."""
    if "```" in source or not _may_be_wrapped(source):
        return ()
    lines = _lines(source)
    width = _usual_width(lines)
    if width is None:
        return ()
    full = [line.width >= width - _MOST_SHORTER for line in lines]
    after_full = [line for line, goes_on in zip(lines[1:], full, strict=False) if goes_on]
    gap = _commonest(line.gap for line in after_full)
    indent = _commonest(line.indent for line in after_full) + _MORE_INDENT
    broken = [
        (before, line)
        for before, line, goes_on in zip(lines, lines[1:], full, strict=False)
        if goes_on
        and line.gap == gap
        and line.indent <= indent
        and not _OWN.match(source, line.start, line.end)
        and not _DRAWN.match(source, before.start, before.end)
    ]
    if not _are_broken(source, broken):
        return ()
    return [_join(source, before, line) for before, line in broken]


RULE = RepairRule(NAME, "lines were broken at a fixed width", find)


def _may_be_wrapped(source: str) -> bool:
    """Tell at a glance whether few lines are too long for a text of broken lines."""
    lines = source.split("\n")
    wider = sum(len(line) > _WIDEST for line in lines)
    return len(lines) > _FEWEST and wider <= _MOST_WIDER * len(lines)


def _lines(source: str) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for match in _LINE.finditer(source):
        between = source[end : match.start()]
        indentation = between[between.rfind("\n") + 1 :]
        lines.append(
            _Line(
                match.start(),
                match.end(),
                _width(indentation) + _width(match[0]),
                _width(indentation),
                between.count("\n"),
            )
        )
        end = match.end()
    return lines


def _width(text: str) -> int:
    # Two bytes for all that is wide; what GBK does not know counts as one, and is rare.
    return len(text.encode("gbk", "replace"))


def _usual_width(lines: Sequence[_Line]) -> int | None:
    """Return how wide the lines are that were broken; None if none were."""
    widths = Counter(line.width for line in lines if line.width >= _LONG)
    total = widths.total()
    if total < _FEWEST:
        return None
    width, _ = max(widths.items(), key=lambda item: (item[1], item[0]))
    near = sum(n for other, n in widths.items() if abs(other - width) <= _TOLERANCE)
    wider = sum(n for other, n in widths.items() if other > max(_WIDEST, width + _TOLERANCE))
    is_wrapped = width <= _WIDEST and near > _SHARE * total and wider <= _MOST_WIDER * total
    return width if is_wrapped else None


def _are_broken(source: str, broken: Sequence[tuple[_Line, _Line]]) -> bool:
    """Tell whether lines of one width end where there was no more room.

    Verse has marks at the ends of its lines. A list, or what people say in a play, has lines that
    happen to be as wide, and seldom ends one within a word or goes on after a sentence.
    """
    ends = [source[before.end - 1] for before, _ in broken]
    if sum(not (end.isalnum() or is_han(end)) for end in ends) > _MOST_MARKS * len(ends):
        return False
    going_on = sum(
        _SENTENCE.search(source, before.start, before.end - 1) is not None for before, _ in broken
    )
    if going_on >= _GOING_ON * len(broken):
        return True
    pairs = [source[before.end - 1] + source[line.start] for before, line in broken]
    of_han = [pair for pair in pairs if all(map(is_han, pair))]
    return not of_han or sum(map(is_within_word, of_han)) >= _WITHIN_WORDS * len(of_han)


def _commonest(values: Iterable[int]) -> int:
    return Counter(values).most_common(1)[0][0]


def _join(source: str, before: _Line, line: _Line) -> Repair:
    last, first = source[before.end - 1], source[line.start]
    is_between_words = _WORD_END.match(last) and _WORD_START.match(first)
    is_sure = not source.endswith(_SENTENCE_END, before.start, before.end)
    return Repair(
        rule=NAME,
        start=before.end,
        end=line.start,
        before=source[before.end : line.start],
        after=" " if is_between_words else "",
        confidence=Confidence.HIGH if is_sure else Confidence.MEDIUM,
    )

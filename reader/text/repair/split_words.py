"""Spaces within Chinese words, where a line of print was stretched: 头 发 for 头发.

They keep words from being recognised, converted and found. What stands in columns, verse and
titles with a space after each character have theirs on purpose; so has a line without any mark.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.repair.model import Confidence, Repair, RepairRule
from reader.text.repair.vocabulary import is_within_word, known_words, simplified_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "split-word"

_HAN = "\u3400-\u9fff\U00020000-\U000323af"
_NARROW = " \u00a0\u2002-\u200a\u202f"
_WIDE = "\u3000"
_MARKS = re.compile(r"[，。！？；：,;?!]")
_NUMBER = re.compile(r"(?:第?[〇零○一二三四五六七八九十百千廿卅\d]+|其)\w?")
_LONGEST = 4
_STRETCHED, _MEANT = 0.25, 0.1
"""Of the spaces in a text that were put there by print, those within words at least; and at most
of those that say something, such as the pauses of verse."""
_IN_A_LINE = 1.5
"""Spaces that print put into a line, of those it put any into: one may be a character lost."""
_FEWEST = 4
_MOST_SPACES = 0.34
"""Of the characters of a line: more, and it is set in columns, or each character by itself."""


class _Gap(NamedTuple):
    start: int
    end: int
    line: int
    """Where its line starts."""
    is_split: bool
    """Whether a word goes on behind it."""
    is_before_mark: bool
    """Whether a mark follows it, which nobody sets a space before."""
    is_inner: bool
    """Whether enough stands before it on its line to be no label, such as who speaks."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each space within a word; for all within sentences where many are."""
    gaps: list[_Gap] = []
    end = 0
    for match in _pattern().finditer(source):
        if match.start() < end:
            continue
        start, end = source.rfind("\n", 0, match.start()) + 1, source.find("\n", match.end())
        end = len(source) if end < 0 else end
        gaps += _gaps(source, start, end)
    narrow = [gap for gap in gaps if source[gap.start] != _WIDE]
    wide = [gap for gap in gaps if source[gap.start] == _WIDE]
    closed = sorted(_closed(narrow, may_close_all=True) + _closed(wide, may_close_all=False))
    return [
        Repair(
            rule=NAME,
            start=gap.start,
            end=gap.end,
            before=source[gap.start : gap.end],
            after="",
            confidence=Confidence.HIGH if gap.is_split else Confidence.MEDIUM,
        )
        for gap in closed
    ]


def _closed(gaps: Sequence[_Gap], *, may_close_all: bool) -> list[_Gap]:
    """Return those of the spaces of one kind that say nothing."""
    split = [gap for gap in gaps if gap.is_split]
    if len(gaps) < _FEWEST:
        return split
    inner = [gap for gap in gaps if gap.is_inner]
    odd = sum(gap.is_split or gap.is_before_mark for gap in inner)
    is_dense = len(inner) >= _IN_A_LINE * len({gap.line for gap in inner})
    if may_close_all and is_dense and odd >= max(_FEWEST, _STRETCHED * len(inner)):
        return [gap for gap in gaps if gap.is_inner or gap.is_split]
    return split if len(split) >= _MEANT * len(gaps) else []


RULE = RepairRule(NAME, "spaces were put into words to fill a line of print", find)


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a space between Han characters; compiled for the first text."""
    # The space first: it is what there is least of.
    space = f"[{_NARROW}{_WIDE}]"
    return re.compile(rf"{space}(?<=[{_HAN}]{space})(?:(?=[{_HAN}])|(?<= )(?=[，。！？；：、,]))")


def _gaps(source: str, start: int, end: int) -> list[_Gap]:
    """Return the spaces between Han characters in a line of prose; none in any other line."""
    line = source[start:end].strip()
    found = list(_pattern().finditer(source, start, end))
    if not _MARKS.search(line) or len(found) > _MOST_SPACES * len(line):
        return []
    gaps = []
    for match in found:
        before = source[start : match.start()].strip()
        if not _NUMBER.fullmatch(before):
            first, second = source[match.end()], source[match.end() + 1 : match.end() + 2]
            goes_on = is_han(first) and (len(before) > 1 or is_han(second or " "))
            is_split = goes_on and _is_split(source, match.start())
            is_inner = len(before) > _LONGEST
            gaps.append(_Gap(*match.span(), start, is_split, not is_han(first), is_inner))
    return gaps


def _is_split(source: str, at: int) -> bool:
    """Tell whether the characters around a space are likelier one word than parts of two."""
    if not is_within_word(source[at - 1] + source[at + 1]):
        return False
    before = _simplified(source[max(0, at - _LONGEST) : at])
    after = _simplified(source[at + 1 : at + 1 + _LONGEST])
    across = max(
        (
            _value(before[-left:] + after[:right])
            for left in range(1, len(before) + 1)
            for right in range(1, min(len(after), _LONGEST - left) + 1)
        ),
        default=0.0,
    )
    beside = max(
        (_value(word) for n in range(2, _LONGEST + 1) for word in (before[-n:], after[:n])),
        default=0.0,
    )
    return across > beside


def _value(word: str) -> float:
    """Return how much a word says for itself; 0 for what is none."""
    return max(0.0, known_words().words.get(word, 0.0)) if len(word) > 1 else 0.0


def _simplified(text: str) -> str:
    return text.translate(simplified_forms())

"""Verse within prose: lines of four, five or seven characters, one by one or two by two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.punctuation import FINAL, NOT_FIRST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.lines import Lines

_HAN = "[\u3400-\u9fff\U00020000-\U000323af]"
_COMMA = r"[，,、；;．﹐？！　 ]"
_STOP = r"[，。！？；、,.!?;．﹐﹗﹖]?[”」』’）)]?"
_LINE = re.compile(
    "|".join(
        rf"(?P<pair{n}>{_HAN}{{{n}}}{_COMMA}{_HAN}{{{n}}}{_STOP})|(?P<half{n}>{_HAN}{{{n}}}{_STOP})"
        for n in (5, 7, 4)
    )
)
_LONGEST = 7 + 1 + 7 + 2
_FEWEST = {"pair": 2, "half": 4}
"""Lines of one measure that make a poem."""


def find_verse(lines: Lines, count: int) -> list[int]:
    """Return the numbers of the lines of verse among the first `count`.

    None where most lines are verse: such a text is a poem, and quotes nothing.
    """
    found: list[int] = []
    run: list[int] = []
    measure: str | None = None
    for number in range(1, count + 1):
        is_short = number < count and lines.lengths[number] <= _LONGEST
        match = _LINE.fullmatch(lines[number]) if is_short else None
        of_line = match.lastgroup if match else None
        if of_line != measure or of_line is None:
            if measure is not None and len(run) >= _FEWEST[measure[:-1]]:
                found += run
            run, measure = [], of_line
        if of_line is not None:
            run.append(number)
    return found if 2 * len(found) <= count else []


_LONGEST_POEM_TITLE = 16
_LONGEST_OF_POEM = 34
_VERSE, _MOSTLY_VERSE = 0.9, 0.5
"""Of the lines of verse so many are short and punctuated; the second figure is for titles too."""
_SAMPLED = 400
_STOPS = (*FINAL, "，", "、")


def find_poem_titles(lines: Lines, short: Sequence[int], count: int) -> list[int]:
    """Return the numbers of the titles in a collection of verse; none in any other text.

    A title has a blank line before it and no stop; lines of verse have stops.
    """
    sampled = range(1, count, max(1, count // _SAMPLED))
    if not _is_verse(lines, sampled, _MOSTLY_VERSE):
        return []
    found = [
        number
        for number in short
        if number
        and lines.lengths[number] <= _LONGEST_POEM_TITLE
        and not lines[number].endswith(_STOPS)
        and not lines[number].startswith(NOT_FIRST)
        and lines.stands_apart(number)
        and lines[number + 1].endswith(_STOPS)
    ]
    if len(found) < 2 or len(found) > count // 2:
        return []
    others = sorted(set(range(1, count)) - set(found))
    return found if _is_verse(lines, others, _VERSE) else []


def _is_verse(lines: Lines, numbers: Sequence[int], share: float) -> bool:
    verse = (lines.lengths[n] <= _LONGEST_OF_POEM and lines[n].endswith(_STOPS) for n in numbers)
    return sum(verse) >= share * len(numbers)

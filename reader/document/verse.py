"""Verse within prose: lines of four, five or seven characters, one by one or two by two."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.document.punctuation import FINAL, LETTER, NOT_FIRST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.lines import Lines

_COMMA = r"[，,、；;．﹐？！　 ]"
_STOP = r"[，。！？；、,.!?;．﹐﹗﹖]?[”」』’）)]?"
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
    was_short = False
    # What follows the last line is no verse.
    lengths = [*lines.lengths[:count], _LONGEST + 1, _LONGEST + 1]
    for number in range(1, count + 1):
        is_short = lengths[number] <= _LONGEST
        # A line of verse is never alone.
        is_candidate = is_short and (was_short or lengths[number + 1] <= _LONGEST)
        was_short = is_short
        match = _line().fullmatch(lines[number]) if is_candidate else None
        of_line = match.lastgroup if match else None
        if of_line != measure or of_line is None:
            if measure is not None and len(run) >= _FEWEST[measure[:-1]]:
                found += run
            run, measure = [], of_line
        if of_line is not None:
            run.append(number)
    return found if 2 * len(found) <= count else []


@cache
def _line() -> re.Pattern[str]:
    """Return the pattern of a line; most prose has no two short lines and does without it."""
    return re.compile(
        "|".join(
            rf"(?P<pair{n}>{LETTER}{{{n}}}{_COMMA}{LETTER}{{{n}}}{_STOP})|"
            rf"(?P<half{n}>{LETTER}{{{n}}}{_STOP})"
            for n in (5, 7, 4)
        )
    )


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

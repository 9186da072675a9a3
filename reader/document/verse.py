"""Verse within prose: lines of four, five or seven characters, one by one or two by two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

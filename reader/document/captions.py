"""Captions of photographs that a page was stripped of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.document.lines import Lines

_SHORTEST, _LONGEST = 12, 48
_BEFORE, _AFTER = 20, 60
"""Code points the lines around a caption have at least: it stands between paragraphs."""

_OF_A_PHOTOGRAPH = re.compile(
    "[舉举][辦办行]|主[辦办]|[開开]展|[講讲]解|合影|[攝摄]影?[。／/]|[攝摄][於于]|[圖图][為为中]|"
    "[資资]料[圖图照]|[參参][觀观加與与]"
)
_WHOLE_QUOTATION = re.compile("[“「『‘].*。[”」』’]")


def find_captions(lines: Lines, count: int) -> list[int]:
    """Return the numbers of the captions among the first `count` lines.

    A caption is one short sentence between paragraphs that says what people do in a picture.
    """
    lengths = lines.lengths
    return [
        number
        for number in range(1, count - 1)
        if _SHORTEST <= lengths[number] <= _LONGEST
        and lengths[number - 1] >= _BEFORE
        and lengths[number + 1] >= _AFTER
        and _is_of_a_photograph(lines[number])
    ]


def _is_of_a_photograph(line: str) -> bool:
    return (
        line.find("。") == len(line) - 1
        and _OF_A_PHOTOGRAPH.search(line) is not None
        and not _WHOLE_QUOTATION.fullmatch(line)
    )

"""Headings whose number comes last, as in the classics: `為政篇第二`, `五帝本紀第一`."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.numerals import WORD, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.lines import Lines

_LAST = frozenset("一二三四五六七八九十百")
_FEWEST = 2


def find_numbered_last(lines: Lines, short: Sequence[int]) -> list[int]:
    """Return those of the short lines that end with their number.

    All of them are headings, or none is: they count up by one, and something stands between them,
    as nothing does in a list of who came first and second.
    """
    found: list[tuple[int, int]] = []
    for number in short:
        if lines.text[lines.ends[number] - 1] in _LAST:
            match = _numbered_last().fullmatch(lines[number])
            if match is not None:
                found.append((number, value_of(match["n"])))
    counts_up = all(
        line > before + 1 and n == n_before + 1 for (before, n_before), (line, n) in pairwise(found)
    )
    return [line for line, _ in found] if counts_up and len(found) >= _FEWEST else []


@cache
def _numbered_last() -> re.Pattern[str]:
    name = r"[^\s第。，：；！？、]"
    return re.compile(rf"(?:{name}{{1,12}}[·・\s]\s*)?{name}{{1,8}}第(?P<n>{WORD}{{1,3}})")

"""Invisible characters among Chinese ones, where they have no meaning.

Pages hide them in their text to break lines or to mark copies: zero-width spaces and joiners, marks
of direction, fillers, selectors, tags. They stop searches, and words from being recognised. Where
a script or an emoji needs them they are left alone, and so are those that no Chinese is beside: but
not in a text whose Chinese is full of the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Repair, RepairRule, removals
from reader.text.signs import INVISIBLE, Uses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME = "zero-width"

_RUN = lazy_pattern(f"[{INVISIBLE}]+")
_RUN_APART = lazy_pattern(f"([{INVISIBLE}]+)")
_THIN = "\u2006\u2008-\u200a\u202f\u205f"
"""Spaces so thin that they are not seen between the squares of Chinese characters."""
_SIGNS = INVISIBLE + _THIN
_ANY = lazy_pattern(f"[{_SIGNS}]")
_BLANK = frozenset("\u200b\u2060\ufeff\u00ad")
"""What stands alone on the lines of texts in any language, and is none of its letters."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each run of them that is of no use."""
    if _ANY.search(source) is None:
        return ()
    return removals(NAME, source, sorted([*_useless(source), *_thin(source)]))


def _thin(source: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(f"[{_THIN}]", source):
        start, end = match.span()
        if start and end < len(source) and is_han(source[start - 1]) and is_han(source[end]):
            yield start, end


def _useless(source: str) -> Iterator[tuple[int, int]]:
    """Yield the places of those that are of no use, in no order.

    A text may have hundreds of thousands of runs, most of them alike: what is the same, with the
    same beside it, is judged once.
    """
    uses = Uses(source)
    starts: defaultdict[str, list[int]] = defaultdict(list)
    for match in _RUN.finditer(source):
        start, end = match.span()
        starts[source[start - (start > 0) : end + 1]].append(start)
    is_chinese = _chinese().match
    seen: set[str] = set()
    apart: list[tuple[str, str, list[int]]] = []
    for shown, alike in starts.items():
        before, run, after = _RUN_APART.split(shown, 1)
        if (before + after).isdecimal() or any(map(is_chinese, before + after)):
            for first, last in _stretches(uses, alike, len(run)):
                seen.update(source[first:last])
                yield first, last
        else:
            apart.append((before + after, run, alike))
    seen_or_blank = seen | _BLANK
    for around, run, alike in apart:
        is_alone = around.strip("\n") == ""
        if not (seen_or_blank if is_alone else seen).isdisjoint(run):
            yield from _stretches(uses, alike, len(run))


def _stretches(uses: Uses, starts: Sequence[int], length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are not needed of runs of a length that are alike."""
    if uses.depend_on_line:
        for start in starts:
            for first, last in _not_needed(uses.are_needed(start, start + length)):
                yield start + first, start + last
    else:
        for first, last in _not_needed(uses.are_needed(starts[0], starts[0] + length)):
            yield from ((start + first, start + last) for start in starts)


def _not_needed(needed: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of what is not needed."""
    first = 0
    for at, is_needed in enumerate((*needed, True)):
        if is_needed:
            if first < at:
                yield first, at
            first = at + 1


@cache
def _chinese() -> re.Pattern[str]:
    """Return the pattern of a Chinese character; most texts do without compiling it."""
    return re.compile(
        "[\u2014\u2018-\u201d\u2026\u2e80-\u2fdf\u3000-\u3130\u31a0-\u9fff\uf900-\ufaff"
        "\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff5e\uffe0-\uffe6\U00020000-\U000323af]"
    )


RULE = RepairRule(NAME, "a page hid invisible characters in its text", find, _SIGNS)

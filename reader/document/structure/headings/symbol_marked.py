"""Headings told by a mark all of them have: `■ 選書`, `【選書】`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.structure.headings.series import is_over_text
from reader.document.structure.headings.unnumbered import is_obscured
from reader.document.structure.punctuation import FINAL
from reader.text.han import is_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.structure.lines import Lines

_MARKS = frozenset("■□◆◇●◎►▶▌▍█❖✦")
_BRACKETS = {"【": "】", "〖": "〗", "〔": "〕", "［": "］", "<": ">", "〈": "〉"}
_FIRST_NOTES = frozenset("①⑴❶１1")
_LONGEST = 30
_LONG = 30
_FEWEST = 2
_FEWEST_PARTS = 3
_LEAST_OF_PART = 200
"""Code points between two marked lines, at least, as a median."""


def find_marked_headings(lines: Lines, short: Sequence[int]) -> list[int]:
    """Return those of the short lines that have the mark of a heading.

    All short lines with one mark are headings, or none is: each stands before a paragraph.
    """
    members: dict[str, list[int]] = {}
    firsts = lines.firsts
    for number in short:
        first = firsts[number]
        if number and (first in _MARKS or first in _BRACKETS) and _may_be_heading(lines[number]):
            members.setdefault(first, []).append(number)
    return [
        number
        for first, found in members.items()
        if len(found) >= _FEWEST
        and (
            all(_is_over_something(lines, n) for n in found)
            or (first in _MARKS and _are_of_parts(lines, found))
        )
        for number in found
    ]


def _is_over_something(lines: Lines, number: int) -> bool:
    """Tell whether a paragraph follows, or the first of several notes."""
    return lines.lengths[number + 1] >= _LONG or lines.first_character(number + 1) in _FIRST_NOTES


def _are_of_parts(lines: Lines, found: Sequence[int]) -> bool:
    """Tell whether marked lines, none like another, are far apart: a part may begin with speech."""
    if len(found) < _FEWEST_PARTS or len({lines[n] for n in found}) < len(found):
        return False
    sizes = sorted(lines.starts[after] - lines.ends[n] for n, after in pairwise(found))
    over_text = sum(is_over_text(lines, n) for n in found)
    return sizes[len(sizes) // 2] >= _LEAST_OF_PART and 2 * over_text >= len(found)


def _may_be_heading(line: str) -> bool:
    if len(line) > _LONGEST or sum(map(is_han, line)) < 2 or is_obscured(line):
        return False
    closing = _BRACKETS.get(line[0])
    if closing is not None:
        return line.find(closing) == len(line) - 1
    return not line.endswith(FINAL)

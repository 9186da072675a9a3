"""Titles of the pieces of a collection: short lines alone after more space than is usual."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.structure.headings.series import is_over_text
from reader.document.structure.headings.unnumbered import may_be_heading

if TYPE_CHECKING:
    from collections.abc import Container

    from reader.document.structure.lines import Lines

_LONGEST = 24
_LEAST_GAP = 3
"""Line ends: two blank lines."""
_FEWEST = 3
_SHARE = 0.7
"""Of the lines after wide space so many are titles, or headings that are known by other signs."""
_LEAST_OF_PIECE = 200
"""Code points of a piece, at least, as a median: stanzas stand apart too."""


def find_titles_after_space(
    lines: Lines, short: Container[int], headings: Container[int], count: int
) -> list[int]:
    """Return those of the short lines that are titles by the space before them.

    Args:
        lines: all lines.
        short: numbers of those that may be headings.
        headings: numbers of those that are headings.
        count: lines that are part of the article.
    """
    apart = _after_wide_space(lines, count)
    titles = [n for n in apart if n in short and _may_be_title(lines, n)]
    known = sum(n in headings for n in apart)
    if len(titles) < _FEWEST or len(titles) + known < _SHARE * len(apart):
        return []
    if sum(is_over_text(lines, n) for n in titles) < _SHARE * len(titles):
        return []
    sizes = sorted(
        lines.starts[after] - lines.ends[n] for n, after in pairwise([*apart, count - 1])
    )
    return titles if sizes[len(sizes) // 2] >= _LEAST_OF_PIECE else []


def _after_wide_space(lines: Lines, count: int) -> list[int]:
    """Return the lines, but the first, with clearly more blank lines before them than is usual."""
    least = max(_LEAST_GAP, lines.usual_gap + 1)
    starts, ends, text = lines.starts, lines.ends, lines.text
    if text.count("\n") - len(lines) < _FEWEST * (least - 1):
        return []
    # Arithmetic first: to count the line ends before each line of a book takes longer.
    usual = lines.usual_gap + (2 if lines.is_indented else 0)
    return [
        n
        for n in range(1, count)
        if (size := starts[n] - ends[n - 1]) >= least
        and (size > usual or text[starts[n] - 1] == "\n")
        and lines.gap(n) >= least
    ]


def _may_be_title(lines: Lines, number: int) -> bool:
    """Tell whether a line may be a title that begins a new piece."""
    line = lines[number]
    if len(line) > _LONGEST or not may_be_heading(line) or number + 1 >= len(lines):
        return False
    following = lines.gap(number + 1)
    return following > 1 or lines.indent(number) < lines.indent(number + 1) or lines.usual_gap == 1

"""Labels over groups of lines with blank lines between the groups: `材料`, `步驟`, `小貼士`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.structure.headings.unnumbered import may_be_heading
from reader.document.structure.punctuation import BULLETS, SENTENCE_END
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.document.structure.lines import Lines

_LONGEST = 12
_LONG = 14
"""Code points of the shortest sentence that is clearly not a line of verse."""
_LONGER = 2
"""Times a sentence is at least as long as the label over it."""
_FEWEST = 2
_SURE = 0.5
_ITEM = lazy_pattern(
    rf"(?:\d{{1,3}}\s*[.．、)）]|[（(]\d{{1,3}}[)）]|[①-⑳{''.join(BULLETS)}-])\s*\S.*"
)


def find_group_labels(lines: Lines, short: Iterable[int], count: int) -> list[int]:
    """Return the first lines of groups among the first `count` lines that are their labels.

    Most of the groups have one, and under most of the labels is a sentence or a list: the stanzas
    of a song begin with short lines too.
    """
    if lines.usual_gap != 1:
        return []
    may_be = frozenset(short)
    starts = [n for n, gap in enumerate(lines.gaps[:count]) if gap > 1]
    labels = [
        first
        for first, following in pairwise([*starts, count])
        if following > first + 1 and first in may_be and _may_be_label(lines[first])
    ]
    sure = sum(_is_sentence_or_item(lines, n) for n in labels)
    is_usual = len(labels) >= _FEWEST and len(labels) > _SURE * len(starts)
    is_unique = len({lines[n] for n in labels}) == len(labels)
    return labels if is_usual and is_unique and sure > _SURE * len(labels) else []


def _may_be_label(line: str) -> bool:
    return len(line) <= _LONGEST and may_be_heading(line) and not any(map(str.isspace, line))


def _is_sentence_or_item(lines: Lines, label: int) -> bool:
    under = lines[label + 1]
    if _ITEM.fullmatch(under):
        return True
    least = max(_LONG, _LONGER * lines.lengths[label])
    return len(under) >= least and under.endswith(SENTENCE_END)

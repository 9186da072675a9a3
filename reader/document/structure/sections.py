"""From blocks to sections; a long text without headings comes in parts of readable size."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.model import Block, BlockKind, Section
from reader.text.bulk import make_each
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PART = 8_000
"""Code points of a part, about: twenty minutes of reading."""
_WHOLE = 12_000
"""Code points up to which a text without headings is left in one piece."""


def make_sections(
    blocks: Sequence[Block], titles: Mapping[int, str], length: int
) -> tuple[Section, ...]:
    """Return the sections of a text, never none.

    Args:
        blocks: all blocks, in order.
        titles: what the section each heading begins is called, by the index of its block.
        length: code points of the source text.
    """
    headings = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    if not headings:
        return _parts(blocks, length)
    heads = [blocks[first] for first in headings]
    starts, levels = [head.range.start for head in heads], [head.level for head in heads]
    sections = make_each(
        Section,
        [titles[first] for first in headings],
        levels,
        make_each(TextRange, starts, _section_ends(starts, levels, length)),
        [tuple(blocks[start:end]) for start, end in pairwise([*headings, len(blocks)])],
    )
    if headings[0]:
        sections.insert(0, _untitled(blocks[: headings[0]], 0, length))
    return tuple(sections)


def _untitled(blocks: Sequence[Block], start: int, end: int) -> Section:
    return Section(title=None, level=0, range=TextRange(start, end), blocks=tuple(blocks))


def _parts(blocks: Sequence[Block], length: int) -> tuple[Section, ...]:
    """Cut a text between blocks, rather before one that is set apart by a rule."""
    if length <= _WHOLE or not blocks:
        return (_untitled(blocks, 0, length),)
    after_rules = [i for i, block in enumerate(blocks, start=1) if block.kind is BlockKind.RULE]
    firsts = [0]
    while True:
        start = blocks[firsts[-1]].range.start
        least = bisect_left(blocks, start + PART // 2, key=_start)
        following = bisect_left(blocks, start + PART, key=_start)
        after_rule = bisect_left(after_rules, least)
        if after_rule < len(after_rules):
            following = min(following, after_rules[after_rule])
        if following >= len(blocks) or length - blocks[following].range.start <= PART // 2:
            break
        firsts.append(following)
    starts = [0, *(blocks[i].range.start for i in firsts[1:]), length]
    return tuple(
        _untitled(blocks[first:following], start, end)
        for (first, following), (start, end) in zip(
            pairwise([*firsts, len(blocks)]), pairwise(starts), strict=True
        )
    )


def _start(block: Block) -> int:
    return block.range.start


def _section_ends(starts: Sequence[int], levels: Sequence[int], length: int) -> list[int]:
    """Return, for each heading, where the next one of its own level or above begins."""
    ends = [length] * len(starts)
    open_sections: list[int] = []
    for number, (start, level) in enumerate(zip(starts, levels, strict=True)):
        while open_sections and levels[open_sections[-1]] >= level:
            ends[open_sections.pop()] = start
        open_sections.append(number)
    return ends

"""The units a document is laid out in: its blocks, the very long ones cut into several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.gui.page.typography import UNIT_LENGTH
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Block, Document

_SENTENCE_END = re.compile("[。！？!?；;][”’」』）)]*")


class Unit(NamedTuple):
    """A stretch of one block, short enough to be laid out at once."""

    block: Block
    range: TextRange
    """Code points of the source text."""
    is_first: bool
    """Whether the block begins with it."""
    is_last: bool
    """Whether the block ends with it."""


def units_of(document: Document) -> list[Unit]:
    """Return the units of all blocks, in order."""
    units = []
    for block in document.blocks:
        if len(block.range) <= UNIT_LENGTH:
            units.append(Unit(block, block.range, is_first=True, is_last=True))
        else:
            units.extend(_cut(document, block))
    return units


def _cut(document: Document, block: Block) -> Iterator[Unit]:
    start, end = block.range.start, block.range.end
    while end - start > UNIT_LENGTH:
        cut = _place_to_cut(document, start)
        yield Unit(block, TextRange(start, cut), start == block.range.start, is_last=False)
        start = cut
    yield Unit(block, TextRange(start, end), start == block.range.start, is_last=True)


def _place_to_cut(document: Document, start: int) -> int:
    """Return the last sentence end within reach, or as far as reach goes, outside any repair."""
    latest = start + UNIT_LENGTH
    cut = latest
    for match in _SENTENCE_END.finditer(document.source.text, start + UNIT_LENGTH // 2, latest):
        cut = match.end()
    _, repairs = document.repaired
    shown = repairs.to_target(TextRange(cut, cut))
    outside = repairs.to_source(shown).start
    return outside if outside > start else cut

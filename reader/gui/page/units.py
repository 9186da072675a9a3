"""The units a document is laid out in: its blocks, the very long ones cut into several."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reader.gui.page.typography import UNIT_LENGTH
from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Block, BlockKind, Document

_SENTENCE_END = lazy_pattern("[。！？!?；;][”’」』）)]*")


class LayoutUnit(NamedTuple):
    """A stretch of one block, short enough to be laid out at once."""

    block: Block
    range: TextRange
    """Code points of the source text."""
    is_first: bool
    """Whether the block begins with it."""
    is_last: bool
    """Whether the block ends with it."""


class UnitKind(NamedTuple):
    """What the setting of a unit depends on."""

    block: BlockKind
    level: int
    is_first: bool
    is_last: bool


class LayoutUnits:
    """The units of all blocks of a document, in order, and what setting a whole book asks of them.

    Attributes:
        starts: source offsets the units begin with.
        lengths: code points of the source in each.
        kinds: of each; the same kind is the same object.
    """

    def __init__(self, document: Document) -> None:
        self._units: list[LayoutUnit] = []
        for block in document.blocks:
            if len(block.range) <= UNIT_LENGTH:
                self._units.append(LayoutUnit(block, block.range, is_first=True, is_last=True))
            else:
                self._units.extend(_cut(document, block))
        self.starts = [unit.range.start for unit in self._units]
        self.lengths = [len(unit.range) for unit in self._units]
        same: dict[UnitKind, UnitKind] = {}
        kinds = (
            UnitKind(unit.block.kind, unit.block.level, unit.is_first, unit.is_last)
            for unit in self._units
        )
        self.kinds = [same.setdefault(kind, kind) for kind in kinds]

    def __len__(self) -> int:
        return len(self._units)

    def __getitem__(self, index: int) -> LayoutUnit:
        return self._units[index]

    def at(self, offset: int) -> int:
        """Return the index of the unit at a source offset; between two units, the later one."""
        index = max(0, bisect_right(self.starts, offset) - 1)
        if offset >= self._units[index].range.end and index + 1 < len(self._units):
            return index + 1
        return index


def _cut(document: Document, block: Block) -> Iterator[LayoutUnit]:
    start, end = block.range.start, block.range.end
    while end - start > UNIT_LENGTH:
        cut = _place_to_cut(document, start)
        yield LayoutUnit(block, TextRange(start, cut), start == block.range.start, is_last=False)
        start = cut
    yield LayoutUnit(block, TextRange(start, end), start == block.range.start, is_last=True)


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

"""The units a document is laid out in, as columns of numbers: blocks, the very long ones cut.

The rows of a table that tabulators set are blocks of their own, and laid out together.

A book has some 100,000. They are found beside the window, and an object is made of one only when it
is laid out.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import BlockKind
from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.document.model import Block, Document

UNIT_LENGTH = 3000
"""A longer block is laid out in several units: Qt needs 0.6 s for a single one of 950,000."""
_SENTENCE_END = lazy_pattern("[。！？!?；;][”’」』）)]*")
_ROW_END = lazy_pattern("\n")
_TAB = "\t"


class UnitKind(NamedTuple):
    """What the setting of a unit depends on."""

    block: BlockKind
    level: int
    is_first: bool
    """Whether the block begins with it."""
    is_last: bool
    """Whether the block ends with it."""


class UnitTable:
    """The units of a document, in order.

    Attributes:
        starts: source offsets the units begin with.
        lengths: code points of the source in each.
        kinds: of each.
        common: the kind of most of them; None where there is none at all.
        others: indices of those that are of another kind.
        title: index of the first unit of the title, or None.
    """

    def __init__(self, document: Document) -> None:
        """Find the units of a document."""
        self.starts, self.lengths = array("l"), array("l")
        self.kinds: list[UnitKind] = []
        # The same kind is the same object: there are a dozen.
        same: dict[UnitKind, UnitKind] = {}
        for block, parts in _stretches(document):
            start, end = parts[0].start, parts[-1].end
            for part in parts:
                kind = UnitKind(
                    block.kind,
                    block.level,
                    is_first=part.start == start,
                    is_last=part.end == end,
                )
                self.starts.append(part.start)
                self.lengths.append(len(part))
                self.kinds.append(same.setdefault(kind, kind))
        counts = Counter(map(id, self.kinds))
        self.common = max(same, key=lambda kind: counts[id(kind)], default=None)
        self.others = [n for n, kind in enumerate(self.kinds) if kind is not self.common]
        titles = (n for n, kind in enumerate(self.kinds) if kind.block is BlockKind.TITLE)
        self.title = next(titles, None)

    def __len__(self) -> int:
        return len(self.kinds)

    def range_of(self, index: int) -> TextRange:
        """Return the source range of a unit."""
        start = self.starts[index]
        return TextRange(start, start + self.lengths[index])

    def at(self, offset: int) -> int:
        """Return the index of the unit at a source offset; between two units, the later one."""
        index = max(0, bisect_right(self.starts, offset) - 1)
        end = self.starts[index] + self.lengths[index]
        return index + 1 if offset >= end and index + 1 < len(self) else index


def parts_of(document: Document, block: Block) -> Iterator[TextRange]:
    """Yield what a block is cut into where it is very long; else the block."""
    whole = block.range
    start = whole.start
    if whole.end - start <= UNIT_LENGTH:
        yield whole
        return
    while whole.end - start > UNIT_LENGTH:
        cut = _place_to_cut(document, start, block.kind)
        yield TextRange(start, cut)
        start = cut
    yield TextRange(start, whole.end)


def _stretches(document: Document) -> Iterator[tuple[Block, Sequence[TextRange]]]:
    """Yield blocks with what they are cut into; of rows under each other the first, with all."""
    text = document.source.text
    rows: list[Block] = []
    columns = 0
    for block in document.blocks:
        tabs = 0
        if block.kind is BlockKind.TABLE and len(block.range) <= UNIT_LENGTH:
            tabs = text.count(_TAB, block.range.start, block.range.end)
        if rows and tabs != columns:
            yield rows[0], _rows_together(rows)
            rows = []
        columns = tabs
        if tabs:
            rows.append(block)
        else:
            yield block, tuple(parts_of(document, block))
    if rows:
        yield rows[0], _rows_together(rows)


def _rows_together(rows: Sequence[Block]) -> Sequence[TextRange]:
    """Return the ranges of rows under each other, as many in each as a unit may hold."""
    parts: list[TextRange] = []
    for row in rows:
        start = parts[-1].start if parts else row.range.start
        if parts and row.range.end - start <= UNIT_LENGTH:
            parts[-1] = TextRange(start, row.range.end)
        else:
            parts.append(row.range)
    return parts


def _place_to_cut(document: Document, start: int, kind: BlockKind) -> int:
    """Return the last end of a sentence within reach, of a row in a table; outside any repair.

    Where there is none, it is as far as reach goes.
    """
    latest = start + UNIT_LENGTH
    cut = latest
    end = _ROW_END if kind is BlockKind.TABLE else _SENTENCE_END
    for match in end.finditer(document.source.text, start + UNIT_LENGTH // 2, latest):
        cut = match.end()
    _, repairs = document.repaired
    shown = repairs.to_target(TextRange(cut, cut))
    outside = repairs.to_source(shown).start
    return outside if outside > start else cut

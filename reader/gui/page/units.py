"""The units a document is laid out in, and the setting they are laid out for."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.gui.page.text_layout import TextLayout
from reader.gui.page.typography import UNIT_LENGTH, continued, style_of
from reader.gui.widgets.fonts import page_font
from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.document.model import BlockKind, Document
    from reader.document.rendition import Rendition
    from reader.gui.page.typography import BlockStyle
    from reader.gui.page.unit_layout import UnitLayout
    from reader.gui.widgets.fonts import Region

_SENTENCE_END = lazy_pattern("[。！？!?；;][”’」』）)]*")


class UnitKind(NamedTuple):
    """What the setting of a unit depends on."""

    block: BlockKind
    level: int
    is_first: bool
    """Whether the block begins with it."""
    is_last: bool
    """Whether the block ends with it."""


class Setting(NamedTuple):
    """What units are laid out for."""

    rendition: Rendition
    region: Region
    """Whose forms of the characters are drawn."""
    em: float
    """Pixels of an em of body text."""
    measure: float
    """Pixels of a full line."""


class LayoutUnit(Protocol):
    """A part of a document that is laid out by itself, such as a stretch of text."""

    @property
    def range(self) -> TextRange:
        """Code points of the source text."""

    @property
    def kind(self) -> UnitKind:
        """What it is, from which its size is guessed before it is laid out."""

    def lay_out(self, setting: Setting, *, room_after: float) -> UnitLayout:
        """Lay it out, with so many pixels kept free after it."""


class TextUnit(NamedTuple):
    """A stretch of one block of text, short enough to be laid out at once."""

    range: TextRange
    kind: UnitKind

    def lay_out(self, setting: Setting, *, room_after: float) -> TextLayout:
        """Set what is displayed of the stretch in lines."""
        style = style_of_unit(self.kind)
        return TextLayout(
            setting.rendition.part(self.range).text,
            page_font(setting.region, style.size * setting.em, bold=style.bold),
            style,
            em=setting.em,
            measure=setting.measure,
            room_after=room_after,
        )


class LayoutUnits:
    """The units of a document, in order, and what setting a whole book asks of them.

    Attributes:
        starts: source offsets the units begin with.
        lengths: code points of the source in each.
        kinds: of each.
    """

    def __init__(self, units: Iterable[LayoutUnit]) -> None:
        self._units = list(units)
        self.starts = [unit.range.start for unit in self._units]
        self.lengths = [len(unit.range) for unit in self._units]
        self.kinds = [unit.kind for unit in self._units]

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


def units_of(document: Document) -> LayoutUnits:
    """Return the units a document is laid out in: its blocks, the very long ones cut."""
    same: dict[UnitKind, UnitKind] = {}
    units = []
    for block in document.blocks:
        for part in _parts(document, block.range):
            kind = UnitKind(
                block.kind,
                block.level,
                is_first=part.start == block.range.start,
                is_last=part.end == block.range.end,
            )
            # The same kind is the same object: a book has some 100,000 units of a dozen kinds.
            units.append(TextUnit(part, same.setdefault(kind, kind)))
    return LayoutUnits(units)


@lru_cache(maxsize=64)
def style_of_unit(kind: UnitKind) -> BlockStyle:
    """Return how a kind of unit is set."""
    style = style_of(kind.block, kind.level)
    return continued(style, first=kind.is_first, last=kind.is_last)


def _parts(document: Document, whole: TextRange) -> Iterator[TextRange]:
    start = whole.start
    while whole.end - start > UNIT_LENGTH:
        cut = _place_to_cut(document, start)
        yield TextRange(start, cut)
        start = cut
    yield TextRange(start, whole.end)


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

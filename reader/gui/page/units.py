"""The units a document is laid out in, and the setting they are laid out for."""

from __future__ import annotations

from functools import lru_cache, partial
from math import inf
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.document.markup_signs import Look
from reader.document.model import BlockKind
from reader.document.rendition import UNREPAIRED
from reader.gui.page.ruby import Ruby, RubyStyle
from reader.gui.page.text_layout import TextLayout
from reader.gui.page.typography import as_chosen, continued, style_of
from reader.gui.page.vertical_text import VerticalText
from reader.gui.widgets.fonts import Region, code_font, page_font
from reader.gui.widgets.text_settings import BOOK, TextSettings
from reader.text.corner_quotes import with_corner_quotes
from reader.text.phonetics import Notation
from reader.text.vertical_forms import vertical_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.document.rendition import Rendition
    from reader.document.unit_table import UnitKind, UnitTable
    from reader.gui.page.typography import BlockStyle
    from reader.gui.page.unit_layout import UnitLayout
    from reader.text.offsets import TextRange

    Read = Callable[[Rendition, TextRange, Notation], Sequence[str | None]]
    """Returns the reading of each displayed character of a part of the source, or None."""

_CODE_IN_LINE = 0.9
"""Of the size of the text around it, whose letters are lower."""
_BREAK = "↵"


class Setting(NamedTuple):
    """What units are laid out for."""

    rendition: Rendition
    region: Region
    """Whose forms of the characters are drawn."""
    em: float
    """Pixels of an em of body text."""
    measure: float
    """Pixels of a full line."""
    text: TextSettings = BOOK
    """How the user wants it."""
    room: float = inf
    """Pixels of the block axis that one thing may take, to be seen whole."""
    is_paged: bool = False
    """Whether what takes more is cut, as nothing of it can be scrolled to."""
    is_vertical: bool = False
    """Whether lines are columns."""
    has_corner_quotes: bool = False
    """Whether curly quotation marks are shown as corner brackets; in columns they always are."""
    read: Read | None = None
    """How characters are read; None where no readings are shown."""
    notation: Notation = Notation.PINYIN
    """What readings are written in."""

    def written(self, text: str) -> str:
        """Return how a text is written, with as many characters as it has."""
        if self.rendition.target == UNREPAIRED:
            # Lines that break within a block, which is one line otherwise.
            text = text.replace("\n", _BREAK)
        if self.is_vertical:
            return vertical_text(text, is_mainland=self.region is Region.MAINLAND)
        return with_corner_quotes(text) if self.has_corner_quotes else text

    @property
    def line(self) -> float:
        """Pixels from one line of a paragraph to the next."""
        leading = as_chosen(style_of(BlockKind.PARAGRAPH), BlockKind.PARAGRAPH, self.text).leading
        return self.em * (leading + (self.ruby_style.above if self.ruby_style else 0.0))

    @property
    def has_lines_at_right(self) -> bool:
        """Whether what underlines is at the right of a column: readings have that side alone."""
        return self.is_vertical and self.ruby_style is None

    @property
    def ruby_style(self) -> RubyStyle | None:
        """How readings are set; None where none are shown."""
        return None if self.read is None else RubyStyle(self.notation, self.is_vertical)


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
        style = style_of_unit(self.kind, setting.text)
        font_of = code_font if style.is_code else partial(page_font, face=setting.text.face)
        pixels = style.size * setting.em
        other_fonts = [
            (
                words,
                code_font(setting.region, pixels * _CODE_IN_LINE, bold=style.bold)
                if look is Look.CODE
                else page_font(setting.region, pixels, bold=True, face=setting.text.face),
            )
            for words, look in setting.rendition.standing_out(self.range)
        ]
        layout = VerticalText if setting.is_vertical else TextLayout
        return layout(
            setting.written(setting.rendition.part(self.range).text),
            font_of(setting.region, pixels, bold=style.bold),
            style,
            em=setting.em,
            measure=setting.measure,
            room_after=room_after,
            other_fonts=other_fonts,
            ruby=None if style.is_code else self._ruby(setting, pixels),
        )

    def _ruby(self, setting: Setting, pixels: float) -> Ruby | None:
        style = setting.ruby_style
        if setting.read is None or style is None:
            return None
        readings = setting.read(setting.rendition, self.range, setting.notation)
        return Ruby(readings, style, setting.region, size=pixels)


class LayoutUnits:
    """The units of a document, each made when it is asked for.

    Attributes:
        table: where they begin, how long they are, and of what kinds.
    """

    def __init__(
        self, table: UnitTable, make: Callable[[TextRange, UnitKind], LayoutUnit] = TextUnit
    ) -> None:
        """Make units when they are needed.

        Args:
            table: of the document.
            make: what makes one, of its source range and its kind.
        """
        self.table = table
        self._make = make

    def __len__(self) -> int:
        return len(self.table)

    def range_of(self, index: int) -> TextRange:
        """Return the source range of a unit, without making it."""
        return self.table.range_of(index)

    def __getitem__(self, index: int) -> LayoutUnit:
        return self._make(self.table.range_of(index), self.table.kinds[index])


@lru_cache(maxsize=64)
def style_of_unit(kind: UnitKind, text: TextSettings = BOOK) -> BlockStyle:
    """Return how a kind of unit is set, as the user wants text to be."""
    style = as_chosen(style_of(kind.block, kind.level), kind.block, text)
    return continued(style, first=kind.is_first, last=kind.is_last)

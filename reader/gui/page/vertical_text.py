"""A unit of text set in columns: lines set by what upright characters take, and stood up."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from reader.gui.page.columns import ColumnMaker, Columns, Glyph, glyphs_of, narrow, wide
from reader.gui.page.punctuation_kerning import Blank, blank_of_ink
from reader.gui.page.text_layout import TextLayout
from reader.gui.widgets.guard import saved
from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern
from reader.text.vertical_forms import is_centered, is_turned, is_upright, set_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QFont, QPainter

    from reader.gui.page.shaping import ShapedText
    from reader.gui.page.writing_mode import LogicalPoint

_DASH = "—"
_OVERLAP = 1.0
"""Pixels that two dashes have in common."""
_DOT = 0.5
"""Ems of a column that a dot between names takes, if its glyph is narrower."""
_OTHERWISE_SET = lazy_pattern("[—“”‘’]")
"""Dashes, and what is left of curly marks: between Latin letters, where they are narrow."""
_NO_SQUARE = lazy_pattern("[^\u3400-\u9fff]")
TOGETHER = 6
"""Lines that are drawn at once."""
_UPRIGHT = -90.0
"""Degrees that undo the turn of a column."""


class VerticalText(TextLayout):
    """The columns of one unit. What is set is a text as `vertical_text` returns it."""

    _maker: ColumnMaker
    _together: list[TextRange]
    """What stands side by side in one square."""
    _drawn: dict[int, Columns]
    """What was drawn: some lines each, by the number of the first."""

    def draw(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw the text in the painter's pen, the unit's first corner at a point of the painter."""
        block = round(start.block)
        shown = [self.columns(number) for number in self._in_sight(painter, block)]
        for columns in shown:
            for run in columns.lying:
                painter.drawGlyphRun(QPointF(start.inline, block), run)
        with saved(painter):
            painter.rotate(_UPRIGHT)
            for columns in shown:
                for run in columns.upright:
                    painter.drawGlyphRun(QPointF(-block, start.inline), run)

    def columns(self, first: int) -> Columns:
        """Return what is drawn of a line and those after it that are drawn with it."""
        columns = self._drawn.get(first)
        if columns is None:
            numbers = range(first, min(first + TOGETHER, len(self.lines)))
            columns = self._maker.columns(
                (
                    self._middle(number),
                    glyphs_of(self.shaped, self.set_lines[number], self._inset, self._rooms),
                )
                for number in numbers
            )
            self._drawn[first] = columns
        return columns

    def _shape(self, font: QFont, other_fonts: Sequence[tuple[TextRange, QFont]]) -> ShapedText:
        together = {part.start: part for part in set_together(self.text)}
        fonts = [*other_fonts, (TextRange(0, len(self.text)), font)]
        self._maker = ColumnMaker(self.text, fonts, self._size, together)
        self._together = list(together.values())
        self._drawn = {}
        own = []
        for match in _OTHERWISE_SET.finditer(self.text):
            usual, _ = self._maker.font_at(match.start())
            form = wide(usual) if match.group() == _DASH else narrow(usual)
            own.append((TextRange(*match.span()), form))
        return super()._shape(font, [*other_fonts, *own])

    def _advances(self) -> list[float]:
        """Return what each character takes: two dashes have their ends in common."""
        advances = list(self._rooms)
        at = -1
        while (at := self.text.find(_DASH * 2, at + 1)) >= 0:
            _, glyphs = self._maker.font_at(at)
            if (gap := glyphs.gap_between(_DASH)) > 0:
                advances[at] -= gap + _OVERLAP
        return advances

    def _blank(self, offset: int) -> Blank:
        """Return what a mark can give up: by the ink of its upright form, if it has one."""
        own, character = self.shaped.glyph(offset), self.text[offset]
        if own is None or not is_upright(character):
            return super()._blank(offset)
        font, number, _ = own
        room = self._rooms[offset]
        (advance,) = font.advancesForGlyphIndexes([number])
        stood = self._maker.stand(
            Glyph(font, number, offset, 0.0, 0.0, advance.x(), room), character
        )
        if stood is None:
            return super()._blank(offset)
        _, form, place = stood
        ink = font.boundingRect(form).translated(place)
        return blank_of_ink(room, ink.top(), ink.bottom(), self._size)

    def _squares(self) -> Sequence[TextRange]:
        return self._together

    @cached_property
    def _rooms(self) -> list[float]:
        """By offset, the pixels that each character takes of a column, whatever meets it there."""
        rooms = list(self.shaped.advances)
        for match in _NO_SQUARE.finditer(self.text):
            at, character = match.start(), match.group()
            if not rooms[at]:
                continue
            if is_centered(character):
                rooms[at] = max(rooms[at], _DOT * self._size)
            elif is_upright(character) and not is_turned(character):
                rooms[at] = max(rooms[at], self._size)
        for part in self._together:
            rooms[part.start : part.end] = [self._size / len(part)] * len(part)
        return rooms

    def _middle(self, number: int) -> float:
        line = self.lines[number]
        return line.body + line.body_size / 2

    def _in_sight(self, painter: QPainter, start: float) -> Iterator[int]:
        """Yield the first of the lines that are drawn together, of those in the window."""
        to_logical, _ = painter.worldTransform().inverted()
        window = to_logical.mapRect(QRectF(painter.viewport()))
        for number in range(0, len(self.lines), TOGETHER):
            last = self.lines[min(number + TOGETHER, len(self.lines)) - 1]
            begins = start + self.lines[number].block
            if begins < window.bottom() and start + last.block_end > window.top():
                yield number

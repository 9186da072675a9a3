"""A rule between parts of a text, drawn as a line whatever signs stand for it in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen

from reader.gui.page.lines import Line
from reader.gui.page.units import style_of_unit
from reader.gui.page.writing_mode import LogicalRect
from reader.gui.widgets.guard import saved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from reader.document.unit_table import UnitKind
    from reader.gui.page.typography import BlockStyle
    from reader.gui.page.units import Setting
    from reader.gui.page.writing_mode import LogicalPoint
    from reader.text.offsets import TextRange

_LONGEST = 8.0
"""Ems."""
_BODY = 1.3
"""Ems that marks cover."""


class RuleUnit(NamedTuple):
    """A block that is a rule."""

    range: TextRange
    kind: UnitKind

    def lay_out(self, setting: Setting, *, room_after: float) -> RuleLayout:
        """Give it the room of a line."""
        length = len(setting.rendition.part(self.range).text)
        style = style_of_unit(self.kind, setting.text)
        return RuleLayout(
            length, style, em=setting.em, measure=setting.measure, room_after=room_after
        )


class RuleLayout:
    """A rule in the middle of the measure. Its signs are as wide as each other, to be selected."""

    def __init__(
        self, length: int, style: BlockStyle, *, em: float, measure: float, room_after: float
    ) -> None:
        """Lay a rule out.

        Args:
            length: code points of the signs that stand for it.
            style: spaces around it.
            em: pixels of an em of body text.
            measure: pixels of a full line.
            room_after: pixels kept free after it.
        """
        self._length = length
        self._size = em
        self._width = min(_LONGEST * em, measure)
        self._start = (measure - self._width) / 2
        before, leading = style.before * em, style.leading * em
        body = before + (leading - _BODY * em) / 2
        self.lines = [Line(0, before, leading, leading / 2, body, _BODY * em)]
        self.block_size = before + leading + style.after * em + room_after

    @property
    def character_size(self) -> float:
        """Pixels of a Han character along a line."""
        return self._size

    def draw(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw it in the painter's pen, as thin as a line can be."""
        (line,) = self.lines
        block = round(start.block + line.block + line.ascent)
        begin = QPointF(round(start.inline + self._start), block)
        with saved(painter):
            painter.setPen(QPen(painter.pen().color(), 1, Qt.PenStyle.SolidLine))
            painter.drawLine(begin, begin + QPointF(round(self._width), 0))

    def draw_readings(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw nothing: there is nothing to read."""

    def boxes(self, part: TextRange) -> Sequence[LogicalRect]:
        """Return the box behind some of its signs."""
        (line,) = self.lines
        begin, end = self._edge(part.start), self._edge(part.end)
        return [LogicalRect(begin, line.body, end - begin, line.body_size)]

    def offset_at(self, point: LogicalPoint) -> int:
        """Return the gap between two signs nearest to a point."""
        sign = (point.inline - self._start) / self._width * self._length
        return min(max(round(sign), 0), self._length)

    def character_at(self, point: LogicalPoint) -> int | None:
        """Return the sign under a point."""
        (line,) = self.lines
        is_over = self._start <= point.inline < self._start + self._width
        is_level = line.block <= point.block < line.block_end
        return self.nearest_character(point) if is_over and is_level else None

    def nearest_character(self, point: LogicalPoint) -> int:
        """Return the sign under a point, or the nearest one."""
        sign = (point.inline - self._start) / self._width * self._length
        return min(max(int(sign), 0), self._length - 1)

    def _edge(self, offset: int) -> float:
        """Return where a sign begins."""
        return self._start + self._width * min(max(offset, 0), self._length) / self._length

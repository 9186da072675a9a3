"""A table laid out: cells that are set like texts, in rows along the block axis."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen

from reader.document.markdown_tables import Align
from reader.gui.page.lines import Line, line_at, line_of
from reader.gui.page.writing_mode import LogicalPoint, LogicalRect
from reader.gui.widgets.guard import saved
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPainter

    from reader.document.markdown_tables import Table
    from reader.gui.page.text_layout import TextLayout
    from reader.gui.page.typography import BlockStyle

    SetCell = Callable[[TextRange, float, bool], TextLayout]
    """Sets a cell for a measure in pixels, and says whether it is one of the head."""

_GAP = 1.2
"""Ems between columns."""
_NARROWEST = 2.0
"""Ems of a column."""
_HEAVY, _LIGHT = 1.6, 0.8
"""Pixels of the rules at the ends of the table, and under its head."""
_SHARE = {Align.START: 0.0, Align.CENTER: 0.5, Align.END: 1.0}
"""What of the room that a cell leaves free is before it."""


class _Cell(NamedTuple):
    range: TextRange
    layout: TextLayout
    inline: float
    block: float

    def inside(self, point: LogicalPoint) -> LogicalPoint:
        return LogicalPoint(point.inline - self.inline, point.block - self.block)


class TableLayout:
    """The cells of one unit: points and boxes from its start, offsets of the displayed text.

    A row is a line. What stands between cells in the text has no width.
    """

    def __init__(
        self,
        table: Table,
        set_cell: SetCell,
        style: BlockStyle,
        *,
        em: float,
        measure: float,
        room_after: float,
        opens: bool = True,
        closes: bool = True,
    ) -> None:
        """Lay a table out.

        Args:
            table: its rows and columns.
            set_cell: sets the text of a cell.
            style: spaces around the table.
            em: pixels of an em of body text.
            measure: pixels of a full line.
            room_after: pixels kept free after it.
            opens: whether there are no rows before it, in another unit.
            closes: whether there are none after it.
        """
        self._opens, self._closes = opens, closes
        self._has_head = table.has_head
        self._size = style.size * em
        wide = [
            [set_cell(cell, float("inf"), self._is_of_head(row)) for cell in cells]
            for row, cells in enumerate(table.rows)
        ]
        natural = [max(map(_width, column)) for column in zip(*wide, strict=True)]
        gaps = _GAP * em * (len(natural) - 1)
        widths = shared(natural, measure - gaps, least=_NARROWEST * em)
        self._width = min(measure, sum(widths) + gaps)
        self._start = max(0.0, (measure - self._width) / 2)
        self._rows: list[list[_Cell]] = []
        self.lines: list[Line] = []
        block = style.before * em
        starts = [self._start + at for at in accumulate([0.0, *(w + _GAP * em for w in widths)])]
        for row, cells in enumerate(table.rows):
            placed: list[_Cell] = []
            for column, cell in enumerate(cells):
                layout = wide[row][column]
                if _width(layout) > widths[column] + 0.5:
                    layout = set_cell(cell, widths[column], self._is_of_head(row))
                free = max(0.0, widths[column] - _width(layout))
                inline = starts[column] + free * _SHARE[table.aligns[column]]
                placed.append(_Cell(cell, layout, inline, block))
            size = max(cell.layout.block_size for cell in placed)
            first = placed[0].layout.lines[0]
            begin = cells[0].start if row else 0
            body, body_size = block + first.block, size - 2 * first.block
            self.lines.append(Line(begin, block, size, first.ascent, body, body_size))
            self._rows.append(placed)
            block += size
        self.block_size = block + style.after * em + room_after

    @property
    def character_size(self) -> float:
        """Pixels of a Han character along a line."""
        return self._size

    def draw(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw cells and rules in the painter's pen."""
        for row in self._rows:
            for cell in row:
                place = LogicalPoint(start.inline + cell.inline, start.block + cell.block)
                cell.layout.draw(painter, place)
        with saved(painter):
            if self._opens:
                self._rule(painter, start, self.lines[0].block, _HEAVY)
            if self._has_head:
                self._rule(painter, start, self.lines[0].block_end, _LIGHT)
            if self._closes:
                self._rule(painter, start, self.lines[-1].block_end, _HEAVY)

    def draw_readings(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw how the characters of its cells are read."""
        for row in self._rows:
            for cell in row:
                place = LogicalPoint(start.inline + cell.inline, start.block + cell.block)
                cell.layout.draw_readings(painter, place)

    def boxes(self, part: TextRange) -> Sequence[LogicalRect]:
        """Return the boxes behind a range, one for each line of a cell that it touches."""
        cells = [cell for row in self._rows for cell in row]
        found = [
            box.shifted(cell.inline, cell.block)
            for cell in cells
            if cell.range.overlaps(part)
            for box in cell.layout.boxes(part.clipped_to(cell.range).shifted(-cell.range.start))
        ]
        return found or [self._gap(part.start)]

    def offset_at(self, point: LogicalPoint) -> int:
        """Return the offset of the gap between two characters nearest to a point."""
        cell = self._cell_at(point)
        return min(cell.range.end, cell.range.start + cell.layout.offset_at(cell.inside(point)))

    def character_at(self, point: LogicalPoint) -> int | None:
        """Return the offset of the character under a point, None where there is none."""
        cell = self._cell_at(point)
        offset = None if cell.range.is_empty else cell.layout.character_at(cell.inside(point))
        return None if offset is None else cell.range.start + offset

    def nearest_character(self, point: LogicalPoint) -> int:
        """Return the offset of the character under a point, or else of the nearest in its cell."""
        cell = self._cell_at(point)
        offset = cell.range.start + cell.layout.nearest_character(cell.inside(point))
        return min(offset, max(cell.range.start, cell.range.end - 1))

    def _is_of_head(self, row: int) -> bool:
        return self._has_head and row == 0

    def _cell_at(self, point: LogicalPoint) -> _Cell:
        row = self._rows[line_at(self.lines, point.block)]
        return min(row, key=lambda cell: _distance(cell, point.inline))

    def _gap(self, offset: int) -> LogicalRect:
        """Return a box without width where an offset is, or after the cell before it."""
        row = self._rows[line_of(self.lines, offset)]
        cell = next((each for each in reversed(row) if each.range.start <= offset), row[0])
        inside = min(max(offset, cell.range.start), cell.range.end) - cell.range.start
        (box, *_) = cell.layout.boxes(TextRange(inside, inside))
        return box.shifted(cell.inline, cell.block)

    def _rule(self, painter: QPainter, start: LogicalPoint, block: float, width: float) -> None:
        painter.setPen(QPen(painter.pen().color(), width, Qt.PenStyle.SolidLine))
        begin = QPointF(start.inline + self._start, round(start.block + block))
        painter.drawLine(begin, begin + QPointF(self._width, 0))


def shared(natural: Sequence[float], room: float, *, least: float) -> list[float]:
    """Return the widths of columns: what each wants, or of too little room as much as others.

    Args:
        natural: what they want.
        room: for them all.
        least: what none has less than, whatever the room is.
    """
    widths = list(natural)
    free, wanting = room, sorted(range(len(natural)), key=natural.__getitem__)
    while wanting:
        share = max(least, free / len(wanting))
        column = wanting.pop(0)
        widths[column] = min(natural[column], share)
        free -= widths[column]
    return widths


def _width(layout: TextLayout) -> float:
    return max(line.edges[-1] for line in layout.set_lines)


def _distance(cell: _Cell, inline: float) -> float:
    """Return how far a distance along the lines is from a cell."""
    return max(cell.inline - inline, inline - cell.inline - _width(cell.layout), 0.0)

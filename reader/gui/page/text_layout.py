"""One unit of text set as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextLine, QTextOption

from reader.gui.page.lines import Line, line_at, line_of
from reader.gui.page.punctuation_kerning import squeezed
from reader.gui.page.typography import half_width
from reader.gui.page.writing_mode import LogicalPoint, LogicalRect
from reader.gui.widgets.positions import QtPositions
from reader.text.han import is_han

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

    from reader.gui.page.typography import BlockStyle
    from reader.text.offsets import TextRange

_CENTER = Qt.AlignmentFlag.AlignHCenter
_MOST_BALANCED = 4
"""Lines of a title or caption; what is longer is read like a paragraph."""
_DOT = "·"
_BODY = 1.3
"""What marks cover of a line, in ems of the text: clear of the lines above and below."""


class TextLayout:
    """The lines of one unit: points and boxes from its start, offsets of the displayed text."""

    def __init__(
        self,
        text: str,
        font: QFont,
        style: BlockStyle,
        *,
        em: float,
        measure: float,
        room_after: float = 0.0,
    ) -> None:
        """Set a text in lines.

        Args:
            text: what is displayed.
            font: already in the block's size.
            style: spaces and alignment.
            em: pixels of an em of body text.
            measure: pixels of a full line.
            room_after: pixels kept free after the last line and the style's own space.
        """
        self.text = text
        self._size = style.size * em
        self._leading = style.leading * self._size
        self._before = style.before * em
        self._positions = QtPositions(text)
        # Qt breaks a line where it finds this, and not at a line feed; both are one unit long.
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._layout.setCacheEnabled(True)
        self._layout.setFormats(self._squeezes(font))
        self._layout.setTextOption(self._option(style.alignment))
        inset = style.inset * em
        measure -= 2 * inset
        self.lines: list[Line] = []
        self._set_lines(inset, measure, style.first_indent * em)
        if style.balanced and 1 < len(self.lines) <= _MOST_BALANCED:
            self._balance(inset, measure, is_centered=style.alignment == _CENTER)
        if len(self.lines) == 1 and style.alignment == Qt.AlignmentFlag.AlignJustify:
            self._layout.setTextOption(self._option(Qt.AlignmentFlag.AlignLeft))
        self.block_size = self._line_block(len(self.lines)) + style.after * em + room_after

    @property
    def character_size(self) -> float:
        """Pixels of a Han character along the line."""
        return self._size

    def draw(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw the text in the painter's pen, the unit's first corner at a point of the painter."""
        self._layout.draw(painter, QPointF(*start))

    def boxes(self, part: TextRange) -> list[LogicalRect]:
        """Return the boxes behind a range, one for each line it touches; of a gap, an empty one."""
        start, end = self._positions.position(part.start), self._positions.position(part.end)
        boxes: list[LogicalRect] = []
        for number in range(line_of(self.lines, part.start), len(self.lines)):
            line, measured = self._layout.lineAt(number), self.lines[number]
            first = line.textStart()
            if first >= end and boxes:
                break
            left = _x_of(line, max(start, first))
            right = _x_of(line, min(end, first + line.textLength()))
            boxes.append(LogicalRect(left, measured.body, right - left, measured.body_size))
        return boxes

    def offset_at(self, point: LogicalPoint) -> int:
        """Return the offset of the gap between two characters nearest to a point."""
        line = self._line_at(point)
        position = line.xToCursor(point.inline)
        end = line.textStart() + line.textLength()
        return self._positions.offset(min(position, end))

    def character_at(self, point: LogicalPoint) -> int | None:
        """Return the offset of the character under a point, None where there is none."""
        if not self.lines[0].block <= point.block < self.lines[-1].block_end:
            return None
        left, right = _ends(self._line_at(point))
        return self.nearest_character(point) if left <= point.inline < right else None

    def nearest_character(self, point: LogicalPoint) -> int:
        """Return the offset of the character under a point, or else of the nearest in its line."""
        line = self._line_at(point)
        left, right = _ends(line)
        inside = min(max(point.inline, left), right - 1)
        position = line.xToCursor(inside, QTextLine.CursorPosition.CursorOnCharacter)
        return self._positions.offset(position)

    def _line_at(self, point: LogicalPoint) -> QTextLine:
        return self._layout.lineAt(line_at(self.lines, point.block))

    def _squeezes(self, font: QFont) -> list[QTextLayout.FormatRange]:
        half = QTextCharFormat()
        half.setFont(half_width(font))
        return [self._format(offset, half) for offset in squeezed(self.text)]

    def _format(self, offset: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
        where = QTextLayout.FormatRange()
        where.start = self._positions.position(offset)
        where.length = 1
        where.format = form
        return where

    def _set_lines(self, inset: float, measure: float, first_indent: float) -> None:
        self._layout.beginLayout()
        lines: list[Line] = []
        while (line := self._layout.createLine()).isValid():
            indent = 0.0 if lines else first_indent
            room = max(measure - indent, self._size)
            line.setLineWidth(room)
            self._keep_dot_from_next(line, room)
            block = self._line_block(len(lines))
            # Qt puts a line's ascent where we say; center its box in the line.
            above = block + (self._leading - line.height()) / 2
            line.setPosition(QPointF(inset + indent, above))
            lines.append(self._measured(line, block))
        self._layout.endLayout()
        self.lines = lines

    def _measured(self, line: QTextLine, block: float) -> Line:
        """Return the measures of a line that begins at a place and has been put there."""
        body_size = min(self._leading, _BODY * self._size)
        return Line(
            start=self._positions.offset(line.textStart()),
            block=block,
            block_size=self._leading,
            ascent=line.y() + line.ascent() - block,
            body=block + self._leading / 2 - body_size / 2,
            body_size=body_size,
        )

    def _keep_dot_from_next(self, line: QTextLine, width: float) -> None:
        """Let a line end a character earlier where the next would begin with a dot between names.

        UAX 14 takes U+00B7 for a letter, before which a Han character may end a line; CLREQ 3.1.4
        does not let it begin one.
        """
        start = self._positions.offset(line.textStart())
        end = self._positions.offset(line.textStart() + line.textLength())
        if end - start > 1 and self.text[end : end + 1] == _DOT and is_han(self.text[end - 1]):
            line.setNumColumns(end - start - 1, width)

    def _balance(self, inset: float, measure: float, *, is_centered: bool) -> None:
        """Set the lines again in the narrowest width that makes no more of them."""
        count = len(self.lines)
        widths = [self._layout.lineAt(number).naturalTextWidth() for number in range(count)]
        width = sum(widths) / count
        while width < measure:
            beside = (measure - width) / 2 if is_centered else 0.0
            self._set_lines(inset + beside, width, 0.0)
            if len(self.lines) <= count:
                return
            width += self._size / 2
        self._set_lines(inset, measure, 0.0)

    def _line_block(self, number: int) -> float:
        """Return where a line begins; for the number of lines, where the last one ends."""
        return self._before + number * self._leading

    @staticmethod
    def _option(alignment: Qt.AlignmentFlag) -> QTextOption:
        option = QTextOption(alignment)
        # Breaks by the rules of UAX 14, which keep 避頭尾; anywhere only inside a word too long.
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        return option


def _ends(line: QTextLine) -> tuple[float, float]:
    start = line.textStart()
    return _x_of(line, start), _x_of(line, start + line.textLength())


def _x_of(line: QTextLine, position: int) -> float:
    # Typed as an object; it is the place and the position, which Qt may have moved into the line.
    x, _ = cast("tuple[float, int]", line.cursorToX(position))
    return x

"""One unit of text set as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextLine, QTextOption

from reader.gui.page.positions import QtPositions
from reader.gui.page.punctuation_kerning import squeezed
from reader.gui.page.typography import half_width
from reader.text.han import is_han

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

    from reader.gui.page.typography import BlockStyle
    from reader.text.offsets import TextRange

_CENTER = Qt.AlignmentFlag.AlignHCenter
_MOST_BALANCED = 4
"""Lines of a title or caption; what is longer is read like a paragraph."""
_DOT = "·"
_MARK_HEIGHT = 1.3
"""Height of a highlight, in ems of the text: clear of the lines above and below."""


class UnitLayout:
    """The lines of one unit. Offsets are code points of the displayed text; y is from the top."""

    def __init__(
        self, text: str, font: QFont, style: BlockStyle, *, em: float, width: float
    ) -> None:
        """Set a text in lines.

        Args:
            text: what is displayed.
            font: already in the block's size.
            style: spaces and alignment.
            em: pixels of an em of body text.
            width: pixels of the measure.
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
        measure = width - 2 * inset
        self._set_lines(inset, measure, style.first_indent * em)
        if style.balanced and 1 < self._layout.lineCount() <= _MOST_BALANCED:
            self._balance(inset, measure, is_centered=style.alignment == _CENTER)
        if self._layout.lineCount() == 1 and style.alignment == Qt.AlignmentFlag.AlignJustify:
            self._layout.setTextOption(self._option(Qt.AlignmentFlag.AlignLeft))
        self.height = self._before + self._layout.lineCount() * self._leading + style.after * em

    @property
    def line_count(self) -> int:
        """Number of lines; at least 1."""
        return self._layout.lineCount()

    @property
    def character_width(self) -> float:
        """Pixels of a Han character."""
        return self._size

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw the text in the painter's pen, the unit's top left corner at a point."""
        self._layout.draw(painter, QPointF(x, y))

    def rects(self, part: TextRange) -> list[QRectF]:
        """Return the boxes behind a range, one for each line it touches; of a gap, an empty one."""
        start, end = self._positions.position(part.start), self._positions.position(part.end)
        height = min(self._leading, _MARK_HEIGHT * self._size)
        boxes: list[QRectF] = []
        for number in range(self._line_of(start), self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first = line.textStart()
            if first >= end and boxes:
                break
            left = _x_of(line, max(start, first))
            right = _x_of(line, min(end, first + line.textLength()))
            middle = self._line_top(number) + self._leading / 2
            boxes.append(QRectF(left, middle - height / 2, right - left, height))
        return boxes

    def line_at(self, y: float) -> int:
        """Return the number of the line at a height; the nearest one outside."""
        number = int((y - self._before) // self._leading)
        return min(max(number, 0), self._layout.lineCount() - 1)

    def line_top(self, offset: int) -> float:
        """Return where the line that holds an offset begins."""
        return self._line_top(self._line_of(self._positions.position(offset)))

    def line_start(self, number: int) -> int:
        """Return the offset a line begins with."""
        return self._positions.offset(self._layout.lineAt(number).textStart())

    def offset_at(self, x: float, y: float) -> int:
        """Return the offset of the gap between two characters nearest to a point."""
        line = self._layout.lineAt(self.line_at(y))
        position = line.xToCursor(x)
        end = line.textStart() + line.textLength()
        return self._positions.offset(min(position, end))

    def character_at(self, x: float, y: float) -> int | None:
        """Return the offset of the character under a point, None where there is none."""
        top = self._before
        if not top <= y < top + self._layout.lineCount() * self._leading:
            return None
        left, right = _ends(self._layout.lineAt(self.line_at(y)))
        return self.nearest_character(x, y) if left <= x < right else None

    def nearest_character(self, x: float, y: float) -> int:
        """Return the offset of the character under a point, or else of the nearest in its line."""
        line = self._layout.lineAt(self.line_at(y))
        left, right = _ends(line)
        inside = min(max(x, left), right - 1)
        position = line.xToCursor(inside, QTextLine.CursorPosition.CursorOnCharacter)
        return self._positions.offset(position)

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

    def _set_lines(self, left: float, width: float, first_indent: float) -> None:
        self._layout.beginLayout()
        number = 0
        while (line := self._layout.createLine()).isValid():
            indent = first_indent if number == 0 else 0.0
            room = max(width - indent, self._size)
            line.setLineWidth(room)
            self._keep_dot_from_next(line, room)
            # Qt puts a line's ascent where we say; center its box in our fixed height.
            y = self._line_top(number) + (self._leading - line.height()) / 2
            line.setPosition(QPointF(left + indent, y))
            number += 1
        self._layout.endLayout()

    def _keep_dot_from_next(self, line: QTextLine, width: float) -> None:
        """Let a line end a character earlier where the next would begin with a dot between names.

        UAX 14 takes U+00B7 for a letter, before which a Han character may end a line; CLREQ 3.1.4
        does not let it begin one.
        """
        start = self._positions.offset(line.textStart())
        end = self._positions.offset(line.textStart() + line.textLength())
        if end - start > 1 and self.text[end : end + 1] == _DOT and is_han(self.text[end - 1]):
            line.setNumColumns(end - start - 1, width)

    def _balance(self, left: float, measure: float, *, is_centered: bool) -> None:
        """Set the lines anew in the narrowest width that makes no more of them."""
        count = self._layout.lineCount()
        lines = [self._layout.lineAt(number).naturalTextWidth() for number in range(count)]
        width = sum(lines) / count
        while width < measure:
            inset = left + (measure - width) / 2 if is_centered else left
            self._set_lines(inset, width, 0.0)
            if self._layout.lineCount() <= count:
                return
            width += self._size / 2
        self._set_lines(left, measure, 0.0)

    def _line_top(self, number: int) -> float:
        return self._before + number * self._leading

    def _line_of(self, position: int) -> int:
        line = self._layout.lineForTextPosition(position)
        return line.lineNumber() if line.isValid() else 0

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

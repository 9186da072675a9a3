"""One unit of text set as lines."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF

from reader.gui.page.balanced_lines import MOST_LINES, balanced
from reader.gui.page.characters import gap_before
from reader.gui.page.line_breaking import broken
from reader.gui.page.line_setting import set_lines
from reader.gui.page.lines import Line, line_at, line_of
from reader.gui.page.measured_text import LineOptions, MeasuredText
from reader.gui.page.punctuation_kerning import OPENING
from reader.gui.page.shaping import ShapedText
from reader.gui.page.writing_mode import LogicalPoint, LogicalRect
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFont, QGlyphRun, QPainter

    from reader.gui.page.line_setting import SetLine
    from reader.gui.page.punctuation_kerning import Blank
    from reader.gui.page.ruby import Ruby
    from reader.gui.page.typography import BlockStyle
    from reader.text.offsets import TextRange

_BODY = 1.3
"""What marks cover of a line, in ems of the text: clear of the lines above and below."""

_LABEL = lazy_pattern(r"(?:[•‧·○●◆■*+-]|[(（]?[\d一二三四五六七八九十]{1,3}[.．、)）])[ \t\u3000]*")
"""What an item of a list begins with."""


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
        other_fonts: Sequence[tuple[TextRange, QFont]] = (),
        ruby: Ruby | None = None,
    ) -> None:
        """Set a text in lines.

        Args:
            text: what is displayed.
            font: already in the block's size.
            style: spaces and alignment.
            em: pixels of an em of body text.
            measure: pixels of a full line.
            room_after: pixels kept free after the last line and the style's own space.
            other_fonts: what words that stand out are set in.
            ruby: readings of the text, which get the room they need.
        """
        self.text = text
        self._size = style.size * em
        self._ruby = ruby
        self._above = ruby.above if ruby is not None else 0.0
        self._leading = self._above + style.leading * self._size
        self._before = style.before * em
        self._inset = style.inset * em
        self.shaped = self._shape(font, other_fonts)
        """Its glyphs."""
        self.set_lines = self._set(style, em, measure - 2 * self._inset)
        """Where each character stands along its line, from the style's inset on."""
        metrics = QFontMetricsF(font)
        # The face's own line is in the middle of ours; faces that stand in for it change nothing.
        self._ascent = (self._above + self._leading - metrics.height()) / 2 + metrics.ascent()
        self.lines = [self._measured(line, number) for number, line in enumerate(self.set_lines)]
        self.block_size = self._line_block(len(self.lines)) + style.after * em + room_after
        self._runs: list[tuple[QPointF, QGlyphRun]] | None = None

    @property
    def character_size(self) -> float:
        """Pixels of a Han character along the line."""
        return self._size

    def draw(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw the text in the painter's pen, the unit's first corner at a point of the painter."""
        if self._runs is None:
            self._runs = self.glyph_runs()
        corner = QPointF(*start)
        for place, run in self._runs:
            painter.drawGlyphRun(corner + place, run)

    def draw_readings(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw the readings of the text, likewise."""
        if self._ruby is not None:
            self._ruby.draw(painter, self, start)

    def boxes(self, part: TextRange) -> list[LogicalRect]:
        """Return the boxes behind a range, one for each line it touches; of a gap, an empty one."""
        boxes: list[LogicalRect] = []
        for number in range(line_of(self.lines, part.start), len(self.lines)):
            line, measured = self.set_lines[number], self.lines[number]
            if line.start >= part.end and boxes:
                break
            left = self._edge(line, max(part.start, line.start))
            right = self._edge(line, max(line.start, min(part.end, line.end)))
            boxes.append(LogicalRect(left, measured.body, right - left, measured.body_size))
        return boxes

    def offset_at(self, point: LogicalPoint) -> int:
        """Return the offset of the gap between two characters nearest to a point."""
        line = self._line_at(point)
        offset = self._character(line, point.inline)
        middle = (self._edge(line, offset) + self._edge(line, offset + 1)) / 2
        gap = offset if point.inline < middle else self._end_of(line, offset)
        # Where a face has no glyph for all of a character, its parts stand beside each other.
        return gap_before(self.text, gap)

    def character_at(self, point: LogicalPoint) -> int | None:
        """Return the offset of the character under a point, None where there is none."""
        if not self.lines[0].block <= point.block < self.lines[-1].block_end:
            return None
        line = self._line_at(point)
        left, right = self._edge(line, line.start), self._edge(line, line.end)
        return self._character(line, point.inline) if left <= point.inline < right else None

    def nearest_character(self, point: LogicalPoint) -> int:
        """Return the offset of the character under a point, or else of the nearest in its line."""
        return self._character(self._line_at(point), point.inline)

    def _shape(self, font: QFont, other_fonts: Sequence[tuple[TextRange, QFont]]) -> ShapedText:
        """Return the glyphs of the text."""
        return ShapedText(self.text, font, other_fonts)

    def _advances(self) -> list[float]:
        """Return how many pixels of a line each character takes before it is set."""
        return self.shaped.advances

    def _blank(self, offset: int) -> Blank:
        """Return what the mark at an offset can give up of its square."""
        return self.shaped.blank(offset, self._size)

    def _squares(self) -> Sequence[TextRange]:
        """Return what is set as if it were one Han character."""
        return ()

    def _set(self, style: BlockStyle, em: float, measure: float) -> list[SetLine]:
        measure = max(measure, self._size)
        advances: Sequence[float] = self._advances()
        apart: Mapping[int, float] = {}
        if self._ruby is not None:
            apart = self._ruby.apart(self.text, advances)
            advances = self._ruby.widened(advances)
        options = LineOptions(
            measure=measure,
            first_indent=min(style.first_indent * em, measure - self._size),
            later_indent=min(self._hanging(style, advances, apart), measure / 3),
            justified=style.alignment == Qt.AlignmentFlag.AlignJustify,
            centered=style.alignment == Qt.AlignmentFlag.AlignHCenter,
            literal=style.is_code,
            hanging=style.hangs_stops,
            squares=self._squares(),
        )
        measured = MeasuredText(
            self.text, advances, self._blank, em=self._size, options=options, apart=apart
        )
        ends = broken(measured)
        if style.balanced and 1 < len(ends) <= MOST_LINES:
            ends = balanced(measured, len(ends)) or ends
        return set_lines(measured, ends)

    def _hanging(
        self, style: BlockStyle, advances: Sequence[float], apart: Mapping[int, float]
    ) -> float:
        """Return how wide the number or dot is that a text begins with."""
        label = _LABEL.match(self.text) if style.hangs else None
        if label is None:
            return 0.0
        # A bracket that opens the line gives up the blank before it.
        blank = self._blank(0).before if self.text[0] in OPENING else 0.0
        label_apart = sum(room for offset, room in apart.items() if offset < label.end())
        return sum(advances[: label.end()]) + label_apart - blank

    def glyph_runs(self) -> list[tuple[QPointF, QGlyphRun]]:
        """Return what is drawn, each with where its line begins, from the unit's start."""
        return [
            (QPointF(self._inset, measured.block + measured.ascent), run)
            for line, measured in zip(self.set_lines, self.lines, strict=True)
            for stretch in self.shaped.stretches
            if (run := stretch.run(line)) is not None
        ]

    def _line_at(self, point: LogicalPoint) -> SetLine:
        return self.set_lines[line_at(self.lines, point.block)]

    def _edge(self, line: SetLine, offset: int) -> float:
        """Return where a character of a line begins, from the unit's start."""
        return self._inset + line.edges[min(offset, line.end) - line.start]

    def _character(self, line: SetLine, inline: float) -> int:
        """Return the character of a line nearest to a place; the first of several drawn as one."""
        if line.end == line.start:
            return line.start
        found = bisect_right(line.edges, inline - self._inset) - 1
        offset = line.start + min(max(found, 0), line.end - line.start - 1)
        # At the end of a line there are characters without width, which nobody points at.
        while offset > line.start and not self._width(line, offset):
            offset -= 1
        return offset

    def _end_of(self, line: SetLine, offset: int) -> int:
        """Return where a character ends, with those that are drawn with it."""
        offset += 1
        while offset < line.end and not self._width(line, offset):
            offset += 1
        return offset

    def _width(self, line: SetLine, offset: int) -> float:
        return self._edge(line, offset + 1) - self._edge(line, offset)

    def _measured(self, line: SetLine, number: int) -> Line:
        """Return the measures of a line."""
        block = self._line_block(number)
        body_size = min(self._leading - self._above, _BODY * self._size)
        return Line(
            start=line.start,
            block=block,
            block_size=self._leading,
            ascent=self._ascent,
            body=block + (self._above + self._leading - body_size) / 2,
            body_size=body_size,
        )

    def _line_block(self, number: int) -> float:
        """Return where a line begins; for the number of lines, where the last one ends."""
        return self._before + number * self._leading

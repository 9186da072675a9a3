"""A note's Markdown laid out in a width: paragraphs, items and quotations in their styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from reader.annotation.note_markdown import Block, Run, Style
from reader.gui.panels.plain_lines import LINE
from reader.gui.widgets.fonts import Region, code_font, interface_font
from reader.gui.widgets.long_words import has_long_word
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.positions import QtPositions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.widgets.theme import Theme

_GAP = 6.0
"""Pixels between paragraphs."""
_INDENT = 1.5
"""Of a level, in characters."""
_QUOTE_BAR = 2.0
_NARROWEST = 6
"""Characters that a line keeps, however deep it is indented."""


@dataclass(slots=True)
class _Laid:
    """One block laid out. Pixels, from the top left of the note."""

    block: Block
    layout: QTextLayout
    x: float
    top: float
    bottom: float
    links: list[tuple[int, int, str]]
    """Where each begins and ends, by Qt's positions, and where it leads to."""
    codes: list[tuple[int, int]]


class RichLines:
    """Blocks one below the other; as many lines as are wanted."""

    def __init__(
        self,
        blocks: Sequence[Block],
        region: Region,
        pixels: float,
        width: float,
        most: int | None = None,
    ) -> None:
        """Lay out blocks.

        Args:
            blocks: of the note.
            region: whose forms of characters are shown.
            pixels: size of a character.
            width: that the lines have.
            most: lines that are laid out; None for all.
        """
        self._font = interface_font(region, pixels)
        self._code = code_font(region, pixels)
        self._pixels = pixels
        self._width = width
        self.step = max(pixels * LINE, QFontMetricsF(self._font).lineSpacing())
        self.bottoms: list[float] = []
        """Of the lines."""
        self._laid: list[_Laid] = []
        y = 0.0
        for block in blocks:
            if most is not None and len(self.bottoms) >= most:
                break
            y = self._lay(block, y if block.is_close or not self._laid else y + _GAP, most)
        self.height = y

    @property
    def count(self) -> int:
        """How many lines were laid out."""
        return len(self.bottoms)

    def draw(self, painter: QPainter, x: float, y: float, theme: Theme) -> None:
        """Draw what is in sight with the corner at a place; the pen has the colour of the text."""
        seen = painter.transform().inverted()[0].mapRect(QRectF(painter.viewport()))
        for laid in self._laid:
            if y + laid.bottom < seen.top() or y + laid.top > seen.bottom():
                continue
            self._draw_signs(painter, laid, x, y, theme)
            if not laid.block.is_rule:
                laid.layout.draw(painter, QPointF(x + laid.x, y + laid.top), _colors(laid, theme))

    def link_at(self, point: QPointF) -> str:
        """Return where the link leads to that a point is on; empty where there is none."""
        for laid in self._laid:
            if not laid.links or not laid.top <= point.y() < laid.bottom:
                continue
            inside = point - QPointF(laid.x, laid.top)
            for number in range(laid.layout.lineCount()):
                line = laid.layout.lineAt(number)
                if line.y() <= inside.y() < line.y() + self.step:
                    if not 0 <= inside.x() < line.naturalTextWidth():
                        return ""
                    at = line.xToCursor(inside.x(), line.CursorPosition.CursorOnCharacter)
                    return next((link for a, b, link in laid.links if a <= at < b), "")
        return ""

    def _lay(self, block: Block, top: float, most: int | None) -> float:
        """Lay out a block below a height; return where it ends."""
        text = with_stand_ins(block.text).replace("\n", "\N{LINE SEPARATOR}")
        deepest = max(0.0, self._width - _NARROWEST * self._pixels)
        x = min(block.indent * _INDENT * self._pixels, deepest)
        layout = QTextLayout(text, self._font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        modes = QTextOption.WrapMode
        is_long = has_long_word(text)
        option.setWrapMode(modes.WrapAnywhere if is_long else modes.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        laid = _Laid(block, layout, x, top, top, [], [])
        layout.setFormats(self._formats(laid, text))
        layout.beginLayout()
        while (most is None or len(self.bottoms) < most) and (
            line := layout.createLine()
        ).isValid():
            line.setLineWidth(self._width - x)
            line.setPosition(QPointF(0, laid.bottom - top + (self.step - line.height()) / 2))
            laid.bottom += self.step
            self.bottoms.append(laid.bottom)
        layout.endLayout()
        self._laid.append(laid)
        return laid.bottom

    def _formats(self, laid: _Laid, text: str) -> list[QTextLayout.FormatRange]:
        positions, at, ranges = QtPositions(text), 0, []
        for run in laid.block.runs:
            start, at = at, at + len(run.text)
            first, last = positions.position(start), positions.position(at)
            if run.link:
                laid.links.append((first, last, run.link))
            if run.style & Style.CODE:
                laid.codes.append((first, last))
            if run.style or run.link:
                ranges.append(_range(first, last, self._format(run)))
        return ranges

    def _format(self, run: Run) -> QTextCharFormat:
        made = QTextCharFormat()
        font = QFont(self._code if run.style & Style.CODE else self._font)
        font.setBold(bool(run.style & Style.STRONG))
        font.setItalic(bool(run.style & Style.EMPHASIS))
        font.setStrikeOut(bool(run.style & Style.STRUCK))
        font.setUnderline(bool(run.link))
        made.setFont(font)
        return made

    def _draw_signs(self, painter: QPainter, laid: _Laid, x: float, y: float, theme: Theme) -> None:
        """Draw what stands before a block: point or number, the bar of a quotation; or a rule."""
        top, pen = y + laid.top, painter.pen()
        if laid.block.is_rule:
            middle = top + self.step / 2
            painter.setPen(QColor(theme.border))
            painter.drawLine(QPointF(x, middle), QPointF(x + self._width, middle))
        if laid.block.is_quoted:
            left = x + laid.x - self._pixels
            bar = QRectF(left, top, _QUOTE_BAR, laid.bottom - laid.top)
            painter.fillRect(bar, QColor(theme.faint))
        if laid.block.marker:
            painter.setPen(QColor(theme.quiet))
            painter.setFont(self._font)
            room = QRectF(x, top, laid.x - self._pixels * 0.4, self.step)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, flags, laid.block.marker)
        painter.setPen(pen)


def _colors(laid: _Laid, theme: Theme) -> list[QTextLayout.FormatRange]:
    """Return the colours of what has others than the text around it."""
    link, code = QTextCharFormat(), QTextCharFormat()
    link.setForeground(QBrush(QColor(theme.accent)))
    code.setBackground(QBrush(QColor(theme.chrome)))
    return [
        *(_range(start, end, code) for start, end in laid.codes),
        *(_range(start, end, link) for start, end, _ in laid.links),
    ]


def _range(start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, look
    return made

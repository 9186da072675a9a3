"""A text as it is, wrapped in a width: lines that are as tall as each other."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption

from reader.gui.widgets.long_words import has_long_word
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.positions import QtPositions

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

LINE = 1.5
"""Line height as a multiple of the size."""


class PlainLines:
    """A text wrapped in a width; with `most`, the last line ends in … where text is left over."""

    def __init__(self, text: str, font: QFont, width: float, most: int | None = None) -> None:
        self._font = font
        # As tall as in the editor, which sets lines closer than they are tall for nobody.
        self.step = max(font.pixelSize() * LINE, QFontMetricsF(font).lineSpacing())
        self.lines: list[str] = []
        for paragraph in with_stand_ins(text).split("\n") if text else []:
            self._wrap(paragraph, width, most)
            if most is not None and len(self.lines) >= most:
                break
        self.height = len(self.lines) * self.step

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        drop = (self.step - metrics.height()) / 2 + metrics.ascent()
        # Qt shapes a line even where nothing of it is to be seen.
        seen = painter.transform().inverted()[0].mapRect(QRectF(painter.viewport()))
        first = max(0, floor((seen.top() - y) / self.step) - 1)
        last = max(0, ceil((seen.bottom() - y) / self.step) + 1)
        for number, line in enumerate(self.lines[first:last], start=first):
            painter.drawText(QPointF(x, y + number * self.step + drop), line)

    def _wrap(self, paragraph: str, width: float, most: int | None) -> None:
        if most is not None:
            # Two lines need no more than this of a passage that may be a whole chapter.
            paragraph = paragraph[: int(width / self._font.pixelSize() * 4 * most) + 8]
        layout = QTextLayout(paragraph, self._font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(
            QTextOption.WrapMode.WrapAnywhere
            if has_long_word(paragraph)
            else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )
        layout.setTextOption(option)
        layout.beginLayout()
        positions = QtPositions(paragraph)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = positions.offset(line.textStart())
            if most is not None and len(self.lines) == most - 1:
                metrics = QFontMetricsF(self._font)
                elided = metrics.elidedText(paragraph[start:], Qt.TextElideMode.ElideRight, width)
                self.lines.append(elided)
                break
            end = positions.offset(line.textStart() + line.textLength())
            self.lines.append(paragraph[start:end])
        layout.endLayout()

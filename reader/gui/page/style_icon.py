"""A picture of a style of marks: a character marked just as the page would mark it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from reader.annotation.mark import Mark
from reader.gui.page.decorations import Shown
from reader.gui.page.marks import paint_fills, paint_strokes
from reader.gui.widgets.fonts import Region, page_font
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from reader.gui.widgets.theme import Theme

SIZE = 22
_SCALE = 2
"""Drawn at twice the size, sharp on dense screens too."""
_CHARACTER = 15.0


def style_icon(style: str, color: str, theme: Theme) -> QIcon:
    """Return a picture of a style in an annotation colour."""
    pixmap = QPixmap(QSize(SIZE, SIZE) * _SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(_SCALE)
    mark = Mark("", TextRange(0, 1), color, style, has_note=False)
    box = QRectF(1, 1, SIZE - 2, SIZE - 4)
    shown = [Shown(mark, [box], begins=True, ends=True, character_size=SIZE - 2)]
    with QPainter(pixmap) as painter:
        paint_fills(painter, theme, shown)
        painter.setPen(QColor(theme.text))
        painter.setFont(page_font(Region.TAIWAN, _CHARACTER))
        painter.drawText(box.adjusted(0, -1, 0, -1), Qt.AlignmentFlag.AlignCenter, "文")
        paint_strokes(painter, theme, shown)
    return QIcon(pixmap)

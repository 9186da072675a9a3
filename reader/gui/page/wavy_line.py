"""Wavy lines, put together from one wave.

Qt takes a millisecond and a half for the curve of one line; a page of marks over each other has
thousands.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

_LENGTH = 8
"""Pixels of a wave: whole ones of the screen at all usual scales."""
_KEPT = 64
"""Colours, heights and widths of lines that are in sight together."""


def draw_wave(painter: QPainter, box: QRectF, *, height: float) -> None:
    """Draw a wavy line along the bottom of a box, with the painter's pen.

    Args:
        painter: any.
        box: what the line is below.
        height: pixels from the middle of the line to where it is highest.
    """
    pen = painter.pen()
    scale = ceil(painter.device().devicePixelRatio())
    wave = _wave(pen.color().rgba(), pen.widthF(), round(height, 2), scale)
    size = wave.deviceIndependentSize().height()
    top = round(box.bottom() - height - size / 2)
    painter.drawTiledPixmap(QRectF(box.left(), top, box.width(), size), wave)


@lru_cache(maxsize=_KEPT)
def _wave(color: int, width: float, height: float, scale: int) -> QPixmap:
    """Return one wave, to be put beside itself."""
    size = 2 * ceil(height + width / 2) + 2
    wave = QPixmap(_LENGTH * scale, size * scale)
    wave.setDevicePixelRatio(scale)
    wave.fill(Qt.GlobalColor.transparent)
    middle, half = size / 2, _LENGTH / 2
    # From a wave before to one behind, for what of the line's width is beyond its own.
    path = QPainterPath(QPointF(-_LENGTH, middle))
    for number in range(-2, 4):
        peak = middle + (2 if number % 2 else -2) * height
        end = (number + 1) * half
        path.quadTo(QPointF(end - half / 2, peak), QPointF(end, middle))
    with QPainter(wave) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor.fromRgba(color), width))
        painter.drawPath(path)
    return wave

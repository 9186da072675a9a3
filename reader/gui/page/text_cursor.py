"""The pointer over text: a beam that stands in lines, and lies in columns."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QCursor, QPainter, QPixmap, QPolygonF

_SIDE = 24
"""Pixels of the picture."""
_HALF = 8
"""Half the length of the beam."""
_END = 3
"""Half the length of its ends."""


def text_cursor(*, is_vertical: bool, ratio: float) -> QCursor:
    """Return the pointer over a text.

    Args:
        is_vertical: whether its lines are columns.
        ratio: pixels of the screen in one of the window.
    """
    return _lying_beam(ratio) if is_vertical else QCursor(Qt.CursorShape.IBeamCursor)


@lru_cache(maxsize=4)
def _lying_beam(ratio: float) -> QCursor:
    """Return a beam from left to right, which window systems have none of that Qt knows."""
    picture = QPixmap(round(_SIDE * ratio), round(_SIDE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    middle = _SIDE / 2
    ends = [
        QPolygonF([QPointF(x, middle - _END), QPointF(x, middle + _END)])
        for x in (middle - _HALF, middle + _HALF)
    ]
    beam = QPolygonF([QPointF(middle - _HALF, middle), QPointF(middle + _HALF, middle)])
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Seen on any ground: dark within light.
        for color, width in ((Qt.GlobalColor.white, 3.0), (Qt.GlobalColor.black, 1.2)):
            pen = painter.pen()
            pen.setColor(color)
            pen.setWidthF(width)
            painter.setPen(pen)
            for line in (beam, *ends):
                painter.drawPolyline(line)
    return QCursor(picture, round(middle), round(middle))

"""Marks: what an annotation looks like over the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from reader.gui.widgets.guard import saved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotation.mark import Mark
    from reader.gui.page.unit_layout import UnitLayout
    from reader.gui.widgets.theme import Theme


_FRAME = 1.6
"""Pixels of the line around what is chosen."""
_GAP = 3.0
"""Pixels between what is chosen and the frame, clear of the lines and dots of marks."""


class ShownMark(NamedTuple):
    """The part of a mark that one unit displays."""

    mark: Mark
    boxes: Sequence[QRectF]
    """Behind the text, one for each line, from the unit's top left corner."""


def paint_fills(
    painter: QPainter, marks: Sequence[ShownMark], theme: Theme, x: float, y: float
) -> None:
    """Paint what lies behind the text."""
    for mark, boxes in marks:
        if mark.style == "solid":
            fill = QColor(theme.fills[mark.color])
            for box in boxes:
                painter.fillRect(box.translated(x, y), fill)


def paint_strokes(
    painter: QPainter,
    marks: Sequence[ShownMark],
    layout: UnitLayout,
    theme: Theme,
    x: float,
    y: float,
) -> None:
    """Paint lines and dots beside the text; a highlight with a note has a line below it."""
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark, boxes in marks:
            pen = QPen(QColor(theme.strokes[mark.color]), 2)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for box in boxes:
                _stroke(painter, mark, box.translated(x, y), layout.character_size)


def paint_frame(
    painter: QPainter, boxes: Sequence[QRectF], theme: Theme, *, begins: bool, ends: bool
) -> None:
    """Paint the frame around what is chosen: in the colour of the text, which no mark has.

    Args:
        painter: paints it.
        boxes: of the lines of one unit; where one leads to the next, the frame is open.
        theme: has its colour.
        begins: whether what is chosen begins in the first line.
        ends: whether it ends in the last one.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.inks["text"]), _FRAME))
    for number, box in enumerate(boxes):
        frame = box.adjusted(-_GAP, -1, _GAP, _GAP + 1)
        left = _FRAME if begins and number == 0 else -_GAP
        right = _FRAME if ends and number == len(boxes) - 1 else -_GAP
        painter.setClipRect(frame.adjusted(-left, -_FRAME, right, _FRAME))
        # An open side lies outside what is painted.
        beyond = frame.adjusted(min(left, 0.0) * 2, 0, -min(right, 0.0) * 2, 0)
        painter.drawRoundedRect(beyond, _GAP, _GAP)
    painter.restore()


def _stroke(painter: QPainter, mark: Mark, box: QRectF, character: float) -> None:
    if mark.style == "underline" or (mark.style == "solid" and mark.has_note):
        painter.drawLine(box.bottomLeft(), box.bottomRight())
    elif mark.style == "wavy":
        painter.drawPath(_wave(box))
    elif mark.style == "strikethrough":
        middle = box.center().y()
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    elif mark.style == "outline":
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
    elif mark.style == "dots":
        _paint_dots(painter, box, character)
    if mark.has_note and mark.style not in {"solid", "underline"}:
        pen = painter.pen()
        painter.setPen(QPen(pen.color(), 1, Qt.PenStyle.DotLine))
        below = QPointF(0, 2)
        painter.drawLine(box.bottomLeft() + below, box.bottomRight() + below)
        painter.setPen(pen)


def _paint_dots(painter: QPainter, box: QRectF, character: float) -> None:
    """Paint 着重號: a dot below each character, whatever a justified line spreads them by."""
    count = max(1, round(box.width() / character))
    step = box.width() / count
    pen = QPen(painter.pen().color(), max(3.0, character / 4))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints([QPointF(box.left() + step * (i + 0.5), box.bottom()) for i in range(count)])


def _wave(box: QRectF) -> QPainterPath:
    half, height = 4.0, 2.0
    y = box.bottom() - height
    wave = QPainterPath(QPointF(box.left(), y))
    x, up = box.left(), True
    while x < box.right():
        end = min(x + half, box.right())
        wave.quadTo(QPointF((x + end) / 2, y + (-2 if up else 2) * height), QPointF(end, y))
        x, up = end, not up
    return wave

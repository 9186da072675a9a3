"""Marks: what an annotation looks like over the text, and the frame around the active one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from reader.gui.widgets.guard import saved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF

    from reader.annotation.mark import Mark
    from reader.gui.page.decorations import Passage, Shown
    from reader.gui.widgets.theme import Theme


_FRAME = 1.6
"""Pixels of the line around what is chosen."""
_GAP = 3.0
"""Pixels between what is chosen and the frame, clear of the lines and dots of marks."""


def paint_fills(painter: QPainter, theme: Theme, marks: Sequence[Shown[Mark]]) -> None:
    """Paint the parts of marks that are behind the text."""
    for mark, boxes, *_ in marks:
        if mark.style == "solid":
            fill = QColor(theme.fills[mark.color])
            for box in boxes:
                painter.fillRect(box, fill)


def paint_strokes(painter: QPainter, theme: Theme, marks: Sequence[Shown[Mark]]) -> None:
    """Paint lines and dots beside the text; a highlight with a note has a line below it."""
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shown in marks:
            pen = QPen(QColor(theme.strokes[shown.item.color]), 2)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for box in shown.boxes:
                _stroke(painter, shown.item, box, shown.character_size)


def paint_frames(painter: QPainter, theme: Theme, chosen: Sequence[Shown[Passage]]) -> None:
    """Paint a frame around what commands are about: in the text's colour, which no mark has.

    Where what is chosen goes on in another line, the frame is open.
    """
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.inks["text"]), _FRAME))
        for shown in chosen:
            for number, box in enumerate(shown.boxes):
                begins = shown.begins and number == 0
                ends = shown.ends and number == len(shown.boxes) - 1
                _frame(painter, box, begins=begins, ends=ends)


def _frame(painter: QPainter, box: QRectF, *, begins: bool, ends: bool) -> None:
    frame = box.adjusted(-_GAP, -1, _GAP, _GAP + 1)
    left = _FRAME if begins else -_GAP
    right = _FRAME if ends else -_GAP
    painter.setClipRect(frame.adjusted(-left, -_FRAME, right, _FRAME))
    # An open side lies outside what is painted.
    beyond = frame.adjusted(min(left, 0.0) * 2, 0, -min(right, 0.0) * 2, 0)
    painter.drawRoundedRect(beyond, _GAP, _GAP)


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

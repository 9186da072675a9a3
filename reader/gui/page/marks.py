"""Marks: what an annotation looks like over the text, and the frame around the active one.

Marks over the same words are layers: fills show through each other and leave the edges of those
below free, lines below the text are stacked, and so are those through it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reader.gui.page.mark_layers import beside_each_other, stacked
from reader.gui.page.wavy_line import draw_wave
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
_SHOWS_THROUGH = 0.72
"""Opacity of a fill over another one."""
_INSET = 2.0
"""Pixels that a fill or an outline leaves free of the one below it, at most,"""
_MOST_INSET = 0.3
"""and what of the size of a line all together leave free."""
_LANE = 3.0
"""Pixels of a lane for lines below the text, at most,"""
_ROOM_BELOW = 0.45
"""and what all lanes take, in ems: no more than the space before the next line."""
_LANES = {"underline": 1, "wavy": 2, "dots": 2}
"""Lanes below the text that a style takes."""


def paint_fills(painter: QPainter, theme: Theme, marks: Sequence[Shown[Mark]]) -> None:
    """Paint the parts of marks that are behind the text."""
    solid = [shown for shown in marks if shown.item.style == "solid"]
    levels = stacked([shown.item.range for shown in solid])
    highest = max(levels, default=0)
    for shown, level in zip(solid, levels, strict=True):
        fill = QColor(theme.fills[shown.item.color])
        if not level:
            for box in shown.boxes:
                painter.fillRect(box, fill)
            continue
        fill.setAlphaF(_SHOWS_THROUGH)
        edge = QPen(QColor(theme.strokes[shown.item.color]), 1)
        for box in shown.boxes:
            inset = level * _inset(box, highest)
            inner = box.adjusted(0, inset, 0, -inset)
            painter.fillRect(inner, fill)
            painter.setPen(edge)
            painter.drawLine(inner.topLeft(), inner.topRight())


def paint_strokes(painter: QPainter, theme: Theme, marks: Sequence[Shown[Mark]]) -> None:
    """Paint lines and dots beside the text; a highlight with a note has a line below it."""
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        _paint_below(painter, theme, marks)
        _paint_through(painter, theme, _of_style(marks, "strikethrough"))
        _paint_outlines(painter, theme, _of_style(marks, "outline"))


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
                # Readings are within it: over them it could not be told from strokes of theirs.
                _frame(painter, box.adjusted(0, -shown.above, 0, 0), begins=begins, ends=ends)


def _frame(painter: QPainter, box: QRectF, *, begins: bool, ends: bool) -> None:
    frame = box.adjusted(-_GAP, -1, _GAP, _GAP + 1)
    left = _FRAME if begins else -_GAP
    right = _FRAME if ends else -_GAP
    shown = frame.adjusted(-left, -_FRAME, right, _FRAME)
    # An open side lies outside what is painted.
    beyond = frame.adjusted(min(left, 0.0) * 2, 0, -min(right, 0.0) * 2, 0)
    with saved(painter):
        painter.setClipRect(shown, Qt.ClipOperation.IntersectClip)
        painter.drawRoundedRect(beyond, _GAP, _GAP)


def _of_style(marks: Sequence[Shown[Mark]], style: str) -> list[Shown[Mark]]:
    return [shown for shown in marks if shown.item.style == style]


def _inset(box: QRectF, highest: int) -> float:
    """Return by how much each layer is inside the one below it, in pixels."""
    return min(_INSET, _MOST_INSET * box.height() / max(highest, 1))


def _pen(theme: Theme, mark: Mark, width: float) -> QPen:
    pen = QPen(QColor(theme.strokes[mark.color]), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _lanes_of(mark: Mark) -> int:
    """Return the lanes below the text a mark takes; for a note, mostly one more."""
    lanes = _LANES.get(mark.style, 0)
    return lanes + (mark.has_note and mark.style != "underline")


def _paint_below(painter: QPainter, theme: Theme, marks: Sequence[Shown[Mark]]) -> None:
    """Paint what lies below the text, each in lanes that no other has at the same words."""
    widths = [_lanes_of(shown.item) for shown in marks]
    lanes = beside_each_other([shown.item.range for shown in marks], widths)
    deepest = max(map(sum, zip(lanes, widths, strict=True)), default=0)
    for shown, lane, width in zip(marks, lanes, widths, strict=True):
        if not width:
            continue
        step = min(_LANE, _ROOM_BELOW * shown.character_size / max(deepest - 1, 1))
        for box in shown.boxes:
            # On whole pixels a thin line has its own colour, and no share of what is beside it.
            below = box.translated(0, round(lane * step))
            painter.setPen(_pen(theme, shown.item, min(2.0, max(1.0, step - 1))))
            _paint_in_lanes(painter, shown.item, below, shown.character_size, step)


def _paint_in_lanes(
    painter: QPainter, mark: Mark, box: QRectF, character: float, step: float
) -> None:
    if mark.style in {"underline", "solid"}:
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        return
    if mark.style == "wavy":
        draw_wave(painter, box, height=2 * step / 3)
    elif mark.style == "dots":
        _paint_dots(painter, box, character, most=2 * step)
    if mark.has_note:
        painter.setPen(QPen(painter.pen().color(), 1, Qt.PenStyle.DotLine))
        below = QPointF(0, _LANES.get(mark.style, 0) * step)
        painter.drawLine(box.bottomLeft() + below, box.bottomRight() + below)


def _paint_through(painter: QPainter, theme: Theme, marks: Sequence[Shown[Mark]]) -> None:
    """Paint lines through the text, those at the same words above each other."""
    ranges = [shown.item.range for shown in marks]
    lanes = beside_each_other(ranges, [1] * len(ranges))
    count = max(lanes, default=0) + 1
    for shown, lane in zip(marks, lanes, strict=True):
        step = min(_LANE, shown.character_size / 2 / count)
        painter.setPen(_pen(theme, shown.item, min(2.0, max(1.0, step - 1))))
        # The first in the middle, the others by turns above and below it.
        away = (lane + 1) // 2 * step * (1 if lane % 2 else -1)
        for box in shown.boxes:
            middle = box.center().y() + away
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))


def _paint_outlines(painter: QPainter, theme: Theme, marks: Sequence[Shown[Mark]]) -> None:
    """Paint boxes around the text, those at the same words inside each other."""
    levels = stacked([shown.item.range for shown in marks])
    highest = max(levels, default=0)
    for shown, level in zip(marks, levels, strict=True):
        painter.setPen(_pen(theme, shown.item, 1 if highest else 2))
        for box in shown.boxes:
            inset = round(level * _inset(box, highest)) + (0.5 if highest else 1)
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 3, 3)


def _paint_dots(painter: QPainter, box: QRectF, character: float, *, most: float) -> None:
    """Paint 着重號: a dot below each character, whatever a justified line spreads them by."""
    count = max(1, round(box.width() / character))
    step = box.width() / count
    size = min(max(3.0, character / 4), max(most, 2.0))
    pen = QPen(painter.pen().color(), size)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints([QPointF(box.left() + step * (i + 0.5), box.bottom()) for i in range(count)])

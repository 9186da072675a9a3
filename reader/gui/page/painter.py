"""What the page looks like: text, marks over it, selection, and the little that is not text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from reader.document.model import BlockKind
from reader.gui.page.flow import BYLINE
from reader.gui.page.marks import ShownMark, paint_fills, paint_frame, paint_strokes
from reader.gui.page.typography import Tone
from reader.gui.page.writing_mode import LogicalPoint
from reader.gui.widgets.fonts import interface_font
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from reader.annotation.mark import Mark
    from reader.gui.page.page_layout import PageLayout
    from reader.gui.widgets.theme import Theme

MarksIn = Callable[[TextRange], "Sequence[Mark]"]
"""Returns the marks over a source range, in the order they are painted."""

_GLOW_STRENGTH = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """What is painted besides the text. Ranges are of the source."""

    theme: Theme
    marks_in: MarksIn
    byline: str
    selection: TextRange | None = None
    chosen: TextRange | None = None
    """Of the annotation that commands are about; a frame is around it."""
    glowing: TextRange | None = None
    """A passage gone to."""
    glow: float = 0.0
    """From 1 down to 0."""
    shows_repairs: bool = False
    """Whether what was repaired is underlined."""


def paint_page(painter: QPainter, page_layout: PageLayout, options: RenderOptions) -> None:
    """Paint the units in the window."""
    painter.setTransform(page_layout.window.transform, True)
    for index, y in page_layout.visible():
        _paint_unit(painter, page_layout, options, index, y)


def _paint_unit(
    painter: QPainter, page_layout: PageLayout, options: RenderOptions, index: int, y: float
) -> None:
    flow, theme, left = page_layout.flow, options.theme, page_layout.inline_start
    layout = flow.layout(index)
    marks = [
        ShownMark(mark, [box.in_painter() for box in layout.boxes(shown)])
        for mark in options.marks_in(flow.units[index].range)
        if (shown := flow.shown_part(index, mark.range)) is not None
    ]
    paint_fills(painter, marks, theme, left, y)
    _paint_behind(painter, page_layout, index, y, options.selection, QColor(theme.selection))
    if options.glow:
        color = QColor(theme.accent)
        color.setAlphaF(_GLOW_STRENGTH * options.glow)
        _paint_behind(painter, page_layout, index, y, options.glowing, color)
    painter.setPen(QColor(theme.inks[flow.tone(index).value]))
    layout.draw(painter, LogicalPoint(left, y))
    paint_strokes(painter, marks, layout, theme, left, y)
    if options.shows_repairs:
        _paint_repairs(painter, page_layout, options, index, y)
    _paint_chosen(painter, page_layout, options, index, y)
    _paint_furniture(painter, page_layout, options, index, y)


def _paint_chosen(
    painter: QPainter, page_layout: PageLayout, options: RenderOptions, index: int, y: float
) -> None:
    chosen, unit = options.chosen, page_layout.flow.units[index].range
    shown = page_layout.flow.traced_part(index, chosen) if chosen is not None else None
    if chosen is not None and shown is not None:
        boxes = [
            box.shifted(page_layout.inline_start, y).in_painter()
            for box in page_layout.flow.layout(index).boxes(shown)
        ]
        begins, ends = chosen.start >= unit.start, chosen.end <= unit.end
        paint_frame(painter, boxes, options.theme, begins=begins, ends=ends)


def _paint_repairs(
    painter: QPainter, page_layout: PageLayout, options: RenderOptions, index: int, y: float
) -> None:
    painter.setPen(QPen(QColor(options.theme.accent), 1.4, Qt.PenStyle.DotLine))
    flow = page_layout.flow
    for repair in flow.rendition.document.repairs_in(flow.units[index].range):
        shown = flow.shown_part(index, TextRange(repair.start, repair.end))
        for box in flow.layout(index).boxes(shown) if shown else ():
            line = box.shifted(page_layout.inline_start, y + 2).in_painter()
            painter.drawLine(line.bottomLeft(), line.bottomRight())


def _paint_behind(
    painter: QPainter,
    page_layout: PageLayout,
    index: int,
    y: float,
    part: TextRange | None,
    color: QColor,
) -> None:
    shown = None if part is None else page_layout.flow.shown_part(index, part)
    if shown is not None:
        for box in page_layout.flow.layout(index).boxes(shown):
            painter.fillRect(box.shifted(page_layout.inline_start, y).in_painter(), color)


def _paint_furniture(
    painter: QPainter, page_layout: PageLayout, options: RenderOptions, index: int, y: float
) -> None:
    """Paint what is not of the text: the line below the title, the rule over back matter."""
    em, left = page_layout.setting.em, page_layout.inline_start
    if index == page_layout.flow.head_end:
        painter.setFont(interface_font(page_layout.setting.region, em * 0.78))
        painter.setPen(QColor(options.theme.inks[Tone.QUIET.value]))
        top = y + page_layout.flow.layout(index).block_size - BYLINE * em
        box = QRectF(left, top, page_layout.setting.measure, 1.2 * em)
        byline = painter.fontMetrics().elidedText(
            options.byline, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, byline)
    elif _begins_back_matter(page_layout, index):
        painter.setPen(QPen(QColor(options.theme.border), 1))
        painter.drawLine(QPointF(left, y), QPointF(left + 6 * em, y))


def _begins_back_matter(page_layout: PageLayout, index: int) -> bool:
    kinds = page_layout.flow.units.kinds
    is_back_matter = kinds[index].block is BlockKind.BACK_MATTER
    return is_back_matter and index > 0 and kinds[index - 1].block is not BlockKind.BACK_MATTER

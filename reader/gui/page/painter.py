"""Painting the page: text, decorations behind and over it, byline and rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from reader.document.model import BlockKind
from reader.gui.page.flow import BYLINE
from reader.gui.page.typography import Tone
from reader.gui.page.writing_mode import LogicalPoint
from reader.gui.widgets.fonts import interface_font
from reader.gui.widgets.guard import saved

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from reader.gui.page.decorations import Decorations
    from reader.gui.page.page_layout import PageLayout
    from reader.gui.widgets.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """What is painted besides the text, and in which colours."""

    theme: Theme
    byline: str
    decorations: Decorations


def paint_page(painter: QPainter, page_layout: PageLayout, options: RenderOptions) -> None:
    """Paint the units in the window; all that is painted counts in logical coordinates."""
    with saved(painter):
        painter.setTransform(page_layout.window.transform, True)
        for index, block in page_layout.visible():
            _paint_unit(painter, page_layout, options, index, block)


def _paint_unit(
    painter: QPainter, page_layout: PageLayout, options: RenderOptions, index: int, block: float
) -> None:
    theme = options.theme
    decorated = [
        (decoration, shown)
        for decoration in options.decorations
        if (shown := decoration.shown_in(page_layout, index, block))
    ]
    for decoration, shown in decorated:
        if decoration.behind is not None:
            decoration.behind(painter, theme, shown)
    painter.setPen(QColor(theme.inks[page_layout.flow.tone(index).value]))
    start = LogicalPoint(page_layout.inline_start, block)
    page_layout.flow.layout(index).draw(painter, start)
    for decoration, shown in decorated:
        if decoration.over is not None:
            decoration.over(painter, theme, shown)
    if index == page_layout.flow.head_end:
        _paint_byline(painter, page_layout, options, block)
    elif _begins_back_matter(page_layout, index):
        _paint_rule(painter, page_layout, theme, block)


def _paint_byline(
    painter: QPainter, page_layout: PageLayout, options: RenderOptions, block: float
) -> None:
    """Paint the line below the title and the credits."""
    em, flow = page_layout.setting.em, page_layout.flow
    painter.setFont(interface_font(page_layout.setting.region, em * 0.78))
    painter.setPen(QColor(options.theme.inks[Tone.QUIET.value]))
    head_end = flow.head_end or 0
    top = block + flow.layout(head_end).block_size - BYLINE * em
    box = QRectF(page_layout.inline_start, top, page_layout.setting.measure, 1.2 * em)
    byline = painter.fontMetrics().elidedText(
        options.byline, Qt.TextElideMode.ElideRight, int(box.width())
    )
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, byline)


def _paint_rule(painter: QPainter, page_layout: PageLayout, theme: Theme, block: float) -> None:
    """Paint the rule over the back matter."""
    start = QPointF(page_layout.inline_start, block)
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.drawLine(start, start + QPointF(6 * page_layout.setting.em, 0))


def _begins_back_matter(page_layout: PageLayout, index: int) -> bool:
    kinds = page_layout.flow.units.table.kinds
    is_back_matter = kinds[index].block is BlockKind.BACK_MATTER
    return is_back_matter and index > 0 and kinds[index - 1].block is not BlockKind.BACK_MATTER

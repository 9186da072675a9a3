"""Painting the page: text, decorations behind and over it, byline and rules."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from reader.document.model import BlockKind
from reader.gui.page.flow import BYLINE
from reader.gui.page.typography import BlockStyle, Tone
from reader.gui.page.vertical_text import VerticalText
from reader.gui.page.writing_mode import LogicalPoint
from reader.gui.widgets.fonts import interface_font
from reader.gui.widgets.guard import saved
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.text.vertical_forms import with_han_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPainter

    from reader.gui.page.decorations import Decorations
    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.placed_unit import PlacedUnit
    from reader.gui.widgets.theme import Theme

_BYLINE = BlockStyle(size=0.78, leading=1.5, after=0.0, alignment=Qt.AlignmentFlag.AlignLeft)


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
        for unit in page_layout.visible():
            _paint_unit(painter, page_layout, options, unit)
            if page_layout.setting.is_vertical:
                _veil_cut_lines(painter, page_layout, options.theme, unit)


def _veil_cut_lines(
    painter: QPainter, page_layout: PageLayout, theme: Theme, unit: PlacedUnit
) -> None:
    """Let columns fade that are cut by the ends of the window, the more the less is seen of them.

    Slivers of characters cannot be read, and stand along the whole edge.
    """
    window = page_layout.window.size
    for line in page_layout.flow.layout(unit.unit).lines:
        begin, end = unit.block + line.block, unit.block + line.block_end
        if (begin >= 0 and end <= window.block) or end <= 0 or begin >= window.block:
            continue
        body = unit.block + line.body
        seen = max(0.0, min(body + line.body_size, window.block) - max(body, 0.0))
        if line.body_size <= window.block and seen < line.body_size:
            veil = QColor(theme.page)
            veil.setAlphaF(1 - seen / line.body_size)
            begin, end = max(begin, 0.0), min(end, window.block)
            painter.fillRect(QRectF(0.0, begin, window.inline, end - begin), veil)


def _paint_unit(
    painter: QPainter, page_layout: PageLayout, options: RenderOptions, unit: PlacedUnit
) -> None:
    theme = options.theme
    decorated = [
        (decoration, shown)
        for decoration in options.decorations
        if (shown := decoration.shown_in(page_layout, unit))
    ]
    with _beside_text(painter, page_layout):
        for decoration, shown in decorated:
            if decoration.behind is not None:
                decoration.behind(painter, theme, shown)
    with _clipped(painter, page_layout, unit):
        _paint_text(painter, page_layout, options, unit)
    with _beside_text(painter, page_layout):
        for decoration, shown in decorated:
            if decoration.over is not None:
                decoration.over(painter, theme, shown)


def _paint_text(
    painter: QPainter, page_layout: PageLayout, options: RenderOptions, unit: PlacedUnit
) -> None:
    theme, index = options.theme, unit.unit
    painter.setPen(QColor(theme.inks[page_layout.flow.tone(index).value]))
    start = LogicalPoint(unit.inline, unit.block)
    layout = page_layout.flow.layout(index)
    layout.draw(painter, start)
    layout.draw_readings(painter, start)
    if index == page_layout.flow.head_end:
        _paint_byline(painter, page_layout, options, unit)
    elif _begins_back_matter(page_layout, index):
        _paint_rule(painter, page_layout, theme, unit)


@contextmanager
def _clipped(painter: QPainter, page_layout: PageLayout, unit: PlacedUnit) -> Iterator[None]:
    """Let a painter leave out the lines of a unit that are not shown."""
    if not unit.is_cut:
        yield
        return
    with saved(painter):
        window = page_layout.window.size
        begins, ends = max(unit.begins, 0.0), min(unit.ends, window.block)
        shown = QRectF(0.0, begins, window.inline, ends - begins)
        painter.setClipRect(shown, Qt.ClipOperation.IntersectClip)
        yield


@contextmanager
def _beside_text(painter: QPainter, page_layout: PageLayout) -> Iterator[None]:
    """Let a painter count as decorations do: downwards is towards what underlines."""
    with saved(painter):
        if page_layout.setting.has_lines_at_right:
            painter.scale(1, -1)
        yield


def _paint_byline(
    painter: QPainter, page_layout: PageLayout, options: RenderOptions, unit: PlacedUnit
) -> None:
    """Paint the line below the title and the credits, where there is one."""
    if not options.byline:
        return
    em, flow = page_layout.setting.em, page_layout.flow
    painter.setFont(interface_font(page_layout.setting.region, em * _BYLINE.size))
    painter.setPen(QColor(options.theme.inks[Tone.QUIET.value]))
    top = unit.block + flow.layout(unit.unit).block_size - BYLINE * em
    box = QRectF(
        unit.inline,
        top,
        page_layout.setting.measure,
        _BYLINE.leading * _BYLINE.size * em,
    )
    is_vertical = page_layout.setting.is_vertical
    byline = painter.fontMetrics().elidedText(
        with_han_numbers(page_layout.setting.written(options.byline))
        if is_vertical
        else with_stand_ins(options.byline),
        Qt.TextElideMode.ElideRight,
        int(box.width()),
    )
    if is_vertical:
        column = VerticalText(byline, painter.font(), _BYLINE, em=em, measure=box.width())
        column.draw(painter, LogicalPoint(box.x(), box.y()))
    else:
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, byline)


def _paint_rule(painter: QPainter, page_layout: PageLayout, theme: Theme, unit: PlacedUnit) -> None:
    """Paint the rule over the back matter."""
    start = QPointF(unit.inline, unit.block)
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.drawLine(start, start + QPointF(6 * page_layout.setting.em, 0))


def _begins_back_matter(page_layout: PageLayout, index: int) -> bool:
    kinds = page_layout.flow.units.table.kinds
    is_back_matter = kinds[index].block is BlockKind.BACK_MATTER
    return is_back_matter and index > 0 and kinds[index - 1].block is not BlockKind.BACK_MATTER

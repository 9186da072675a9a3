"""What the list of cards paints itself: headings, and the hint where there are no cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from reader.gui.panels.card import CARD_MARGIN
from reader.gui.panels.card_note import NOTE_PIXELS
from reader.gui.widgets.fonts import Region, interface_font
from reader.gui.widgets.guard import saved
from reader.gui.widgets.missing_scripts import with_stand_ins

if TYPE_CHECKING:
    from reader.gui.panels.group_heading import Heading
    from reader.gui.widgets.theme import Theme

_HEADING_PIXELS = 13
_ARROW = 4.5
"""Pixels: half of the arrow's width."""
_ARROW_ROOM = 15
_TINT = 26
"""Of 255, how much of the accent's colour lies over a card that is chosen with others."""
_COUNT_WIDTH = 44
"""Pixels kept free of the heading's words for the number of its cards."""


def draw_hint(painter: QPainter, box: QRectF, hint: str, region: Region, theme: Theme) -> None:
    """Draw what is said in an empty list."""
    painter.setFont(interface_font(region, NOTE_PIXELS))
    painter.setPen(QColor(theme.quiet))
    flags = Qt.AlignmentFlag.AlignTop.value | Qt.TextFlag.TextWordWrap.value
    painter.drawText(box.adjusted(20, 24, -20, 0), flags, hint)


def draw_heading(
    painter: QPainter,
    box: QRectF,
    heading: Heading,
    region: Region,
    theme: Theme,
    *,
    has_focus: bool = False,
) -> None:
    """Draw the title of a group, how many cards are in it, and whether they are shown."""
    painter.setFont(interface_font(region, _HEADING_PIXELS))
    painter.setPen(QColor(theme.quiet))
    inside = box.adjusted(CARD_MARGIN, 8, -18, -2)
    _draw_arrow(painter, inside, theme, points_down=not heading.is_collapsed)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, f"{heading.count:,}")
    inside = inside.adjusted(_ARROW_ROOM, 0, 0, 0)
    text = painter.fontMetrics().elidedText(
        with_stand_ins(heading.text),
        Qt.TextElideMode.ElideRight,
        int(inside.width()) - _COUNT_WIDTH,
    )
    painter.drawText(inside, middle, text)
    if has_focus:
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawRoundedRect(box.adjusted(8, 6, -8, 0), 6, 6)


def draw_chosen(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Draw over a card that it is chosen together with others."""
    tint = QColor(theme.accent)
    tint.setAlpha(_TINT)
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent), 1.6))
        painter.setBrush(tint)
        painter.drawRoundedRect(box.adjusted(CARD_MARGIN, 4, -CARD_MARGIN, -4), 8, 8)


def _draw_arrow(painter: QPainter, box: QRectF, theme: Theme, *, points_down: bool) -> None:
    """Draw at the left of a heading what shows and hides its cards."""
    middle, half = QPointF(box.left() + _ARROW, box.center().y()), _ARROW
    along, across = QPointF(0, half / 2), QPointF(half, 0)
    if not points_down:
        along, across = along.transposed(), across.transposed()
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.quiet))
        corners = [middle - along - across, middle - along + across, middle + along]
        painter.drawPolygon(QPolygonF(corners))

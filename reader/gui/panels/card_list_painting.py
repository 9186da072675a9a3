"""What the list of cards paints itself: headings, and the hint where there are no cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from reader.gui.panels.card_note import NOTE_PIXELS
from reader.gui.widgets.fonts import Region, interface_font
from reader.gui.widgets.missing_scripts import with_stand_ins

if TYPE_CHECKING:
    from reader.gui.panels.card import Heading
    from reader.gui.widgets.theme import Theme

_HEADING_PIXELS = 13
_COUNT_WIDTH = 30
"""Pixels kept free of the heading's words for the number of its cards."""


def draw_hint(painter: QPainter, box: QRectF, hint: str, region: Region, theme: Theme) -> None:
    """Draw what is said in an empty list."""
    painter.setFont(interface_font(region, NOTE_PIXELS))
    painter.setPen(QColor(theme.quiet))
    flags = Qt.AlignmentFlag.AlignTop.value | Qt.TextFlag.TextWordWrap.value
    painter.drawText(box.adjusted(20, 24, -20, 0), flags, hint)


def draw_heading(
    painter: QPainter, box: QRectF, heading: Heading, region: Region, theme: Theme
) -> None:
    """Draw the title of a section, and how many cards are below it."""
    painter.setFont(interface_font(region, _HEADING_PIXELS))
    painter.setPen(QColor(theme.quiet))
    inside = box.adjusted(18, 8, -18, -2)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, str(heading.count))
    text = painter.fontMetrics().elidedText(
        with_stand_ins(heading.text),
        Qt.TextElideMode.ElideRight,
        int(inside.width()) - _COUNT_WIDTH,
    )
    painter.drawText(inside, middle, text)

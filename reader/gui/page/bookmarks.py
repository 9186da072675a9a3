"""How bookmarks are painted: a ribbon at the gap where each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from reader.gui.page.decorations import Decoration, Passage
from reader.gui.widgets.guard import saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reader.gui.page.decorations import Shown
    from reader.gui.widgets.theme import Theme
    from reader.text.offsets import TextRange

_WIDTH, _LENGTH = 0.4, 0.55
"""Of the ribbon, in characters."""
_NOTCH = 0.15
_ABOVE = 0.35
"""Of a character, by which it begins above the line."""


def bookmark_decoration(places_in: Callable[[TextRange], Iterable[TextRange]]) -> Decoration[Any]:
    """Return what shows bookmarks; `places_in` returns where they are in a source range."""
    return Decoration(
        items_in=lambda part: [Passage(place) for place in places_in(part)],
        over=_paint,
        shows_gaps=True,
    )


def _paint(painter: QPainter, theme: Theme, shown: Sequence[Shown[Passage]]) -> None:
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        for each in shown:
            for box in each.boxes[:1]:
                size = each.character_size
                half, top = size * _WIDTH / 2, box.top() - size * _ABOVE
                x, bottom = box.left(), top + size * _LENGTH
                corners = (
                    QPointF(x - half, top),
                    QPointF(x + half, top),
                    QPointF(x + half, bottom),
                    QPointF(x, bottom - size * _NOTCH),
                    QPointF(x - half, bottom),
                )
                painter.drawPolygon(QPolygonF(corners))

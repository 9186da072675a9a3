"""Icons in the colours of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from reader.paths import RESOURCES

_PIXELS = 20
_SCALE = 2
"""Drawn at twice the size, sharp on dense screens too."""
_ICONS_KEPT = 64
"""All there are, in the colours of all themes."""


# Qt keeps what it drew of each icon, 10 MB in all: made again with each theme, they would fill it.
@lru_cache(maxsize=_ICONS_KEPT)
def icon(name: str, color: str) -> QIcon:
    """Return an icon of `resources/icons` with `currentColor` replaced by a colour, `#rrggbb`."""
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", color).encode()))
    pixmap = QPixmap(QSize(_PIXELS, _PIXELS) * _SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        renderer.render(painter)
    pixmap.setDevicePixelRatio(_SCALE)
    return QIcon(pixmap)


def application_icon() -> QIcon:
    """Return the icon of the program."""
    return QIcon(str(RESOURCES / "icons" / "quandian.svg"))

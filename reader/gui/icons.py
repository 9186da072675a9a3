"""Icons in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from reader.paths import RESOURCES

_PIXELS = 20
_SCALE = 2
"""Drawn at twice the size, sharp on dense screens too."""


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

"""Start Qt and draw Chinese with it, once: what `reader.bootstrap` runs before the program itself.

A process of its own, because Qt does not raise where a display or a library of X11 is missing: it
aborts.
"""

from __future__ import annotations

import sys
from importlib import import_module

from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

_TRADITIONAL = "漢"
_SIMPLIFIED = "语"
_UNASSIGNED = "\u0378"
_SIDE = 64  # pixels; the pictures are compared, nobody sees them


def draws_chinese() -> bool:
    """Say whether a Traditional and a Simplified character look unlike each other and unlike a box.

    Asking fonts is no help: they answer for their whole chain of fallbacks, the box included.
    """
    pictures = [_picture(one) for one in (_TRADITIONAL, _SIMPLIFIED, _UNASSIGNED)]
    return all(one != other for one in pictures for other in pictures if one is not other)


def _picture(character: str) -> QImage:
    image = QImage(_SIDE, _SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    font = painter.font()
    font.setPixelSize(_SIDE // 2)
    painter.setFont(font)
    painter.drawText(0, _SIDE * 3 // 4, character)
    painter.end()
    return image


if __name__ == "__main__":
    from reader.bootstrap.libraries import QT_MODULES
    from reader.bootstrap.qt import NO_CHINESE_FONT

    for name in QT_MODULES:  # each is linked with libraries of its own
        import_module(f"PySide6.{name}")
    application = QGuiApplication(sys.argv)
    sys.exit(0 if draws_chinese() else NO_CHINESE_FONT)

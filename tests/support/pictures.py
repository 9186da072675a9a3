"""What is seen in a picture."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QImage


def colors_in(image: QImage) -> Counter[str]:
    """Return how many pixels have each colour, by its name (`#rrggbb`)."""
    # Without padding at the ends of rows, as each pixel has 32 bits.
    opaque = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(memoryview(opaque.constBits()).cast("I"))
    return Counter({f"#{pixel & 0xFFFFFF:06x}": count for pixel, count in pixels.items()})

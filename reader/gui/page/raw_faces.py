"""The face that a font of single glyphs is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QRawFont


def face_of(font: QRawFont) -> tuple[str, str]:
    """Return what names the face of a font, alike for fonts whose features alone differ.

    The boxes that Qt draws where no face has a glyph come from a font without tables and without a
    name; Qt reads past the end of a list when it is asked for that. Each such font is a face of its
    own, as long as it is held.
    """
    if font.fontTable("head").isEmpty():
        return "", str(id(font))
    return font.familyName(), font.styleName()

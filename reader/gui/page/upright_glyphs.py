"""What a font says about characters that stand upright in a column."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QRawFont, QTextLayout

_REFERENCE = "國"
"""Its middle is that of the square in which all Han characters are drawn."""
_LARGE = 200
"""Pixels of that square when it is measured: boxes of glyphs have whole ones."""
_USUAL_MIDDLE = 0.38
"""Of a font without it, in ems above the baseline."""
_KEPT = 256
"""Forms of punctuation, in all fonts of a page."""


class _Shaped(NamedTuple):
    font: QRawFont
    id: int


class UprightGlyphs:
    """What one font says; what was asked of it once is known for all sizes."""

    def __init__(self, font: QFont) -> None:
        """Ask about the faces of a font."""
        self._pixels = font.pixelSize()
        large = QFont(font)
        large.setPixelSize(_LARGE)
        self._key = large.key()

    @property
    def square_middle(self) -> float:
        """How many pixels above the baseline the middle of a Han character's square is."""
        return _square_middle(self._key) * self._pixels

    def gap_between(self, character: str) -> float:
        """Return the pixels free between two of a character, where one follows the other."""
        return _gap_between(character, self._key) * self._pixels

    def vertical_form(self, character: str, id_: int) -> int | None:
        """Return the glyph of a character's vertical form, None where there is none.

        Args:
            character: the character.
            id_: its glyph in a line; where that is not of the font itself, there is no form.
        """
        lying, upright = _forms(character, self._key)
        return upright if lying == id_ and upright != lying else None


@lru_cache(maxsize=_KEPT)
def _square_middle(key: str) -> float:
    shaped = _shaped(_REFERENCE, _font(key))
    if shaped is None:
        return _USUAL_MIDDLE
    return -shaped.font.boundingRect(shaped.id).center().y() / _LARGE


@lru_cache(maxsize=_KEPT)
def _gap_between(character: str, key: str) -> float:
    shaped = _shaped(character, _font(key))
    if shaped is None:
        return 0.0
    advance = shaped.font.advancesForGlyphIndexes([shaped.id])[0].x()
    return (advance - shaped.font.boundingRect(shaped.id).width()) / _LARGE


@lru_cache(maxsize=_KEPT)
def _forms(character: str, key: str) -> tuple[int | None, int | None]:
    font = _font(key)
    lying = _shaped(character, font)
    font.setFeature(QFont.Tag("vert"), 1)
    upright = _shaped(character, font)
    return lying and lying.id, upright and upright.id


def _font(key: str) -> QFont:
    font = QFont()
    font.fromString(key)
    return font


def _shaped(character: str, font: QFont) -> _Shaped | None:
    layout = QTextLayout(character, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    runs = line.glyphRuns()
    if len(runs) != 1 or len(runs[0].glyphIndexes()) != 1:
        return None
    return _Shaped(runs[0].rawFont(), runs[0].glyphIndexes()[0])

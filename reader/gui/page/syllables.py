"""The glyphs of readings: a syllable of pinyin in a row, one of zhuyin in a stack.

Places are pixels from a syllable's own corner: of pinyin from where its baseline begins, of zhuyin
from the middle of the stack, x towards the right and y downwards.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QGlyphRun, QTextLayout

from reader.gui.page.raw_faces import face_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QRawFont

_KEPT = 4_000
"""Syllables: there are some 1,300, in a few sizes."""
_TONES = "ˊˇˋ"
_LIGHT_TONE = "˙"
_TONE_SIZE = 1.3
"""Symbols."""
_TONE_ASIDE = 0.72
"""Symbols from the middle of a stack to that of the mark beside it."""
_TONE_UP = 0.45
"""Symbols from the middle of the last symbol up to that of the mark."""
_LIGHT_TONE_ROOM = 0.4
"""Symbols that the dot makes a stack higher."""
_LIGHT_TONE_UP = 0.72
"""Symbols from the middle of the first symbol up to the dot above it."""


class PlacedGlyph(NamedTuple):
    """A glyph of a syllable."""

    font: QRawFont
    face: tuple[str, str, float]
    """Names and size of the font; Qt makes a new object of it at each question."""
    id: int
    """Its number in the font."""
    place: QPointF


class Syllable(NamedTuple):
    """What is drawn of a reading."""

    glyphs: Sequence[PlacedGlyph]
    before: float
    """Pixels from where it begins, in the direction it runs in, to its middle."""
    after: float
    """From its middle to where it ends."""

    @property
    def length(self) -> float:
        """Pixels of a row from its beginning to its end, of a stack downwards."""
        return self.before + self.after


def glyph_runs(glyphs: Iterable[tuple[PlacedGlyph, QPointF]]) -> list[QGlyphRun]:
    """Return runs that draw glyphs, each moved by a point, as few as there are fonts."""
    by_font: dict[tuple[str, str, float], tuple[QRawFont, list[int], list[QPointF]]] = {}
    for glyph, corner in glyphs:
        _, ids, places = by_font.setdefault(glyph.face, (glyph.font, [], []))
        ids.append(glyph.id)
        places.append(corner + glyph.place)
    runs = []
    for font, ids, places in by_font.values():
        run = QGlyphRun()
        run.setRawFont(font)
        run.setGlyphIndexes(ids)
        run.setPositions(places)
        runs.append(run)
    return runs


class Syllables:
    """The syllables of one font, made when they are first asked for."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._tone_font = QFont(font)
        self._tone_font.setPixelSize(round(font.pixelSize() * _TONE_SIZE))
        self.pinyin = lru_cache(maxsize=_KEPT)(self._set)
        """Returns a syllable with its letters in a row."""
        self.zhuyin = lru_cache(maxsize=_KEPT)(self._stacked)
        """Returns a syllable with its symbols in a stack, its tone beside or above."""

    def _set(self, text: str) -> Syllable:
        is_tone = text in _TONES or text == _LIGHT_TONE
        layout = QTextLayout(text, self._tone_font if is_tone else self._font)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1e6)
        layout.endLayout()
        up = QPointF(0, line.ascent())
        glyphs = []
        for run in line.glyphRuns():
            font = run.rawFont()
            face = *face_of(font), font.pixelSize()
            for id_, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                glyphs.append(PlacedGlyph(font, face, id_, place - up))
        middle = line.naturalTextWidth() / 2
        return Syllable(glyphs, middle, middle)

    def _stacked(self, text: str) -> Syllable:
        size = float(self._font.pixelSize())
        symbols = [symbol for symbol in text if symbol not in _TONES + _LIGHT_TONE]
        first = -(len(symbols) - 1) / 2 * size
        glyphs = []
        for number, symbol in enumerate(symbols):
            glyphs += self._centered(symbol, QPointF(0, first + number * size))
        half = len(symbols) / 2 * size
        above = half
        if text.startswith(_LIGHT_TONE):
            above += _LIGHT_TONE_ROOM * size
            glyphs += self._centered(_LIGHT_TONE, QPointF(0, first - _LIGHT_TONE_UP * size))
        elif text[-1:] in _TONES:
            beside = QPointF(_TONE_ASIDE * size, -first - _TONE_UP * size)
            glyphs += self._centered(text[-1], beside)
        return Syllable(glyphs, above, half)

    def _centered(self, symbol: str, middle: QPointF) -> list[PlacedGlyph]:
        """Return the glyphs of a symbol, the middle of their ink at a point."""
        return [
            glyph._replace(place=middle - glyph.font.pathForGlyph(glyph.id).boundingRect().center())
            for glyph in self.pinyin(symbol).glyphs
        ]

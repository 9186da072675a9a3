"""Readings above the characters of a text, or beside them: room for them, and drawing.

Readings are no part of the text. A laid-out unit gives its characters the room they need, in width
so that no two syllables touch, and is asked where its characters stand; what is drawn there is
found here.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from reader.gui.page.punctuation_kerning import CLOSING, OPENING, STOPS
from reader.gui.page.syllables import Syllables, glyph_runs
from reader.gui.widgets.fonts import faces, interface_font, page_font
from reader.gui.widgets.guard import saved
from reader.text.offsets import TextRange
from reader.text.phonetics import Notation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from PySide6.QtGui import QGlyphRun, QPainter

    from reader.gui.page.syllables import Syllable
    from reader.gui.page.unit_layout import UnitLayout
    from reader.gui.page.writing_mode import LogicalPoint
    from reader.gui.widgets.fonts import Region

# All in ems of the text.
_PINYIN_SIZE = 0.48
_PINYIN_GAP = 0.14
"""Between two syllables, at least."""
_PINYIN_ABOVE = 0.46
"""What a line gets higher."""
_PINYIN_UP = 0.02
"""From where what marks cover begins up to the baseline of the pinyin."""
_ZHUYIN_SIZE = 0.36
_ZHUYIN_SIZE_IN_COLUMNS = 0.31
"""Three symbols are no longer than the character they stand beside."""
_ZHUYIN_GAP = 0.03
"""Between a character and the stack beside it."""
_ZHUYIN_BESIDE = 0.66
"""What a character with a stack and a tone gets wider; in columns, what these get wider."""
_MIDDLE = 0.38
"""From the baseline up to the middle of a character."""
_SIZES_KEPT = 4
"""Of syllables, each with the faces they are set in."""
_ENDING = CLOSING + STOPS
_MARKS = OPENING + _ENDING
_MOST_SQUEEZED = 0.5
"""What a mark gives up at most, where others meet it or its line is too full."""
_UPRIGHT = -90.0
"""Degrees that undo the turn of a column."""


class RubyStyle(NamedTuple):
    """How readings are set."""

    notation: Notation
    is_vertical: bool = False
    """Whether lines are columns."""

    @property
    def above(self) -> float:
        """What a line gets higher, in ems of the text."""
        if self.notation is Notation.PINYIN:
            return _PINYIN_ABOVE
        return _ZHUYIN_BESIDE if self.is_vertical else 0.0

    @property
    def zhuyin_size(self) -> float:
        """How large a symbol of zhuyin is, in ems of the text."""
        return _ZHUYIN_SIZE_IN_COLUMNS if self.is_vertical else _ZHUYIN_SIZE

    @property
    def stands_beside(self) -> bool:
        """Whether a reading makes its character wider by itself."""
        return self.notation is Notation.ZHUYIN and not self.is_vertical

    @property
    def typical_width(self) -> float:
        """What a character with its reading takes along a line, in ems: a guess."""
        if self.is_vertical and self.notation is Notation.ZHUYIN:
            return 1.0
        return 1.0 + _ZHUYIN_BESIDE if self.stands_beside else 1.2


class Ruby:
    """The readings of one unit of text."""

    def __init__(
        self,
        readings: Sequence[str | None],
        style: RubyStyle,
        region: Region,
        *,
        size: float,
    ) -> None:
        """Shape readings.

        Args:
            readings: of each displayed character, None for no reading.
            style: how they are set.
            region: whose forms of the characters are drawn.
            size: pixels of a Han character of the text.
        """
        self._style = style
        self._size = size
        make = _syllables(style, region, size)
        self._syllables: list[tuple[int, Syllable]] = [
            (place, make(reading)) for place, reading in enumerate(readings) if reading
        ]
        """Each with the offset of its character."""
        self.above = style.above * size
        """Pixels that each line gets higher, at its beginning."""
        self._drawn: dict[int, list[QGlyphRun]] = {}
        """By the number of the line."""

    def widened(self, advances: Sequence[float]) -> Sequence[float]:
        """Return how wide characters are with what stands beside them, in pixels."""
        if not self._style.stands_beside:
            return advances
        wider = list(advances)
        for place, _ in self._syllables:
            wider[place] += _ZHUYIN_BESIDE * self._size
        return wider

    def apart(self, text: str, advances: Sequence[float]) -> Mapping[int, float]:
        """Return what keeps the syllables of a line from each other, where they are long.

        Args:
            text: what is displayed.
            advances: pixels that each character takes without readings.

        Returns:
            Pixels of room, by the offset of the character that it is behind. At the end of a line
            it is not needed.
        """
        if self._style.stands_beside:
            return {}
        is_pinyin = self._style.notation is Notation.PINYIN
        gap = (_PINYIN_GAP if is_pinyin else _ZHUYIN_GAP) * self._size
        squeezed = _MOST_SQUEEZED * self._size
        room: dict[int, float] = {}
        for (place, syllable), (following, other) in pairwise(self._syllables):
            between = range(place + 1, following)
            distance = advances[place] + sum(
                max(0.0, advances[at] - squeezed) if text[at] in _MARKS else advances[at]
                for at in between
            )
            needed = syllable.after + gap + other.before
            if needed > distance:
                # A stop stays with what it ends.
                end = next((at for at in between if text[at] not in _ENDING), following)
                room[end - 1] = needed - distance
        return room

    def draw(self, painter: QPainter, layout: UnitLayout, start: LogicalPoint) -> None:
        """Draw the readings in the painter's pen, the start of their unit at a point."""
        in_sight = self._lines_in_sight(painter, layout, start.block)
        if self._is_turned:
            with saved(painter):
                painter.rotate(_UPRIGHT)
                self._draw_lines(painter, layout, in_sight, QPointF(-start.block, start.inline))
        else:
            self._draw_lines(painter, layout, in_sight, QPointF(*start))

    @property
    def _is_turned(self) -> bool:
        """Whether readings stand upright in columns; pinyin lies in them, as Latin does."""
        return self._style.is_vertical and self._style.notation is Notation.ZHUYIN

    def _draw_lines(
        self, painter: QPainter, layout: UnitLayout, numbers: Sequence[int], corner: QPointF
    ) -> None:
        for number in numbers:
            runs = self._drawn.get(number)
            if runs is None:
                runs = self._drawn[number] = glyph_runs(
                    (glyph, corner)
                    for _, corner, syllable in self.placed(layout, number)
                    for glyph in syllable.glyphs
                )
            for run in runs:
                painter.drawGlyphRun(corner, run)

    def _lines_in_sight(self, painter: QPainter, layout: UnitLayout, block: float) -> Sequence[int]:
        to_logical, _ = painter.worldTransform().inverted()
        window = to_logical.mapRect(QRectF(painter.viewport()))
        return [
            number
            for number, line in enumerate(layout.lines)
            if block + line.block_end > window.top() and block + line.block < window.bottom()
        ]

    def placed(self, layout: UnitLayout, number: int) -> Iterator[tuple[int, QPointF, Syllable]]:
        """Yield the readings of a line: offset of the character, corner, and what is drawn.

        The corner is from the unit's start, as the painter counts that draws it: where readings
        stand upright in columns, x goes against the block axis and y along the line.
        """
        line = layout.lines[number]
        following = layout.lines[number + 1 : number + 2]
        first = bisect_left(self._syllables, line.start, key=itemgetter(0))
        for place, syllable in self._syllables[first:]:
            if following and place >= following[0].start:
                break
            inline = layout.boxes(TextRange(place, place + 1))[0].inline
            if self._style.notation is Notation.PINYIN:
                aside = self._size / 2 - syllable.before
                corner = QPointF(inline + aside, line.body - _PINYIN_UP * self._size)
            elif self._is_turned:
                aside = self._size / 2 + self._stack_middle
                block = line.body + line.body_size / 2
                corner = QPointF(aside - block, inline + self._size / 2)
            else:
                middle = line.block + line.ascent - _MIDDLE * self._size
                corner = QPointF(inline + self._size + self._stack_middle, middle)
            yield place, corner, syllable

    @property
    def _stack_middle(self) -> float:
        """From the end of a character to the middle of the stack beside it."""
        return (_ZHUYIN_GAP + self._style.zhuyin_size / 2) * self._size


@lru_cache(maxsize=_SIZES_KEPT)
def _syllables(style: RubyStyle, region: Region, size: float) -> Callable[[str], Syllable]:
    """Return what makes the syllables for a size of text, in pixels."""
    if style.notation is Notation.PINYIN:
        return Syllables(page_font(region, _PINYIN_SIZE * size)).pinyin
    # So small, the thin strokes of a serif are lost.
    return Syllables(interface_font(region, style.zhuyin_size * size)).zhuyin


# Their glyphs hold the faces they are of.
faces.also_forget(_syllables.cache_clear)

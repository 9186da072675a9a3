"""The glyphs of a line that was set, as they are drawn in a column: stood upright, or lying.

Qt shapes a text from left to right, and lines say where along them each character begins. An
upright glyph is drawn with the page's turn undone: there x goes against the block axis, and y along
the line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QGlyphRun

from reader.gui.page.raw_faces import face_of
from reader.gui.page.upright_glyphs import UprightGlyphs
from reader.text.vertical_forms import goes_with_base, is_centered, is_turned, is_upright

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QRawFont

    from reader.gui.page.line_setting import SetLine
    from reader.gui.page.shaping import ShapedText
    from reader.text.offsets import TextRange


class Glyph(NamedTuple):
    """A glyph of a line as it was set."""

    font: QRawFont
    id: int
    """Its number in the font."""
    offset: int
    """Of its character in the displayed text."""
    x: float
    """Along the line, from the unit's start."""
    rise: float
    """From the baseline towards the line before."""
    advance: float
    """That of the font, whatever the line gives it."""
    room: float
    """What its character takes of a column that is neither squeezed nor spread."""


class Columns(NamedTuple):
    """What is drawn of some lines, from the unit's start."""

    upright: Sequence[QGlyphRun]
    """To be drawn turned back."""
    lying: Sequence[QGlyphRun]


def glyphs_of(
    shaped: ShapedText, line: SetLine, inset: float, rooms: Sequence[float]
) -> list[Glyph]:
    """Return the glyphs of a line, in the order of the characters they draw.

    Args:
        shaped: the text that was set.
        line: a line of it.
        inset: where lines begin, from the unit's start.
        rooms: by offset, what each character takes of a line.
    """
    glyphs = []
    for stretch in shaped.stretches:
        first = bisect_left(stretch.offsets, line.start)
        last = bisect_left(stretch.offsets, line.end)
        numbers = stretch.glyphs[first:last]
        offsets, places = stretch.offsets[first:last], stretch.places[first:last]
        advances = stretch.font.advancesForGlyphIndexes(list(numbers))
        for number, offset, (x, y), advance in zip(numbers, offsets, places, advances, strict=True):
            begins = inset + line.edges[offset - line.start] + line.shifts.get(offset, 0.0)
            glyphs.append(
                Glyph(stretch.font, number, offset, begins + x, -y, advance.x(), rooms[offset])
            )
    glyphs.sort(key=attrgetter("offset"))
    drawn = Counter(glyph.offset for glyph in glyphs)
    # Of a character that several glyphs draw, each takes what its font says.
    return [
        glyph if drawn[glyph.offset] == 1 else glyph._replace(room=glyph.advance)
        for glyph in glyphs
    ]


class ColumnMaker:
    """Makes columns of the lines of one text."""

    def __init__(
        self,
        text: str,
        fonts: Sequence[tuple[TextRange, QFont]],
        size: float,
        together: Mapping[int, TextRange],
    ) -> None:
        """Make columns of a text.

        Args:
            text: what is displayed.
            fonts: what each part of it is set in, the whole text's last.
            size: pixels of a Han character.
            together: what stands side by side, by the offset of its first character.
        """
        self._text = text
        self._size = size
        self._together = together
        self._fonts = [(part, font, UprightGlyphs(wide(font))) for part, font in fonts]
        self._middle = self._fonts[-1][2].square_middle

    def font_at(self, offset: int) -> tuple[QFont, UprightGlyphs]:
        """Return what a character is set in, and what that says about upright ones."""
        for part, font, glyphs in self._fonts:
            if part.start <= offset < part.end:
                return font, glyphs
        raise IndexError(offset)

    def columns(self, lines: Iterable[tuple[float, Sequence[Glyph]]]) -> Columns:
        """Return how lines are drawn.

        Args:
            lines: the middle of each on the block axis, in pixels from the unit's start, and its
                glyphs.
        """
        upright, lying = _Runs(), _Runs()
        for middle, glyphs in lines:
            # A column in whole pixels is as sharp as the next, and drawn from the same images.
            self._add(round(middle), glyphs, upright, lying)
        return Columns(upright.made(), lying.made())

    def _add(self, middle: float, glyphs: Sequence[Glyph], upright: _Runs, lying: _Runs) -> None:
        upright.origin, lying.origin = QPointF(-middle, 0.0), QPointF(0.0, middle)
        base: tuple[_Runs, Glyph, QPointF] | None = None
        number = 0
        while number < len(glyphs):
            glyph = glyphs[number]
            character = self._text[glyph.offset]
            number += 1
            if character.isspace():
                base = None
            elif base is not None and goes_with_base(character):
                runs, first, place = base
                aside, up = glyph.x - first.x, glyph.rise - first.rise
                runs.add(glyph.font, glyph.id, place + QPointF(aside, -up))
            elif glyph.offset in self._together:
                end = self._together[glyph.offset].end
                side_by_side = [glyph]
                while number < len(glyphs) and glyphs[number].offset < end:
                    side_by_side.append(glyphs[number])
                    number += 1
                self._stand_together(upright, side_by_side)
                base = None
            elif is_upright(character) and (stood := self.stand(glyph, character)) is not None:
                font, id_, place = stood
                upright.add(font, id_, place)
                base = upright, glyph, place
            else:
                place = QPointF(glyph.x, self._middle - glyph.rise)
                lying.add(glyph.font, glyph.id, place)
                base = lying, glyph, place

    def stand(self, glyph: Glyph, character: str) -> tuple[QRawFont, int, QPointF] | None:
        """Return an upright glyph and its place; None where it has to lie."""
        id_, font = glyph.id, glyph.font
        middle = glyph.x + glyph.room / 2
        if is_centered(character):
            ink = font.pathForGlyph(id_).boundingRect().center()
            return font, id_, QPointF(-ink.x(), middle - ink.y())
        if character < "\u3400" or character > "\U0000f900":
            form = self.font_at(glyph.offset)[1].vertical_form(character, id_)
            if form is not None:
                id_ = form
            elif is_turned(character):
                return None
        return font, id_, QPointF(-glyph.advance / 2, middle + self._middle)

    def _stand_together(self, upright: _Runs, glyphs: Sequence[Glyph]) -> None:
        x = -sum(glyph.advance for glyph in glyphs) / 2
        y = glyphs[0].x + self._size / 2 + self._middle
        for glyph in glyphs:
            upright.add(glyph.font, glyph.id, QPointF(x, y))
            x += glyph.advance


class _Runs:
    """Glyphs and their places, by font."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[str, str], tuple[QRawFont, list[int], list[QPointF]]] = {}
        self._last: tuple[QRawFont, list[int], list[QPointF]] | None = None
        self.origin = QPointF()
        """From where the places of what is added count."""

    def add(self, font: QRawFont, id_: int, place: QPointF) -> None:
        if self._last is None or self._last[0] is not font:
            # The same face with other features, as of halved brackets, is the same for drawing.
            self._last = self._fonts.setdefault(face_of(font), (font, [], []))
        self._last[1].append(id_)
        self._last[2].append(place + self.origin)

    def made(self) -> list[QGlyphRun]:
        return [_run(*each) for each in self._fonts.values()]


def wide(font: QFont) -> QFont:
    """Return the font in which a dash is as long as a Han character."""
    return _featured(font, "fwid")


def narrow(font: QFont) -> QFont:
    """Return the font in which an apostrophe is as wide as in Latin."""
    return _featured(font, "pwid")


def _featured(font: QFont, feature: str) -> QFont:
    featured = QFont(font)
    featured.setFeature(QFont.Tag(feature), 1)
    return featured


def _run(font: QRawFont, indexes: list[int], places: list[QPointF]) -> QGlyphRun:
    # Across the columns: to go down each by itself takes twice as long in a picture's memory.
    order = sorted(range(len(places)), key=lambda number: places[number].y())
    run = QGlyphRun()
    run.setRawFont(font)
    run.setGlyphIndexes([indexes[number] for number in order])
    run.setPositions([places[number] for number in order])
    return run

"""The glyphs of a text and how wide each character is, as Qt shapes it in one endless line."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGlyphRun, QTextCharFormat, QTextLayout, QTextOption

from reader.gui.page.face_changes import face_changes, is_numbered_wrongly
from reader.gui.page.punctuation_kerning import Blank, blank_of_ink
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.positions import QtPositions
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QRawFont

    from reader.gui.page.line_setting import SetLine
    from reader.text.offsets import TextRange

_ENDLESS = 1e7
_ORIGIN = (0.0, 0.0)
_INVISIBLE = lazy_pattern("[\n\u2028\u2029]")
_TAB = lazy_pattern("\t")
_TO_THE_LEFT = lazy_pattern(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[\\s\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*"
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?"
)
_RETRIEVED = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
)


@dataclass(frozen=True, slots=True)
class GlyphStretch:
    """Glyphs of one face, in the order of the characters they draw."""

    font: QRawFont
    offsets: Sequence[int]
    """Of the character each belongs to."""
    glyphs: Sequence[int]
    places: Sequence[tuple[float, float]]
    """Of each, in pixels from where its character begins, and from the baseline."""

    def run(self, line: SetLine) -> QGlyphRun | None:
        """Return what a line has of it, along the line and from its baseline."""
        first, last = bisect_left(self.offsets, line.start), bisect_left(self.offsets, line.end)
        if first == last:
            return None
        start, edges, shifts = line.start, line.edges, line.shifts
        points = [
            QPointF(edges[offset - start] + x, y)
            for offset, (x, y) in zip(
                self.offsets[first:last], self.places[first:last], strict=True
            )
        ]
        if shifts:
            for number, offset in enumerate(self.offsets[first:last]):
                if offset in shifts:
                    points[number] += QPointF(shifts[offset], 0.0)
        run = QGlyphRun()
        run.setRawFont(self.font)
        run.setGlyphIndexes(list(self.glyphs[first:last]))
        run.setPositions(points)
        return run


class Ink(NamedTuple):
    """Where a glyph has ink along the line, in pixels from where its character begins."""

    start: float
    end: float


class _Run(NamedTuple):
    """Glyphs of one face, as Qt gives them."""

    font: QRawFont
    offsets: list[int]
    glyphs: list[int]
    points: list[QPointF]


class _Part(NamedTuple):
    """A box, or what is between two."""

    range: tuple[int, int]
    is_box: bool
    runs: list[_Run]


class ShapedText:
    """The glyphs of a text, and the advance of each of its characters, in pixels."""

    def __init__(
        self, text: str, font: QFont, others: Sequence[tuple[TextRange, QFont]] = ()
    ) -> None:
        """Shape a text; a line feed is as wide as nothing.

        Args:
            text: what is displayed.
            font: what it is set in.
            others: what some of its words are set in.
        """
        text = with_stand_ins(text)
        self._positions = QtPositions(text)
        # Words of scripts that run to the left are one box: in it Qt has put them in order.
        boxes = [match.span() for match in _TO_THE_LEFT.finditer(text)]
        layout = QTextLayout(_INVISIBLE.sub(" ", text), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        formats = [self._format(part, other) for part, other in others]
        self._lay_out(layout, formats)
        parts = self._parts(layout, len(text), boxes)
        if changes := self._face_changes(layout, parts):
            self._lay_out(layout, [*formats, *changes])
            parts = self._parts(layout, len(text), boxes)
        self._baseline = self._line.ascent()
        self.stretches: list[GlyphStretch] = []
        self._read(text, parts)
        for match in _INVISIBLE.finditer(text):
            self.advances[match.start()] = 0.0

    def glyph(self, offset: int) -> tuple[QRawFont, int, tuple[float, float]] | None:
        """Return the face, number and place of a character's glyph; None where none is its own."""
        for stretch in self.stretches:
            found = bisect_left(stretch.offsets, offset)
            if found < len(stretch.offsets) and stretch.offsets[found] == offset:
                return stretch.font, stretch.glyphs[found], stretch.places[found]
        return None

    def ink(self, offset: int) -> Ink | None:
        """Return where the glyph of a character has ink; None where no glyph is its own."""
        own = self.glyph(offset)
        if own is None:
            return None
        font, number, (x, _) = own
        box = font.boundingRect(number)
        return Ink(x + box.left(), x + box.right())

    def blank(self, offset: int, em: float) -> Blank:
        """Return what the mark at an offset can give up of its square."""
        ink = self.ink(offset)
        if ink is None:
            return Blank(0.0, 0.0)
        return blank_of_ink(self.advances[offset], ink.start, ink.end, em)

    def _format(self, part: TextRange, font: QFont) -> QTextLayout.FormatRange:
        where = QTextLayout.FormatRange()
        where.start = self._positions.position(part.start)
        where.length = self._positions.position(part.end) - where.start
        form = QTextCharFormat()
        form.setFont(font)
        where.format = form
        return where

    def _lay_out(self, layout: QTextLayout, formats: Sequence[QTextLayout.FormatRange]) -> None:
        layout.setFormats(formats)
        layout.beginLayout()
        self._line = layout.createLine()
        self._line.setLineWidth(_ENDLESS)
        layout.endLayout()

    def _face_changes(
        self, layout: QTextLayout, parts: Sequence[_Part]
    ) -> list[QTextLayout.FormatRange]:
        """Return formats that have Qt number its glyphs right; none where it has."""
        position = self._positions.position
        changes = []
        for (start, end), is_box, runs in parts:
            if not is_box and is_numbered_wrongly([run.offsets for run in runs]):
                numbered = {position(offset) for run in runs for offset in run.offsets}
                changes += face_changes(layout, position(start), position(end), numbered)
        return changes

    def _parts(
        self, layout: QTextLayout, length: int, boxes: Sequence[tuple[int, int]]
    ) -> list[_Part]:
        """Return the boxes, and what is between them, with the glyphs of each."""
        edges = [0, *chain.from_iterable(boxes), length]
        return [
            _Part((start, end), number % 2 == 1, self._runs(layout, start, end))
            for number, (start, end) in enumerate(pairwise(edges))
            if start < end
        ]

    def _runs(self, layout: QTextLayout, start: int, end: int) -> list[_Run]:
        first, last = self._positions.position(start), self._positions.position(end)
        return [
            _Run(
                run.rawFont(),
                self._offsets(run.stringIndexes()),
                run.glyphIndexes(),
                run.positions(),
            )
            for run in layout.glyphRuns(first, last - first, _RETRIEVED)
        ]

    def _read(self, text: str, parts: Sequence[_Part]) -> None:
        position = self._positions.position
        starts: dict[int, float] = {}
        read: list[_Run] = []
        for (start, end), is_box, runs in parts:
            if is_box:
                read += [run._replace(offsets=[start] * len(run.glyphs)) for run in runs]
                starts[start] = min(self._x(position(start)), self._x(position(end)))
                continue
            read += runs
            for run in runs:
                for offset, point in zip(reversed(run.offsets), reversed(run.points), strict=True):
                    starts[offset] = point.x()
        for match in _TAB.finditer(text):
            starts.setdefault(match.start(), self._x(position(match.start())))
        self._measure(text, starts, position(len(text)))
        self._place(read, starts)

    def _measure(self, text: str, starts: dict[int, float], end: int) -> None:
        """Give each character the room to the next one that has glyphs."""
        advances = [0.0] * len(text)
        whole = (
            self._x(end) if not _TO_THE_LEFT.search(text[-1:]) else self._line.naturalTextWidth()
        )
        known = sorted(starts)  # of an empty text none
        for offset, following in zip_longest(known, known[1:]):
            until = whole if following is None else starts[following]
            advances[offset] = until - starts[offset]
        self.advances = advances

    def _place(self, read: Sequence[_Run], starts: dict[int, float]) -> None:
        for font, read_offsets, read_glyphs, read_points in read:
            offsets, glyphs, points = read_offsets, read_glyphs, read_points
            if offsets != (in_order := sorted(offsets)):
                order = sorted(range(len(offsets)), key=offsets.__getitem__)
                glyphs, points = [glyphs[n] for n in order], [points[n] for n in order]
                offsets = in_order
            places = []
            for offset, point in zip(offsets, points, strict=True):
                place = (point.x() - starts[offset], point.y() - self._baseline)
                # Nearly all: one object stands for them, as a book has a million.
                places.append(_ORIGIN if place == _ORIGIN else place)
            self.stretches.append(GlyphStretch(font, offsets, glyphs, places))

    def _offsets(self, positions: list[int]) -> list[int]:
        if self._positions.are_offsets:
            return positions
        return [self._positions.offset(position) for position in positions]

    def _x(self, position: int) -> float:
        # Typed as an object; it is the place and the position, which Qt may have moved.
        x, _ = cast("tuple[float, int]", self._line.cursorToX(position))
        return x

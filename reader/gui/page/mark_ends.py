"""The ends of the mark that commands are about: shown as handles, and moved with the mouse."""

from __future__ import annotations

from functools import partial
from math import hypot
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from reader.gui.page.caret_moves import gap_of
from reader.gui.page.decorations import Decoration, Passage, passage
from reader.gui.page.end_moves import End, line_of_end, with_end_moved
from reader.gui.page.writing_mode import LogicalPoint
from reader.gui.widgets.guard import saved
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.annotation.mark import Mark
    from reader.gui.page.caret_moves import Step
    from reader.gui.page.decorations import Shown
    from reader.gui.page.flow import DisplayPosition
    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.page_scrolling import PageScrolling
    from reader.gui.page.surface import MarksIn
    from reader.gui.page.writing_mode import LogicalRect
    from reader.gui.widgets.theme import Theme

_RADIUS = 5.0
"""Pixels of a handle,"""
_REACH = 11.0
"""and how far from its middle it can be taken,"""
_REACH_OF_STEM = 4.0
"""or from the line between it and the other side of the line of text."""
_STEM = 2.0
"""Pixels of that line."""
_AWAY = 3.0
"""Pixels from the mark to its ends: they are on the frame around it."""


class MarkEnds(QObject):
    """Lets the ends of one mark be moved with the mouse. It is stretched when an end is let go.

    The end that is held may go past the other one: what is marked lies between the two, as with
    what is selected. Points and boxes are logical, from where the window begins.
    """

    changed = Signal()
    """The ends are elsewhere, or there are others or none."""
    dropped = Signal(object)
    """An end was let go somewhere else; the range of the source between the two."""

    def __init__(self, scrolling: PageScrolling, parent: QObject) -> None:
        super().__init__(parent)
        self._scrolling = scrolling
        self._page_layout: PageLayout | None = None
        self._mark: Mark | None = None
        self._part: TextRange | None = None
        self._held: End | None = None
        self._grip = 0.0, 0.0
        """From the middle of the end that is held to the pointer, along both axes."""

    @property
    def part(self) -> TextRange | None:
        """The range between the ends as they are shown; None where there are none."""
        return self._part

    @property
    def is_held(self) -> bool:
        """Whether the mouse holds one of the ends."""
        return self._held is not None

    def show_layout(self, page_layout: PageLayout) -> None:
        """Be in another layout; what is held is let go where it came from."""
        self._page_layout = page_layout
        self.give_up()

    def set(self, mark: Mark | None) -> None:
        """Show the ends of another mark, or of none; of the same one they may be held meanwhile."""
        if mark is None or self._mark is None or mark[:2] != self._mark[:2]:
            self._held = None
            self._part = mark.range if mark else None
        self._mark = mark
        self.changed.emit()

    def over(self, marks_in: MarksIn) -> MarksIn:
        """Return what returns marks, the one that is being stretched as it is shown."""

        def with_this(part: TextRange) -> Sequence[Mark]:
            mark, now = self._mark, self._part
            found = marks_in(part)
            if mark is None or now is None or now == mark.range:
                return found
            rest = [each for each in found if each.id != mark.id]
            if now.overlaps(part):
                rest.append(mark._replace(range=now))
            # Older marks first, as ids sort.
            return sorted(rest, key=lambda each: each.id)

        return with_this

    # Keys

    def moved_by_key(self, part: TextRange, end: End, step: Step, *, forward: bool) -> TextRange:
        """Return a range with one end moved as far as a key does; see `end_moves`."""
        if self._page_layout is None:
            return part
        return with_end_moved(self._page_layout.flow, part, end, step, forward=forward)

    def bring_into_sight(self, part: TextRange, end: End) -> None:
        """Scroll no further than the line with one end of a range needs."""
        if self._page_layout is not None:
            line = line_of_end(self._page_layout.flow, part, end)
            self._scrolling.bring_line_into_sight(line.unit, line.number)

    # The mouse

    def end_at(self, at: LogicalPoint) -> End | None:
        """Return the end that can be taken at a point, the nearer one; None for none."""
        near = [(_distance(at, end, line), end) for end, line in self._lines()]
        distance, end = min(near, key=lambda pair: pair[0], default=(_REACH, None))
        return end if distance < _REACH else None

    def hold(self, at: LogicalPoint) -> bool:
        """Take the end at a point, if there is one; tell whether there is."""
        self._held = self.end_at(at)
        for end, line in self._lines():
            if end is self._held:
                self._grip = at.inline - line.inline, at.block - line.block - line.block_size / 2
        return self.is_held

    def drag_to(self, at: LogicalPoint) -> None:
        """Move the end that is held to the gap nearest to it when the pointer is at a point."""
        page_layout, mark = self._page_layout, self._mark
        if page_layout is None or mark is None or self._held is None:
            return
        inline, block = self._grip
        there = page_layout.place_at(LogicalPoint(at.inline - inline, at.block - block))
        part = _between(page_layout, mark.range, self._held, there)
        if not part.is_empty and part != self._part:
            self._part = part
            self.changed.emit()

    def let_go(self) -> None:
        """Leave the end that is held where it is."""
        part, self._held = self._part, None
        if self._mark is not None and part != self._mark.range:
            self.dropped.emit(part)
            self.give_up()  # unless the mark reaches there now

    def give_up(self) -> None:
        """Let go of the end that is held, where it was."""
        self._held = None
        if self._mark is not None and self._part != self._mark.range:
            self._part = self._mark.range
            self.changed.emit()

    # Painting

    def decoration(self) -> Decoration[Passage]:
        """Return how they are painted now."""
        part, page_layout = self._part, self._page_layout
        is_turned = page_layout is not None and page_layout.setting.has_lines_at_right
        return Decoration(items_in=lambda _: passage(part), over=partial(_paint, is_turned))

    def _lines(self) -> Iterator[tuple[End, LogicalRect]]:
        """Yield the ends in the window, each with the line across the text that it stands at."""
        page_layout, part = self._page_layout, self._part
        if page_layout is None or part is None:
            return
        flow = page_layout.flow
        for placed in page_layout.visible():
            shown = flow.shown_part(placed.unit, part)
            if shown is None:
                continue
            boxes = flow.layout(placed.unit).boxes(shown)
            first, last = placed.box(boxes[0]), placed.box(boxes[-1])
            if flow.begins_in(placed.unit, part) and placed.shows(boxes[0]):
                line = first._replace(inline=first.inline - _AWAY, inline_size=0.0)
                yield End.START, line
            if flow.ends_in(placed.unit, part) and placed.shows(boxes[-1]):
                line = last._replace(inline=last.inline_end + _AWAY, inline_size=0.0)
                yield End.END, line


def _between(
    page_layout: PageLayout, part: TextRange, held: End, there: DisplayPosition
) -> TextRange:
    """Return the range from the end of a range that is not held to a displayed gap.

    The other end stays to the code point, also within what is displayed as a whole.
    """
    fixed = part.end if held is End.START else part.start
    flow = page_layout.flow
    anchor = gap_of(flow, fixed)
    if there == anchor:
        return TextRange(fixed, fixed)
    found = flow.source_range(anchor, there)
    ends = (fixed, found.end) if there > anchor else (found.start, fixed)
    return TextRange(*ends) if ends[0] < ends[1] else TextRange(fixed, fixed)


def _distance(at: LogicalPoint, end: End, line: LogicalRect) -> float:
    """Return how far a point is from an end, as from its handle, in pixels."""
    knob = line.block if end is End.START else line.block_end
    aside = at.inline - line.inline
    beyond = max(line.block - at.block, 0.0, at.block - line.block_end)
    of_stem = hypot(aside, beyond) + _REACH - _REACH_OF_STEM
    return min(hypot(aside, at.block - knob), of_stem)


def _paint(is_turned: bool, painter: QPainter, theme: Theme, shown: Sequence[Shown[Any]]) -> None:
    """Paint a handle before the first line of a mark and one behind the last, outside of it."""
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(theme.inks["text"])
        for each in shown:
            if each.begins:
                box = each.boxes[0].translated(-_AWAY, 0)
                ends = box.topLeft(), box.bottomLeft()
                _paint_end(painter, color, theme, *(reversed(ends) if is_turned else ends))
            if each.ends:
                box = each.boxes[-1].translated(_AWAY, 0)
                ends = box.bottomRight(), box.topRight()
                _paint_end(painter, color, theme, *(reversed(ends) if is_turned else ends))


def _paint_end(
    painter: QPainter, color: QColor, theme: Theme, knob: QPointF, other: QPointF
) -> None:
    painter.setPen(QPen(color, _STEM))
    painter.drawLine(knob, other)
    # A ring of paper tells it from the text that it may lie over.
    painter.setPen(QPen(QColor(theme.page), 1.5))
    painter.setBrush(color)
    painter.drawEllipse(knob, _RADIUS, _RADIUS)

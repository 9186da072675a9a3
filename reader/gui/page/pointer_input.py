"""The pointer over the page: clicks, drags that select, and scrolling while one goes beyond."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer, Signal

from reader.document.model import BlockKind
from reader.gui.page.caret_moves import gap_of
from reader.gui.page.page_margins import pages_at
from reader.gui.page.selection import Clicks, Selector
from reader.gui.page.typography import style_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent

    from reader.gui.page.mark_ends import MarkEnds
    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.page_scrolling import PageScrolling
    from reader.gui.page.selection import PageSelection
    from reader.text.offsets import TextRange

_AUTOSCROLL_MS = 30
_EDGE = 12.0
"""Pixels inside the window's edge where a drag begins to scroll."""
_LONGEST_TICK_MS = 4 * _AUTOSCROLL_MS
"""A window that was busy does not make up for it by a leap."""
_FASTEST = 3.0
"""Windows a second."""
_GENTLE, _STEEP = 12.0, 60.0
"""Pixels of a drag beyond the window for one more line a second, and from where on it is more."""


def scroll_speed(overshoot: float, *, line: float, window: float) -> float:
    """Return how fast a drag beyond the window scrolls, in pixels a second.

    Args:
        overshoot: pixels beyond the window, less than 0 before it.
        line: pixels from one line to the next.
        window: pixels of the window along the block axis.
    """
    if not overshoot:
        return 0.0
    distance = abs(overshoot)
    lines = 1 + distance / _GENTLE + (distance / _STEEP) ** 2
    return math.copysign(min(lines * line, _FASTEST * window), overshoot)


class PointerInput(QObject):
    """Understands what the mouse does over a page. Points are pixels of the window."""

    pressed = Signal(int)
    """A button was pressed; the source offset nearest to the pointer."""
    clicked = Signal(int)
    """The left button clicked a character; its source offset."""
    clicked_beside = Signal(QPointF, bool)
    """It clicked where there is no text; where, and whether till then something was selected."""
    pointed = Signal(int)
    """The right button was pressed on a character; its source offset."""
    dragged = Signal(int)
    """A selection was finished; the source offset of the end that was dragged."""
    hovered = Signal(QPointF)
    """It moved with no button held."""

    def __init__(
        self,
        selection: PageSelection,
        scrolling: PageScrolling,
        anchor: Callable[[], int | None],
        ends: MarkEnds,
        parent: QObject,
    ) -> None:
        """Listen to a page.

        Args:
            selection: what drags change.
            scrolling: of the page.
            anchor: returns the source offset that a click with Shift selects from; None for none.
            ends: of the mark that commands are about, which drags change too.
            parent: owner.
        """
        super().__init__(parent)
        self._selection = selection
        self._ends = ends
        self._scrolling = scrolling
        self._anchor = anchor
        self._page_layout: PageLayout | None = None
        self._selector: Selector | None = None
        self._clicks = Clicks()
        self._at = QPointF()
        self._has_dropped = False
        """Whether something was selected before the press."""
        self._since_tick = QElapsedTimer()
        self._left_over = 0.0
        """Of a pixel, not yet scrolled."""
        self._autoscroll = QTimer(self)
        self._autoscroll.setInterval(_AUTOSCROLL_MS)
        self._autoscroll.timeout.connect(self._on_autoscroll_timeout)

    def show_layout(self, page_layout: PageLayout) -> None:
        """Be over another layout; a drag ends, as it began at a place on the one before."""
        self._page_layout = page_layout
        self.cancel()

    @property
    def is_autoscrolling(self) -> bool:
        """Whether the page is scrolled because a drag went beyond it."""
        return self._autoscroll.isActive()

    def character_at(self, at: QPointF) -> int | None:
        """Return the source offset of the character under a point, None where there is none."""
        page_layout = self._page_layout
        return page_layout.character_at(page_layout.window.to_point(at)) if page_layout else None

    def press(self, event: QMouseEvent) -> None:
        """Take a press of any button."""
        self._scrolling.rest()
        anchor = self._anchor()
        if self._page_layout is not None:
            place = self._page_layout.place_at(self._page_layout.window.to_point(event.position()))
            self.pressed.emit(self._page_layout.flow.source_offset(place))
        if event.button() == Qt.MouseButton.LeftButton:
            extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if not extends and self._hold_end(event):
                return
            self._begin_drag(event, is_double=False, anchor=anchor if extends else None)
        elif event.button() == Qt.MouseButton.RightButton:
            self._point(event.position())

    def double_press(self, event: QMouseEvent) -> None:
        """Take a press that the window system calls a double click."""
        self._scrolling.rest()
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin_drag(event, is_double=True)

    def move(self, event: QMouseEvent) -> None:
        """Take a movement, with a button held or without."""
        if not event.buttons():
            self.hovered.emit(event.position())
        if not self._is_dragging or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        self._at = event.position()
        self._drag()
        if not self._overshoot():
            self._autoscroll.stop()
        elif not self._autoscroll.isActive():
            self._left_over = 0.0
            self._since_tick.start()
            self._autoscroll.start()

    def cancel(self) -> None:
        """End a drag; an end of the mark that is held goes back to where it was."""
        self._autoscroll.stop()
        self._selector = None
        self._ends.give_up()

    def release(self, event: QMouseEvent) -> None:
        """Take the release of a button; what was not dragged was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or not self._is_dragging:
            return
        if self._ends.is_held:
            self._ends.let_go()
            self.cancel()
            return
        self.cancel()
        if self._selection.part is None:
            self._click(event.position())
        else:
            self.dragged.emit(self._nearer_end(event.position(), self._selection.part))
        self._selection.finish()

    @property
    def _is_dragging(self) -> bool:
        return self._selector is not None or self._ends.is_held

    def _hold_end(self, event: QMouseEvent) -> bool:
        """Take an end of the mark, if one is under the pointer; tell whether it is."""
        page_layout, self._at = self._page_layout, event.position()
        if page_layout is None or not self._ends.hold(page_layout.window.to_point(self._at)):
            return False
        # What comes next in time may be a double click.
        self._clicks.press(self._at, event.timestamp(), is_double=False)
        self._selection.set(None)
        return True

    def _begin_drag(
        self, event: QMouseEvent, *, is_double: bool, anchor: int | None = None
    ) -> None:
        self._at = event.position()
        self._selection.forget_steps()
        self._has_dropped = self._selection.part is not None
        unit = None
        if not self._turns_page():
            unit = self._clicks.press(self._at, event.timestamp(), is_double=is_double)
        if self._page_layout is not None:
            at = self._page_layout.window.to_point(self._at)
            if anchor is None:
                self._selector = Selector(self._page_layout, at, unit)
            else:
                gap = gap_of(self._page_layout.flow, anchor)
                self._selector = Selector(self._page_layout, at, anchor=gap)
            self._drag()

    def _turns_page(self) -> bool:
        """Tell whether clicks are to turn pages, however quickly they follow each other."""
        layout = self._page_layout
        return self._scrolling.is_paged and layout is not None and pages_at(layout, self._at) != 0

    def _drag(self) -> None:
        if self._page_layout is None:
            return
        at = self._page_layout.window.to_point(self._at)
        if self._ends.is_held:
            self._ends.drag_to(at)
        elif self._selector is not None:
            self._selection.set(self._selector.drag_to(at))

    def _nearer_end(self, at: QPointF, part: TextRange) -> int:
        """Return that end of a range which is nearer to a point."""
        if self._page_layout is None:
            return part.end
        gap = self._page_layout.place_at(self._page_layout.window.to_point(at))
        offset = self._page_layout.flow.source_offset(gap)
        return part.start if abs(offset - part.start) < abs(offset - part.end) else part.end

    def _click(self, at: QPointF) -> None:
        offset = self.character_at(at)
        if offset is None:
            self.clicked_beside.emit(at, self._has_dropped)
        else:
            self.clicked.emit(offset)

    def _point(self, at: QPointF) -> None:
        """Let the menu that follows be about what is under the pointer."""
        offset, part = self.character_at(at), self._selection.part
        if part is not None and offset is not None and part.start <= offset < part.end:
            return
        self._selection.set(None)
        if offset is not None:
            self.pointed.emit(offset)

    def _on_autoscroll_timeout(self) -> None:
        if self._page_layout is None:
            return
        line = self._page_layout.setting.em * style_of(BlockKind.PARAGRAPH).leading
        window = self._page_layout.window.size.block
        speed = scroll_speed(self._overshoot(), line=line, window=window)
        seconds = min(self._since_tick.restart(), _LONGEST_TICK_MS) / 1000
        distance = speed * seconds + self._left_over
        self._left_over, pixels = math.modf(distance)
        self._scrolling.scroll_by(int(pixels))
        self._drag()

    def _overshoot(self) -> float:
        """Return how far a drag is beyond the window on the block axis, less than 0 before it.

        A little inside the edge counts already: at the edge of the screen there is no beyond.
        """
        if self._page_layout is None:
            return 0.0
        window, areas = self._page_layout.window, self._page_layout.areas
        inline, block = window.to_point(self._at)
        area = areas.nearest(inline)
        # From the end of an area the text goes on in the next one, and not outside the window.
        before = min(0.0, block - _EDGE) if area == areas.inlines[0] else 0.0
        after = max(0.0, block - (window.size.block - _EDGE)) if area == areas.inlines[-1] else 0.0
        return before + after

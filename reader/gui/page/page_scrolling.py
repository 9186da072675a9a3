"""Which part of a page is in the window, in step with a scroll bar and with keys."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from reader.document.model import BlockKind
from reader.gui.page.lines import LinePlace
from reader.gui.page.page_bar import PageBar
from reader.gui.page.page_layout import ReadingLine
from reader.gui.page.paged_scroller import PagedScroller
from reader.gui.page.scroll_keys import By, scroll_of
from reader.gui.page.typography import style_of
from reader.gui.page.wheel import NOTCH, Notches, is_by_notches, turned, turned_along
from reader.gui.widgets.glide import Glide, wants_motion

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QWheelEvent
    from PySide6.QtWidgets import QScrollBar

    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.writing_mode import LogicalRect, WritingMode
    from reader.text.offsets import TextRange

_GO_TO = 0.3
"""Where in the window a place gone to is shown, as a part of its block size."""
_SPACE_BEFORE = 0.5
"""Ems before a line shown first."""
_MOST_SCREENS = 1.5
"""That are gone over smoothly; of more, the rest is jumped."""
_TOLERANCE = 1.0
"""Pixels a line may lie outside the window and still be wholly in it."""


class PageScrolling(QObject):
    """Scrolls a page layout. Ranges and offsets are of the source text."""

    moved = Signal()
    """Another part is in the window."""

    def __init__(self, bar: QScrollBar, mode: WritingMode, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = PageBar(bar, self)
        self._mode = mode
        self._page_layout: PageLayout | None = None
        self._reading_line = ReadingLine(0, 0.0)
        self._notches = Notches()
        self.is_smooth = False
        """Whether steps and screens are gone over frame by frame, where the system lets them."""
        self._glide = Glide(self)
        self._glide.stepped.connect(self._on_glide_stepped)
        self._bar.dragged.connect(self._on_bar_dragged)
        self._bar.stepped.connect(self._on_bar_stepped)

    def use_bar(self, bar: QScrollBar, mode: WritingMode) -> None:
        """Be in step with another bar, that of another writing mode."""
        self._bar.use(bar)
        self._mode = mode

    def reset(self) -> None:
        """Begin the layout shown next at its top."""
        self._page_layout = None

    def show_layout(self, page_layout: PageLayout) -> None:
        """Scroll another layout from now on; the line read in the last one stays."""
        self._glide.stop()
        is_first = self._page_layout is None
        self._page_layout = page_layout
        if not is_first:
            # A page begins with the line, wherever in the window it was.
            line = self._reading_line
            page_layout.show_line(line._replace(block=0.0) if self.is_paged else line)
        self._sync_bar()

    def settle(self) -> None:
        """Take note of what is in the window, and tell of it."""
        if self._page_layout is not None:
            self._sync_bar()
            self._reading_line = self._page_layout.reading_line()
            self.moved.emit()

    @property
    def is_gliding(self) -> bool:
        """Whether it is on its way."""
        return self._glide.left != 0

    def arrive(self) -> None:
        """Be at once where it is on its way to."""
        left = self._glide.left
        self._glide.stop()
        if left:
            self._on_glide_stepped(left)

    def rest(self) -> None:
        """Stay where it is."""
        self._glide.stop()

    @property
    def is_paged(self) -> bool:
        """Whether the layout is shown page by page."""
        return self._pages is not None

    @property
    def reading_offset(self) -> int:
        """The offset of the first line in the window."""
        return self._reading_line.offset

    @property
    def progress(self) -> float:
        """How much of the text comes before the first line in the window; 1 where its end is shown.

        It counts characters, so that no other size of window or text changes it.
        """
        if self._page_layout is None or self._bar.is_at_end:
            return 1.0
        text = self._page_layout.flow.rendition.document.source.text
        return self.reading_offset / len(text)

    def show_first(self, offset: int) -> None:
        """Scroll so that the line of an offset is the first one; for the first, to the very top."""
        if self._page_layout is not None:
            is_first = self._page_layout.is_first_line(offset)
            window, em = self._page_layout.window.size.block, self._page_layout.setting.em
            self._show(offset, window if is_first else em * _SPACE_BEFORE)

    def go_to(self, offset: int) -> None:
        """Scroll so that the line of an offset is where the eye looks for it."""
        if self._page_layout is not None:
            self._show(offset, self._page_layout.window.size.block * _GO_TO)

    def scroll_by(self, distance: int) -> None:
        """Scroll on by a distance along the block axis, in pixels; back by a negative one."""
        if (pages := self._pages) is not None:
            pages.move(distance)
            self.settle()
        else:
            self._bar.move(distance)

    def scroll_by_key(self, event: QKeyEvent) -> bool:
        """Scroll if the key pressed is one that scrolls; tell whether it is."""
        scroll = scroll_of(event, self._mode, is_paged=self.is_paged)
        if scroll is None:
            return False
        if scroll.by is By.LINE:
            self._go_by(scroll.times * self._bar.line)
        elif scroll.by is By.SCREEN:
            self._go_by_screen(scroll.times)
        else:
            self._bar.go_to_end(is_last=scroll.times > 0)
        return True

    def scroll_by_screen(self, screens: int) -> bool:
        """Scroll on by so many screens, back by a negative number; tell whether there was a way."""
        if (pages := self._pages) is not None:
            is_other = pages.turn(screens)
            self.settle()
            return is_other
        before = self._bar.value
        self._bar.move(screens * self._bar.screen)
        return self._bar.value != before

    def bring_line_into_sight(self, unit: int, number: int) -> None:
        """Scroll no further than a line needs to be wholly in the window.

        Args:
            unit: index of the unit with the line.
            number: of the line within its unit.
        """
        if (page_layout := self._page_layout) is None:
            return
        self._glide.stop()
        if (pages := self._pages) is not None:
            if pages.bring_into_sight(LinePlace(unit, number)):
                self.settle()
            return
        line, window = page_layout.flow.layout(unit).lines[number], page_layout.window.size.block
        shown = {placed.unit: placed.block for placed in page_layout.visible()}
        at_end = max(0.0, window - line.block_size)
        block = shown[unit] + line.block if unit in shown else None
        if block is None and min(abs(unit - each) for each in shown) > 1:
            at = window * _GO_TO
        elif block is None:
            at = 0.0 if unit < min(shown) else at_end
        elif block < 0.0 or block > at_end:
            at = 0.0 if block < 0.0 else at_end
        else:
            return
        page_layout.scroller.show(unit, line.block, at)
        self.settle()

    def scroll_by_wheel(self, event: QWheelEvent) -> None:
        """Scroll as a wheel or a touch pad asks for: on with a turn towards the user.

        What is moved sideways moves the columns along with the fingers.
        """
        along = turned_along(event, self._mode)
        if self.is_paged:
            self.scroll_by_screen(self._notches.take(along, event.phase()))
            event.accept()
        elif self._glides and is_by_notches(event):
            distance = -along * QApplication.wheelScrollLines() * self._bar.line // NOTCH
            self._go_by(max(-self._bar.screen, min(distance, self._bar.screen)))
            event.accept()
        else:
            on_bar = turned(event, along)
            self._bar.take_wheel(on_bar)
            event.setAccepted(on_bar.isAccepted())

    def begins_in_sight(self, part: TextRange) -> bool:
        """Tell whether the first line of a passage that the window shows is wholly in it."""
        boxes = self._boxes_of(part)
        return bool(boxes) and self._is_whole(boxes[0])

    def is_in_sight(self, part: TextRange) -> bool:
        """Tell whether at least a line of a passage is wholly in the window."""
        return any(self._is_whole(box) for box in self._boxes_of(part))

    def _boxes_of(self, part: TextRange) -> list[LogicalRect]:
        return self._page_layout.boxes_of(part) if self._page_layout else []

    def _is_whole(self, box: LogicalRect) -> bool:
        """Tell whether a line's box is in the window, or fills it."""
        window = self._page_layout.window.size.block if self._page_layout else 0.0
        shown = min(box.block_end, window) - max(box.block, 0.0)
        return shown >= min(box.block_size, window) - _TOLERANCE

    @property
    def _glides(self) -> bool:
        return self.is_smooth and self._pages is None and wants_motion()

    def _go_by_screen(self, screens: int) -> None:
        if self._pages is None:
            self._go_by(screens * self._bar.screen)
        else:
            self.scroll_by_screen(screens)

    def _go_by(self, distance: int) -> None:
        """Scroll by a distance, smoothly if that is wanted."""
        if not self._glides:
            self.scroll_by(distance)
            return
        # Who asks for more than can be followed is not to wait for it.
        too_far = abs(self._glide.left + distance) - _MOST_SCREENS * self._bar.window
        if too_far > 0:
            self._on_glide_stepped(int(math.copysign(too_far, distance)))
            distance -= int(math.copysign(too_far, distance))
        self._glide.go(distance)

    @property
    def _pages(self) -> PagedScroller | None:
        """The page shown; None where the text is scrolled."""
        scroller = self._page_layout.scroller if self._page_layout is not None else None
        return scroller if isinstance(scroller, PagedScroller) else None

    def _show(self, offset: int, block: float) -> None:
        self._glide.stop()
        if self._page_layout is not None:
            self._page_layout.show_line(ReadingLine(offset, block))
            self.settle()

    def _sync_bar(self) -> None:
        if self._page_layout is not None:
            line = self._page_layout.setting.em * style_of(BlockKind.PARAGRAPH).leading
            self._bar.show(self._page_layout.scroller, line)

    def _on_bar_dragged(self, value: int) -> None:
        if self._page_layout is not None:
            self._glide.stop()
            self._page_layout.scroller.follow(value)
            self.settle()

    def _on_bar_stepped(self, lines: int, screens: int) -> None:
        if screens:
            self._go_by_screen(screens)
        else:
            self._go_by(lines * self._bar.line)

    def _on_glide_stepped(self, distance: int) -> None:
        if (page_layout := self._page_layout) is None:
            return
        before = page_layout.scroller.value
        page_layout.scroller.move(distance)
        if page_layout.scroller.value == before:
            self._glide.stop()
        self.settle()

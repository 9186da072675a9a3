"""A surface that shows a part of its article: what is read, gone to, and brought into sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from reader.gui.page.glow import Glow
from reader.gui.page.page_scrolling import PageScrolling
from reader.gui.page.surface import PageSurface
from reader.gui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QScrollBar, QWidget

    from reader.document.rendition import Rendition
    from reader.document.unit_table import UnitTable
    from reader.gui.page.surface import MarksIn
    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.widgets.theme import Theme
    from reader.text.offsets import TextRange


class ScrolledSurface(PageSurface):
    """Scrolls an article, or turns its pages, and keeps the line read when it is laid out anew."""

    reading_moved = Signal(int)
    """The offset of the first line in the window."""

    def __init__(self, theme: Theme, em: float, mode: WritingMode, parent: QWidget | None) -> None:
        super().__init__(theme, em, mode, parent)
        self.scrolling = PageScrolling(self._scroll_bar(), mode, self)
        self.glow = Glow(self)
        self.laid_out.connect(self._show_layout)
        self.scrolling.moved.connect(self._on_scrolling_moved)
        self.glow.changed.connect(self.viewport().update)

    def show_document(
        self,
        rendition: Rendition,
        marks_in: MarksIn,
        byline: str,
        table: UnitTable | None = None,
    ) -> None:
        """Show a document from its top; see `PageSurface.show_document`."""
        self.scrolling.reset()
        super().show_document(rendition, marks_in, byline, table)
        self.scrolling.settle()

    def set_mode(self, mode: WritingMode) -> None:
        """Write in lines or in columns; the line being read stays."""
        if mode is not self._mode:
            # Bars that come and go give the window one size after the other.
            with self.laid_out_once():
                self._mode = mode
                self.scrolling.use_bar(self._scroll_bar(), mode)
                super().set_mode(mode)

    def set_smooth(self, is_smooth: bool) -> None:
        """Go over steps and screens frame by frame, where the system lets it, or at once."""
        self.scrolling.is_smooth = is_smooth
        self.restyled.emit()

    def look_like(self, other: PageSurface) -> None:
        """Set, paint and scroll what is shown as another page does."""
        super().look_like(other)
        if isinstance(other, ScrolledSurface):
            self.scrolling.is_smooth = other.scrolling.is_smooth

    @property
    def reading_offset(self) -> int:
        """The source offset of the first line in the window."""
        return self.scrolling.reading_offset

    @property
    def progress(self) -> float:
        """How much of the text comes before the first line in the window; 1 at its end."""
        return self.scrolling.progress

    def bring_into_sight(self, part: TextRange) -> None:
        """Bring a passage into sight, if no line of it is, and let it glow once."""
        if not self.is_in_sight(part):
            self.scrolling.go_to(part.start)
        self.glow.start(part)

    def is_in_sight(self, part: TextRange) -> bool:
        """Tell whether at least a line of a passage is wholly in the window."""
        return self.scrolling.is_in_sight(part)

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Ctrl and wheel is zoom, which the window knows how to do.
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            self.scrolling.scroll_by_wheel(event)

    def _scroll_bar(self) -> QScrollBar:
        """Show the scroll bar of the block axis, and no other; return it."""
        is_vertical = self._mode.block_axis is Qt.Orientation.Vertical
        always, never = (
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn,
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
        )
        self.setVerticalScrollBarPolicy(always if is_vertical else never)
        self.setHorizontalScrollBarPolicy(never if is_vertical else always)
        bar = self.verticalScrollBar() if is_vertical else self.horizontalScrollBar()
        bar.setInvertedAppearance(self._mode.block_is_reversed)
        return bar

    def _show_layout(self) -> None:
        if self._page_layout is not None:
            self.scrolling.show_layout(self._page_layout)

    def _on_scrolling_moved(self) -> None:
        self.strip.follow_scrolling()
        self.viewport().update()
        self.reading_moved.emit(self.reading_offset)

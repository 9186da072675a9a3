"""The page: a widget that shows an article, scrolls it, selects on it, and keeps the line read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from reader.gui.page.caret import Caret
from reader.gui.page.mark_ends import MarkEnds
from reader.gui.page.page_margins import pages_at
from reader.gui.page.pointer_input import PointerInput
from reader.gui.page.pointer_shape import pointer_shape
from reader.gui.page.scrolled_surface import ScrolledSurface
from reader.gui.page.selection import PageSelection
from reader.gui.page.text_cursor import text_cursor
from reader.gui.page.writing_mode import HORIZONTAL, LogicalRect, WritingMode
from reader.gui.widgets.focus_tick import FOCUS_TICK
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import plain_tip
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter

    from reader.document.rendition import Rendition
    from reader.document.unit_table import UnitTable
    from reader.gui.page.decorations import Decoration
    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.surface import MarksIn
    from reader.gui.widgets.theme import Theme


class PageView(ScrolledSurface):
    """Lets a user read, point at and select what the surface shows."""

    selection_changed = Signal()
    selection_finished = Signal()
    """A selection that is not empty was finished with the mouse, or changed with keys."""
    passage_clicked = Signal(int)
    """A character was clicked; its offset."""
    passage_pointed = Signal(int)
    """A menu is to be about a character; its offset."""
    taken_up = Signal()
    """The keys go here from now on."""
    choice_dropped = Signal()
    """Where there is no text was clicked, or Esc pressed: what was chosen is no longer."""

    def __init__(
        self,
        theme: Theme,
        em: float,
        parent: QWidget | None = None,
        *,
        mode: WritingMode = HORIZONTAL,
    ) -> None:
        super().__init__(theme, em, mode, parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._pointed: int | None = None
        self._selected = PageSelection(self)
        self.caret = Caret(self._selected, self.scrolling, self)
        self.ends = MarkEnds(self.scrolling, self)
        """Of the mark that has a frame around it, where that can be changed."""
        self.pointer = PointerInput(self._selected, self.scrolling, self._anchor, self.ends, self)
        self.viewport().setMouseTracking(True)
        self._connect()

    def show_document(
        self,
        rendition: Rendition,
        marks_in: MarksIn,
        byline: str,
        table: UnitTable | None = None,
    ) -> None:
        """Show a document from its top; see `PageSurface.show_document`."""
        self._selected.reset()
        self._chosen = self._pointed = None
        self.caret.put(0)
        super().show_document(rendition, self.ends.over(marks_in), byline, table)

    def decorations(self) -> list[Decoration[Any]]:
        """Return what is painted behind and over the text, the lowest first."""
        return [
            *super().decorations(),
            self._selected.decoration(),
            self.glow.decoration(),
            self.frame_decoration(),
            self.ends.decoration(),
            self.caret.decoration(),
        ]

    # Where the user is

    @property
    def read_offset(self) -> int:
        """The source offset of the caret; where it is not in sight, of the first line shown."""
        place = TextRange(self.caret.offset, self.caret.offset)
        is_here = self.caret.is_on or self.is_in_sight(place)
        return place.start if is_here else self.reading_offset

    def show_at_top(self, offset: int) -> None:
        """Scroll so that the line of an offset is the first one; for the first, to the very top."""
        self.scrolling.show_first(offset)
        if self.caret.is_on:
            self.point_at(offset)

    def go_to(self, part: TextRange) -> None:
        """Bring the beginning of a passage into sight, if it is not, and let it glow once."""
        if not self.scrolling.begins_in_sight(part):
            self.scrolling.go_to(part.start)
        self.point_at(part.start)
        self.glow.start(part)

    # The place that commands are about

    def point_at(self, offset: int) -> None:
        """Make a source offset the target of commands that need no selection or annotation."""
        self._pointed = offset
        self.caret.put(offset)

    def note_pointed(self, offset: int) -> None:
        """Take note that a source offset was pointed at elsewhere; the caret is put apart."""
        self._pointed = offset

    @property
    def has_pointed_offset(self) -> bool:
        """Whether a place was clicked or gone to since the article was opened."""
        return self._pointed is not None

    @property
    def pointed_offset(self) -> int:
        """The source offset clicked last, with either button; the line read where there is none."""
        return self.reading_offset if self._pointed is None else self._pointed

    def show_caret(self, *, is_shown: bool) -> None:
        """Let keys move a caret, from the place clicked last if it is in sight; or scroll again."""
        pointed = TextRange(self.pointed_offset, self.pointed_offset)
        if is_shown:
            selected = self.selection
            here = pointed.start if self.is_in_sight(pointed) else self.reading_offset
            self.caret.put(selected.end if selected and self.is_in_sight(selected) else here)
        self.caret.turn(is_on=is_shown)

    @property
    def word_at_caret(self) -> TextRange | None:
        """The word that the caret is in or beside; None where there is none, or no caret."""
        return self.caret.word() if self.caret.is_on else None

    # Selection

    @property
    def selection(self) -> TextRange | None:
        """The selected range, None when nothing is selected."""
        return self._selected.part

    @property
    def passage(self) -> TextRange | None:
        """What is selected, else what has a frame around it; None for nothing, and for a gap."""
        framed = None if self.chosen is None or self.chosen.is_empty else self.chosen
        return self.selection or framed

    def select(self, part: TextRange | None) -> None:
        """Select a range, which is brought into sight if no line of it is, or nothing."""
        self._selected.set(part)
        if (selected := self.selection) is not None and not self.is_in_sight(selected):
            self.scrolling.go_to(selected.start)

    def show_selected(self, part: TextRange | None) -> None:
        """Have selected what is selected elsewhere, wherever in the article that is."""
        self._selected.set(part)

    def expand_selection(self) -> None:
        """Select the next larger of word, clause, sentence and paragraph."""
        if self._rendition is not None:
            pointed = TextRange(self.pointed_offset, self.pointed_offset)
            read = TextRange(self.reading_offset, self.reading_offset)
            place = pointed if self.is_in_sight(pointed) else read
            self.select(self._selected.expanded(self._rendition.document, place))
            self._selected.finish()

    def shrink_selection(self) -> None:
        """Select what was made wider, else the next smaller around the place clicked in it."""
        if self._rendition is not None and self.selection is not None:
            self.select(self._selected.shrunk(self._rendition.document, self.pointed_offset))
            self._selected.finish()

    @property
    def selected_text(self) -> str:
        """What is displayed of the selection; empty where there is none."""
        if self._rendition is None or self.selection is None:
            return ""
        return self._rendition.text_of(self.selection)

    def copy(self) -> None:
        """Put what is selected, else what is framed, on the clipboard as displayed."""
        if self._rendition is not None and self.passage is not None:
            QApplication.clipboard().setText(self._rendition.text_of(self.passage))

    # Qt

    @guarded(False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_over(self.pointer.character_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            return True
        return super().viewportEvent(event)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll) and self._units:
            self.select(TextRange(self._units[0].range.start, self._units[-1].range.end))
        elif self.caret.take_key(event):
            event.accept()
        elif self.caret.is_on and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.passage_clicked.emit(self.caret.offset)
        elif event.key() == Qt.Key.Key_Escape and self.ends.is_held:
            self.pointer.cancel()
        elif event.key() == Qt.Key.Key_Escape and self.selection is not None:
            self.select(None)
        elif event.key() == Qt.Key.Key_Escape and self.chosen is not None:
            self.choice_dropped.emit()
        elif not self.scrolling.scroll_by_key(event):
            super().keyPressEvent(event)

    @guarded(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.caret.set_focus(has_focus=True)
        self.taken_up.emit()

    @guarded(None)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.caret.set_focus(has_focus=False)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer.press(event)

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointer.double_press(event)

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    # Inside

    def _connect(self) -> None:
        self.laid_out.connect(self._on_laid_out)
        self._selected.changed.connect(self.viewport().update)
        self._selected.changed.connect(self.selection_changed)
        self._selected.finished.connect(self.selection_finished)
        self.pointer.pressed.connect(self.point_at)
        self.pointer.clicked.connect(self.passage_clicked)
        self.pointer.clicked_beside.connect(self._on_pointer_clicked_beside)
        self.pointer.pointed.connect(self.passage_pointed)
        self.pointer.dragged.connect(self.caret.put)
        self.pointer.hovered.connect(self._on_pointer_hovered)
        self.ends.changed.connect(self._on_ends_changed)
        self.caret.changed.connect(self.viewport().update)
        self.caret.blinked.connect(self._on_caret_blinked)
        self.caret.moved.connect(self._on_caret_moved)

    def _paint_focus(self, painter: QPainter, page_layout: PageLayout) -> None:
        # Where a caret is, it tells.
        if self.hasFocus() and not self.caret.is_on:
            tick = LogicalRect(page_layout.areas.inlines[0], 0.0, *FOCUS_TICK)
            painter.fillRect(page_layout.window.to_pixels(tick), QColor(self._theme.accent))

    def _on_laid_out(self) -> None:
        if self._page_layout is not None:
            self.pointer.show_layout(self._page_layout)
            self.ends.show_layout(self._page_layout)
            self.caret.show_layout(self._page_layout)

    def _anchor(self) -> int | None:
        """Return what a click with Shift selects from: nothing before anything was pointed at."""
        is_there = self.selection is not None or self.has_pointed_offset or self.caret.is_on
        return self.caret.anchor if is_there else None

    def _on_pointer_clicked_beside(self, at: QPointF, has_dropped: bool) -> None:
        is_free = self.chosen is None and not has_dropped
        self.choice_dropped.emit()
        if is_free and self.scrolling.is_paged and self._page_layout is not None:
            self.scrolling.scroll_by_screen(pages_at(self._page_layout, at))

    def _on_pointer_hovered(self, at: QPointF) -> None:
        if self._page_layout is not None:
            shape = pointer_shape(self._page_layout, self._marks_in, self.ends, at)
            if shape is Qt.CursorShape.IBeamCursor:
                is_vertical, ratio = self._mode.is_vertical, self.devicePixelRatioF()
                self.viewport().setCursor(text_cursor(is_vertical=is_vertical, ratio=ratio))
            else:
                self.viewport().setCursor(shape)

    def _on_ends_changed(self) -> None:
        if self.ends.part is not None:
            self.choose(self.ends.part)
        self.viewport().update()

    def _on_caret_blinked(self) -> None:
        for box in self.caret.boxes():
            # As little as it covers: it blinks while nothing else changes.
            self.viewport().update(box.toAlignedRect().adjusted(-2, -2, 2, 2))

    def _on_caret_moved(self, offset: int) -> None:
        self._pointed = offset
        if self.chosen is not None:
            self.choice_dropped.emit()

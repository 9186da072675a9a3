"""The page: a widget that shows a sheet, scrolls it, selects on it, and keeps the line read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractAnimation,
    QEvent,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QColor, QHelpEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from reader.gui.page.page_layout import PageLayout, ReadingLine
from reader.gui.page.painter import MarksIn, RenderOptions, paint_page
from reader.gui.page.selection import Clicks, SelectionHistory, Selector
from reader.gui.page.units import LayoutUnits, units_of
from reader.gui.page.writing_mode import (
    HORIZONTAL,
    LogicalPoint,
    LogicalRect,
    WindowMapping,
    WritingMode,
)
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import plain_tip
from reader.localization import tr
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from reader.document.rendition import Rendition
    from reader.gui.widgets.theme import Theme

_GO_TO_HEIGHT = 0.3
"""Where in the window a place gone to is shown, as a part of its height."""
_TOP_SPACE = 0.5
"""Ems above a line shown at the top."""
_GLOW_MS = 900
_AUTOSCROLL_MS = 30
_TOLERANCE = 1.0
"""Pixels a line may lie outside the window and still be wholly in it."""
_EDGE = 12.0
"""Pixels inside the window's edge where a drag begins to scroll."""
_STEP = 1.8
"""Ems of a step of the scroll bar: a line."""


class PageView(QAbstractScrollArea):
    """Shows a rendition of a document. Ranges and offsets are of the source text."""

    reading_moved = Signal(int)
    """The offset of the first line in the window."""
    selection_changed = Signal()
    selection_finished = Signal()
    """The mouse let go of a selection that is not empty, or keys made it another."""
    laid_out = Signal()
    """Characters stand elsewhere than before."""
    passage_clicked = Signal(int)
    """A character was clicked; its offset."""
    passage_pointed = Signal(int)
    """A menu is to be about a character; its offset."""
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
        super().__init__(parent)
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._theme = theme
        self._em = em
        self._mode = mode
        self._rendition: Rendition | None = None
        self._units: LayoutUnits | None = None
        self._page_layout: PageLayout | None = None
        self._marks_in: MarksIn = lambda _: ()
        self._byline = ""
        self._reading_line = ReadingLine(0, 0.0)
        self._follows_scroll_bar = True
        self._selection: TextRange | None = None
        self._chosen: TextRange | None = None
        self._selector: Selector | None = None
        self._pointer = QPointF()
        self._pointed: int | None = None
        self._clicks = Clicks()
        self._selection_history = SelectionHistory()
        self._shows_repairs = False
        self._glowing: TextRange | None = None
        self._glow = QVariantAnimation(self)
        self._glow.setDuration(_GLOW_MS)
        self._glow.setStartValue(1.0)
        self._glow.setEndValue(0.0)
        self._glow.valueChanged.connect(self._on_glow_value_changed)
        self._autoscroll = QTimer(self)
        self._autoscroll.setInterval(_AUTOSCROLL_MS)
        self._autoscroll.timeout.connect(self._on_autoscroll_timeout)

    # What is shown

    def show_document(self, rendition: Rendition, marks_in: MarksIn, byline: str) -> None:
        """Show a document from its top."""
        self._rendition = rendition
        self._units = units_of(rendition.document)
        self._marks_in = marks_in
        self._byline = byline
        self._selection = self._chosen = None
        self._pointed = None
        self._selection_history = SelectionHistory()
        self._page_layout = None
        self._lay_out()
        self._after_scrolling()

    def set_rendition(self, rendition: Rendition, byline: str) -> None:
        """Show the same document in another script; the line being read stays."""
        self._rendition = rendition
        self._byline = byline
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.viewport().update()

    @property
    def em(self) -> float:
        """Pixels of a Han character of body text."""
        return self._em

    def set_em(self, em: float) -> None:
        """Set the page larger or smaller; the line being read stays."""
        self._em = em
        self._lay_out()

    def set_document(self, rendition: Rendition) -> None:
        """Show the article after its repairs were decided otherwise; the line read stays."""
        self._rendition = rendition
        self._units = units_of(rendition.document)
        self._lay_out()

    def set_shows_repairs(self, shows: bool) -> None:
        """Underline what was repaired, or not."""
        self._shows_repairs = shows
        self.viewport().update()

    def refresh_marks(self) -> None:
        """Paint again after annotations changed."""
        self.viewport().update()

    # Where the user is

    @property
    def reading_offset(self) -> int:
        """The source offset of the first line in the window."""
        return self._reading_line.offset

    def show_at_top(self, offset: int) -> None:
        """Scroll so that the line of an offset is the first one; for the first, to the very top."""
        is_first = self._page_layout is not None and self._page_layout.is_first_line(offset)
        self._show(offset, self._height() if is_first else self._em * _TOP_SPACE)

    def go_to(self, part: TextRange) -> None:
        """Bring the beginning of a passage into sight, if it is not, and let it glow once."""
        boxes = self._boxes_of(part)
        if not boxes or not self._is_whole(boxes[0]):
            self._show(part.start, self._height() * _GO_TO_HEIGHT)
        self.point_at(part.start)
        self._let_glow(part)

    def bring_into_sight(self, part: TextRange) -> None:
        """Bring a passage into sight, if no line of it is, and let it glow once."""
        if not self.is_in_sight(part):
            self._show(part.start, self._height() * _GO_TO_HEIGHT)
        self._let_glow(part)

    def is_in_sight(self, part: TextRange) -> bool:
        """Tell whether at least a line of a passage is wholly in the window."""
        return any(self._is_whole(box) for box in self._boxes_of(part))

    def point_at(self, offset: int) -> None:
        """Let commands that need neither selection nor annotation be about a source offset."""
        self._pointed = offset

    def boxes_of(self, part: TextRange) -> list[QRectF]:
        """Return the boxes of a range within the window, in the viewport's coordinates."""
        if self._page_layout is None:
            return []
        window = self._page_layout.window
        return [window.to_pixels(box) for box in self._page_layout.boxes_of(part)]

    @property
    def has_pointed_offset(self) -> bool:
        """Whether a place was clicked or gone to since the article was opened."""
        return self._pointed is not None

    @property
    def pointed_offset(self) -> int:
        """The source offset clicked last, with either button; the line read where there is none."""
        return self.reading_offset if self._pointed is None else self._pointed

    def character_around(self, offset: int) -> TextRange:
        """Return the source of the displayed character that a source offset is in."""
        if self._page_layout is None:
            return TextRange(offset, offset + 1)
        return self._page_layout.flow.character_around(offset)

    # Selection

    def choose(self, part: TextRange | None) -> None:
        """Put a frame around what commands are about, or around nothing."""
        if part != self._chosen:
            self._chosen = part
            self.viewport().update()

    @property
    def selection(self) -> TextRange | None:
        """The selected range, None when nothing is selected."""
        return self._selection

    def select(self, part: TextRange | None) -> None:
        """Select a range, which is brought into sight if no line of it is, or nothing."""
        self._select(part)
        if self._selection is not None and not self.is_in_sight(self._selection):
            self._show(self._selection.start, self._height() * _GO_TO_HEIGHT)

    def _select(self, part: TextRange | None) -> None:
        chosen = None if part is None or part.is_empty else part
        if chosen != self._selection:
            self._selection = chosen
            self.viewport().update()
            self.selection_changed.emit()

    def expand_selection(self) -> None:
        """Select the next larger of word, clause, sentence and paragraph."""
        if self._rendition is not None:
            part = self._selection or self._place_pointed_at()
            self.select(self._selection_history.up(self._rendition.document, part))
            self._finish_selection()

    def shrink_selection(self) -> None:
        """Select what was made wider, else the next smaller around the place clicked in it."""
        if self._rendition is not None and (part := self._selection) is not None:
            pointed = self.pointed_offset
            offset = pointed if part.start <= pointed < part.end else part.start
            self.select(self._selection_history.down(self._rendition.document, part, offset))
            self._finish_selection()

    def copy(self) -> None:
        """Put the selected text, as displayed, on the clipboard."""
        if self._rendition is not None and self._selection is not None:
            QApplication.clipboard().setText(self._rendition.text_of(self._selection))

    # Qt

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(900, 800)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.page))
            if self._page_layout is not None:
                paint_page(painter, self._page_layout, self._render_options())

    @guarded(False)
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = plain_tip(self._tip_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().viewportEvent(event)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @guarded(None)
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._page_layout is not None and self._follows_scroll_bar:
            scroller = self._page_layout.scroller
            scroller.move(self.verticalScrollBar().value() - scroller.value)
            self._after_scrolling()

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Ctrl and wheel is zoom, which the window knows how to do.
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll) and self._units:
            self.select(TextRange(self._units[0].range.start, self._units[-1].range.end))
        elif event.key() == Qt.Key.Key_Escape and self._selection is not None:
            self.select(None)
        elif event.key() == Qt.Key.Key_Escape and self._chosen is not None:
            self.choice_dropped.emit()
        elif not self._scroll_by_key(event):
            super().keyPressEvent(event)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._page_layout is not None:
            self._pointed = self._page_layout.flow.source_offset(
                self._page_layout.place_at(self._to_point(event.position()))
            )
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event, is_double=False)
        elif event.button() == Qt.MouseButton.RightButton:
            self._point(event.position())

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(event, is_double=True)

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._selector is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        self._pointer = event.position()
        self._drag()
        if not self._overshoot():
            self._autoscroll.stop()
        elif not self._autoscroll.isActive():
            self._autoscroll.start()

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._selector is None:
            return
        self._end_drag()
        if self._selection is None:
            self._click(event.position())
        self._finish_selection()

    # Setting and scrolling

    def _lay_out(self) -> None:
        if self._rendition is None or self._units is None:
            return
        is_first = self._page_layout is None
        self._page_layout = PageLayout(
            self._rendition,
            self._units,
            em=self._em,
            window=WindowMapping(self._mode, self.viewport().size()),
        )
        self._end_drag()
        if not is_first:
            self._page_layout.show_line(self._reading_line)
        self._sync_scroll_bar()
        self.viewport().update()
        self.laid_out.emit()

    def _show(self, offset: int, at: float) -> None:
        if self._page_layout is not None:
            self._page_layout.show_line(ReadingLine(offset, at))
            self._after_scrolling()

    def _boxes_of(self, part: TextRange) -> list[LogicalRect]:
        return self._page_layout.boxes_of(part) if self._page_layout else []

    def _is_whole(self, box: LogicalRect) -> bool:
        """Tell whether a line's box is in the window, or fills it."""
        height = self._height()
        shown = min(box.block_end, height) - max(box.block, 0.0)
        return shown >= min(box.block_size, height) - _TOLERANCE

    def _height(self) -> float:
        """Pixels of the window along the block axis."""
        return WindowMapping(self._mode, self.viewport().size()).size.block

    def _to_point(self, at: QPointF) -> LogicalPoint:
        return WindowMapping(self._mode, self.viewport().size()).to_point(at)

    def _let_glow(self, part: TextRange) -> None:
        self._glowing = part
        self._glow.stop()
        self._glow.start()

    def _place_pointed_at(self) -> TextRange:
        """Return the place clicked last; the line read where that is out of sight."""
        place = TextRange(self.pointed_offset, self.pointed_offset)
        if self.is_in_sight(place):
            return place
        return TextRange(self.reading_offset, self.reading_offset)

    def _after_scrolling(self) -> None:
        self._sync_scroll_bar()
        self.viewport().update()
        if self._page_layout is not None:
            self._reading_line = self._page_layout.reading_line()
            self.reading_moved.emit(self._reading_line.offset)

    @property
    def progress(self) -> float:
        """How much of the article is above the end of the window, from 0 at its top to 1."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 1.0

    def _sync_scroll_bar(self) -> None:
        if self._page_layout is None:
            return
        bar = self.verticalScrollBar()
        self._follows_scroll_bar = False
        bar.setRange(0, round(self._page_layout.scroller.maximum))
        bar.setEnabled(bar.maximum() > 0)
        bar.setPageStep(round(self._height()))
        bar.setSingleStep(round(self._em * _STEP))
        bar.setValue(round(self._page_layout.scroller.value))
        self._follows_scroll_bar = True

    def _scroll_by_key(self, event: QKeyEvent) -> bool:
        bar = self.verticalScrollBar()
        page = bar.pageStep() - bar.singleStep()
        is_backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Space: -page if is_backwards else page,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            return False
        bar.setValue(bar.value() + step)
        return True

    # Painting and selecting

    def _render_options(self) -> RenderOptions:
        is_glowing = self._glow.state() == QAbstractAnimation.State.Running
        return RenderOptions(
            theme=self._theme,
            marks_in=self._marks_in,
            byline=self._byline,
            selection=self._selection,
            chosen=self._chosen,
            glowing=self._glowing,
            glow=self._glow.currentValue() if is_glowing else 0.0,
            shows_repairs=self._shows_repairs,
        )

    def _press(self, event: QMouseEvent, *, is_double: bool) -> None:
        at = event.position()
        self._selection_history = SelectionHistory()
        unit = self._clicks.press(at, event.timestamp(), is_double=is_double)
        if self._page_layout is not None:
            self._pointer = at
            self._selector = Selector(self._page_layout, self._to_point(at), unit)
            self._select(self._selector.drag_to(self._to_point(at)))

    def _tip_at(self, at: QPointF) -> str:
        """Return what the file has under the pointer, where something was repaired."""
        offset = self._page_layout.character_at(self._to_point(at)) if self._page_layout else None
        if offset is None or self._rendition is None:
            return ""
        repairs = self._rendition.document.repairs_in(TextRange(offset, offset + 1))
        return next((tr("In the file: {words}").format(words=r.before) for r in repairs), "")

    def _click(self, at: QPointF) -> None:
        offset = self._page_layout.character_at(self._to_point(at)) if self._page_layout else None
        if offset is None:
            self.choice_dropped.emit()
        else:
            self.passage_clicked.emit(offset)

    def _point(self, at: QPointF) -> None:
        """Let the menu that follows be about what is under the pointer."""
        offset = self._page_layout.character_at(self._to_point(at)) if self._page_layout else None
        part = self._selection
        if part is not None and offset is not None and part.start <= offset < part.end:
            return
        self.select(None)
        if offset is not None:
            self.passage_pointed.emit(offset)

    def _finish_selection(self) -> None:
        if self._selection is not None:
            self.selection_finished.emit()

    def _drag(self) -> None:
        if self._selector is not None:
            self._select(self._selector.drag_to(self._to_point(self._pointer)))

    def _on_autoscroll_timeout(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(self._overshoot()))
        self._drag()

    def _overshoot(self) -> float:
        """Return how far a drag is beyond the window, less than 0 above it.

        A little inside the edge counts already: at the edge of the screen there is no beyond.
        """
        block, height = self._to_point(self._pointer).block, self._height()
        return min(0.0, block - _EDGE) + max(0.0, block - (height - _EDGE))

    def _end_drag(self) -> None:
        self._autoscroll.stop()
        self._selector = None

    def _on_glow_value_changed(self) -> None:
        self.viewport().update()

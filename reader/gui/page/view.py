"""The page: paints the units on screen, scrolls, selects, and keeps the line being read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

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
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from reader.document.model import BlockKind
from reader.gui.page.flow import BYLINE, Flow, Place
from reader.gui.page.painter import Mark, ShownMark, paint_fills, paint_strokes
from reader.gui.page.selection import Grain, Selector
from reader.gui.page.typography import MEASURE, Tone, interface_font, region_of
from reader.gui.page.units import Unit, units_of
from reader.gui.scroller import Scroller
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from reader.document.rendition import Rendition
    from reader.gui.theme import Theme

MarksIn = Callable[[TextRange], Sequence[Mark]]
"""Returns the marks over a source range, in the order they are painted."""

_TOP_MARGIN = 2.6
"""Ems above the first unit."""
_BOTTOM_MARGIN = 4.0
"""Ems below the last one."""
_SIDE_MARGIN = 2.0
"""Ems left free beside the measure in a narrow window."""
_GO_TO_HEIGHT = 0.3
"""Where in the window a place gone to is shown, as a part of its height."""
_GLOW_MS = 900
_AUTOSCROLL_MS = 30


class _Anchor(NamedTuple):
    """The line being read: it stays where it is when the page is set anew."""

    offset: int
    """Source offset the line begins with."""
    y: float
    """Its distance from the top of the window."""


class PageView(QAbstractScrollArea):
    """Shows a rendition of a document. Ranges and offsets are of the source text."""

    reading_moved = Signal(int)
    """The offset of the first line in the window."""
    selection_changed = Signal()
    selection_finished = Signal()
    """The mouse let go of a selection that is not empty."""
    passage_clicked = Signal(int)
    """A character was clicked; its offset."""

    def __init__(self, theme: Theme, em: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._theme = theme
        self._em = em
        self._rendition: Rendition | None = None
        self._units: Sequence[Unit] = ()
        self._flow: Flow | None = None
        self._scroller: Scroller | None = None
        self._marks_in: MarksIn = _no_marks
        self._byline = ""
        self._selection: TextRange | None = None
        self._selector: Selector | None = None
        self._anchor = _Anchor(0, 0.0)
        self._follows_scroll_bar = True
        self._glowing: TextRange | None = None
        self._glow = QVariantAnimation(self)
        self._glow.setDuration(_GLOW_MS)
        self._glow.setStartValue(1.0)
        self._glow.setEndValue(0.0)
        self._glow.valueChanged.connect(self._on_glow_value_changed)
        self._autoscroll = QTimer(self)
        self._autoscroll.setInterval(_AUTOSCROLL_MS)
        self._autoscroll.timeout.connect(self._on_autoscroll_timeout)
        self._pointer = QPointF()
        self._double_clicked = -QApplication.doubleClickInterval()

    # What is shown

    def show_document(self, rendition: Rendition, marks_in: MarksIn, byline: str) -> None:
        """Show a document from its top."""
        self._rendition = rendition
        self._units = units_of(rendition.document)
        self._marks_in = marks_in
        self._byline = byline
        self._selection = None
        self._flow = None
        self._set_flow()
        self._remember_line()

    def set_rendition(self, rendition: Rendition) -> None:
        """Show the same document in another script; the line being read stays."""
        self._rendition = rendition
        self._set_flow()

    def set_byline(self, byline: str) -> None:
        """Change the line below the title."""
        self._byline = byline
        self.viewport().update()

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
        self._set_flow()

    def refresh_marks(self) -> None:
        """Paint again after annotations changed."""
        self.viewport().update()

    # Where the reader is

    @property
    def reading_offset(self) -> int:
        """The source offset of the first line in the window."""
        return self._anchor.offset

    def show_at_top(self, offset: int) -> None:
        """Scroll so that the line of an offset is the first one."""
        self._show(offset, self._em * 0.5)

    def go_to(self, part: TextRange) -> None:
        """Bring a passage into sight, if it is not, and let it glow once."""
        if self._flow is None:
            return
        boxes = self.boxes_of(part)
        height = self.viewport().height()
        if not boxes or boxes[0].top() < 0 or boxes[0].bottom() > height:
            self._show(part.start, height * _GO_TO_HEIGHT)
        self._glowing = part
        self._glow.stop()
        self._glow.start()

    # Selection

    @property
    def selection(self) -> TextRange | None:
        """The selected range, None when nothing is selected."""
        return self._selection

    def select(self, part: TextRange | None) -> None:
        """Select a range, or nothing."""
        chosen = None if part is None or part.is_empty else part
        if chosen != self._selection:
            self._selection = chosen
            self.viewport().update()
            self.selection_changed.emit()

    def copy(self) -> None:
        """Put the selected text, as displayed, on the clipboard."""
        if self._rendition is not None and self._selection is not None:
            QApplication.clipboard().setText(self._rendition.text_of(self._selection))

    def boxes_of(self, part: TextRange) -> list[QRectF]:
        """Return the boxes of a range within the window, in the viewport's coordinates."""
        if self._flow is None or self._scroller is None:
            return []
        left = self._left()
        boxes = []
        for index, y in self._scroller.visible():
            shown = self._flow.shown_part(index, part)
            if shown is not None:
                boxes += [b.translated(left, y) for b in self._flow.layout(index).rects(shown)]
        return boxes

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(900, 800)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._theme.page))
        if self._scroller is None:
            return
        for index, y in self._scroller.visible():
            self._paint_unit(painter, index, y)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_flow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._scroller is None or not self._follows_scroll_bar:
            return
        self._scroller.move(self.verticalScrollBar().value() - self._scroller.value)
        self._after_scrolling()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Ctrl and wheel is zoom, which the window knows how to do.
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._units:
            self.select(TextRange(self._units[0].range.start, self._units[-1].range.end))
        elif event.key() == Qt.Key.Key_Escape and self._selection is not None:
            self.select(None)
        elif not self._scroll_by_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._flow is not None:
            third = event.timestamp() - self._double_clicked < QApplication.doubleClickInterval()
            self._press(event.position(), Grain.PARAGRAPH if third else Grain.CHARACTER)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._flow is not None:
            self._double_clicked = event.timestamp()
            self._press(event.position(), Grain.CLAUSE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._selector is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        self._pointer = event.position()
        self._drag()
        outside = not 0 <= self._pointer.y() <= self.viewport().height()
        if outside and not self._autoscroll.isActive():
            self._autoscroll.start()
        elif not outside:
            self._autoscroll.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._selector is None:
            return
        self._autoscroll.stop()
        self._selector = None
        if self._selection is not None:
            self.selection_finished.emit()
        elif (offset := self._character_at(event.position())) is not None:
            self.passage_clicked.emit(offset)

    # Setting the page

    def _set_flow(self) -> None:
        if self._rendition is None:
            return
        em = self._em
        room = (self.viewport().width() - 2 * _SIDE_MARGIN * em) // em
        width = em * min(MEASURE, max(8, room))
        region = region_of(self._rendition.target, self._rendition.document.script)
        is_first = self._flow is None
        self._flow = Flow(self._rendition, self._units, region, em=em, width=width)
        self._scroller = Scroller(
            self._flow,
            self.viewport().height(),
            top=_TOP_MARGIN * em,
            bottom=_BOTTOM_MARGIN * em,
        )
        if not is_first:
            anchor = self._anchor
            self._show_line(anchor.offset, anchor.y)
        self._sync_scroll_bar()
        self.viewport().update()

    def _show(self, offset: int, at: float) -> None:
        self._show_line(offset, at)
        self._after_scrolling()

    def _show_line(self, offset: int, at: float) -> None:
        if self._flow is None or self._scroller is None:
            return
        place = self._flow.place(offset)
        line_top = self._flow.layout(place.unit).line_top(place.offset)
        self._scroller.show(place.unit, line_top, at)

    def _after_scrolling(self) -> None:
        self._sync_scroll_bar()
        self._remember_line()
        self.viewport().update()

    def _sync_scroll_bar(self) -> None:
        if self._scroller is None or self._flow is None:
            return
        bar = self.verticalScrollBar()
        self._follows_scroll_bar = False
        bar.setRange(0, round(self._scroller.maximum))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(round(self._em * 1.8))
        bar.setValue(round(self._scroller.value))
        self._follows_scroll_bar = True

    def _remember_line(self) -> None:
        if self._flow is None or self._scroller is None:
            return
        for index, y in self._scroller.visible():
            layout = self._flow.layout(index)
            for number in range(layout.line_at(-y), layout.line_count):
                offset = layout.line_start(number)
                top = y + layout.line_top(offset)
                if top >= 0:
                    source = self._flow.source_offset(Place(index, offset))
                    self._anchor = _Anchor(source, top)
                    self.reading_moved.emit(source)
                    return

    # Painting

    def _left(self) -> float:
        width = self._flow.width if self._flow else 0.0
        return float(round((self.viewport().width() - width) / 2))

    def _paint_unit(self, painter: QPainter, index: int, y: float) -> None:
        flow, theme, left = self._flow, self._theme, self._left()
        if flow is None:
            return
        layout = flow.layout(index)
        marks = [
            ShownMark(mark, layout.rects(shown))
            for mark in self._marks_in(flow.units[index].range)
            if (shown := flow.shown_part(index, mark.range)) is not None
        ]
        paint_fills(painter, marks, theme, left, y)
        self._paint_over(painter, index, y, self._selection, QColor(theme.selection))
        if self._glow.state() == QAbstractAnimation.State.Running:
            color = QColor(theme.accent)
            color.setAlphaF(0.35 * self._glow.currentValue())
            self._paint_over(painter, index, y, self._glowing, color)
        painter.setPen(QColor(theme.inks[flow.tone(index).value]))
        layout.draw(painter, left, y)
        paint_strokes(painter, marks, layout, theme, left, y)
        self._paint_furniture(painter, index, y)

    def _paint_over(
        self, painter: QPainter, index: int, y: float, part: TextRange | None, color: QColor
    ) -> None:
        if part is None or self._flow is None:
            return
        shown = self._flow.shown_part(index, part)
        if shown is not None:
            for box in self._flow.layout(index).rects(shown):
                painter.fillRect(box.translated(self._left(), y), color)

    def _paint_furniture(self, painter: QPainter, index: int, y: float) -> None:
        """Paint what is not of the text: the line below the title, the rule over back matter."""
        if self._flow is None or self._rendition is None:
            return
        unit, em, left = self._units[index], self._em, self._left()
        kind = unit.block.kind
        if kind is BlockKind.TITLE and unit.is_last:
            region = region_of(self._rendition.target, self._rendition.document.script)
            painter.setFont(interface_font(region, em * 0.78))
            painter.setPen(QColor(self._theme.inks[Tone.QUIET.value]))
            top = y + self._flow.layout(index).height - BYLINE * em
            box = QRectF(left, top, self._flow.width, 1.2 * em)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._byline)
        elif self._begins_back_matter(index):
            painter.setPen(QPen(QColor(self._theme.border), 1))
            painter.drawLine(QPointF(left, y), QPointF(left + 6 * em, y))

    def _begins_back_matter(self, index: int) -> bool:
        kinds = [unit.block.kind for unit in self._units[max(0, index - 1) : index + 1]]
        return kinds[-1] is BlockKind.BACK_MATTER and kinds[0] is not BlockKind.BACK_MATTER

    # Selecting

    def _press(self, at: QPointF, grain: Grain) -> None:
        place = self._place_at(at)
        if self._flow is None or place is None:
            return
        self._selector = Selector(self._flow, place, grain)
        self._pointer = at
        self.select(self._selector.drag_to(place))

    def _drag(self) -> None:
        place = self._place_at(self._pointer)
        if self._selector is not None and place is not None:
            self.select(self._selector.drag_to(place))

    def _unit_at(self, y: float) -> tuple[int, float] | None:
        """Return the unit at a height in the window, the nearest one, and its top."""
        found = None
        for index, top in self._scroller.visible() if self._scroller else ():
            if found is None or top <= y:
                found = index, top
        return found

    def _place_at(self, at: QPointF) -> Place | None:
        found = self._unit_at(at.y())
        if found is None or self._flow is None:
            return None
        index, top = found
        offset = self._flow.layout(index).offset_at(at.x() - self._left(), at.y() - top)
        return Place(index, offset)

    def _character_at(self, at: QPointF) -> int | None:
        found = self._unit_at(at.y())
        if found is None or self._flow is None:
            return None
        index, top = found
        character = self._flow.layout(index).character_at(at.x() - self._left(), at.y() - top)
        if character is None:
            return None
        return self._flow.source_range(Place(index, character), Place(index, character + 1)).start

    # Scrolling

    def _scroll_by_key(self, event: QKeyEvent) -> bool:
        bar = self.verticalScrollBar()
        page = bar.pageStep() - round(self._em * 1.8)
        backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Space: -page if backwards else page,
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            return False
        bar.setValue(bar.value() + step)
        return True

    def _on_autoscroll_timeout(self) -> None:
        y, height = self._pointer.y(), self.viewport().height()
        beyond = y if y < 0 else max(0.0, y - height)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(beyond / 2))
        self._drag()

    def _on_glow_value_changed(self) -> None:
        self.viewport().update()


def _no_marks(_part: TextRange) -> Sequence[Mark]:
    return ()

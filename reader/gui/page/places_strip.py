"""The strip beside the scroll bar: where in the whole article there is something to go to.

It knows no kinds of places; it asks those it is given what begins in a stretch of the text: in all
of it, then in some rows of pixels, then in each row. So it costs no more for 200,000 places than
there are rows, and next to nothing for none.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from reader.gui.page.writing_mode import LogicalRect, WindowMapping
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import plain_tip
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtCore import QSize, SignalInstance
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.widgets.theme import Theme

LANE = 4
"""Pixels across, for each kind of place."""
_LATER_MS = 100
"""Before places that changed are painted."""
_ROW = 3
"""Pixels along the block axis that show as one."""
_ROWS_TOGETHER = 16
"""Asked about before each of them is: in most articles most have nothing."""
_REACH = 3
"""Rows before and after the pointer where the nearest place is looked for."""
_MOST_COLORS = 3
"""In one row of a lane, beside each other."""
_MOST_WORDS = 6
"""Places that are named at the pointer."""


class PlaceKind(Protocol):
    """One kind of place in the article. Ranges are of the source text."""

    def colors_in(self, part: TextRange, theme: Theme) -> Iterable[str]:
        """Yield the colours of the places that begin in a range, as long as more are wanted."""

    def words_in(self, part: TextRange) -> Iterable[str]:
        """Yield what the places that begin in a range say, each in a line or a few."""

    def go_to_first(self, part: TextRange) -> bool:
        """Go to the first place that begins in a range; False where there is none."""


class Tick(NamedTuple):
    """A row of the strip where something begins."""

    row: int
    lane: int
    colors: Sequence[str]


class _Lane(QObject):
    """Has the places of one kind asked for anew, as long as there is its strip."""

    def __init__(self, number: int, strip: PlacesStrip) -> None:
        super().__init__(strip)
        self._number = number
        self._strip = strip

    def refresh(self) -> None:
        self._strip.refresh_lane(self._number)


class PlacesStrip(QWidget):
    """Shows places of all kinds along the article, names them, and goes to them when clicked."""

    def __init__(self, theme: Theme, parent: QWidget, mode: WritingMode) -> None:
        super().__init__(parent)
        self.setObjectName("placesStrip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._mode = mode
        self._page_layout: PageLayout | None = None
        self._kinds: list[PlaceKind] = []
        self._bounds: list[int] = []
        """Source offset that each row begins with, and where the last one ends."""
        self._total = 0.0
        """Block size of the article when they were reckoned."""
        self._ticks: dict[int, list[Tick]] = {}
        """By lane; one that is not there is to be asked for."""
        self._picture: QPixmap | None = None
        """What is painted; None where it is to be painted anew."""
        # What a user does shows on the page at once; while it is found, places come in hundreds.
        self._later = QTimer(self, interval=_LATER_MS, singleShot=True)
        self._later.timeout.connect(self._paint_anew)

    @property
    def room(self) -> int:
        """The pixels it takes across, none without a kind of place."""
        return LANE * len(self._kinds)

    def add(self, kind: PlaceKind, *changed: SignalInstance) -> None:
        """Show one more kind of place, in a lane of its own; signals say when it has others."""
        lane = len(self._kinds)
        self._kinds.append(kind)
        for signal in changed:
            signal.connect(_Lane(lane, self).refresh)
        self.refresh_lane(lane)

    def show_layout(self, page_layout: PageLayout) -> None:
        """Be beside another layout."""
        self._page_layout = page_layout
        self._bounds = []
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.refresh()

    def set_mode(self, mode: WritingMode) -> None:
        """Go along lines or along columns, beside a page that is laid out so next."""
        self._mode = mode
        self._bounds = []
        self.refresh()

    def refresh(self) -> None:
        """Ask anew for all places, when they are to be seen next."""
        self._ticks.clear()
        self._paint_anew()

    def refresh_lane(self, lane: int) -> None:
        """Ask anew for the places of one kind; of many that come soon after each other, once."""
        self._ticks.pop(lane, None)
        if not self._later.isActive():
            self._later.start()

    def follow_scrolling(self) -> None:
        """Take note of what scrolling measured, once places are no longer where they are shown."""
        if self._page_layout is None or not self._bounds:
            return
        now = self._page_layout.flow.heights.total
        if abs(now - self._total) * len(self._bounds) > max(now, 1.0):
            self._bounds = []
            self.refresh()

    def ticks(self) -> Sequence[Tick]:
        """Return what is shown, row by row within each lane."""
        if self._page_layout is None:
            return []
        units = self._page_layout.flow.units
        whole = TextRange(0, units[len(units) - 1].range.end + 1)
        lanes = [lane for lane, kind in enumerate(self._kinds) if self._has_any(kind, whole)]
        if lanes:
            self._row_bounds()
        for lane in lanes:
            if lane not in self._ticks:
                self._ticks[lane] = list(self._found_ticks(lane, self._kinds[lane]))
        return [tick for lane in lanes for tick in self._ticks[lane]]

    def part_of_row(self, row: int) -> TextRange:
        """Return the stretch of the source text that a row stands for."""
        bounds = self._row_bounds()
        return TextRange(bounds[row], bounds[row + 1])

    def box_of(self, tick: Tick) -> QRectF:
        """Return where a tick is, in pixels of the strip."""
        box = LogicalRect(tick.lane * LANE, tick.row * _ROW, LANE - 1, _ROW)
        return self._mapping().to_pixels(box)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wanted = self.size() * self.devicePixelRatio()
        if self._picture is None or self._picture.size() != wanted:
            self._picture = self._painted(wanted)
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = "\n".join(self.words_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        for part in self._parts_near(event.position()):
            # The lane under the pointer first: there may be something of each in the row.
            lane = int(self._mapping().to_point(event.position()).inline // LANE)
            for kind in (*self._kinds[lane : lane + 1], *self._kinds):
                if kind.go_to_first(part):
                    return

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the page below must not take it for the end of a drag of its own

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def words_at(self, at: QPointF) -> list[str]:
        """Return what the places nearest to a point say."""
        for part in self._parts_near(at):
            every = (each for kind in self._kinds for each in kind.words_in(part))
            if words := list(islice(every, _MOST_WORDS + 1)):
                return [*words[:_MOST_WORDS], *("…" for _ in words[_MOST_WORDS : _MOST_WORDS + 1])]
        return []

    # Inside

    def _paint_anew(self) -> None:
        self._picture = None
        self.update()

    def _painted(self, pixels: QSize) -> QPixmap:
        picture = QPixmap(pixels)
        picture.setDevicePixelRatio(self.devicePixelRatio())
        picture.fill(QColor(self._theme.page))
        with QPainter(picture) as painter:
            painter.setTransform(self._mapping().transform, True)
            for row, lane, colors in self.ticks():
                wide = (LANE - 1) / len(colors)
                for number, color in enumerate(colors):
                    box = QRectF(lane * LANE + number * wide, row * _ROW, wide, _ROW)
                    painter.fillRect(box, QColor(color))
        return picture

    def _mapping(self) -> WindowMapping:
        return WindowMapping(self._mode, self.size())

    def _row_count(self) -> int:
        return max(1, int(self._mapping().size.block // _ROW))

    def _row_bounds(self) -> list[int]:
        if len(self._bounds) != self._row_count() + 1:
            self._bounds = self._reckoned_bounds()
            self._ticks.clear()
        return self._bounds

    def _reckoned_bounds(self) -> list[int]:
        rows = self._row_count()
        if self._page_layout is None:
            return [0] * (rows + 1)
        flow, scroller = self._page_layout.flow, self._page_layout.scroller
        self._total = flow.heights.total
        whole = scroller.maximum + scroller.height
        bounds = [0]
        for row in range(1, rows):
            block = row * whole / rows - scroller.top
            bounds.append(max(bounds[-1], flow.offset_near(block)))
        # A place may begin at the very end.
        return [*bounds, flow.units[len(flow.units) - 1].range.end + 1]

    def _found_ticks(self, lane: int, kind: PlaceKind) -> Iterator[Tick]:
        bounds = self._row_bounds()
        rows = range(len(bounds) - 1)
        for first in rows[::_ROWS_TOGETHER]:
            together = rows[first : first + _ROWS_TOGETHER]
            if not self._has_any(kind, TextRange(bounds[first], bounds[together[-1] + 1])):
                continue
            for row in together:
                start, end = bounds[row], bounds[row + 1]
                if start < end and (colors := self._colors(kind, TextRange(start, end))):
                    yield Tick(row, lane, colors)

    def _has_any(self, kind: PlaceKind, part: TextRange) -> bool:
        return any(True for _ in kind.colors_in(part, self._theme))

    def _colors(self, kind: PlaceKind, part: TextRange) -> Sequence[str]:
        colors: list[str] = []
        for color in kind.colors_in(part, self._theme):
            if color not in colors:
                colors.append(color)
                if len(colors) == _MOST_COLORS:
                    break
        return colors

    def _parts_near(self, at: QPointF) -> Iterator[TextRange]:
        """Yield the parts of the text of the rows near a point, the nearest first."""
        bounds = self._row_bounds()
        here = int(self._mapping().to_point(at).block // _ROW)
        for row in sorted(range(here - _REACH, here + _REACH + 1), key=lambda r: abs(r - here)):
            if 0 <= row < len(bounds) - 1 and bounds[row] < bounds[row + 1]:
                yield TextRange(bounds[row], bounds[row + 1])

"""The caret: a place in the text that is moved by keys, shown where commands are about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QGuiApplication

from reader.document.selection_units import SelectionUnit, stretch_at
from reader.gui.page.caret_keys import movement_of
from reader.gui.page.caret_moves import (
    CaretPlace,
    Step,
    beginning_of_move,
    caret_box,
    gap_of,
    has_words,
    line_at_caret,
    moved,
)
from reader.gui.page.decorations import Decoration, Passage, Shown, in_painter
from reader.gui.page.writing_mode import LogicalPoint
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QKeyEvent, QPainter

    from reader.gui.page.caret_keys import Movement
    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.page_scrolling import PageScrolling
    from reader.gui.page.placed_unit import PlacedUnit
    from reader.gui.page.selection import PageSelection
    from reader.gui.widgets.theme import Theme

_WIDTH = 2.0
"""Pixels."""


class Caret(QObject):
    """Moves by keys, and selects what it is moved over while Shift is held."""

    changed = Signal()
    """It may be elsewhere, and is to be painted again."""
    blinked = Signal()
    """It is to be painted again where it is."""
    turned = Signal()
    """Keys move it from now on, or no longer."""
    moved = Signal(int)
    """Keys moved it; the source offset it is at now."""

    def __init__(self, selection: PageSelection, scrolling: PageScrolling, parent: QObject) -> None:
        super().__init__(parent)
        self._selection = selection
        self._scrolling = scrolling
        self._page_layout: PageLayout | None = None
        self._place = CaretPlace(0)
        self._inline: float | None = None
        """Where along the lines it stays while it moves from line to line."""
        self._extended: tuple[int, TextRange | None] | None = None
        """Where extending began, and what it selected."""
        self._is_on = False
        self._has_focus = False
        self._is_lit = True
        self._blinking = QTimer(self)
        self._blinking.timeout.connect(self._on_blinking_timeout)

    @property
    def is_on(self) -> bool:
        """Whether keys move it."""
        return self._is_on

    @property
    def offset(self) -> int:
        """The source offset it is at."""
        return self._place.offset

    @property
    def anchor(self) -> int:
        """Where what is selected began: extending keeps that end."""
        part = self._selection.part
        if self._extended is not None and self._extended[1] == part:
            return self._extended[0]
        if part is None:
            return self._place.offset
        return part.end if self._place.offset == part.start else part.start

    def show_layout(self, page_layout: PageLayout) -> None:
        """Be in another layout; the place in the text stays."""
        self._page_layout = page_layout
        self._inline = None

    def turn(self, *, is_on: bool) -> None:
        """Show it and let keys move it, or not."""
        self._is_on = is_on
        self._light()
        self.turned.emit()

    def set_focus(self, *, has_focus: bool) -> None:
        """Blink while the keys go to the page."""
        self._has_focus = has_focus
        self._light()

    def put(self, offset: int) -> None:
        """Put it at a source offset."""
        self._place = CaretPlace(offset)
        self._inline = None
        self._light()

    def go_to(self, offset: int) -> None:
        """Move to a source offset, which is brought into sight, as keys move it."""
        self._go(CaretPlace(offset), extends=False)

    def word(self) -> TextRange | None:
        """Return the word it is in, or stands before or behind; None where there is none."""
        if self._page_layout is None:
            return None
        document, offset = self._page_layout.flow.rendition.document, self._place.offset
        for at in (offset, max(0, offset - 1)):
            part = stretch_at(document, at, SelectionUnit.WORD)
            if part.start <= offset <= part.end and has_words(part.slice(document.source.text)):
                return part
        return None

    def take_key(self, event: QKeyEvent) -> bool:
        """Move if the key pressed is one that moves; tell whether it is."""
        if not self._is_on or self._page_layout is None:
            return False
        movement = movement_of(event, self._page_layout.window)
        if movement is not None:
            self._move(movement)
            return True
        screens = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if screens is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._move_by_screen(screens, extends=is_extending)
        return True

    def decoration(self) -> Decoration[Passage]:
        """Return how it is painted now."""
        return _CaretDecoration(items_in=self._shown_in, over=_paint, place=self._place)

    def boxes(self) -> list[QRectF]:
        """Return where it is in the window, in pixels; nothing where it is not in it."""
        page_layout = self._page_layout
        if page_layout is None:
            return []
        unit, _ = gap_of(page_layout.flow, self._place.offset)
        box = caret_box(page_layout.flow, self._place)
        return [
            page_layout.window.to_pixels(placed.box(box))
            for placed in page_layout.visible()
            if placed.unit == unit and placed.shows(box)
        ]

    # Moving

    def _move(self, movement: Movement) -> None:
        if self._page_layout is None:
            return
        part = self._selection.part
        by_character = movement.step is Step.CHARACTER
        if part is not None and by_character and not movement.extends:
            # As everywhere: what was selected is left at the end that the key points to.
            self._go(CaretPlace(part.end if movement.forward else part.start), extends=False)
            return
        flow = self._page_layout.flow
        before = self._place
        inline = self._inline
        if inline is None:
            inline = caret_box(flow, before).inline
        place = moved(flow, before, movement.step, forward=movement.forward, inline=inline)
        if part is None and movement.extends:
            document, end = flow.rendition.document, place.offset
            start = beginning_of_move(document, before.offset, end, movement.step)
            self._place = CaretPlace(start)
        self._go(place, extends=movement.extends)
        self._inline = inline if movement.step is Step.LINE else None

    def _move_by_screen(self, screens: int, *, extends: bool) -> None:
        """Scroll by a screen; it stays where it is in the window, or goes to the article's end."""
        page_layout = self._page_layout
        if page_layout is None:
            return
        window = page_layout.window
        boxes = [window.to_rect(box) for box in self.boxes()]
        inline = boxes[0].inline if boxes else page_layout.areas.inlines[0]
        block = boxes[0].block + boxes[0].block_size / 2 if boxes else window.size.block / 2
        if self._scrolling.scroll_by_screen(screens):
            gap = page_layout.place_at(LogicalPoint(inline, block))
            place = CaretPlace(page_layout.flow.source_offset(gap))
        else:
            forward = screens > 0
            place = moved(
                page_layout.flow, self._place, Step.DOCUMENT, forward=forward, inline=inline
            )
        self._go(place, extends=extends)

    def _go(self, place: CaretPlace, *, extends: bool) -> None:
        anchor = self.anchor
        self._place = place
        self._inline = None
        self._bring_into_sight()
        self.moved.emit(place.offset)
        if extends:
            self._selection.set(self._between(anchor, place))
            self._extended = anchor, self._selection.part
        else:
            self._selection.set(None)
            self._extended = None
        self._selection.finish()
        self._place = place
        self._light()

    def _between(self, anchor: int, place: CaretPlace) -> TextRange | None:
        if self._page_layout is None or anchor == place.offset:
            return None
        flow = self._page_layout.flow
        return flow.source_range(gap_of(flow, anchor), gap_of(flow, place.offset))

    def _bring_into_sight(self) -> None:
        if self._page_layout is not None:
            line = line_at_caret(self._page_layout.flow, self._place)
            self._scrolling.bring_line_into_sight(line.unit, line.number)

    # Painting

    def _light(self) -> None:
        """Show it at once, and blink from now on at the system's pace, which may be none."""
        self._is_lit = True
        pace = QGuiApplication.styleHints().cursorFlashTime() // 2
        if self._is_on and self._has_focus and pace > 0:
            self._blinking.start(pace)
        else:
            self._blinking.stop()
        self.changed.emit()

    def _on_blinking_timeout(self) -> None:
        self._is_lit = not self._is_lit
        self.blinked.emit()

    def _shown_in(self, unit: TextRange) -> Sequence[Passage]:
        is_shown = self._is_on and self._has_focus and self._is_lit
        offset = self._place.offset
        if not is_shown or self._page_layout is None:
            return ()
        flow = self._page_layout.flow
        is_here = flow.units[gap_of(flow, offset).unit].range == unit
        return (Passage(TextRange(offset, offset)),) if is_here else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _CaretDecoration(Decoration[Passage]):
    """A gap that has its own line, where one ends and another begins."""

    place: CaretPlace

    def shown_in(self, page_layout: PageLayout, placed: PlacedUnit) -> list[Shown[Passage]]:
        """Return the box of the caret, where it is in a unit."""
        flow = page_layout.flow
        found = []
        for item in self.items_in(flow.units[placed.unit].range):
            box = caret_box(flow, self.place)
            size = flow.layout(placed.unit).character_size
            boxes = [in_painter(placed.box(box), page_layout)] if placed.shows(box) else []
            found.append(Shown(item, boxes, begins=True, ends=True, character_size=size))
        return found


def _paint(painter: QPainter, theme: Theme, shown: Sequence[Shown[Any]]) -> None:
    for each in shown:
        for box in each.boxes:
            line = box.adjusted(-_WIDTH / 2, 0, _WIDTH / 2, 0)
            painter.fillRect(line, QColor(theme.text))

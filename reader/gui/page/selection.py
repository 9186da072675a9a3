"""Selecting: by characters or by larger units, with the mouse and with keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from reader.document.selection_units import SelectionUnit, expanded, shrunk, stretch_at
from reader.gui.page.decorations import Decoration, Passage, paint_selection, passage
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from reader.document.model import Document
    from reader.gui.page.flow import DisplayPosition
    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.writing_mode import LogicalPoint


class Clicks:
    """Counts the clicks that follow each other in one place."""

    def __init__(self) -> None:
        self._count = 0
        self._last = 0
        self._at: QPointF | None = None

    def press(self, at: QPointF, timestamp: int, *, is_double: bool) -> SelectionUnit | None:
        """Take a press of the button and return what it selects by; None for characters.

        Args:
            at: where it was.
            timestamp: when it was, in milliseconds.
            is_double: whether the window system calls it a double click; it calls the fourth one so
                too, and the third and fifth single.
        """
        follows = (
            self._at is not None
            and timestamp - self._last < QApplication.doubleClickInterval()
            and (at - self._at).manhattanLength() < QApplication.startDragDistance()
        )
        self._count = max(self._count + 1 if follows else 1, 1 + is_double)
        self._last, self._at = timestamp, at
        return None if self._count == 1 else SelectionUnit(min(self._count - 1, max(SelectionUnit)))


class SelectionHistory:
    """Expands a selection unit by unit, and shrinks it the way it grew."""

    def __init__(self) -> None:
        self._steps: list[tuple[TextRange, TextRange]] = []
        """What was selected before and after each expansion."""

    def up(self, document: Document, part: TextRange) -> TextRange:
        """Return the next larger stretch around a selection."""
        if self._steps and self._steps[-1][1] != part:
            self._steps.clear()
        above = expanded(document, part)
        if above != part and not part.is_empty:
            self._steps.append((part, above))
        return above

    def down(self, document: Document, part: TextRange, offset: int) -> TextRange:
        """Return what a selection was expanded from, else the next smaller around an offset."""
        if self._steps and self._steps[-1][1] == part:
            return self._steps.pop()[0]
        self._steps.clear()
        return shrunk(document, part, offset)


class PageSelection(QObject):
    """What is selected on a page: a range of the source text, or nothing."""

    changed = Signal()
    finished = Signal()
    """A selection that is not empty was finished with the mouse, or changed with keys."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.part: TextRange | None = None
        """What is selected, None when nothing is."""
        self._history = SelectionHistory()

    def decoration(self) -> Decoration[Passage]:
        """Return how it is painted now."""
        part = self.part
        return Decoration(items_in=lambda _: passage(part), behind=paint_selection)

    def reset(self) -> None:
        """Begin with another article, without telling of it."""
        self.part = None
        self.forget_steps()

    def set(self, part: TextRange | None) -> None:
        """Select a range, or nothing."""
        selected = None if part is None or part.is_empty else part
        if selected != self.part:
            self.part = selected
            self.changed.emit()

    def finish(self) -> None:
        """Tell that what is selected is not about to change."""
        if self.part is not None:
            self.finished.emit()

    def expanded(self, document: Document, place: TextRange) -> TextRange:
        """Return the next larger of word, clause, sentence and paragraph around the selection.

        Args:
            document: the article.
            place: around which it is where nothing is selected.
        """
        return self._history.up(document, self.part or place)

    def shrunk(self, document: Document, pointed: int) -> TextRange | None:
        """Return what was made wider, else the next smaller unit around an offset.

        Args:
            document: the article.
            pointed: offset that counts where it is in the selection.
        """
        if self.part is None:
            return None
        is_inside = self.part.start <= pointed < self.part.end
        return self._history.down(document, self.part, pointed if is_inside else self.part.start)

    def forget_steps(self) -> None:
        """Forget what the selection was made wider from."""
        self._history = SelectionHistory()


class Selector:
    """One drag over a page, from press to release."""

    def __init__(
        self,
        page_layout: PageLayout,
        at: LogicalPoint,
        unit: SelectionUnit | None = None,
        *,
        anchor: DisplayPosition | None = None,
    ) -> None:
        """Begin a drag.

        Args:
            page_layout: what is dragged over.
            at: the point pressed.
            unit: what the selection grows by; None for characters.
            anchor: where the selection begins; None for the point pressed.
        """
        self._page_layout = page_layout
        self._unit = unit
        self._place = anchor or page_layout.place_at(at)
        self._first = self._stretch(at, unit) if unit else None

    def drag_to(self, at: LogicalPoint) -> TextRange:
        """Return the source range from the press to a point, in whole stretches."""
        if self._first is None or self._unit is None:
            # Between characters it is the gap nearest to the pointer that counts.
            return self._page_layout.flow.source_range(self._place, self._page_layout.place_at(at))
        here = self._stretch(at, self._unit)
        return TextRange(min(self._first.start, here.start), max(self._first.end, here.end))

    def _stretch(self, at: LogicalPoint, unit: SelectionUnit) -> TextRange:
        flow = self._page_layout.flow
        offset = flow.source_offset(self._page_layout.nearest_character(at))
        return stretch_at(flow.rendition.document, offset, unit)

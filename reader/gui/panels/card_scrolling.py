"""What of a column of cards is in sight: scrolled by its bar, and by what shall be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reader.gui.panels.group_heading import Heading
from reader.gui.panels.shown_cards import MARGIN, ShownCards
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.own_viewport import use_own_viewport
from reader.gui.widgets.scroller import Scroller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from reader.gui.panels.card_column import CardColumn, QuoteOf, Row
    from reader.gui.widgets.fonts import Region


class CardScrolling(QAbstractScrollArea):
    """Shows a part of a column, and keeps what is shown where it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        use_own_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._follows_scroll_bar = True

    def _scroll_over(self, column: CardColumn) -> None:
        """Begin at the top of a column."""
        self.column = column
        self._scroller = Scroller(column, self.viewport().height(), top=MARGIN, bottom=MARGIN)
        self._shown = ShownCards(column, self._scroller)

    def show_at_top(self, id_: str) -> None:
        """Scroll until a card is the first one, below the heading of its group if it begins it."""
        row = self.column.row_of(id_)
        if row is not None:
            begins = row > 0 and isinstance(self.column.rows[row - 1], Heading)
            self._scroller.show(row - begins, 0, MARGIN)
            self._after_scrolling()

    def bring_into_sight(self, id_: str) -> None:
        """Scroll to a card where it is not in sight as a whole."""
        row = self.column.row_of(id_)
        if row is not None:
            self._bring_into_sight(row)

    def is_in_sight(self, id_: str) -> bool:
        """Tell whether an annotation's card is shown, and its beginning in the window."""
        top = self._shown.top_of(self.column.row_of(id_))
        height = self.viewport().height()
        return self.isVisible() and top is not None and 0 <= top < height - MARGIN

    # Qt

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        value = self._scroller.value
        self.column.set_width(self.viewport().width())
        self._scroller.height = self.viewport().height()
        self._scroller.jump(value)
        self._after_scrolling()

    @guarded(None)
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._follows_scroll_bar:
            self._scroller.follow(self.verticalScrollBar().value())
            self._after_scrolling()

    # Inside

    def _put_rows(
        self, rows: Sequence[Row], quote_of: QuoteOf, region: Region, first: Row | None
    ) -> None:
        """Have other rows; those in sight stay where they are, one of them before all others."""
        value, held = self._scroller.value, self._shown.hold(first)
        self.column.set_rows(rows, quote_of, region)
        self._shown.keep(held, value)
        self._after_scrolling()

    def _after_scrolling(self) -> None:
        bar = self.verticalScrollBar()
        self._follows_scroll_bar = False
        bar.setRange(0, round(self._scroller.maximum))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        bar.setValue(round(self._scroller.value))
        self._follows_scroll_bar = True
        self.viewport().update()

    def _bring_into_sight(self, row: int) -> None:
        if self._shown.bring_into_sight(row):
            self._after_scrolling()

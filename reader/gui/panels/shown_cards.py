"""Which cards are in sight, and where. Points are of the list's viewport, in pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from reader.gui.panels.group_heading import Heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QRectF

    from reader.gui.panels.card import Card
    from reader.gui.panels.card_column import CardColumn, Row
    from reader.gui.widgets.scroller import Scroller

    Hold = Sequence[tuple[Row, float]]
    """Rows, and the distance of their tops from the window's."""


MARGIN = 6.0
"""Above the first card, below the last one, and around what is brought into sight."""


class ShownCards:
    """The part of a column of cards that a scroller shows."""

    def __init__(self, column: CardColumn, scroller: Scroller) -> None:
        self._column = column
        self._scroller = scroller

    def top_of(self, row: int | None) -> float | None:
        """Return where a row begins; None where it is out of sight."""
        return next((y for index, y in self._scroller.visible() if index == row), None)

    def bring_into_sight(self, row: int) -> bool:
        """Scroll to a row that is not shown whole; False where it is."""
        top, height = self.top_of(row), self._scroller.height
        if top is not None and 0 <= top <= height - self._column.measured_height(row):
            return False
        self._scroller.show(row, 0, height * 0.3)
        return True

    def keep_in_sight(self, row: int) -> None:
        """Scroll to the beginning of a row that has become lower, where that is out of sight."""
        self._scroller.move(0)
        top = self.top_of(row)
        if top is None or top < 0:
            self._scroller.show(row, 0, MARGIN)

    def show_end(self, row: int) -> None:
        """Scroll up as far as shows the end of a row of which some is shown."""
        top = self.top_of(row)
        if top is not None:
            beyond = top + self._column.measured_height(row) - self._scroller.height
            self._scroller.move(max(0.0, beyond))

    def show_part(self, row: int, above: float, below: float) -> None:
        """Scroll as little as shows what lies between two heights of a row."""
        top, height = self.top_of(row), self._scroller.height
        if top is None:
            self._scroller.show(row, above, height * 0.3)
        elif top + above < MARGIN:
            self._scroller.move(top + above - MARGIN)
        elif top + below > height - MARGIN:
            self._scroller.move(top + below - height + MARGIN)

    def row_at(self, y: float) -> int | None:
        """Return the row at a height; None where there is none."""
        for row, top in self._scroller.visible():
            if top <= y < top + self._column.measured_height(row):
                return row
        return None

    def card_at(self, y: float) -> str | None:
        """Return the id of the card at a height; None where there is none."""
        row = self.row_at(y)
        return None if row is None else self._column.rows[row].id or None

    def first_card(self) -> str | None:
        """Return the id of the first card in sight; None where there is none."""
        return next((self._column.rows[row].id for row, _ in self._cards()), None)

    def hold(self, first: Row | None) -> Hold:
        """Note where rows in sight are, to have them there again when others come or go.

        Args:
            first: which of them shall stay there before all others, if it is in sight.
        """
        if self._scroller.value <= 0:
            return []
        rows = [(self._column.rows[row], top) for row, top in self._scroller.visible()]
        return sorted(rows, key=lambda each: each[0] is not first)

    def keep(self, held: Hold, value: float) -> None:
        """Have the first row that is still there where it was, else the scroll bar.

        Args:
            held: the rows.
            value: of the scroll bar.
        """
        for before, top in held:
            row = self._column.row_like(before)
            if row is not None:
                self._scroller.show(row, 0, top)
                return
        self._scroller.jump(value)

    def box_in(self, id_: str, box_of: Callable[[Card], QRectF]) -> QRectF | None:
        """Return where a part of an annotation's card is; None where the card is out of sight."""
        row = self._column.row_of(id_)
        top = self.top_of(row)
        if row is None or top is None:
            return None
        return box_of(self._column.card(row)).translated(0, top)

    def tag_at(self, point: QPointF) -> str | None:
        """Return the tag whose chip a point is on; None where there is none."""
        for card, top in self._laid():
            tag = card.tags.tag_at(point - QPointF(0, top) - card.tags_box.topLeft())
            if tag is not None:
                return tag
        return None

    def is_on_versions(self, point: QPointF) -> bool:
        """Tell whether a point is where a card says that it has several versions."""
        return any(
            card.versions_box.translated(0, top).contains(point) for card, top in self._laid()
        )

    def is_on_fold(self, point: QPointF) -> bool:
        """Tell whether a point is where a card says that there is more of its note, or less."""
        return any(card.fold_box.translated(0, top).contains(point) for card, top in self._laid())

    def link_at(self, point: QPointF) -> str:
        """Return where the link leads to that a point is on; empty where there is none."""
        links = (card.link_at(point - QPointF(0, top)) for card, top in self._laid())
        return next(filter(None, links), "")

    def _laid(self) -> Iterator[tuple[Card, float]]:
        """Yield the cards in sight, with where they begin."""
        return ((self._column.card(row), top) for row, top in self._cards())

    def _cards(self) -> Iterator[tuple[int, float]]:
        """Yield the rows in sight that are cards, with where they begin."""
        for row, top in self._scroller.visible():
            if not isinstance(self._column.rows[row], Heading):
                yield row, top

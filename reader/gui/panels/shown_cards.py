"""Which cards are in sight, and where. Points are of the list's viewport, in pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.panels.card import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QPointF

    from reader.gui.panels.card_column import CardColumn
    from reader.gui.widgets.scroller import Scroller


class ShownCards:
    """The part of a column of cards that a scroller shows."""

    def __init__(self, column: CardColumn, scroller: Scroller) -> None:
        self._column = column
        self._scroller = scroller

    def top_of(self, row: int | None) -> float | None:
        """Return where a row begins; None where it is out of sight."""
        return next((y for index, y in self._scroller.visible() if index == row), None)

    def card_at(self, y: float) -> str | None:
        """Return the id of the card at a height; None where there is none."""
        for row, top in self._cards():
            if top <= y < top + self._column.measured_height(row):
                return self._column.rows[row].id
        return None

    def is_on_versions(self, point: QPointF) -> bool:
        """Tell whether a point is where a card says that it has several versions."""
        return any(
            self._column.card(row).versions_box.translated(0, top).contains(point)
            for row, top in self._cards()
        )

    def _cards(self) -> Iterator[tuple[int, float]]:
        """Yield the rows in sight that are cards, with where they begin."""
        for row, top in self._scroller.visible():
            if not isinstance(self._column.rows[row], Heading):
                yield row, top

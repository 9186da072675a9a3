"""Which row of the list of notes has the keys, and which cards are chosen together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.panels.group_heading import Heading

if TYPE_CHECKING:
    from reader.annotation.arranging import GroupKey
    from reader.gui.article.active_annotation import ActiveAnnotation
    from reader.gui.panels.card_column import CardColumn


class CardChoice:
    """Goes from row to row of a column: to cards, and to the headings of collapsed groups.

    What is chosen of the cards is kept by `ActiveAnnotation`, for all that act on it.
    """

    def __init__(self, column: CardColumn, active: ActiveAnnotation) -> None:
        self._column = column
        self._active = active
        self._heading: GroupKey | None = None
        self._first: str | None = None
        """Where a range of cards begins that the shift key extends."""

    @property
    def heading(self) -> GroupKey | None:
        """The key of the heading that has the keys; None where a card has them, or nothing."""
        return self._heading if self._active.id is None else None

    @property
    def row(self) -> int | None:
        """The row that has the keys."""
        if self.heading is not None:
            return self._column.row_of_heading(self.heading)
        return self._column.row_of(self._active.id)

    def take_heading(self, key: GroupKey) -> None:
        """Give the keys to a heading; no card is chosen then."""
        self._active.set(None)
        self._heading = key

    def take(self, row: int, *, extends: bool = False) -> None:
        """Choose the card of a row, and with `extends` all from where the range began."""
        here = self._column.rows[row]
        if isinstance(here, Heading):
            self.take_heading(here.key)
            return
        first = self._column.row_of(self._first or self._active.id) if extends else None
        self._column.near = row
        if first is None:
            self._first = here.id
            self._active.set(here.id)
        else:
            self._first = self._first or self._active.id
            ids = self._column.ids_between(*sorted((first, row)))
            self._active.choose(ids, here.id)

    def toggle(self, row: int) -> None:
        """Choose the card of a row besides those chosen, or no longer."""
        id_ = self._column.rows[row].id
        if not id_:
            return
        ids = self._active.ids
        self._column.near = row
        self._first = id_
        if id_ not in ids:
            self._active.choose({*ids, id_}, id_)
        else:
            left = ids - {id_}
            stays = self._active.id if self._active.id in left else next(iter(sorted(left)), None)
            self._active.choose(left, stays)

    def take_all(self, active: str | None) -> None:
        """Choose all cards that have a row.

        Args:
            active: the id of the one that becomes active where none is.
        """
        ids = self._column.ids
        self._active.choose(ids, self._active.id if self._active.id in ids else active)

    def next_row(self, step: int, *, only_cards: bool = False) -> int | None:
        """Return the row that an arrow key leads to; None where there is none.

        Args:
            step: 1 for the way down, -1 for the way up.
            only_cards: no heading.
        """
        here = self.row
        return self._stop_after(
            -1 if here is None else here, 1 if here is None else step, only_cards
        )

    def end_row(self, step: int) -> int | None:
        """Return the last row that arrow keys lead to, the first one with -1."""
        return self._stop_after(len(self._column.rows) if step > 0 else -1, -step, only_cards=False)

    def successor(self) -> str | None:
        """Return the card that comes next when those chosen are gone: below them, else above."""
        rows, chosen = self._column.rows, self._active.ids
        here = self._column.row_of(self._active.id)
        if here is None:
            return None
        for way in (rows[here + 1 :], rows[here::-1]):
            for row in way:
                if row.id and row.id not in chosen:
                    return row.id
        return None

    def _stop_after(self, row: int, step: int, only_cards: bool) -> int | None:
        row += step
        while 0 <= row < len(self._column.rows):
            here = self._column.rows[row]
            if not isinstance(here, Heading) or (here.is_collapsed and not only_cards):
                return row
            row += step
        return None

"""The column of cards: what its rows are, how tall each is, and which of them are laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress, count
from operator import is_not
from typing import TYPE_CHECKING

from reader.annotation.arranging import GroupKey
from reader.annotation.model import Annotation
from reader.gui.panels.card import Card, estimated_height
from reader.gui.panels.card_words import card_in_words
from reader.gui.panels.group_heading import HEADING_HEIGHT, Heading, heading_in_words
from reader.gui.widgets.height_index import HeightIndex

if TYPE_CHECKING:
    from reader.gui.widgets.fonts import Region

Row = Heading | Annotation
QuoteOf = Callable[[Annotation], str]

_CARDS_KEPT = 256


class CardColumn:
    """Annotations under headings, laid out in a width as they are asked for. All in pixels."""

    def __init__(
        self,
        region: Region,
        written_in: Callable[[str], str | None],
        tag_room: Callable[[str], float],
    ) -> None:
        """Begin without a row.

        Args:
            region: whose forms of characters are shown.
            written_in: returns what the editor of an annotation's note holds; None where it is not
                being written.
            tag_room: returns the pixels that the field for an annotation's tags needs in its card.
        """
        self.rows: Sequence[Row] = ()
        self.heights = HeightIndex(())
        self.region = region
        self._written_in = written_in
        self._tag_room = tag_room
        self.near = 0
        """The row that is meant of an annotation that has several: it was the last one taken."""
        self._width = 0
        self._all_ids: list[str] = []
        """Of the rows; empty for headings."""
        self._quote_of: QuoteOf = lambda annotation: annotation.quote
        self._cards: dict[str, Card] = {}
        self._unfolded: set[str] = set()

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the annotations that have a card, from the top."""
        return [id_ for id_ in self._all_ids if id_]

    def ids_between(self, first: int, last: int) -> list[str]:
        """Return the ids of the annotations in rows, the last one among them."""
        return [id_ for id_ in self._all_ids[first : last + 1] if id_]

    def row_of(self, id_: str | None) -> int | None:
        """Return the row of an annotation, of several the one at `near`; None without a card."""
        if not id_:
            return None
        if self.near < len(self._all_ids) and self._all_ids[self.near] == id_:
            return self.near
        return self._all_ids.index(id_) if id_ in self._all_ids else None

    def row_of_heading(self, key: GroupKey) -> int | None:
        """Return the row of a group's heading; None where the group has none."""
        for row, id_ in enumerate(self._all_ids):
            if not id_ and key_of(self.rows[row]) == key:
                return row
        return None

    def row_like(self, row: Row) -> int | None:
        """Return where an annotation or a heading stands that was in a row before."""
        key = key_of(row)
        return self.row_of(row.id) if key is None else self.row_of_heading(key)

    def set_rows(self, rows: Sequence[Row], quote_of: QuoteOf, region: Region) -> None:
        """Have other rows; those that stay keep the height they were measured to have."""
        # Of ten thousand rows, a change leaves all but one or two as they are.
        head, tail = _same_ends(rows, self.rows)
        end, end_before = len(rows) - tail, len(self.rows) - tail
        self.rows = rows
        self._all_ids[head:end_before] = [row.id for row in rows[head:end]]
        self._quote_of = quote_of
        if region is self.region:
            self.heights.replace(head, end_before, [self._guess(row) for row in rows[head:end]])
        else:
            self.region = region
            self.heights = HeightIndex([self._guess(row) for row in rows])

    def annotation(self, id_: str | None) -> Annotation | None:
        """Return an annotation as its card shows it; None where it has none."""
        row = self.row_of(id_)
        annotation = None if row is None else self.rows[row]
        return annotation if isinstance(annotation, Annotation) else None

    def words(self, of: str | GroupKey | None) -> str:
        """Return what a card or the heading of a group says; empty where there is none."""
        row = self.row_of_heading(of) if isinstance(of, GroupKey) else self.row_of(of)
        if row is None:
            return ""
        here = self.rows[row]
        if isinstance(here, Heading):
            return heading_in_words(here)
        return card_in_words(here, self._quote_of(here))

    def set_width(self, width: int) -> None:
        """Lay all cards out again, in another width."""
        self._width = width
        self._cards.clear()
        self.heights = HeightIndex([self._guess(row) for row in self.rows])

    def forget_cards(self) -> None:
        """Lay all cards out again: their quotes read differently now."""
        self._cards.clear()

    def card(self, index: int) -> Card:
        """Return the card of a row, laid out.

        Raises:
            TypeError: the row is a heading.
        """
        annotation = self.rows[index]
        if isinstance(annotation, Heading):
            raise TypeError("a heading is no card")
        card = self._cards.get(annotation.id)
        if card is None or card.annotation is not annotation:
            card = Card(
                annotation,
                self._quote_of(annotation),
                self.region,
                self._width,
                edited=self._written_in(annotation.id),
                tag_room=self._tag_room(annotation.id),
                is_unfolded=annotation.id in self._unfolded,
            )
            if len(self._cards) >= _CARDS_KEPT:
                self._cards.clear()
            self._cards[annotation.id] = card
        self.heights[index] = card.height
        return card

    def measured_height(self, row: int) -> float:
        """Return the true height of a row."""
        return HEADING_HEIGHT if isinstance(self.rows[row], Heading) else self.card(row).height

    def fold(self, index: int) -> None:
        """Show all of the note of a row's card, or its beginning again."""
        self._unfolded ^= {self.rows[index].id}
        self.remeasure(index)

    def fold_all(self) -> None:
        """Show the beginning of every long note: another article has come."""
        self._unfolded.clear()
        self._cards.clear()

    def remeasure(self, index: int) -> None:
        """Lay out the card of a row again."""
        self._cards.pop(self.rows[index].id, None)
        self.card(index)

    def _guess(self, row: Row) -> float:
        if isinstance(row, Heading):
            return HEADING_HEIGHT
        return estimated_height(row, len(row.quote), self._width)


def key_of(row: Row) -> GroupKey | None:
    """Return the key of the group whose heading a row is; None for a card."""
    return row.key if isinstance(row, Heading) else None


def _same_ends(rows: Sequence[Row], others: Sequence[Row]) -> tuple[int, int]:
    """Count how many rows are the same at the beginning and at the end of both; none twice."""
    head = _same(rows, others)
    least = min(len(rows), len(others))
    return head, min(_same(rows[::-1], others[::-1]), least - head)


def _same(rows: Sequence[Row], others: Sequence[Row]) -> int:
    """Count how many rows are the same from the beginning of both."""
    for index in compress(count(), map(is_not, rows, others)):
        # A heading is made again with its list, an annotation only when it changes.
        if rows[index].id or rows[index] != others[index]:
            return index
    return min(len(rows), len(others))

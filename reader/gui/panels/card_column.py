"""The column of cards: what its rows are, how tall each is, and which of them are laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress, count
from operator import is_not
from typing import TYPE_CHECKING

from reader.annotation.model import Annotation
from reader.gui.panels.card import HEADING_HEIGHT, Card, Heading, estimated_height
from reader.gui.panels.card_words import card_in_words
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

    def row_of(self, id_: str | None) -> int | None:
        """Return the row of an annotation; None where it has no card."""
        return self._all_ids.index(id_) if id_ and id_ in self._all_ids else None

    def neighbour(self, id_: str | None, step: int) -> str | None:
        """Return the card some steps on from another, the first for None; None without cards."""
        ids = self.ids
        if not ids:
            return None
        here = ids.index(id_) if id_ in ids else -step
        return ids[min(max(here + step, 0), len(ids) - 1)] if id_ else ids[0]

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

    def words(self, id_: str | None) -> str:
        """Return what the card of an annotation says; empty where it has none."""
        annotation = self.annotation(id_)
        return card_in_words(annotation, self._quote_of(annotation)) if annotation else ""

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

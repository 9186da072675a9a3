"""Finding in one article: where in the source text what a user looks for is shown."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reader.search.query import FARTHEST, QueryMode
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.document.model import Document
    from reader.search.query import Query

PIECE = 100_000
"""Characters searched in one call, which keeps other threads waiting for a millisecond or two."""


class Piece(NamedTuple):
    """A stretch of the repaired text in which places begin."""

    start: int
    end: int


class ArticleSearch:
    """Looks for a query in the repaired text of a document, piece by piece, in any order.

    A place lies within one line of the repaired text: one paragraph, whose broken lines are joined.
    """

    def __init__(self, document: Document, query: Query) -> None:
        """Make ready.

        Args:
            document: the article.
            query: what is looked for; not empty.

        Raises:
            ExpressionError: it is no regular expression.
            ExpressionsMissingError: regular expressions cannot be looked for here.
        """
        self._document = document
        self._text, self._map = document.repaired
        self._is_expression = query.mode is QueryMode.EXPRESSION
        self._pattern = query.pattern()

    def pieces(self, offset: int = 0) -> list[Piece]:
        """Return pieces that make up the text, from the one of a source offset, round to it."""
        here = self._map.to_target(TextRange(offset, offset)).start
        pieces = list(self._all_pieces())
        first = max(0, bisect_right(pieces, here, key=lambda piece: piece.start) - 1)
        return pieces[first:] + pieces[:first]

    def places_in(self, piece: Piece) -> Sequence[TextRange]:
        """Return the places that begin in a piece: source ranges, in order.

        Raises:
            ExpressionSlowError: a regular expression takes too long on this text.
        """
        return self._shown(self._map.to_source_each(self._spans(piece)))

    def _all_pieces(self) -> Iterator[Piece]:
        start = 0
        while start < len(self._text):
            end = min(start + PIECE, len(self._text))
            if self._is_expression:
                # Ends of lines are what an expression may ask about.
                end = self._text.find("\n", end - 1) + 1 or len(self._text)
            yield Piece(start, end)
            start = end

    def _spans(self, piece: Piece) -> Iterator[tuple[int, int]]:
        """Yield where places are in the repaired text."""
        reach = piece.end if self._is_expression else piece.end + FARTHEST
        start = piece.start
        if not self._is_expression:
            start = self._end_of_place_over(piece.start)
        for match in self._pattern.finditer(self._text, start, reach):
            begin, end = match.span()
            if begin >= piece.end:
                return
            if begin < end:
                yield begin, end

    def _end_of_place_over(self, start: int) -> int:
        """Return where a place ends that began before a piece; the piece's start if none did."""
        line = self._text.rfind("\n", max(0, start - FARTHEST), start) + 1
        since = max(line, start - FARTHEST, 0)
        ends = (
            match.span()[1]
            for match in self._pattern.finditer(self._text, since, start + FARTHEST)
            if match.span()[0] < start
        )
        return max(start, max(ends, default=start))

    def _shown(self, places: Sequence[TextRange]) -> list[TextRange]:
        """Return the places of which a block shows something; they are in order."""
        if not places:
            return []
        blocks = self._document.blocks
        index = self._document.block_index(places[0].start)
        block, last = blocks[index].range, len(blocks) - 1
        shown = []
        for place in places:
            # Side by side: a search of its own for each would take half of the time.
            while index < last and blocks[index + 1].range.start <= place.start:
                index += 1
                block = blocks[index].range
            if block.start < place.end and place.start < block.end:
                shown.append(place)
        return shown

"""What was found in the article: places as they come, which of them is current, and notes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from reader.errors import ReaderError
from reader.gui.widgets.background_job import BackgroundJob
from reader.search.find_in_article import ArticleSearch
from reader.search.find_in_notes import find_in_notes
from reader.search.query import Query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.annotation.model import Annotation
    from reader.document.model import Document
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.widgets.background_job import JobProgress
    from reader.search.find_in_article import Piece
    from reader.search.find_in_notes import FoundNote
    from reader.text.offsets import TextRange

MOST = 200_000
"""So many places are listed; who finds more looks for something else."""


class _FoundInPiece(NamedTuple):
    piece: Piece
    places: Sequence[TextRange]


class _FoundInNotes(NamedTuple):
    notes: Sequence[FoundNote]


class FoundPlaces(QObject):
    """Looks for a query in the active article, in the background, from where the user reads on.

    Places are ranges of the source text.
    """

    changed = Signal()
    """Other places are found, or all there are."""
    moved = Signal()
    """Another place is the current one."""

    def __init__(self, article: ActiveArticle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._article = article
        self._job: BackgroundJob | None = None
        self._behind: list[TextRange] = []
        """Found in the pieces before the one where it was begun,"""
        self._ahead: list[TextRange] = []
        """and found from there on; both in reading order."""
        self._first_piece = 0
        self._origin = 0
        self._looks_back = False
        self.query = Query("")
        self.notes: Sequence[FoundNote] = ()
        self.current: TextRange | None = None
        self.error: ReaderError | None = None
        """Why not all is found, or nothing."""
        self.is_complete = True
        article.shown.connect(self._look_again)
        article.document_changed.connect(self._look_again)

    # Looking

    def look_for(self, query: Query, origin: int, *, looks_back: bool = False) -> None:
        """Look for something else.

        Args:
            query: what; nothing is found of an empty one.
            origin: the first place at or after this source offset becomes the current one.
            looks_back: whether the last place before it does instead, once all are found.
        """
        self._forget()
        self.query, self._origin, self._looks_back = query, origin, looks_back
        session = self._article.session
        if not query.is_empty and session is not None:
            self._begin(session.document, session.annotations.items)
        self.changed.emit()
        self.moved.emit()

    def drop(self) -> None:
        """Look for nothing any more."""
        self.look_for(Query(""), 0)

    # What was found

    @property
    def count(self) -> int:
        """How many places there are so far."""
        return len(self._behind) + len(self._ahead)

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are listed."""
        return self.count >= MOST

    def __getitem__(self, index: int) -> TextRange:
        """Return a place by its number in reading order."""
        behind = len(self._behind)
        return self._behind[index] if index < behind else self._ahead[index - behind]

    @property
    def current_index(self) -> int | None:
        """The number of the current place in reading order; None where there is none."""
        if self.current is None:
            return None
        return self.index_at(self.current.start)

    def index_at(self, offset: int) -> int:
        """Return the number of the first place at or after a source offset."""
        behind = bisect_left(self._behind, offset, key=_start)
        if behind < len(self._behind):
            return behind
        return behind + bisect_left(self._ahead, offset, key=_start)

    def places_in(self, part: TextRange) -> list[TextRange]:
        """Return the places that touch a source range, in reading order."""
        return [
            place
            for places in (self._behind, self._ahead)
            for place in places[
                bisect_right(places, part.start, key=_end) : bisect_left(
                    places, part.end, key=_start
                )
            ]
        ]

    def step(self, steps: int) -> TextRange | None:
        """Make the next place current, or the one before; round the end. Return it."""
        if self.count:
            here = self.current_index
            self.make_current(0 if here is None else (here + steps) % self.count)
        return self.current

    def make_current(self, index: int) -> None:
        """Make a place current by its number in reading order."""
        self.current = self[index]
        self.moved.emit()

    # Inside

    def _look_again(self) -> None:
        if not self.query.is_empty:
            self.look_for(self.query, self._article.reading_offset)

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._behind, self._ahead, self.notes = [], [], ()
        self.current = self.error = None
        self.is_complete = True

    def _begin(self, document: Document, annotations: Sequence[Annotation]) -> None:
        try:
            search = ArticleSearch(document, self.query)
        except ReaderError as error:
            self.error = error
            return
        pieces = search.pieces(self._origin)
        self._first_piece = pieces[0].start if pieces else 0
        self.is_complete = False
        self._job = BackgroundJob(_looking(search, pieces, annotations, self.query), self)
        self._job.item.connect(self._on_job_item)
        self._job.result.connect(self._on_job_result)
        self._job.error.connect(self._on_job_error)
        self._job.start()

    def _on_job_item(self, item: _FoundInPiece | _FoundInNotes) -> None:
        if isinstance(item, _FoundInNotes):
            self.notes = item.notes
            self.changed.emit()
            return
        is_ahead = item.piece.start >= self._first_piece
        (self._ahead if is_ahead else self._behind).extend(item.places)
        if self.current is None and not self._looks_back:
            ahead = bisect_left(self._ahead, self._origin, key=_start)
            if ahead < len(self._ahead):
                self.current = self._ahead[ahead]
                self.moved.emit()
        self.changed.emit()

    def _on_job_result(self) -> None:
        self._end()

    def _on_job_error(self, error: ReaderError) -> None:
        self.error = error
        self._end()

    def _end(self) -> None:
        self.is_complete = True
        if self.current is None and self.count:
            self.make_current(
                (self.index_at(self._origin) - 1) % self.count if self._looks_back else 0
            )
        self.changed.emit()


def _looking(
    search: ArticleSearch,
    pieces: Sequence[Piece],
    annotations: Sequence[Annotation],
    query: Query,
) -> Callable[[JobProgress], None]:
    def look(progress: JobProgress) -> None:
        count = 0
        for piece in pieces:
            places = search.places_in(piece)[: MOST - count]
            count += len(places)
            if places:
                progress.tell(_FoundInPiece(piece, places))
            progress.check()
            if count >= MOST:
                break
        if notes := tuple(find_in_notes(annotations, query)):
            progress.tell(_FoundInNotes(notes))

    return look


def _start(place: TextRange) -> int:
    return place.start


def _end(place: TextRange) -> int:
    return place.end

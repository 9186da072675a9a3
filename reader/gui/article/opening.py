"""Opening an article: from a path, in a thread, to a session in the window that is kept saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.annotation.annotation_index import AnnotationIndex
from reader.annotation.overlay_records import overlays_of
from reader.annotation.recoding import place_in, reconciled
from reader.annotation.sets import new_set
from reader.articles import Article, article_of, read_article
from reader.document.analysis import as_decided
from reader.document.unit_table import UnitTable
from reader.errors import ArticleHeldError
from reader.gc_pause import spare
from reader.gui.article.autosave import SaveState, SaveStatus
from reader.gui.article.file_sync import FileSync
from reader.gui.article.session import Session
from reader.progress import UNHEARD, Stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from PySide6.QtCore import QObject

    from reader.annotation.model import AnnotationSet
    from reader.document.model import Document
    from reader.errors import ReaderError
    from reader.gui.article.autosave import Autosave
    from reader.progress import Progress, Taking
    from reader.storage.library import Library

    PlaceIn = Callable[[str], int]
    """From an article's digest to the source offset where it was left."""

_READ, _KEPT, _DECIDED = 0.8, 0.85, 0.95
"""How far an opening is once the text is understood, the library has it, decisions are applied."""


@dataclass(slots=True, kw_only=True)
class OpenArticle:
    """An article in the window; perhaps a part of it, as long as the rest is being understood."""

    article: Article
    session: Session
    file_sync: FileSync | None = None
    """None for what cannot be saved, or not yet."""
    problem: ReaderError | None = None
    """Why it can only be read."""
    is_unkept: bool = False
    """Whether something was done to a part of it that the library has not taken since."""
    is_left: bool = False
    """Whether the window let go of it: what a job says of it then comes too late."""

    @property
    def is_partial(self) -> bool:
        """Whether the rest of it is still to come."""
        return self.article.document.part is not None

    @property
    def annotations_path(self) -> Path | None:
        """Where its annotations are kept; None where the library cannot hold it."""
        return self.article.store.path if self.article.store else None

    @property
    def obstacle(self) -> ReaderError | None:
        """Why it can only be read at this moment; None where it can be changed."""
        if self.file_sync is not None and self.file_sync.holder:
            return ArticleHeldError(self.file_sync.store.path, self.file_sync.holder)
        return self.problem

    @property
    def autosave(self) -> Autosave | None:
        """What saves it."""
        return self.file_sync.autosave if self.file_sync else None

    def is_part_of(self, prepared: PreparedArticle) -> bool:
        """Tell whether it is a part of an article that was prepared."""
        here, whole = self.session.document.source, prepared.document.source
        is_same = self.article.path == prepared.article.path and here.digest == whole.digest
        return self.is_partial and is_same and here.encoding == whole.encoding

    def complete(self, prepared: PreparedArticle, parent: QObject) -> None:
        """Go on with all of an article of which a part is shown, in the same session."""
        is_saved, kept = self.file_sync is not None, self.article
        self.article = prepared.article
        if is_saved:
            # What was to be told of conflict copies may have been found when that began.
            told = kept.merge_report if kept.merge_report and kept.merge_report.merged else None
            told = told or prepared.article.merge_report
            self.article = replace(self.article, store=kept.store, problem=None, merge_report=told)
        self.session.complete(
            prepared.document,
            prepared.units,
            prepared.annotations,
            prepared.annotation_index,
            reconcile=_reconciling(prepared.article),
            is_written=is_saved,
        )
        if is_saved:
            self.session.changed.emit()
        else:
            self.keep_saved(parent)

    def keep_part(self, library: Library, parent: QObject) -> None:
        """Keep saved what was done to a part, where nothing does so.

        That is a part of which the rest will not come, or an article that the library did not take
        when the rest came.
        """
        if self.is_unkept or (self.is_partial and self.session.is_touched):
            # What hindered the library then may be gone.
            article = replace(self.article, problem=None) if self.is_unkept else self.article
            self._keep_as(article.for_writing(library), parent)

    def keep_part_as(self, written: Article, parent: QObject) -> None:
        """Keep saved what is done to a part, with what is kept about the article, if none does."""
        if self.is_partial:
            self._keep_as(written, parent)

    def _keep_as(self, written: Article, parent: QObject) -> None:
        if self.file_sync is None and not self.is_left:
            self.article = written
            if written.annotations is not None:
                self.session.merge_external(written.annotations)
            self.keep_saved(parent)

    def keep_saved(self, parent: QObject) -> None:
        """Keep in the library what is done from now on, and what was done so far."""
        store, self.problem = self.article.store, self.article.problem
        self.is_unkept = self.problem is not None and self.session.is_touched
        if self.problem is not None:
            self.session.is_read_only = True
        elif store is not None and self.file_sync is None:
            self.file_sync = FileSync(self.session, store, parent)
            if self.session.is_touched:
                self.session.changed.emit()

    def flush(self) -> SaveState:
        """Save now, and wait for it as long as a user waits."""
        if self.is_unkept:
            return SaveState(SaveStatus.FAILED, self.problem)
        return self.autosave.flush() if self.autosave else SaveState(SaveStatus.SAVED)

    def close(self) -> None:
        """Let go of it; what was not flushed stays unsaved."""
        self.is_left = True
        if self.file_sync is not None:
            self.file_sync.close()
        self.session.deleteLater()

    def is_same_as(self, other: OpenArticle) -> bool:
        """Tell whether it is the same article, in whichever encoding it was read."""
        return self.session.document.source.digest == other.session.document.source.digest

    def take_from(self, former: OpenArticle) -> None:
        """Take in what was done in the former session while this one was being prepared."""
        autosave = former.autosave
        is_saved = autosave is not None and autosave.state.status is SaveStatus.SAVED
        if is_saved and self.is_same_as(former):
            self.session.merge_external(former.session.annotations)

    def place_in(self, other: OpenArticle, offset: int) -> int:
        """Return where a source offset is in the same article, read in another encoding."""
        here, there = self.session.document.source, other.session.document.source
        return place_in(self.article.data, here, there, offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedArticle:
    """An article read and understood, with what was done to it; made in any thread."""

    article: Article
    annotations: AnnotationSet
    document: Document
    """With the user's decisions and corrections."""
    annotation_index: AnnotationIndex
    units: UnitTable
    """What the document is laid out in."""


def prepare(path: Path, library: Library, place_in: PlaceIn, progress: Taking) -> PreparedArticle:
    """Read an article and what was done to it, and take it into the library.

    Where the library cannot take it or its annotations cannot be read, it can only be read.

    Args:
        path: the article; `-` is standard input.
        library: where it is kept.
        place_in: tells where it was left.
        progress: is told how far it is, and handed a part of a long article to be shown first.

    Raises:
        SourceError: there is no article to read.
        Cancelled: the job was cancelled.
    """
    reading, first = Stretch(progress, 0.0, _READ), _HandedOver(place_in, progress)
    article = read_article(path, library, progress=reading, first=first)
    return _kept(article, library, progress)


class _HandedOver(NamedTuple):
    """Hands a part of an article to the window while the rest is being understood."""

    places: PlaceIn
    progress: Taking

    def place_in(self, digest: str) -> int:
        return self.places(digest)

    def show(self, article: Article) -> None:
        self.progress.tell(_laid_over(article, UNHEARD))


def prepare_again(article: Article, library: Library, progress: Progress) -> PreparedArticle:
    """Read an article again, in the encoding another device chose for it.

    Raises:
        SourceError: there is no text in that encoding.
        Cancelled: the job was cancelled.
    """
    reading = Stretch(progress, 0.0, _READ)
    return _kept(
        article_of(article.data, article.path, library, progress=reading), library, progress
    )


def prepare_in(
    encoding: str,
    article: Article,
    annotations: AnnotationSet,
    shown: Document,
    library: Library,
    progress: Progress,
) -> PreparedArticle:
    """Read an article in another encoding, with all that was done to it.

    Args:
        encoding: what the user chose.
        article: as it was read before.
        annotations: what was done to it by now.
        shown: what is in the window.
        library: where it is kept; of which nothing was asked yet if this is a part of it.
        progress: is told how far it is.

    Raises:
        SourceError: there is no text in that encoding.
        Cancelled: the job was cancelled.
    """
    reading = Stretch(progress, 0.0, _READ)
    read = article.read_in(encoding, annotations, shown, progress=reading)
    if article.document.part is not None:
        read = read.for_writing(library)
    return _laid_over(read, progress)


def _kept(article: Article, library: Library, progress: Progress) -> PreparedArticle:
    progress.report(_READ)
    return _laid_over(article.for_writing(library), progress)


def _laid_over(article: Article, progress: Progress) -> PreparedArticle:
    progress.report(_KEPT)
    annotations = article.annotations or new_set(article.document)
    document = as_decided(article.document, overlays_of(annotations))
    progress.report(_DECIDED)
    prepared = PreparedArticle(
        article=article,
        annotations=annotations,
        document=document,
        annotation_index=AnnotationIndex(document, annotations.items),
        units=UnitTable(document),
    )
    document.work_out()
    spare()  # or the collector goes through all of it in the window's thread, as soon as it may
    return prepared


def opened(
    prepared: PreparedArticle, parent: QObject, *, refused: Collection[str] = ()
) -> OpenArticle:
    """Make of a prepared article one that can be shown, and that is kept saved.

    Args:
        prepared: the article.
        parent: owner of what is made.
        refused: words that normalising leaves as they are in every article.
    """
    article = prepared.article
    session = Session(
        prepared.document,
        prepared.annotations,
        is_read_only=article.problem is not None,
        refused_everywhere=refused,
        reconcile=_reconciling(article),
        annotation_index=prepared.annotation_index,
        units=prepared.units,
        parent=parent,
    )
    made = OpenArticle(article=article, session=session)
    if not made.is_partial:
        made.keep_saved(parent)
    return made


def _reconciling(article: Article) -> Callable[[AnnotationSet], AnnotationSet]:
    return partial(reconciled, data=article.data, document=article.document)

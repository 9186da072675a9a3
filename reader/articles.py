"""From a path to an article as the library knows it: what the window and the commands share."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.annotation.encodings import times_chosen
from reader.annotation.overlay_records import overlays_of
from reader.annotation.recoding import overlays_in, recoded, reconciled
from reader.annotation.sets import new_set
from reader.article_text import document_of
from reader.document.analysis import analyse, as_decided
from reader.document.overlays.overlays import Overlays
from reader.errors import (
    AnnotationsNewerError,
    AnnotationsUnreadableError,
    LibraryUnreadableError,
    SaveError,
    SourceMissingError,
    SourceNotAFileError,
    SourceUnreadableError,
)
from reader.importers import extract, read_bytes
from reader.importers.file_bytes import LARGEST, checked
from reader.progress import UNHEARD, Stretch
from reader.storage.conflicts import merge_conflict_copies
from reader.storage.folders import NOT_REGULAR
from reader.storage.read_regular import beginning
from reader.storage.salvage import is_about_another
from reader.storage.sources import digest_of
from reader.text.encoding import Certainty, guess_encoding

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.annotation.model import AnnotationSet
    from reader.document.model import Document
    from reader.errors import ReaderError
    from reader.progress import Progress
    from reader.storage.article_store import ArticleStore
    from reader.storage.backups import Backup
    from reader.storage.conflicts import MergeReport
    from reader.storage.library import Library

_FOUND = 0.05
"""How far reading an article is once it was looked for in the library."""


class ShowFirst(Protocol):
    """Shows a part of a long article while the rest is still to be understood."""

    def place_in(self, digest: str) -> int:
        """Return the source offset that is to be shown of the article with a digest."""

    def show(self, article: Article) -> None:
        """Show an article of which only a part is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A file, what was understood of it, and what is kept about it.

    What the user decided is laid over the document wherever it comes from, so that all who ask
    about an article are told the same.
    """

    path: Path
    """Where it was read from; `-` is standard input."""
    data: bytes
    document: Document
    store: ArticleStore | None
    """Its folder in the library; None where it has none yet."""
    annotations: AnnotationSet | None
    """What was done to it, in the encoding it was read in; None where nothing is kept."""
    problem: ReaderError | None
    """Why what is kept about it could not be read."""
    backup: Backup | None = None
    """Where the annotations are from, if their file is gone."""
    merge_report: MergeReport | None = None
    """What became of conflict copies, once it was made ready for writing."""

    @property
    def refused(self) -> frozenset[str]:
        """Words that normalising leaves as they are in this article."""
        return (self.annotations and overlays_of(self.annotations).refused) or frozenset()

    @property
    def guess(self) -> str:
        """The encoding it would be read in if the user had chosen none."""
        source = self.document.source
        is_chosen = self.annotations is not None and times_chosen(self.annotations.about) > 0
        is_guess = not is_chosen and source.certainty is not Certainty.DOUBTFUL
        return source.encoding if is_guess else guess_encoding(self.data)

    def kept_in(self, library: Library) -> ArticleStore:
        """Return its folder in the library, made where there is none yet.

        Raises:
            SaveError: it could not be written.
        """
        store = library.add(self.data, self.path, self.document)
        # A store remembers what it has loaded, and merges what others saved since.
        return self.store if self.store and self.store.folder == store.folder else store

    def for_writing(self, library: Library) -> Article:
        """Return the article with its folder in the library, and what can be gone on with.

        A file of annotations that is damaged, or about another article, is recovered from; conflict
        copies beside it are merged and put aside. Where nothing can be written, `problem` says why,
        and the annotations are those that can be read.
        """
        try:
            store = self.kept_in(library)
        except SaveError as error:
            return replace(self, problem=error)
        new, kept, problem = new_set(self.document), self.annotations, self.problem
        is_foreign = kept is not None and is_about_another(kept, new)
        is_damaged = isinstance(problem, AnnotationsUnreadableError | AnnotationsNewerError)
        if is_foreign or is_damaged or self.backup or (kept is not None and kept.unreadable):
            try:
                kept, problem = store.load_for_writing(new), None
            except (AnnotationsUnreadableError, AnnotationsNewerError, SaveError) as error:
                kept, problem = store.readable(new), error
            kept = reconciled(kept, self.data, self.document)
        store.sweep()
        found = (
            None
            if problem
            else _merge_duplicates(store, kept, self.document.source.digest, library)
        )
        if found and found.annotations and found.annotations != kept:
            kept = reconciled(found.annotations, self.data, self.document)
        return replace(
            self,
            document=as_decided(self.document, overlays_of(kept) if kept else Overlays()),
            store=store,
            annotations=kept,
            problem=problem,
            merge_report=found,
        )

    def read_in(
        self,
        encoding: str,
        annotations: AnnotationSet,
        shown: Document,
        progress: Progress = UNHEARD,
    ) -> Article:
        """Return the article read in the encoding a user chose, with its annotations.

        Args:
            encoding: a name Python has for an encoding of text.
            annotations: what was done to it by now.
            shown: the article as it was read by now.
            progress: told how far it is.

        Raises:
            SourceError: there is no text in that encoding.
            Cancelled: the progress says so.
        """
        extraction = extract(self.data, self.path, encoding, insists=True)
        source, counted_in = extraction.source, shown.source.encoding
        overlays = overlays_in(annotations, self.data, source, counted_in)
        document = analyse(extraction, overlays, progress)
        moved = recoded(annotations, self.data, shown, document)
        # While it is read, what is shown goes on being saved, with what others do meanwhile.
        return replace(self.anew(), document=document, annotations=moved)

    def anew(self) -> Article:
        """Return the article with a store of its own, for who does not follow what others save."""
        return replace(self, store=self.store and self.store.anew())


def _merge_duplicates(
    store: ArticleStore, kept: AnnotationSet | None, digest: str, library: Library
) -> MergeReport:
    try:
        duplicates = library.duplicates(store, digest)
    except LibraryUnreadableError:
        duplicates = []  # its own folder could be written to all the same
    return merge_conflict_copies(store, kept, digest=digest, duplicates=duplicates)


def read_article(
    path: Path,
    library: Library,
    encoding: str | None = None,
    progress: Progress = UNHEARD,
    first: ShowFirst | None = None,
) -> Article:
    """Read an article, and what the library keeps about it: the way in for all who read one.

    It is read in the encoding asked for, else the one a user chose for it, else the one its
    annotations were made in, else the one it seems to be in, however little of it can be decoded.

    Args:
        path: the article; `-` is standard input.
        library: where it may be kept.
        encoding: a name Python has for an encoding of text.
        progress: told how far it is.
        first: shows a part of it before the rest is understood; None where nobody waits for it.

    Raises:
        SourceError: there is no text to be had from it.
        Cancelled: the progress says so.
    """
    progress.report(0)
    return article_of(bytes_of(path, library), path, library, encoding, progress, first)


def bytes_of(path: Path, library: Library) -> bytes:
    """Return the bytes of an article; in the library, through no link.

    Raises:
        SourceError: there are none to be had.
    """
    root = library.root_above(path)
    if root is None:
        return read_bytes(path)
    path = Path(os.path.abspath(path))  # noqa: PTH100 - no link is to be followed
    try:
        data = beginning(path, LARGEST + 1, below=root)
    except OSError as error:
        if error.strerror == NOT_REGULAR:
            raise SourceNotAFileError(path) from error
        raise SourceUnreadableError(path, error.strerror or str(error)) from error
    if data is None:
        raise SourceMissingError(path)
    return checked(data, path)


def article_of(
    data: bytes,
    path: Path,
    library: Library,
    encoding: str | None = None,
    progress: Progress = UNHEARD,
    first: ShowFirst | None = None,
) -> Article:
    """Read an article from bytes that came from `path`; see `read_article`.

    Raises:
        SourceError: there is no text to be had from them.
        Cancelled: the progress says so.
    """
    store: ArticleStore | None = None
    kept: AnnotationSet | None = None
    backup: Backup | None = None
    problem: ReaderError | None = None
    try:
        store, data = library.find_opened(data)
        digest = digest_of(data)
        if there := store or library.find_lost(digest):
            kept, backup = there.load_or_backup()
        if backup and kept and kept.about.source != digest:
            kept = backup = None
    except (LibraryUnreadableError, AnnotationsUnreadableError, AnnotationsNewerError) as error:
        problem = error

    def understood(document: Document) -> Article:
        return Article(
            path=path,
            data=data,
            document=document,
            store=store,
            annotations=kept and reconciled(kept, data, document),
            problem=problem,
            backup=backup,
        )

    # What is kept about an article may have to be recovered first, which is done at the end.
    is_sound = problem is None and backup is None and not (kept is not None and kept.unreadable)
    part = _Part(first, understood) if first is not None and is_sound else None
    reading = Stretch(progress, _FOUND, 1)
    return understood(document_of(data, path, kept, encoding, reading, library.known, part))


class _Part(NamedTuple):
    """Shows a part of a document as one of an article."""

    first: ShowFirst
    understood: Callable[[Document], Article]

    def place_in(self, digest: str) -> int:
        return self.first.place_in(digest)

    def show(self, document: Document) -> None:
        # What it is saved by has not seen what the job, which goes on, merges at its end.
        self.first.show(self.understood(document).anew())

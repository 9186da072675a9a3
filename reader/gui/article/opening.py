"""Opening an article: from a path to a session that is kept saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reader.annotation.recoding import place_in, reconciled
from reader.annotation.sets import new_set
from reader.articles import Article, article_of, read_article
from reader.errors import ArticleHeldError
from reader.gui.article.autosave import SaveState, SaveStatus
from reader.gui.article.file_sync import FileSync
from reader.gui.article.session import Session

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from PySide6.QtCore import QObject

    from reader.errors import ReaderError
    from reader.gui.article.autosave import Autosave
    from reader.storage.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenArticle:
    """An article in the window."""

    article: Article
    session: Session
    file_sync: FileSync | None
    """None for what cannot be saved at all."""
    problem: ReaderError | None
    """Why it can only be read."""

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

    def flush(self) -> SaveState:
        """Save now, and wait for it as long as a user waits."""
        return self.autosave.flush() if self.autosave else SaveState(SaveStatus.SAVED)

    def close(self) -> None:
        """Let go of it; what was not flushed stays unsaved."""
        if self.file_sync is not None:
            self.file_sync.close()
        self.session.deleteLater()

    def place_in(self, other: OpenArticle, offset: int) -> int:
        """Return where in the same article, read otherwise, a source offset is."""
        here, there = self.session.document.source, other.session.document.source
        return place_in(self.article.data, here, there, offset)


def open_article(
    path: Path, library: Library, parent: QObject, *, refused: Collection[str] = ()
) -> OpenArticle:
    """Read an article and what was done to it, and take it into the library.

    Where the library cannot take it or its annotations cannot be read, it is opened for reading.

    Args:
        path: the article; `-` is standard input.
        library: where it is kept.
        parent: owner of what is made.
        refused: words that normalising leaves as they are in every article.

    Raises:
        SourceError: there is no article to read.
    """
    return _kept(read_article(path, library), library, parent, refused)


def open_again(
    opened: OpenArticle, library: Library, parent: QObject, *, refused: Collection[str] = ()
) -> OpenArticle:
    """Read an open article again, in the encoding another device chose for it.

    Raises:
        SourceError: there is no text in that encoding.
    """
    before = opened.article
    article = article_of(before.data, before.path, library)
    return _kept(article, library, parent, refused)


def _kept(
    article: Article, library: Library, parent: QObject, refused: Collection[str]
) -> OpenArticle:
    return _opened(article.for_writing(library), parent, refused)


def open_in(
    opened: OpenArticle, encoding: str, parent: QObject, *, refused: Collection[str] = ()
) -> OpenArticle:
    """Read an open article in another encoding, with all that was done to it.

    What is open must have been flushed, and must be closed before this is.

    Args:
        opened: the article, as it is in the window.
        encoding: what the user chose.
        parent: owner of what is made.
        refused: words that normalising leaves as they are in every article.

    Raises:
        SourceError: there is no text in that encoding.
    """
    session = opened.session
    article = opened.article.read_in(encoding, session.annotations, session.document)
    return _opened(replace(article, problem=opened.problem), parent, refused)


def _opened(article: Article, parent: QObject, refused: Collection[str]) -> OpenArticle:
    store, problem = article.store, article.problem
    session = Session(
        article.document,
        article.annotations or new_set(article.document),
        is_read_only=problem is not None,
        refused_everywhere=refused,
        reconcile=partial(reconciled, data=article.data, document=article.document),
        parent=parent,
    )
    return OpenArticle(
        article=article,
        session=session,
        file_sync=FileSync(session, store, parent) if store and problem is None else None,
        problem=problem,
    )

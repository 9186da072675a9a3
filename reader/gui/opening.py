"""Opening an article: from a path to a session that is kept saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.annotation.sets import new_set
from reader.errors import (
    AnnotationsNewerError,
    AnnotationsUnreadableError,
    ReaderError,
    SaveError,
)
from reader.gui.autosave import Autosave, SaveState, SaveStatus
from reader.gui.session import Session
from reader.importers import import_bytes, read_bytes

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from PySide6.QtCore import QObject

    from reader.storage.article_store import ArticleStore
    from reader.storage.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenArticle:
    """An article in the window."""

    session: Session
    annotations_path: Path | None
    """Where its annotations are kept; None where the library cannot hold it."""
    autosave: Autosave | None
    """None for what can only be read."""
    problem: ReaderError | None
    """Why it can only be read."""

    def flush(self) -> SaveState:
        """Save now, and wait until it is done."""
        return self.autosave.flush() if self.autosave else SaveState(SaveStatus.SAVED)

    def close(self) -> None:
        """Let go of it; what was not flushed stays unsaved."""
        if self.autosave is not None:
            self.autosave.close()
            self.autosave.deleteLater()
        self.session.deleteLater()


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
    data = read_bytes(path)
    document = import_bytes(data, path)
    annotations, store, problem = None, None, None
    try:
        store = library.adopt(data, path, document)
        annotations = store.load()
    except (SaveError, AnnotationsUnreadableError, AnnotationsNewerError) as error:
        problem = error
    session = Session(
        document,
        annotations or new_set(document),
        is_read_only=problem is not None,
        refused_everywhere=refused,
        parent=parent,
    )
    return OpenArticle(
        session=session,
        annotations_path=store.path if store else None,
        autosave=_keep_saved(session, store, parent) if store and problem is None else None,
        problem=problem,
    )


def _keep_saved(session: Session, store: ArticleStore, parent: QObject) -> Autosave:
    autosave = Autosave(store, session.take, parent=parent)
    session.changed.connect(autosave.schedule)
    autosave.saved.connect(session.absorb)
    return autosave

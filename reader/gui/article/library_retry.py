"""Trying again to add an article to the library that could not be added when it was opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.errors import SaveError
from reader.gui.article.autosave import RETRY_MS
from reader.gui.article.opening import prepare_again
from reader.gui.widgets.background_job import BackgroundJob

if TYPE_CHECKING:
    from reader.articles import Article
    from reader.gui.article.opening import OpenArticle, PreparedArticle
    from reader.progress import Progress
    from reader.storage.library import Library


class LibraryRetry(QObject):
    """Waits until there is room, or permission, for an article that can only be read so far."""

    succeeded = Signal(object)
    """The PreparedArticle that can be marked."""

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._article: OpenArticle | None = None
        self._job: BackgroundJob | None = None
        self._timer = QTimer(self)
        self._timer.setObjectName("libraryRetry")
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self.try_again)

    @property
    def is_busy(self) -> bool:
        """Whether it is being tried right now."""
        return self._job is not None and self._job.is_running

    def wait_for(self, article: OpenArticle) -> None:
        """Try again from time to time, if writing is all that failed."""
        if isinstance(article.problem, SaveError):
            self._article = article
            self._timer.start()
        else:
            self.stop()

    def stop(self) -> None:
        """Try no more."""
        self._article = None
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def try_again(self) -> None:
        """Try now; not twice at once."""
        if self._article is None or self.is_busy:
            return
        self._job = BackgroundJob(partial(_tried, self._article.article, self._library), self)
        self._job.result.connect(self._on_job_result)
        self._job.start()

    def _on_job_result(self, prepared: PreparedArticle) -> None:
        if not isinstance(prepared.article.problem, SaveError):
            self.stop()
            self.succeeded.emit(prepared)


def _tried(article: Article, library: Library, progress: Progress) -> PreparedArticle:
    # Alone, it costs nothing: a book is read once more only when there is room for it.
    article.kept_in(library)
    return prepare_again(article, library, progress)

"""Saving what is done to a part of an article while the rest is being understood."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.gui.widgets.background_job import BackgroundJob

if TYPE_CHECKING:
    from reader.articles import Article
    from reader.gui.article.opening import OpenArticle
    from reader.progress import Progress
    from reader.storage.library import Library


class PartKeeping(QObject):
    """Begins to keep a part saved as soon as anything is done to it.

    The rest of a book may take half a minute, in which a crash would cost what is only in memory.
    """

    def __init__(self, article: OpenArticle, library: Library) -> None:
        """Wait until anything is done to an article of which a part is shown."""
        super().__init__(article.session)
        self._article = article
        self._library = library
        self._job: BackgroundJob | None = None
        article.session.changed.connect(self._on_session_changed)

    def _on_session_changed(self) -> None:
        if self._job is None and self._article.is_partial and self._article.file_sync is None:
            # With a store of its own: the article may be left meanwhile, and is saved then.
            article = self._article.article.anew()
            self._job = BackgroundJob(partial(_for_writing, article, self._library), self)
            self._job.result.connect(self._on_job_result)
            self._job.start()

    def _on_job_result(self, written: Article) -> None:
        # Where it cannot be written that is told of once all of the article is there.
        if written.problem is None:
            self._article.keep_part_as(written, self)


def _for_writing(article: Article, library: Library, _: Progress) -> Article:
    return article.for_writing(library)

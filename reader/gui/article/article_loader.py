"""Reading an article beside the window, one at a time; a newer request replaces an older."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Signal

from reader.gui.widgets.background_job import BackgroundJob

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.article.opening import PreparedArticle
    from reader.progress import Taking

    Prepare = Callable[[Taking], PreparedArticle]
    First = Callable[[PreparedArticle], object]
    Take = Callable[[PreparedArticle], object]
    Fail = Callable[[Exception], object]


class ArticleLoader(QObject):
    """Prepares one article in a job, and hands it to the caller."""

    begun = Signal()
    progress = Signal(float)
    """How far it is, from 0 to 1."""
    part_shown = Signal()
    """A part of the article is in the window; there is nothing to go back to."""
    ended = Signal()
    """Nothing is being read any more: it was handed over, it failed, or it was cancelled."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: BackgroundJob | None = None
        self._take: Take | None = None
        self._fail: Fail | None = None
        self._first: First | None = None
        self.path: Path | None = None
        """Of the article that is being read; None where none is."""

    @property
    def is_busy(self) -> bool:
        """Whether an article is being read."""
        return self._job is not None

    def load(
        self, path: Path, prepare: Prepare, take: Take, fail: Fail, first: First | None = None
    ) -> None:
        """Read an article instead of the one that is being read.

        Args:
            path: of the article.
            prepare: reads it, in a thread.
            take: is given what was read.
            fail: is given what went wrong; what is no ReaderError has been told of.
            first: is given what is known of a part, while the rest is being understood.
        """
        self._drop()
        self._job = BackgroundJob(prepare, self)
        self._take, self._fail, self._first, self.path = take, fail, first, path
        self._job.progress.connect(self.progress)
        # Methods of this object: a function that holds it would keep the window in memory.
        self._job.item.connect(self._on_job_item)
        self._job.result.connect(self._on_job_result)
        self._job.error.connect(self._on_job_error)
        self._job.start()
        self.begun.emit()

    def cancel(self) -> None:
        """Cancel; no article is handed over."""
        if self._job is not None:
            self._drop()
            self.ended.emit()

    def wait(self) -> None:
        """Return when nothing is being read any more; meanwhile the window goes on."""
        while self.is_busy:
            loop = QEventLoop()
            self.ended.connect(loop.quit)
            loop.exec()

    def _on_job_item(self, prepared: PreparedArticle) -> None:
        if self._first is not None:
            self._first(prepared)
            if self.is_busy:
                self.part_shown.emit()

    def _on_job_result(self, prepared: PreparedArticle) -> None:
        if self._take is not None:
            self._hand_over(self._take, prepared)

    def _on_job_error(self, error: Exception) -> None:
        if self._fail is not None:
            self._hand_over(self._fail, error)

    def _hand_over(self, receive: Callable[..., object], value: object) -> None:
        self._drop()
        try:
            receive(value)
        finally:
            if not self.is_busy:  # and no other was begun over it
                self.ended.emit()

    def _drop(self) -> None:
        job, self._job, self.path = self._job, None, None
        self._take = self._fail = self._first = None
        if job is not None:
            job.cancel()

"""Checking the library in the background."""

from __future__ import annotations

from functools import partial
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.gui.widgets.background_job import BackgroundJob
from reader.storage.check.library_check import examine

if TYPE_CHECKING:
    from reader.gui.widgets.background_job import JobProgress
    from reader.storage.library import Library

_PROGRESS_S = 0.05
"""Between two reports of folders in which there is nothing to report."""


class Checking(QObject):
    """Looks at one folder after the other in a job, until it is stopped."""

    progressed = Signal(object)
    """An Examined, if anything was found in it, or if none was emitted for a while."""
    finished = Signal(object)
    """All was looked at, or an exception says why not. Not after a stop."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._job: BackgroundJob | None = None
        self._one_at_a_time = Lock()
        """What was stopped may still be repairing a folder."""

    @property
    def is_busy(self) -> bool:
        """Whether folders are being looked at."""
        return self._job is not None and self._job.is_running

    def begin(self, *, repairs: bool = False) -> None:
        """Check the library; repair it only when asked to."""
        self.stop()
        self._job = BackgroundJob(partial(_look, self._library, repairs, self._one_at_a_time), self)
        self._job.item.connect(self.progressed)
        self._job.result.connect(self.finished)
        self._job.error.connect(self.finished)
        self._job.start()

    def stop(self) -> None:
        """Look no further than the folder that is being looked at."""
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _look(library: Library, repairs: bool, turn: Lock, progress: JobProgress) -> None:
    told = 0.0
    with turn:
        for examined in examine(library, repairs=repairs):
            progress.check()
            if examined.findings or monotonic() - told > _PROGRESS_S:
                told = monotonic()
                progress.tell(examined)

"""Looking through the library while the window goes on answering."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from reader.errors import ReaderError
from reader.storage.check.library_check import examine

if TYPE_CHECKING:
    from reader.storage.check.findings import Examined
    from reader.storage.library import Library

_PROGRESS_S = 0.05
"""Between two reports of folders in which there is nothing to report."""


class Checking(QObject):
    """Looks at one folder after the other in a thread of its own, until it is stopped."""

    progressed = Signal(object)
    """An Examined, if anything was found in it, or if none was told of for a while."""
    finished = Signal(object)
    """All was looked at, or a ReaderError says why not. Not after a stop."""
    _looked = Signal(object, object)
    _ended = Signal(object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._stop = Event()
        self._running: Future[None] | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="checking")
        # Emitted by the worker, or here if it was quicker; delivered in the order of emission.
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether folders are being looked at."""
        return self._running is not None

    def begin(self, *, repairs: bool = False) -> None:
        """Look through the library; put right what can be only when asked to."""
        self.stop()
        self._stop = stop = Event()
        self._running = self._worker.submit(self._look, repairs, stop)
        self._running.add_done_callback(self._ended.emit)

    def stop(self) -> None:
        """Look no further than the folder that is being looked at."""
        self._stop.set()
        self._running = None

    def close(self) -> None:
        """Stop, and wait for that folder."""
        self.stop()
        self._worker.shutdown(wait=True)

    def _look(self, repairs: bool, stop: Event) -> None:
        told = 0.0
        for examined in examine(self._library, repairs=repairs):
            if stop.is_set():
                return
            if examined.findings or monotonic() - told > _PROGRESS_S:
                told = monotonic()
                self._looked.emit(stop, examined)

    def _on_looked(self, stop: Event, examined: Examined) -> None:
        if not stop.is_set():
            self.progressed.emit(examined)

    def _on_ended(self, future: Future[None]) -> None:
        if future is not self._running:
            return
        self._running = None
        problem = future.exception()
        if problem is not None and not isinstance(problem, ReaderError):
            raise problem
        self.finished.emit(problem)

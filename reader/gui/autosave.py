"""Saving in the background: soon after a change, one at a time, the last state wins."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from reader.errors import ReaderError, SaveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.annotation.model import AnnotationSet

DELAY_MS = 400
"""After the last change: long enough to join the strokes of a word, too short to be lost."""
RETRY_MS = 10_000


class Store(Protocol):
    """Where annotations are kept."""

    @property
    def path(self) -> Path:
        """The file."""

    def save(self, annotations: AnnotationSet) -> AnnotationSet:
        """Write durably and return what was written: other people's changes may be in it."""


class SaveStatus(Enum):
    """What has become of the reader's changes."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SaveState:
    """The state of saving; `error` says why it failed."""

    status: SaveStatus
    error: ReaderError | None = None


class Autosave(QObject):
    """Writes what `take` returns, some time after each call of `schedule`."""

    state_changed = Signal(SaveState)
    saved = Signal(object)
    """The AnnotationSet as written."""
    _finished = Signal(object)

    def __init__(
        self,
        store: Store,
        take: Callable[[], AnnotationSet],
        *,
        delay_ms: int = DELAY_MS,
        retry_ms: int = RETRY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = SaveState(SaveStatus.SAVED)
        self._store = store
        self._take = take
        self._is_dirty = False
        self._running: Future[AnnotationSet] | None = None
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="autosave")
        self._delay_ms = delay_ms
        self._retry_ms = retry_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer_timeout)
        # Emitted by the worker; delivered in the thread this object lives in.
        self._finished.connect(self._on_finished)

    def schedule(self) -> None:
        """Note that there is something to save.

        The delay runs from the first change: who types without a pause is saved all the same.
        """
        is_waiting = self._timer.isActive() and self.state.status is SaveStatus.SAVING
        self._is_dirty = True
        self._set_state(SaveState(SaveStatus.SAVING))
        if not is_waiting:
            self._timer.start(self._delay_ms)

    def flush(self) -> SaveState:
        """Save now what is not saved, wait for it, and return how it went."""
        self._timer.stop()
        if self._running is not None:
            self._settle(self._running)
        if self._is_dirty:
            self._start()
            if self._running is not None:
                self._settle(self._running)
        return self.state

    def close(self) -> None:
        """Stop; what was not flushed stays unsaved."""
        self._timer.stop()
        self._worker.shutdown(wait=True)

    def _on_timer_timeout(self) -> None:
        if self._running is None:
            self._start()

    def _start(self) -> None:
        self._is_dirty = False
        annotations = self._take()
        self._running = running = self._worker.submit(self._store.save, annotations)
        running.add_done_callback(self._finished.emit)

    def _on_finished(self, future: Future[AnnotationSet]) -> None:
        if future is self._running:
            self._settle(future)

    def _settle(self, future: Future[AnnotationSet]) -> None:
        self._running = None
        try:
            written = future.result()
        except ReaderError as error:
            self._fail(error)
            return
        except Exception as error:  # whatever it was, the work is not on disk
            self._fail(SaveError(self._store.path, f"{type(error).__name__}: {error}"))
            return
        self.saved.emit(written)
        if self._is_dirty:
            self._timer.start(self._delay_ms)
        else:
            self._set_state(SaveState(SaveStatus.SAVED))

    def _fail(self, error: ReaderError) -> None:
        self._is_dirty = True
        self._set_state(SaveState(SaveStatus.FAILED, error))
        self._timer.start(self._retry_ms)

    def _set_state(self, state: SaveState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

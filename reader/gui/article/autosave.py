"""Saving in the background: soon after a change, one at a time, the last state wins."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from queue import SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from shiboken6 import isValid

from reader.errors import ReaderError, SaveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.annotation.model import AnnotationSet

    Write = Callable[[AnnotationSet], AnnotationSet]

DELAY_MS = 400
"""After the last change: long enough to join the strokes of a word, too short to be lost."""
RETRY_MS = 10_000
PATIENCE_S = 5.0
"""How long the user is made to wait for a disk before being asked."""
_UNNOTICED_S = 0.2
"""How long the window may stand still: longer, and it goes on painting while it waits."""


class Store(Protocol):
    """Where annotations are kept."""

    @property
    def path(self) -> Path:
        """The file."""

    def save(self, annotations: AnnotationSet) -> AnnotationSet:
        """Write durably and return what was written: other people's changes may be in it."""

    def refreshed(self, annotations: AnnotationSet) -> AnnotationSet:
        """Return the annotations with what others did to the file."""


class SaveStatus(Enum):
    """What has become of the user's changes."""

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
    merged = Signal(object, object)
    """The AnnotationSet as it is on disk, where others' changes are in it; and what they were
    merged into."""
    settled = Signal()
    """What was begun last has reached the disk."""
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
        self._is_stale = False
        """Whether others may have changed the file since it was looked at."""
        self._running: _Writing | None = None
        self._taken: AnnotationSet | None = None
        """What is being written."""
        self._worker = _Worker()
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

    def refresh(self) -> None:
        """Take in what others did to the file, as soon as nothing is being saved."""
        self._is_stale = True
        self._refresh_when_idle()

    def flush(self, patience_s: float = PATIENCE_S) -> SaveState:
        """Save now what is not saved, and return how it went.

        Args:
            patience_s: seconds it is waited for; what is still being saved then is told as such,
                and goes on being saved.
        """
        deadline = monotonic() + patience_s
        self._timer.stop()
        if not self._wait(deadline):
            return SaveState(SaveStatus.SAVING)
        if self._is_dirty:
            self._start()
            if not self._wait(deadline):
                return SaveState(SaveStatus.SAVING)
        return self.state

    def close(self) -> None:
        """Stop; what was not flushed stays unsaved, but for what is being written right now."""
        self._timer.stop()
        self._is_stale = False
        self._worker.close(is_waiting=self._running is None or self._running.done.is_set())

    def _on_timer_timeout(self) -> None:
        if self._running is None:
            self._start()

    def _start(self) -> None:
        self._is_dirty = False
        self._run(self._store.save)

    def _run(self, write: Write) -> None:
        self._taken = self._take()
        self._running = _Writing(write, self._taken, self._tell)
        self._worker.submit(self._running)

    def _tell(self, running: _Writing) -> None:
        with suppress(RuntimeError):  # closed meanwhile, and deleted
            self._finished.emit(running)

    def _refresh_when_idle(self) -> None:
        if self._is_stale and self._running is None:
            self._is_stale = False
            self._run(self._store.refreshed)

    def _wait(self, deadline: float) -> bool:
        """Wait until nothing is running; tell whether it came to that.

        What has ended may have begun something else: what others wrote is taken in. Whatever is
        saved before that has arrived would take its place on disk.
        """
        while (running := self._running) is not None:
            if not self._is_done(running, deadline):
                return False
        return isValid(self)

    def _is_done(self, running: _Writing, deadline: float) -> bool:
        """Wait for what is running; tell whether it is done and there is more to do."""
        running.done.wait(min(_UNNOTICED_S, max(0.0, deadline - monotonic())))
        left = round((deadline - monotonic()) * 1000)
        if not running.done.is_set() and left > 0:
            loop = QEventLoop()
            self._finished.connect(loop.quit)
            QTimer.singleShot(left, loop, loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            if not isValid(self):  # its window was closed meanwhile, and Qt deleted it
                return False
            self._finished.disconnect(loop.quit)
        if running.done.is_set() and running is self._running:
            self._settle(running)
        return running.done.is_set()

    def _on_finished(self, running: _Writing) -> None:
        if running is self._running:
            self._settle(running)

    def _settle(self, running: _Writing) -> None:
        self._running = None
        try:
            written = running.result()
        except ReaderError as error:
            self._fail(error)
            return
        except Exception as error:  # whatever it was, the work is not on disk
            self._fail(SaveError(self._store.path, f"{type(error).__name__}: {error}"))
            return
        if written is not self._taken:
            self.merged.emit(written, self._taken)
        if self._is_dirty:
            self._timer.start(self._delay_ms)
        else:
            self._set_state(SaveState(SaveStatus.SAVED))
        self._refresh_when_idle()
        self.settled.emit()

    def _fail(self, error: ReaderError) -> None:
        self._is_dirty = True
        self._set_state(SaveState(SaveStatus.FAILED, error))
        self._timer.start(self._retry_ms)

    def _set_state(self, state: SaveState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)


class _Writing:
    """Something that is written, and what came of it."""

    def __init__(
        self, write: Write, annotations: AnnotationSet, tell: Callable[[_Writing], object]
    ) -> None:
        """Begin nothing yet.

        Args:
            write: does it, and returns what is on disk then.
            annotations: what it is called with.
            tell: called once it is done, in the same thread.
        """
        self._write = partial(write, annotations)
        self._tell = tell
        self._written: AnnotationSet | None = None
        self._error: BaseException | None = None
        self.done = Event()

    def run(self) -> None:
        """Do it."""
        try:
            self._written = self._write()
        except BaseException as error:  # raised where the result is asked for
            self._error = error
        self.done.set()
        self._tell(self)

    def result(self) -> AnnotationSet:
        """Return what is on disk, once it is done, or raise what went wrong."""
        if self._written is None:
            raise self._error or RuntimeError("it is not done")
        return self._written


class _Worker:
    """A thread that writes, one thing after the other.

    Not one of `concurrent.futures`' own, which the process waits for at its end: a disk that never
    answers would keep a program that was closed from ending.
    """

    def __init__(self) -> None:
        self._jobs: SimpleQueue[_Writing | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="autosave", daemon=True)
        self._thread.start()

    def submit(self, job: _Writing) -> None:
        self._jobs.put(job)

    def close(self, *, is_waiting: bool) -> None:
        self._jobs.put(None)
        if is_waiting:
            self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()

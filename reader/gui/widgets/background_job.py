"""Background jobs: a function in a worker thread, with its result as a signal in Qt's."""

from __future__ import annotations

import sys
from contextlib import suppress
from itertools import count
from threading import Event
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from reader.errors import ReaderError
from reader.gc_pause import no_collection
from reader.progress import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[["JobProgress"], object]

_THREADS = 8
"""A job that waits for a dead disk keeps its thread; others must find one."""
PATIENCE_S = 5.0
"""How long the program waits at its end for jobs that were cancelled."""
_STEP = 0.01
"""The smallest progress that is reported: the window paints no finer."""


class JobProgress:
    """What a job's function reports to, in the thread it runs in."""

    def __init__(self, number: int, is_cancelled: Event) -> None:
        self._number = number
        self._is_cancelled = is_cancelled
        self._told = -1.0

    @property
    def is_cancelled(self) -> bool:
        """Whether the job was cancelled; for work that tests it by itself."""
        return self._is_cancelled.is_set()

    def check(self) -> None:
        """Go on only if the result is still wanted.

        Raises:
            Cancelled: it is not.
        """
        if self.is_cancelled:
            raise Cancelled

    def report(self, fraction: float) -> None:
        """Tell how far the work is; see `Progress.report`."""
        self.check()
        if abs(fraction - self._told) >= _STEP:
            self._told = fraction
            _post(self._number, "progress", fraction)

    def tell(self, item: object) -> None:
        """Hand over a part of the result.

        Raises:
            Cancelled: the job was cancelled.
        """
        self.check()
        _post(self._number, "item", item)


class BackgroundJob(QObject):
    """Runs a function once, in a thread of the pool; all signals are emitted in the window's.

    Nothing but `ended` is heard of a job once it is cancelled, nor of one whose owner is gone.
    """

    progress = Signal(float)
    """How far it is, from 0 to 1."""
    item = Signal(object)
    """A part of the result, handed over before the whole is there."""
    result = Signal(object)
    """What the function returned."""
    error = Signal(object)
    """What it raised. What is no ReaderError is a fault, which has been reported."""
    ended = Signal()
    """There is no more to hear of it: after `result` or `error`, or at once when cancelled."""

    def __init__(self, work: Work, owner: QObject | None = None) -> None:
        """Make a job, and start it with `start`.

        Args:
            work: what is to be done. It must touch nothing of Qt's, nor hold anything of Qt's.
            owner: cancels the job when it is deleted. Not the parent: a job lives until its
                function has returned.
        """
        super().__init__()
        self._work: Work | None = work
        self._is_cancelled = Event()
        self._has_ended = False
        self._is_running = False
        self._number = next(_NUMBERS)
        if owner is not None:
            owner.destroyed.connect(self.cancel)

    @property
    def is_running(self) -> bool:
        """Whether its result is still to come."""
        return self._is_running and not self._has_ended

    def start(self) -> None:
        """Begin, once."""
        work, self._work = self._work, None
        if work is None or self._has_ended:
            return
        self._is_running = True
        _JOBS[self._number] = self
        _threads().start(self._number, work, self._is_cancelled)

    def cancel(self) -> None:
        """Cancel: no signal comes any more, whatever the function still does."""
        self._is_cancelled.set()
        self._end()

    def hear(self, kind: str, value: object) -> None:
        """Take what the thread told."""
        if kind == "returned":
            self._hear_result(value)
        elif kind == "raised":
            self._hear_error(value)
        elif not self._has_ended:
            (self.progress if kind == "progress" else self.item).emit(value)

    def _hear_result(self, value: object) -> None:
        _JOBS.pop(self._number, None)
        if not self._has_ended:
            self._is_running = False
            self.result.emit(value)
            self._end()

    def _hear_error(self, error: object) -> None:
        _JOBS.pop(self._number, None)
        if not isinstance(error, BaseException) or isinstance(error, Cancelled):
            self._end()
            return
        if not isinstance(error, ReaderError):
            sys.excepthook(type(error), error, error.__traceback__)
        if not self._has_ended:
            self._is_running = False
            self.error.emit(error)
            self._end()

    def _end(self) -> None:
        if not self._has_ended:
            self._has_ended = True
            self.ended.emit()


class _Threads(QObject):
    """The threads, and the way back from them.

    Threads know jobs by number alone: what they held last would be deleted in them.
    """

    told = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__()
        self.pool = QThreadPool()
        self.pool.setMaxThreadCount(_THREADS)
        self.told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def start(self, number: int, work: Work, is_cancelled: Event) -> None:
        self.pool.start(lambda: _run(number, work, is_cancelled))

    def _on_told(self, number: int, kind: str, value: object) -> None:
        job = _JOBS.get(number)
        if job is not None:
            job.hear(kind, value)


_NUMBERS = count()
_JOBS: Final[dict[int, BackgroundJob]] = {}
"""Those whose function has not returned."""
_MADE: Final[list[_Threads]] = []
"""The one there is, once it was needed."""


def shut_down(patience_s: float = PATIENCE_S) -> bool:
    """Cancel all jobs at the end of the program; tell whether all have come to an end.

    Where one has not, as it waits for a disk that never answers, nothing but `os._exit` ends the
    process: Qt waits for its threads for ever.

    Args:
        patience_s: seconds they are waited for.
    """
    for job in list(_JOBS.values()):
        job.cancel()
    return not _MADE or _MADE[0].pool.waitForDone(round(patience_s * 1000))


def _threads() -> _Threads:
    if not _MADE:
        _MADE.append(_Threads())
    return _MADE[0]


def _run(number: int, work: Work, is_cancelled: Event) -> None:
    # Rubbish that holds something of Qt's must not be found, and deleted, in this thread.
    with no_collection():
        try:
            value = work(JobProgress(number, is_cancelled))
        except BaseException as error:  # told to whoever waits for the result
            _post(number, "raised", error)
        else:
            _post(number, "returned", value)


def _post(number: int, kind: str, value: object) -> None:
    with suppress(IndexError, RuntimeError):  # the program has ended meanwhile
        _MADE[0].told.emit(number, kind, value)

"""What is wrong in a walk: exceptions, Qt's warnings, stalls, memory."""

from __future__ import annotations

import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

STALL_S = 1.0
_HANG_S = 10.0
"""After which it is not waited for any longer that the thread comes round."""
_LOOK_S = 0.05
_NO_DEFECT = ("This plugin does not support",)
"""Of the platform without a screen."""
_MOST_TOLD = 20


class Complaints:
    """Gathers what is wrong, each with the action during which it was noticed."""

    def __init__(self, now: Callable[[], str]) -> None:
        """Hear of everything that nobody catches.

        Args:
            now: names the action that is being done.
        """
        self.all: list[str] = []
        self._now = now
        sys.excepthook = self._on_exception
        sys.unraisablehook = lambda gone: self._on_exception(
            gone.exc_type, gone.exc_value, gone.exc_traceback
        )
        threading.excepthook = lambda gone: self._on_exception(
            gone.exc_type, gone.exc_value, gone.exc_traceback
        )
        qInstallMessageHandler(self._on_qt_message)

    def add(self, what: str) -> None:
        """Complain."""
        self.all.append(what)
        if len(self.all) <= _MOST_TOLD:
            sys.stdout.write(f"WRONG in {self._now()}: {what}\n")
            sys.stdout.flush()

    def _on_exception(self, kind: Any, error: Any, trace: Any) -> None:
        self.add("".join(traceback.format_exception(kind, error, trace)))

    def _on_qt_message(self, kind: QtMsgType, context: object, message: str) -> None:
        is_bad = kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
        if is_bad and not message.startswith(_NO_DEFECT):
            self.add(f"Qt says: {message}")


class Schedule(NamedTuple):
    """Seconds of a thread."""

    ran_s: float
    kept_waiting_s: float
    """It could have run, and the machine gave the processor to others."""


def stalled_s(passed_s: float, own: Schedule, others: Iterable[Schedule]) -> float:
    """Return the seconds for which a thread ran or waited of its own: no matter of the machine.

    Not those for which a busy machine gave the processor to others. Nor those for which it slept
    while other threads were kept waiting so: they may hold what it waits for, if only Python's
    lock, for as long as the machine likes. That one has it at a time, so that one waits after the
    other. On a machine with nothing else to do nobody is kept waiting, and all counts.

    Args:
        passed_s: seconds on the clock.
        own: how they went by for the thread.
        others: how they did for the other threads of the process.
    """
    slept_s = max(0.0, passed_s - own.ran_s - own.kept_waiting_s)
    kept_s = sum(each.kept_waiting_s for each in others)
    return own.ran_s + max(0.0, slept_s - kept_s)


class Watchdog:
    """Sees when the window's thread does not come round, and where it is then."""

    def __init__(self, complaints: Complaints) -> None:
        """Watch the thread that makes it."""
        self.longest_s = 0.0
        self.busiest_s = 0.0
        """The longest that it used the processor before it came round."""
        self._complaints = complaints
        self._watched = threading.get_ident()
        self._task = str(threading.get_native_id())
        self._over = Event()
        self._begin()
        Thread(target=self._watch, name="watchdog", daemon=True).start()

    def beat(self) -> None:
        """Say that the thread came round."""
        self._look()
        stalled, spent = self._stalled_s(), thread_time() - self._used_s
        self.longest_s, self.busiest_s = max(self.longest_s, stalled), max(self.busiest_s, spent)
        # Only now, when the thread runs, is it known for how long it was kept waiting.
        if stalled > STALL_S and not self._is_told:
            self._tell(stalled)
        self._begin()

    def begin_anew(self) -> None:
        """Forget what went by: the program started, and there was no window to stand still."""
        self._begin()

    def close(self) -> None:
        """Watch no more."""
        self._over.set()

    def _begin(self) -> None:
        self._began = monotonic()
        self._used_s = thread_time()
        self._before = schedules()
        self._latest = dict(self._before)
        """Of threads that have ended as well."""
        self._stack = ""
        """Where it was when it had not come round for long."""
        self._is_told = False

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_S):
            self._look()
            if self._stalled_s() > STALL_S and not self._stack:
                self._stack = self._where()
            if self._stalled_s() > _HANG_S and not self._is_told:
                self._is_told = True
                self._tell(self._stalled_s())

    def _where(self) -> str:
        """Return what the thread does, and hold on to nothing: in a frame are windows."""
        return "".join(traceback.format_stack(sys._current_frames().get(self._watched))[-14:])

    def _tell(self, seconds: float) -> None:
        where = self._stack or "nobody saw where"
        self._complaints.add(f"The window stands still for {seconds:.1f} s here:\n{where}")

    def _look(self) -> None:
        self._latest.update(schedules())

    def _stalled_s(self) -> float:
        never = Schedule(0.0, 0.0)
        spent = {
            task: Schedule(*(to - since for to, since in zip(times, before, strict=True)))
            for task, times in self._latest.copy().items()
            for before in (self._before.get(task, never),)
        }
        own = spent.pop(self._task, never)
        return stalled_s(monotonic() - self._began, own, spent.values())


def schedules() -> dict[str, Schedule]:
    """Return how the time went by so far for each thread there is, by its number."""
    found = {}
    for task in Path("/proc/self/task").glob("*/schedstat"):
        with suppress(OSError):  # it has ended meanwhile
            ran, waited, _ = map(int, task.read_text("ascii").split())
            found[task.parent.name] = Schedule(ran / 1e9, waited / 1e9)
    return found

"""What is wrong in a walk: exceptions, Qt's warnings, stalls, memory."""

from __future__ import annotations

import sys
import threading
import traceback
from pathlib import Path
from threading import Event, Thread
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from collections.abc import Callable

STALL_S = 1.0
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


class Watchdog:
    """Sees when the window's thread does not come round, and where it is then.

    Only the time it ran or waited of its own counts: not that for which a busy machine gave the
    processor to others.
    """

    def __init__(self, complaints: Complaints) -> None:
        """Watch the thread that makes it."""
        self.longest_s = 0.0
        self.busiest_s = 0.0
        """The longest that it used the processor before it came round."""
        self._complaints = complaints
        self._watched = threading.get_ident()
        self._schedule = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._beat = monotonic(), self._kept_waiting_s()
        self._used_s = thread_time()
        self._told: object = None
        self._over = Event()
        Thread(target=self._watch, name="watchdog", daemon=True).start()

    def beat(self) -> None:
        """Say that the thread came round."""
        self.longest_s = max(self.longest_s, self._stalled_s())
        self.busiest_s = max(self.busiest_s, thread_time() - self._used_s)
        self._beat = monotonic(), self._kept_waiting_s()
        self._used_s = thread_time()

    def close(self) -> None:
        """Watch no more."""
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_S):
            if self._stalled_s() > STALL_S and self._told is not self._beat:
                self._told = self._beat
                frame = sys._current_frames().get(self._watched)
                stack = "".join(traceback.format_stack(frame)[-14:])
                self._complaints.add(f"The window stands still for {STALL_S} s here:\n{stack}")

    def _stalled_s(self) -> float:
        began, waited = self._beat
        return monotonic() - began - (self._kept_waiting_s() - waited)

    def _kept_waiting_s(self) -> float:
        try:
            return int(self._schedule.read_text("ascii").split()[1]) / 1e9
        except OSError:
            return 0.0

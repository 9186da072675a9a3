"""Time and memory."""

from __future__ import annotations

import os
import re
import resource
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def stopwatch() -> Callable[[], float]:
    """Return a function that tells the milliseconds since now, as this thread passed them.

    Without those for which it could have run and other programs had the processor (Linux tells).
    """
    start = time.perf_counter() - _kept_waiting()
    return lambda: (time.perf_counter() - _kept_waiting() - start) * 1000


def peak_memory() -> float:
    """Return the most megabytes this process ever had."""
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # Of Linux, `getrusage` tells the peak of the process that started this one, if it was higher.
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def proportional_memory() -> float:
    """Return the megabytes of this process, its share of what it shares; 0 where nobody tells."""
    try:
        rollup = Path("/proc/self/smaps_rollup").read_text("utf-8")
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


class Beat:
    """Waits of the thread it is made in, from then on: a timer tells when it comes round again.

    While other programs keep the processors, nothing of this one goes on; without the time for
    which a thread of it waited for that (Linux tells), what is left is the least that the program
    itself is to blame for.
    """

    def __init__(self, interval_ms: int = 0, is_over: Callable[[], object] | None = None) -> None:
        """Begin.

        Args:
            interval_ms: between two beats, and no wait; 0 keeps a processor busy.
            is_over: called at each beat.
        """
        from PySide6.QtCore import Qt, QTimer

        self._interval = interval_ms / 1000
        self._is_over = is_over
        self._waits = [(0.0, 0.0)]
        self._last, self._others = time.perf_counter(), _given_to_others()
        self.timer = QTimer()
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self._on_timer_timeout)
        self.timer.start(interval_ms)

    def longest(self) -> tuple[float, float]:
        """Return the longest wait by now in milliseconds, and that without other programs."""
        gross, net = (max(column) * 1000 for column in zip(*self._waits, strict=True))
        return gross, net

    def _on_timer_timeout(self) -> None:
        now, given = time.perf_counter(), _given_to_others()
        gross = now - self._last - self._interval
        self._waits.append((max(0.0, gross), max(0.0, gross - (given - self._others))))
        if self._is_over is not None:
            self._is_over()
        self._last, self._others = time.perf_counter(), given


def _kept_waiting() -> float:
    """Return the seconds for which this thread could have run and had no processor."""
    with suppress(OSError):  # only Linux tells
        return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9
    return 0.0


def _given_to_others() -> float:
    """Return the seconds for which threads of ours could have run and had no processor."""
    nanoseconds = 0
    with suppress(OSError):  # only Linux tells
        for thread in os.scandir("/proc/self/task"):
            told = Path(thread.path, "schedstat").read_text("ascii")
            nanoseconds += int(told.split()[1])
    return nanoseconds / 1e9

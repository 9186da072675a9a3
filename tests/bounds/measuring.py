"""Time and memory of a call, each in a process of its own, so that none pays for another."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from reader.gc_pause import no_collection

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOM = 6 << 30
"""Bytes of address space a measured process may have."""
_STATUS = Path("/proc/self/status")


class Cost(NamedTuple):
    """What a call took."""

    seconds: float
    """Of the processor."""
    megabytes: float
    """At most at once, beyond what the process had before."""
    failure: str = ""
    """What it raised, or why it was ended."""
    told: int = 0
    """What it returned, if that is a number."""


def measure(
    prepare: Callable[[], Callable[[], object]],
    limit: int,
    warm: Callable[[], object] | None = None,
) -> Cost:
    """Prepare and measure a call in a process of its own.

    Args:
        prepare: returns what is called and measured.
        limit: seconds of the processor after which it is ended.
        warm: called before, for what is read when first needed.
    """
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        _measured_here(prepare, limit, writing, warm)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(process, 0)
    if told:
        return Cost(*json.loads(told))
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return Cost(float(limit), 0.0, f"ended by {signal.Signals(number).name}" if number else "ended")


def seconds_here(call: Callable[[], object], limit: float) -> float:
    """Return the seconds of the processor a call takes in this process, the limit if it is more."""
    signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, limit)
    started = time.process_time()
    try:
        with suppress(Exception), no_collection():
            call()
        return time.process_time() - started
    except _TooLongError:
        return limit
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class _TooLongError(BaseException):
    """Not to be caught by what is measured."""


def _give_up(*_: object) -> NoReturn:
    raise _TooLongError


def _measured_here(
    prepare: Callable[[], Callable[[], object]],
    limit: int,
    writing: int,
    warm: Callable[[], object] | None,
) -> NoReturn:
    failure = ""
    try:
        if warm is not None:
            seconds_here(warm, limit)
        call = prepare()
        resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
        used = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (used + limit, used + limit + 1))
        gc.collect()
        # Forget the peak of before.
        with suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5", "ascii")
        before, started = _peak(), time.process_time()
        told: object = None
        try:
            # As the program does while it opens a text.
            with no_collection():
                told = call()
        except Exception as error:
            failure = f"{type(error).__name__}: {str(error)[:60]}"
        seconds = time.process_time() - started
        number = told if isinstance(told, int) else 0
        cost = seconds, _peak() - before, failure, number
        os.write(writing, json.dumps(cost).encode())
    finally:
        os._exit(0)


def _peak() -> float:
    """Return the most memory this process had, in megabytes."""
    for line in _STATUS.read_text("ascii").splitlines() if _STATUS.exists() else ():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000

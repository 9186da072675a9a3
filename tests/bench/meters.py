"""Time and memory."""

from __future__ import annotations

import re
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def stopwatch() -> Callable[[], float]:
    """Return a function that tells the milliseconds since now."""
    start = time.perf_counter()
    return lambda: (time.perf_counter() - start) * 1000


def peak_memory() -> float:
    """Return the most megabytes this process ever had."""
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # Of Linux, `getrusage` tells the peak of the process that started this one, if it was higher.
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0

"""Python's garbage collector held back, and unused memory of the C library given back."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_M_ARENA_MAX = -8
"""Of glibc's `mallopt`: how many heaps threads may have besides that of the process."""


FEW_BLOCKS = 1_350_000
"""Small pieces of memory that are looked through in 45 ms: the program with a short article has
600,000, and as many again once it has needed all of its tables."""
MANY_BLOCKS = 6_000_000
"""Those that are looked through in less than half a second, even of a book with much damage."""


class _Pause:
    """Counts the threads that paused the collector; the last of them resumes it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wanting = 0
        self._was_enabled = False

    def begin(self) -> None:
        with self._lock:
            if not self._wanting:
                self._was_enabled = gc.isenabled()
                gc.disable()
            self._wanting += 1

    def end(self) -> None:
        with self._lock:
            self._wanting -= 1
            if not self._wanting and self._was_enabled:
                gc.enable()


_PAUSE = _Pause()


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold back the collector, which takes a third of the time of making very many objects.

    It would look through all that were made so far again and again, and none of them is garbage.
    """
    _PAUSE.begin()
    try:
        yield
    finally:
        _PAUSE.end()


def spare() -> None:
    """Let the collector pass over all there is: an open book is a million objects that stay."""
    gc.freeze()


def sweep(most_blocks: int = MANY_BLOCKS) -> None:
    """Free what nobody refers to any more, and spare the rest.

    To be called when something large was let go of. What was spared alive and died since, in a
    circle of references, is found in no other way: a window, but no book, which stands in no such
    circle.

    Args:
        most_blocks: where there are more pieces of memory than these, nothing is looked for.
    """
    if sys.getallocatedblocks() <= most_blocks:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
    _give_back()


def share_one_heap() -> None:
    """Let all threads make their objects in the heap of the process, from now on.

    glibc gives threads heaps of their own, up to eight for each processor, and what is free at the
    end of one it gives back in no way that can be asked for: a thread that once read a long text
    kept 24 MB, and so did the next, with another. Python's threads take turns anyway, so that they
    hardly ever wait for each other here.
    """
    if sys.platform == "linux":
        import ctypes  # not for a command, which has no threads

        with suppress(AttributeError, OSError, TypeError):  # another C library, which has one
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def _give_back() -> None:
    """Give the system what the C library keeps between things that are still used.

    glibc by itself gives back no more than the end of its heap.
    """
    if sys.platform == "linux":
        import ctypes  # not for a start, which has nothing to give back

        with suppress(AttributeError, OSError, TypeError):  # another C library, which cannot
            ctypes.CDLL(None).malloc_trim(0)

"""A lock between processes, released by the system when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import sys
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes], *, wait: bool) -> None:
        while True:
            try:
                # Tries ten times, a second apart, before it gives up.
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    raise
            else:
                return

else:
    import fcntl

    def _take(file: IO[bytes], *, wait: bool) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def try_to_hold(path: Path) -> IO[bytes] | None:
    """Return the file of a lock that is held until the file is closed; None where another holds it.

    Raises:
        OSError: the file cannot be made.
    """
    file = path.open("ab")
    try:
        _take(file, wait=False)
    except OSError:
        file.close()
        return None
    return file


@contextlib.contextmanager
def held(path: Path, *, on_wait: Callable[[], None]) -> Iterator[int | None]:
    """Hold the lock; where another process holds it, call `on_wait` and wait until it lets go.

    Where the file cannot be made, in a folder of another user, nothing can be written that would
    need the lock, and the block runs without it.

    Yields:
        The descriptor of the lock. A process that inherits it holds the lock too.
    """
    try:
        path.parent.mkdir(exist_ok=True)
        file = path.open("ab")
    except OSError:
        yield None
        return
    with file:
        try:
            _take(file, wait=False)
        except OSError:
            on_wait()
            _take(file, wait=True)
        yield file.fileno()

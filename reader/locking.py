"""Locks between processes, released by the system when their holder ends, however it ends.

On a file, for setting up and for the one instance that opens windows; on an open folder, for a
save. Standard library alone: the first start needs it before anything is installed.

The lock that other users and machines see is another thing, a file that stays: `ArticleLock` makes
it with Qt's `QLockFile`, and `storage/check/stale_locks.py` reads what Qt wrote, without Qt.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE_S = 5.0
"""How long another process is waited for that holds a folder: a save takes some tens of ms."""
_INTERVAL_S = 0.01
_IS_HELD = frozenset((errno.EWOULDBLOCK, errno.EACCES))

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

    def hold_folder(descriptor: int) -> None:
        """Do nothing: folders cannot be locked here."""

else:
    import fcntl

    def _take(file: IO[bytes], *, wait: bool) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

    def hold_folder(descriptor: int) -> None:
        """Lock an open folder until its descriptor is closed.

        Nothing is locked where the file system knows no locks.

        Raises:
            OSError: `EBUSY`: another process did not release it within `PATIENCE_S`.
        """
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno not in _IS_HELD:
                    return  # some network drives
                if time.monotonic() >= deadline:
                    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY)) from error
                # Waiting in the system would be without end.
                time.sleep(_INTERVAL_S)  # noqa: TID251 - nothing tells when the lock is released
            else:
                return


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

"""Keeping other processes from a folder for as long as a file in it is read and written again.

The folder itself is locked: a lock file would be synchronised. Locks are let go of when a process
ends, however it ends.
"""

from __future__ import annotations

import errno
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_S = 5.0
"""How long another process is waited for: a save takes some tens of milliseconds."""
_INTERVAL_S = 0.01
_IS_HELD = frozenset((errno.EWOULDBLOCK, errno.EACCES))


def lock(folder: Path) -> int | None:
    """Lock a folder, and return the descriptor that holds the lock until it is closed.

    None without such locks, as on Windows; where a file system knows none, it holds nothing.

    Raises:
        OSError: the folder cannot be opened; `EBUSY`: another process does not let go of it.
    """
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _IS_HELD:
                return descriptor  # some network drives
            if time.monotonic() >= deadline:
                os.close(descriptor)
                raise OSError(errno.EBUSY, os.strerror(errno.EBUSY)) from error
            # Waiting in the system would be without end.
            time.sleep(_INTERVAL_S)  # noqa: TID251 - nothing tells when the lock is let go of
        else:
            return descriptor

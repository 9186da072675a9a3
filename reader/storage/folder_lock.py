"""A lock on a folder between processes, held while a file in it is read and written again.

The folder itself is locked: a lock file would be synchronised. Locks are let go of when a process
ends, however it ends.
"""

from __future__ import annotations

import errno
import os
import time
from typing import TYPE_CHECKING

from reader.storage.folders import open_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reader.storage.folders import Folder

PATIENCE_S = 5.0
"""How long another process is waited for: a save takes some tens of milliseconds."""
_INTERVAL_S = 0.01
_IS_HELD = frozenset((errno.EWOULDBLOCK, errno.EACCES))


def lock(path: Path, *, below: Path) -> Folder:
    """Open a folder of a library and lock it, until it is closed.

    Without such locks, as on Windows or where a file system knows none, it is only opened.

    Raises:
        OSError: the folder cannot be opened; `EBUSY`: another process does not let go of it.
    """
    folder = open_folder(path, below=below)
    try:
        if folder.descriptor is not None:
            _wait_for(folder.descriptor)
    except BaseException:
        folder.close()
        raise
    return folder


def _wait_for(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:
        return
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
            time.sleep(_INTERVAL_S)  # noqa: TID251 - nothing tells when the lock is let go of
        else:
            return

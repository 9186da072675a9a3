"""A lock on a folder between processes, held while a file in it is read and written again.

The folder itself is locked: a lock file would be synchronised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.locking import hold_folder
from reader.storage.folders import open_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reader.storage.folders import Folder


def lock(path: Path, *, below: Path) -> Folder:
    """Open a folder of a library and lock it, until it is closed.

    Without such locks, as on Windows or where a file system knows none, it is only opened.

    Raises:
        OSError: the folder cannot be opened; `EBUSY`: another process does not release it.
    """
    folder = open_folder(path, below=below)
    try:
        if folder.descriptor is not None:
            hold_folder(folder.descriptor)
    except BaseException:
        folder.close()
        raise
    return folder

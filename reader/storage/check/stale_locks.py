"""Telling lock files that a crash left from those whose owner still runs. Nothing is locked here.

The files are Qt's: lines with the number of the process, the name of the program and the machine.
"""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from reader.storage.read_regular import beginning

if TYPE_CHECKING:
    from pathlib import Path

LOCK = ".lock"
"""How their names end."""
_HOST = 2
"""Line of the file."""
LARGEST = 4096
"""Bytes; what is longer is not Qt's."""


def is_own(path: Path) -> bool:
    """Tell whether a lock is of this very process."""
    return _process_here(path) == os.getpid()


def is_left(path: Path) -> bool:
    """Tell whether the process that made a lock was one of this machine, and is gone.

    Only where that is certain: of other machines, and on Windows, it is not.
    """
    number = _process_here(path)
    return number is not None and os.name != "nt" and not _runs(number)


def lines_of(path: Path) -> list[str]:
    """Return what a lock file in an article's folder says; nothing where there is none.

    Raises:
        OSError: it is a link or no regular file, or the system refuses.
    """
    data = beginning(path, LARGEST, below=path.parent.parent) or b""
    return data.decode("utf-8", "replace").split("\n")


def _process_here(path: Path) -> int | None:
    """Return the number of the process of this machine that made a lock; None where none did."""
    try:
        lines = lines_of(path)
    except OSError:
        return None
    if len(lines) <= _HOST or lines[_HOST] != socket.gethostname() or not lines[0].isdecimal():
        return None
    return int(lines[0]) or None


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # another user's, or no number of a process
    return True

"""Where starts of the program meet: a folder that is the user's alone, and who is at the other end.

In a folder that others may write to, somebody else could listen in our place, and be given the
names of the files to open.
"""

from __future__ import annotations

import os
import socket
import stat
import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.paths import cache_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

TAKEN = b"taken\n"
"""What a start is answered whose files were taken."""
_LONGEST_ADDRESS = 100
"""Bytes; the system's limit for the name of a socket is 104 or 108."""
_LAST = Path("/tmp")  # noqa: S108 - a folder in it is taken only where it is the user's alone
"""Where a folder has the shortest path."""
_CREDENTIALS = struct.Struct("3i")
"""What Linux tells of the other end of a socket: process, user, group."""


def meeting_place(name: str) -> Path | None:
    """Return the path a socket of a name is to have; None where no folder is the user's alone."""
    for folder, is_ours in _folders():
        place = folder / name
        if len(os.fsencode(place)) <= _LONGEST_ADDRESS and _is_private(folder, is_ours=is_ours):
            return place
    return None


def is_of_this_user(descriptor: int) -> bool:
    """Tell whether the other end of a connected socket is this user's; True where none can tell."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    try:
        with socket.socket(fileno=os.dup(descriptor)) as end:
            told = end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    except OSError:
        return False  # it is gone
    return bool(_CREDENTIALS.unpack(told)[1] == os.getuid())


def _folders() -> Iterator[tuple[Path, bool]]:
    """Yield folders a socket may be in, the best first, and whether we make and shut them."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    if runtime.is_absolute():
        yield runtime, False
    yield cache_folder() / "run", True
    ours = f"quandian-{os.getuid()}"
    yield Path(tempfile.gettempdir()) / ours, True
    yield _LAST / ours, True


def _is_private(folder: Path, *, is_ours: bool) -> bool:
    try:
        if is_ours:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
            return False
        if is_ours and stat.S_IMODE(status.st_mode) != stat.S_IRWXU:
            folder.chmod(stat.S_IRWXU)
            status = folder.lstat()
    except OSError:
        return False
    return not status.st_mode & (stat.S_IRWXG | stat.S_IRWXO)

"""One instance: a later start hands its files to the first one and ends.

Whoever holds a lock is the first. The system lets go of it when a process ends, however it ends, so
what a killed one left behind stands in nobody's way, and of two starts at the same moment one is
the first. The first listens on a local socket (`InstanceServer`); nothing of the program but this,
and nothing of Qt, is loaded to ask it.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import IO, TYPE_CHECKING

from reader.gui.app.meeting_place import TAKEN, is_of_this_user, meeting_place
from reader.locking import try_to_hold

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE_S = 4.0
"""How long a later start waits for a first one that listens: it may be opening a large book."""
STARTING_S = 30.0
"""How long it waits for one that does not: it starts, beside others on a busy machine, or ends."""
_AGAIN_S = 0.05
"""Between two attempts."""


@dataclass(frozen=True, slots=True)
class InstanceRole:
    """What a start that opens windows is among those that run."""

    address: str | None
    """Of the socket; None where there is no safe place for one, and every start is its own."""
    lock: IO[bytes] | None
    """Held for as long as it is open; None where another instance holds it."""
    is_unanswered: bool = False
    """Whether the instance that holds the lock was asked, and did not answer."""


def address_of(config: Path, library: Path) -> str | None:
    """Return the name of the socket of one user's instance for a configuration and a library.

    None where no folder for it is the user's alone.
    """
    whose = "\0".join((_user(), os.path.realpath(config), os.path.realpath(library)))
    name = f"quandian-{hashlib.sha256(whose.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    if os.name == "nt":
        return name
    place = meeting_place(name)
    return str(place) if place else None


def first_or_none(
    address: str | None,
    files: Sequence[Path],
    *,
    patience_s: float = PATIENCE_S,
    starting_s: float = STARTING_S,
) -> InstanceRole | None:
    """Return this start's place; None where the first instance has taken the files.

    Args:
        address: as `address_of` gives it.
        files: articles to open; `-` is standard input, which only this process can read.
        patience_s: how long the first instance is waited for once it listens.
        starting_s: how long until it listens.
    """
    if address is None:
        return InstanceRole(None, None)
    try:
        return _asked_or_first(address, files, patience_s, starting_s)
    except OSError:
        return InstanceRole(address, None)  # no place for a lock: every start is its own


def _asked_or_first(
    address: str, files: Sequence[Path], patience_s: float, starting_s: float
) -> InstanceRole | None:
    deadline = monotonic() + starting_s
    while True:
        if (lock := try_to_hold(_lock_file(address))) is not None:
            return InstanceRole(address, lock)
        if Path("-") in files:
            return InstanceRole(address, None)
        now = monotonic()
        if now >= deadline:
            return InstanceRole(address, None, is_unanswered=True)
        answer = _answer(address, files, min(patience_s, deadline - now))
        if answer == TAKEN:
            return None
        if answer is not None:
            deadline = min(deadline, now + patience_s)
        Event().wait(_AGAIN_S)


def _answer(address: str, files: Sequence[Path], patience_s: float) -> bytes | None:
    """Ask the first instance to take files; return what it says, None where it does not listen."""
    names = [str(path.absolute()) for path in files]
    message = json.dumps({"files": names}).encode() + b"\n"
    if not hasattr(socket, "AF_UNIX"):
        from reader.gui.app.asking_through_qt import ask

        return ask(address, message, patience_s)
    return _ask(address, message, patience_s)


def _ask(address: str, message: bytes, patience_s: float) -> bytes | None:
    deadline = monotonic() + patience_s
    answer = b""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(patience_s)
            connection.connect(address)
            if not is_of_this_user(connection.fileno()):
                return b""
            connection.sendall(message)
            while not answer.endswith(b"\n") and (left := deadline - monotonic()) > 0:
                connection.settimeout(left)
                heard = connection.recv(len(TAKEN))
                answer += heard
                if not heard:
                    break
    except (FileNotFoundError, ConnectionRefusedError):
        return None
    except OSError:  # no time is left, or it ends
        return b""
    return answer


def _user() -> str:
    if hasattr(os, "getuid"):
        return str(os.getuid())
    import getpass

    return getpass.getuser()


def _lock_file(address: str) -> Path:
    folder = Path(tempfile.gettempdir()) if os.name == "nt" else Path(address).parent
    return folder / f"{Path(address).name}.lock"

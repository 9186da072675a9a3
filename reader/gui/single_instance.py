"""One instance: a later start hands its files to the first one and ends.

Whoever holds a lock is the first. The system lets go of it when a process ends, however it ends, so
what a killed one left behind stands in nobody's way, and of two starts at the same moment one is
the first. The first listens on a local socket; nothing of the program but this is loaded to ask it.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader.bootstrap.lock import try_to_hold

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE_S = 4.0
"""How long a later start waits for the first one, which may be opening a large book."""
_AGAIN_S = 0.05
"""Between two attempts: the first may hold the lock and not listen yet, or not listen any more."""
_TAKEN = b"taken\n"
_LONGEST_ADDRESS = 100
"""Bytes; the system's limit for the name of a socket is 104 or 108."""
_LARGEST_MESSAGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """What a start that opens windows is among those that run."""

    address: str
    lock: IO[bytes] | None
    """Held for as long as it is open; None where another instance holds it."""
    is_unanswered: bool = False
    """Whether the instance that holds the lock was asked, and did not answer."""


def address_of(config: Path, library: Path) -> str:
    """Return the name of the socket of one user's instance for a configuration and a library."""
    whose = "\0".join((_user(), os.path.realpath(config), os.path.realpath(library)))
    name = f"quandian-{hashlib.sha256(whose.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    if os.name == "nt":
        return name
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    if not folder.is_dir() or len(os.fsencode(folder / name)) > _LONGEST_ADDRESS:
        folder = Path("/tmp")  # noqa: S108 - the name is the user's own
    return str(folder / name)


def first_or_none(
    address: str, files: Sequence[Path], *, patience_s: float = PATIENCE_S
) -> Place | None:
    """Return this start's place; None where the first instance has taken the files.

    Args:
        address: as `address_of` gives it.
        files: articles to open; `-` is standard input, which only this process can read.
        patience_s: how long the first instance is waited for.
    """
    try:
        return _asked_or_first(address, files, patience_s)
    except OSError:
        return Place(address, None)  # no place for a lock: every start is its own


def _asked_or_first(address: str, files: Sequence[Path], patience_s: float) -> Place | None:
    deadline = monotonic() + patience_s
    while True:
        if (lock := try_to_hold(_lock_file(address))) is not None:
            return Place(address, lock)
        if Path("-") in files:
            return Place(address, None)
        left = deadline - monotonic()
        if left <= 0:
            return Place(address, None, is_unanswered=True)
        if hand_over(address, files, patience_s=left):
            return None
        Event().wait(_AGAIN_S)


def hand_over(address: str, files: Sequence[Path], *, patience_s: float) -> bool:
    """Give files to the first instance; tell whether it took them."""
    deadline = monotonic() + patience_s
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_milliseconds(deadline)):
        return False
    names = [str(path.absolute()) for path in files]
    socket.write(json.dumps({"files": names}).encode() + b"\n")
    while not socket.canReadLine() and socket.waitForReadyRead(_milliseconds(deadline)):
        pass
    is_taken = socket.readLine().data() == _TAKEN
    socket.abort()
    return is_taken


class Door(QObject):
    """Where later starts knock."""

    files_arrived = Signal(list)
    """Paths, perhaps none, which somebody wants to see in front."""

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        """Listen at an address; the lock for it must be held."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(address)  # left by a process that was killed
        self._server.newConnection.connect(self._on_server_new_connection)
        self._server.listen(address)

    def close(self) -> None:
        """Stop listening: from here on, a later start waits for the lock."""
        self._server.close()

    def _on_server_new_connection(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(partial(self._read, socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _LARGEST_MESSAGE:
            socket.abort()
        if not socket.canReadLine():
            return
        files = _files_in(bytes(socket.readLine().data()))
        if files is None:
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        # Whoever lost patience meanwhile has opened them itself.
        if socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
            self.files_arrived.emit(files)


def _files_in(line: bytes) -> list[Path] | None:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    names = message.get("files") if isinstance(message, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return [Path(name) for name in names]


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()


def _lock_file(address: str) -> Path:
    folder = Path(tempfile.gettempdir()) if os.name == "nt" else Path(address).parent
    return folder / f"{Path(address).name}.lock"


def _milliseconds(deadline: float) -> int:
    return max(1, round((deadline - monotonic()) * 1000))

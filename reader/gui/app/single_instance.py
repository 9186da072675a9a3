"""One instance: a later start hands its files to the first one and ends.

Whoever holds a lock is the first. The system lets go of it when a process ends, however it ends, so
what a killed one left behind stands in nobody's way, and of two starts at the same moment one is
the first. The first listens on a local socket; nothing of the program but this is loaded to ask it.

What arrives is handed on, and answered, when Qt comes round to it: opening a window runs much of
the program, which must not happen within the reading of a socket.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from reader.gui.app.meeting_place import is_of_this_user, meeting_place
from reader.locking import try_to_hold

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE_S = 4.0
"""How long a later start waits for the first one, which may be opening a large book."""
_AGAIN_S = 0.05
"""Between two attempts: the first may hold the lock and not listen yet, or not listen any more."""
_TAKEN = b"taken\n"
_LARGEST_MESSAGE = 1_000_000
"""Bytes."""
_SILENCE_MS = 10_000
"""Who has not said what it wants by then is not waited for."""


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
    address: str | None, files: Sequence[Path], *, patience_s: float = PATIENCE_S
) -> InstanceRole | None:
    """Return this start's place; None where the first instance has taken the files.

    Args:
        address: as `address_of` gives it.
        files: articles to open; `-` is standard input, which only this process can read.
        patience_s: how long the first instance is waited for.
    """
    if address is None:
        return InstanceRole(None, None)
    try:
        return _asked_or_first(address, files, patience_s)
    except OSError:
        return InstanceRole(address, None)  # no place for a lock: every start is its own


def _asked_or_first(address: str, files: Sequence[Path], patience_s: float) -> InstanceRole | None:
    deadline = monotonic() + patience_s
    while True:
        if (lock := try_to_hold(_lock_file(address))) is not None:
            return InstanceRole(address, lock)
        if Path("-") in files:
            return InstanceRole(address, None)
        left = deadline - monotonic()
        if left <= 0:
            return InstanceRole(address, None, is_unanswered=True)
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
    if not _is_ours(socket):
        socket.abort()
        return False
    names = [str(path.absolute()) for path in files]
    socket.write(json.dumps({"files": names}).encode() + b"\n")
    while not socket.canReadLine() and socket.waitForReadyRead(_milliseconds(deadline)):
        pass
    is_taken = socket.readLine().data() == _TAKEN
    socket.abort()
    return is_taken


class InstanceServer(QObject):
    """Listens for later starts, which hand their files over."""

    files_arrived = Signal(list)
    """Paths that another start asks to open, perhaps none; the window is to come to the front."""

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
            connection = _Connection(self._server.nextPendingConnection(), self)
            connection.asked.connect(self._on_connection_asked, Qt.ConnectionType.QueuedConnection)
            connection.listen()

    def _on_connection_asked(self, connection: _Connection, files: list[Path]) -> None:
        # Whoever lost patience meanwhile has opened them itself.
        if isValid(connection) and connection.take():
            self.files_arrived.emit(files)


class _Connection(QObject):
    """A connection of a later start, or of any other program; deleted with the connection."""

    asked = Signal(object, list)
    """The connection itself and the paths it asks to open; once."""

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        self._has_asked = False
        socket.setParent(self)
        socket.setReadBufferSize(_LARGEST_MESSAGE + 1)
        socket.readyRead.connect(self._on_socket_ready_read)
        socket.disconnected.connect(self.deleteLater)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self._on_silence_timeout)

    def listen(self) -> None:
        """Read what was sent already, and what comes within a while."""
        if not _is_ours(self._socket):
            self._socket.abort()
            return
        self._silence.start(_SILENCE_MS)
        self._on_socket_ready_read()
        if not self._is_there:
            self.deleteLater()  # gone before it could be listened to

    def take(self) -> bool:
        """Answer that the files are taken; tell whether the other end is still there."""
        if self._is_there:
            self._socket.write(_TAKEN)
            self._socket.flush()
        return self._is_there

    @property
    def _is_there(self) -> bool:
        return self._socket.state() == QLocalSocket.LocalSocketState.ConnectedState

    def _on_silence_timeout(self) -> None:
        self._socket.abort()

    def _on_socket_ready_read(self) -> None:
        if self._has_asked:
            return
        if self._socket.canReadLine():
            files = _files_in(bytes(self._socket.readLine().data()))
            if files is not None:
                self._has_asked = True
                self.asked.emit(self, files)
                return
        elif self._socket.bytesAvailable() <= _LARGEST_MESSAGE:
            return
        self._socket.abort()


def _files_in(line: bytes) -> list[Path] | None:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    names = message.get("files") if isinstance(message, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return [Path(name) for name in names]


def _is_ours(socket: QLocalSocket) -> bool:
    return os.name == "nt" or is_of_this_user(int(socket.socketDescriptor()))


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else getpass.getuser()


def _lock_file(address: str) -> Path:
    folder = Path(tempfile.gettempdir()) if os.name == "nt" else Path(address).parent
    return folder / f"{Path(address).name}.lock"


def _milliseconds(deadline: float) -> int:
    return max(1, round((deadline - monotonic()) * 1000))

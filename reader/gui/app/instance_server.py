"""What the first instance listens with: later starts hand their files over to it.

What arrives is handed on, and answered, when Qt comes round to it: opening a window runs much of
the program, which must not happen within the reading of a socket.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from reader.gui.app.meeting_place import TAKEN, is_of_this_user

_LARGEST_MESSAGE = 1_000_000
"""Bytes."""
_SILENCE_MS = 10_000
"""Who has not said what it wants by then is not waited for."""


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
            self._socket.write(TAKEN)
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

"""Asking the first instance where the system has local sockets that only Qt knows."""

from __future__ import annotations

from time import monotonic

from PySide6.QtNetwork import QLocalSocket


def ask(address: str, message: bytes, patience_s: float) -> bytes | None:
    """Return what the first instance answers, nothing where it does not; None if none listens."""
    deadline = monotonic() + patience_s
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_milliseconds(deadline)):
        is_there = socket.error() is not QLocalSocket.LocalSocketError.ServerNotFoundError
        return b"" if is_there else None
    socket.write(message)
    while not socket.canReadLine() and socket.waitForReadyRead(_milliseconds(deadline)):
        pass
    answer = socket.readLine().data()
    socket.abort()
    return bytes(answer)


def _milliseconds(deadline: float) -> int:
    return max(1, round((deadline - monotonic()) * 1000))

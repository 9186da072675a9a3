"""Who has an article open: a lock in its folder that other users and machines see.

It keeps nobody from writing, which merging makes safe; it keeps two people from working side by
side without knowing of each other.
"""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile
from shiboken6 import Shiboken

from reader.storage.check.stale_locks import LARGEST, lines_of
from reader.storage.folders import is_link, open_folder

if TYPE_CHECKING:
    from pathlib import Path

LOCK = "annotations.lock"
"""Not to be synchronised: a lock that arrives late from another device would have no holder."""
_HOST, _USER = 2, 5
"""Lines of the file: Qt writes process, program, host and two marks of the machine; we add one."""
_LEAST_LINES = 3
_UNFINISHED_SECONDS = 10
"""Age from which a lock without a name was left by a crash, and is not just being made."""


class ArticleLock:
    """The lock of one article's folder; held until it is released or another takes it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._lock: QLockFile | None = None
        self._insists = False

    @property
    def folder(self) -> Path:
        """The article's."""
        return self._path.parent

    def acquire(self) -> str:
        """Acquire the lock if it is free; return who else has it, empty if nobody has.

        A lock whose process has crashed on this machine is free. So is one of another window of
        this process. In a folder without locks nobody has one.
        """
        if self._lock is not None and not self._is_of_this_process():
            self._forget()
        if self._lock is not None or self._insists or not self._can_lock() or self._try():
            return ""
        return self._holder()

    def take_over(self) -> None:
        """Acquire the lock even if another holds it."""
        self._forget()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        # Windows keeps the file for as long as its holder lives: both write then, and merge.
        self._insists = bool(self.acquire())

    def move_to(self, folder: Path) -> None:
        """Go on with the lock in the folder's new place, where it came along."""
        self._forget()
        self._path = folder / LOCK
        if self._is_of_this_process():
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def release(self) -> None:
        """Release the lock, if it is held."""
        if self._lock is not None and self._is_of_this_process():
            self._lock.unlock()
            self._lock = None
        self._forget()

    def _try(self) -> bool:
        """Acquire the lock if it is free; tell whether it is held now."""
        lock = QLockFile(str(self._path))
        lock.setStaleLockTime(0)  # however long an article is open, its lock does not age
        if self._made(lock):
            self._lock = lock
            return True
        return lock.error() is not QLockFile.LockError.LockFailedError

    def _can_lock(self) -> bool:
        """Tell whether only ordinary files bear the lock's name, as all that Qt opens does.

        It would wait for a pipe without end, and follow a link out of the library.
        """
        try:
            with open_folder(self._path.parent, below=self._path.parent.parent) as folder:
                there = [name for name in folder.names() if name.startswith(LOCK)]
                return all(_is_ordinary(folder.status(name)) for name in there)
        except OSError:
            return False

    def _made(self, lock: QLockFile) -> bool:
        """Make the lock file, readable only for those who can read the folder's other files."""
        try:
            with open_folder(self._path.parent, below=self._path.parent.parent) as folder:
                mask = os.umask(0o666 & ~folder.rights_of_files)
                try:
                    if not lock.tryLock(0):
                        return False
                finally:
                    os.umask(mask)
                # Qt leaves out whose process it is, and does not mind a line more.
                with suppress(OSError):
                    descriptor = folder.open(LOCK, os.O_WRONLY | os.O_APPEND)
                    with os.fdopen(descriptor, "wb") as file:
                        file.write(f"{_user()}\n".encode())
        except OSError:
            return False
        return True

    def _forget(self) -> None:
        """Drop a lock that another has taken, without Qt's removing the other's file."""
        if self._lock is not None:
            Shiboken.invalidate(self._lock)
            self._lock = None

    def _lines(self) -> list[str]:
        try:
            return lines_of(self._path)
        except OSError:
            return []

    def _is_of_this_process(self) -> bool:
        lines = self._lines()
        host = lines[_HOST : _HOST + 1]
        return lines[:1] == [str(os.getpid())] and host == [socket.gethostname()]

    def _holder(self) -> str:
        lines = self._lines()
        if len(lines) < _LEAST_LINES:
            return self._holder_of_unfinished()
        if self._is_of_this_process():
            return ""
        user = lines[_USER] if len(lines) > _USER else ""
        return f"{user}@{lines[_HOST]}" if user else lines[_HOST]

    def _holder_of_unfinished(self) -> str:
        """Return who has a lock without a name, or whose holder is gone."""
        try:
            age = time() - self._path.lstat().st_mtime
        except OSError:
            return "" if self._try() else "?"
        if age < _UNFINISHED_SECONDS:
            return "?"
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        return "" if self._try() else "?"


def _is_ordinary(status: os.stat_result | None) -> bool:
    """Tell whether something may be a lock of Qt's, or is gone."""
    return status is None or (
        stat.S_ISREG(status.st_mode) and not is_link(status) and status.st_size <= LARGEST
    )


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user id without a name, as in a container
        return ""

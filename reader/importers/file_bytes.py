"""The bytes of a file, after all that can be wrong with it has been checked."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

from reader.errors import (
    SourceEmptyError,
    SourceMissingError,
    SourceNotAFileError,
    SourceTooLargeError,
    SourceUnreadableError,
)

STANDARD_INPUT = Path("-")
LARGEST = 64 * 1024 * 1024
"""Bytes: twenty-two million Chinese characters in UTF-8."""

_AS_IT_IS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    Raises:
        SourceMissingError: there is no such file.
        SourceNotAFileError: it is a folder, a pipe or a device. It is not opened: that may block.
        SourceUnreadableError: the system refuses.
        SourceTooLargeError: it is larger than `LARGEST`.
        SourceEmptyError: it has no bytes.
    """
    try:
        data = _from_standard_input() if path == STANDARD_INPUT else _from_file(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissingError(path) from error
    except OSError as error:
        raise SourceUnreadableError(path, error.strerror or str(error)) from error
    return checked(data, path)


def checked(data: bytes, path: Path) -> bytes:
    """Return bytes that were read from `path`.

    Raises:
        SourceTooLargeError: they are more than `LARGEST`.
        SourceEmptyError: there are none.
    """
    if len(data) > LARGEST:
        raise SourceTooLargeError(path, len(data), LARGEST)
    if not data:
        raise SourceEmptyError(path)
    return data


def _from_standard_input() -> bytes:
    if sys.stdin is None:  # closed before we began
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer.read(LARGEST + 1)


def _from_file(path: Path) -> bytes:
    try:
        status = path.stat()
    except ValueError as error:
        # A NUL in the name: no file can have it.
        raise FileNotFoundError from error
    if not stat.S_ISREG(status.st_mode):
        raise SourceNotAFileError(path)
    if status.st_size > LARGEST:
        raise SourceTooLargeError(path, status.st_size, LARGEST)
    # What has taken its place meanwhile, and some files of the system, would block.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _AS_IT_IS)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - it is open already
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise SourceNotAFileError(path)
        # It may grow while it is read.
        return file.read(LARGEST + 1) or b""

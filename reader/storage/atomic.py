"""Writing a file so that at every moment either the old or the new one is there, whole."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from reader.errors import SaveError

_LONGEST_NAME_PART = 48
"""Characters of a name in that of its temporary file, which must not become too long a name."""


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write a file by way of a temporary one beside it, which takes its place.

    A link is followed: the file it leads to is replaced, not the link. The folder must exist.

    Args:
        path: the file; it need not exist.
        data: all it is to hold.
        durable: return only when the data would survive a power cut.

    Raises:
        SaveError: it could not be done. What was there is untouched, unless all that failed was to
            make the finished file durable.
    """
    try:
        _replace(Path(os.path.realpath(path)), data, durable=durable)
    except (OSError, ValueError) as error:  # ValueError: a name with NUL in it
        raise SaveError(path, getattr(error, "strerror", None) or str(error)) from error


def temporary_pattern(name: str) -> str:
    """Return the glob pattern of the temporary files of a file of this name."""
    return f".{name[:_LONGEST_NAME_PART]}.*.tmp"


def _replace(path: Path, data: bytes, *, durable: bool) -> None:
    temporary = path.with_name(f".{path.name[:_LONGEST_NAME_PART]}.{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            with suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        _make_name_durable(path.parent)


def _make_name_durable(folder: Path) -> None:
    if os.name == "nt":
        return  # folders cannot be opened there; the system journals names itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems know no such thing for folders; there is nothing more to do.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)

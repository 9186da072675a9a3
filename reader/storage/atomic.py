"""Writing a file so that at every moment either the old or the new one is there, whole."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Result = TypeVar("_Result")

_LONGEST_NAME_PART = 48
"""Characters of a name in that of its temporary file, which must not become too long a name."""
_TEMPORARY = re.compile(r"\.(?!syncthing\.).+\.[0-9a-f]+\.tmp")
"""Names of our temporary files. Syncthing's look alike, and are in use for as long as it copies."""
_STALE_SECONDS = 60
"""Age at which a temporary file belongs to a program that was killed and not to one that writes."""
_IS_WINDOWS = os.name == "nt"
_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""Seconds between attempts on Windows: a virus scanner is done with a new file in less."""


def write_atomically(path: Path, data: bytes | Sequence[bytes], *, durable: bool = True) -> None:
    """Write a file by way of a temporary one beside it, which takes its place.

    A link is followed: the file it leads to is replaced, not the link. The folder must exist.

    Args:
        path: the file; it need not exist.
        data: all it is to hold, at once or in pieces.
        durable: return only when the data would survive a power cut.

    Raises:
        SaveError: it could not be done. What was there is untouched, unless all that failed was to
            make the finished file durable.
    """
    try:
        pieces = [data] if isinstance(data, bytes) else data
        _replace(Path(os.path.realpath(path)), pieces, durable=durable)
    except (OSError, ValueError) as error:  # ValueError: a name with NUL in it
        raise save_error(path, error) from error


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, so that they survive a power cut.

    Raises:
        SaveError: it could not be done.
    """
    try:
        missing = []
        folder = path
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        path.mkdir(parents=True, exist_ok=True)
        for made in missing:
            make_names_durable(made.parent)
    except (OSError, ValueError) as error:
        raise save_error(path, error) from error


def make_names_durable(folder: Path) -> None:
    """Return when the disk has the names in a folder.

    Raises:
        OSError: it could not be done.
    """
    if _IS_WINDOWS:
        return  # folders cannot be opened there; the system journals names itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _make_durable(descriptor)
    except OSError as error:
        # Some network file systems know no such thing for folders; there is nothing more to do.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def save_error(path: Path, error: OSError | ValueError) -> SaveError:
    """Return what the system says of a file that cannot be written, as an error of ours."""
    number = getattr(error, "errno", None)
    free = None
    if number == errno.ENOSPC:
        with suppress(OSError):
            free = shutil.disk_usage(Path(os.path.realpath(path)).parent).free
    reason = getattr(error, "strerror", None) or str(error)
    return SaveError(path, reason, number=number, free=free)


def stale_files(folder: Path) -> Iterator[Path]:
    """Yield what programs that were killed while writing have left in a folder."""
    with suppress(OSError):
        for path in sorted(folder.glob(".*.tmp")):
            if not _TEMPORARY.fullmatch(path.name):
                continue
            with suppress(OSError):
                status = path.lstat()
                if stat.S_ISREG(status.st_mode) and time.time() - status.st_mtime > _STALE_SECONDS:
                    yield path


def sweep(folder: Path) -> None:
    """Remove from a folder what programs that were killed while writing have left.

    What cannot be removed stays: it is in nobody's way.
    """
    for path in stale_files(folder):
        with suppress(OSError):
            path.unlink()


def patiently(call: Callable[[], _Result]) -> _Result:
    """Return what a call returns; on Windows, try again where another program has the file open.

    A file is refused there for as long as a virus scanner, an indexer or a synchronisation reads
    it: some tens of milliseconds.

    Raises:
        PermissionError: it was refused to the end, for about a second.
    """
    for seconds in _WAITS if _IS_WINDOWS else ():
        try:
            return call()
        except PermissionError:
            time.sleep(seconds)  # noqa: TID251 - nothing tells when the file is let go of
    return call()


def _replace(path: Path, pieces: Sequence[bytes], *, durable: bool) -> None:
    temporary = path.with_name(f".{path.name[:_LONGEST_NAME_PART]}.{secrets.token_hex(8)}.tmp")
    try:
        # A new file for every attempt: once the system has failed to write a page out, it may take
        # the page for written, and making the same file durable again would succeed in vain.
        with temporary.open("xb") as file:
            with suppress(FileNotFoundError):
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))
            for piece in pieces:
                file.write(piece)
            file.flush()
            if durable:
                _make_durable(file.fileno())
        patiently(lambda: temporary.replace(path))
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        make_names_durable(path.parent)


def _make_durable(descriptor: int) -> None:
    """Return when the disk, not only the system, has a file's data."""
    with suppress(ImportError):
        import fcntl

        # macOS's fsync leaves the data in the disk's own memory, which a power cut empties.
        if command := getattr(fcntl, "F_FULLFSYNC", None):
            with suppress(OSError):  # network drives know no such command
                fcntl.fcntl(descriptor, command)
                return
    os.fsync(descriptor)

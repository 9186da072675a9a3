"""Writing a file atomically: at every moment the old or the new one is there, whole."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.clock import utc_now
from reader.errors import SaveError
from reader.storage.folders import PRIVATE_FILE, check_regular, make_private, open_folder
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.storage.folders import Folder

_Result = TypeVar("_Result")

_LONGEST_NAME_PART = 48
"""Characters of a name in that of its temporary file, which must not become too long a name."""
_TEMPORARY = lazy_pattern(r"\.(?!syncthing\.).+\.[0-9a-f]+\.tmp")
"""Names of our temporary files. Syncthing's look alike, and are in use for as long as it copies."""
_STALE_SECONDS = 60
"""Age at which a temporary file belongs to a program that was killed and not to one that writes."""
_IS_WINDOWS = os.name == "nt"
_WAITS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
"""Seconds between attempts on Windows: a virus scanner is done with a new file in less."""


def write_atomically(
    path: Path,
    data: bytes | Sequence[bytes],
    *,
    below: Path | None = None,
    durable: bool = True,
    is_private: bool = True,
) -> None:
    """Write a file by way of a temporary one beside it, which takes its place.

    The folder must exist. A file that is there keeps its rights.

    Args:
        path: the file; it need not exist.
        data: all it is to hold, at once or in pieces.
        below: the library it is in, where no link is followed; elsewhere one is, and the file it
            leads to is replaced.
        durable: return only when the data would survive a power cut.
        is_private: a new file is the user's alone; at no moment others can read it.

    Raises:
        SaveError: it could not be done. What was there is untouched, unless all that failed was to
            make the finished file durable.
    """
    try:
        pieces = [data] if isinstance(data, bytes) else data
        place = Path(os.path.realpath(path)) if below is None else path
        with open_folder(place.parent, below=below) as folder:
            _replace(folder, place.name, pieces, durable=durable, is_private=is_private)
    except (OSError, ValueError) as error:  # ValueError: a name with NUL in it
        raise save_error(path, error) from error


def make_folder(path: Path, *, below: Path | None = None) -> None:
    """Make a folder and those above it that are missing, so that they survive a power cut.

    They are the user's alone; in a library that is shared with others, as open as that is.

    Args:
        path: the folder.
        below: the library it is in, where no link is followed.

    Raises:
        SaveError: it could not be done.
    """
    try:
        _make_way(below or path)
        if below is not None:
            _make_inside(path, below)
    except (OSError, ValueError) as error:
        raise save_error(path, error) from error


def _make_way(path: Path) -> None:
    missing, folder = [], path
    while not folder.exists() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for made in reversed(missing):
        with suppress(FileExistsError):
            make_private(made)
        make_names_durable(made.parent)
    if not path.is_dir():
        raise FileExistsError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


def _make_inside(path: Path, below: Path) -> None:
    folder = open_folder(below, below=below)
    try:
        for name in path.relative_to(below).parts:
            if folder.status(name) is None:
                with suppress(FileExistsError):
                    folder.make(name)
                make_durable(folder)
            outer, folder = folder, folder.inner(name)
            outer.close()
    finally:
        folder.close()


def make_durable(folder: Folder) -> None:
    """Return when the disk has the names in an open folder.

    Raises:
        OSError: it could not be done.
    """
    if folder.descriptor is None:
        return  # Windows journals names itself
    try:
        _make_durable(folder.descriptor)
    except OSError as error:
        # Some network file systems know no such thing for folders; there is nothing more to do.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise


def make_names_durable(path: Path) -> None:
    """Return when the disk has the names in a folder.

    Raises:
        OSError: it could not be done.
    """
    with open_folder(path, below=None) as folder:
        make_durable(folder)


def save_error(path: Path, error: OSError | ValueError) -> SaveError:
    """Return what the system says of a file that cannot be written, as an error of ours."""
    number = getattr(error, "errno", None)
    free = None
    if number == errno.ENOSPC:
        with suppress(OSError):
            free = shutil.disk_usage(Path(os.path.realpath(path)).parent).free
    reason = getattr(error, "strerror", None) or str(error)
    return SaveError(path, reason, number=number, free=free)


def stale_files(path: Path, *, below: Path) -> list[Path]:
    """Return what programs that were killed while writing have left in a folder of a library."""
    with suppress(OSError), open_folder(path, below=below) as folder:
        return [path / name for name in _stale(folder)]
    return []


def sweep(path: Path, *, below: Path) -> None:
    """Remove from a folder of a library what programs that were killed while writing have left.

    What cannot be removed stays: it is in nobody's way.
    """
    with suppress(OSError), open_folder(path, below=below) as folder:
        sweep_in(folder)


def sweep_in(folder: Folder) -> None:
    """Remove from an open folder what `sweep` does."""
    for name in _stale(folder):
        with suppress(OSError):
            folder.remove(name)


def _stale(folder: Folder) -> Iterator[str]:
    with suppress(OSError):
        for name in filter(_TEMPORARY.fullmatch, folder.names()):
            status = folder.status(name)
            if (
                status is not None
                and stat.S_ISREG(status.st_mode)
                and utc_now().timestamp() - status.st_mtime > _STALE_SECONDS
            ):
                yield name


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


def _replace(
    folder: Folder, name: str, pieces: Sequence[bytes], *, durable: bool, is_private: bool
) -> None:
    status = folder.status(name)
    if status is not None and not stat.S_ISDIR(status.st_mode):  # the system says it of folders
        check_regular(status)
    temporary = temporary_name(name)
    try:
        write_new(folder, temporary, pieces, like=status, durable=durable, is_private=is_private)
        patiently(lambda: folder.rename(temporary, name))
    except BaseException:
        with suppress(OSError):
            folder.remove(temporary)
        raise
    if durable:
        make_durable(folder)


def temporary_name(name: str) -> str:
    """Return a name for a file that is being written, to take the place of another."""
    return f".{name[:_LONGEST_NAME_PART]}.{os.urandom(8).hex()}.tmp"


def write_new(
    folder: Folder,
    name: str,
    pieces: Sequence[bytes],
    *,
    like: os.stat_result | None,
    durable: bool = True,
    is_private: bool = True,
) -> None:
    """Write a file that is not there yet.

    Args:
        folder: where.
        name: of the file.
        pieces: what it is to hold.
        like: what the file was whose place it will take, and whose rights it gets.
        durable: return only when the data would survive a power cut.
        is_private: whether others may not read it, unless they could read what was there.

    Raises:
        OSError: it could not be done. A part of the file may be there.
    """
    # A new file for every attempt: once the system has failed to write a page out, it may take
    # the page for written, and making the same file durable again would succeed in vain.
    is_narrow = is_private or like is not None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    descriptor = folder.open(name, flags, PRIVATE_FILE if is_narrow else 0o666)
    with os.fdopen(descriptor, "wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        has = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        rights = stat.S_IMODE(like.st_mode) if like else folder.rights_of_files
        if not is_narrow:
            rights = has | PRIVATE_FILE
        # A disk without rights refuses all but those that it gives every file.
        is_enough = rights == PRIVATE_FILE and not rights & ~has
        if rights != has and not is_enough and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), rights)
        if durable:
            _make_durable(file.fileno())


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

"""Reading files that other programs may have made: only regular ones, and only up to a size.

No more than that is read: a file of holes may be larger than any disk.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import AnnotationsUnreadableError
from reader.storage.atomic import patiently
from reader.storage.folders import is_of_another_kind, open_folder
from reader.storage.reading_costs import why_too_costly

if TYPE_CHECKING:
    from reader.storage.folders import Folder

LARGEST = 64 * 1024 * 1024
"""Bytes of an article, or of its annotations: some hundred thousand. What is larger is not ours."""


def is_file(path: Path) -> bool:
    """Tell whether a path, which may be any text, is that of a regular file."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):  # ValueError: a NUL in it
        return False


def read_annotations(path: Path, *, below: Path | None) -> bytes | None:
    """Return the bytes of a file of annotations; None where there is none.

    Args:
        path: the file.
        below: as of `read_bytes`.

    Raises:
        AnnotationsUnreadableError: it is no regular file, a link, too large, costs too much to
            read, or the system refuses.
    """
    return _affordable(path, read_bytes(path, below=below))


def read_bytes(path: Path, *, below: Path | None) -> bytes | None:
    """Return the bytes of a file of an article; None where there is none.

    Args:
        path: the file.
        below: the library it is in, where no link is followed; None for a file that the user
            named.

    Raises:
        AnnotationsUnreadableError: it is no regular file, a link, too large, or the system refuses.
    """
    try:
        return patiently(lambda: read_regular(path, below=below))
    except (OSError, ValueError) as error:  # ValueError: a name with NUL in it
        raise _unreadable(path, error) from error


def read_annotations_in(folder: Folder, name: str) -> bytes | None:
    """Return the bytes of a file in an open folder, as `read_annotations` does.

    Raises:
        AnnotationsUnreadableError: it is no regular file, a link, too large, costs too much to
            read, or the system refuses.
    """
    path = folder.path / name
    try:
        data = _bounded(patiently(lambda: folder.read(name, LARGEST + 1)), LARGEST)
    except OSError as error:
        raise _unreadable(path, error) from error
    return _affordable(path, data)


def read_regular(path: Path, largest: int = LARGEST, *, below: Path | None) -> bytes | None:
    """Return the bytes of a file, as `read_bytes` does.

    Raises:
        OSError: it is no regular file, a link, too large, or the system refuses.
    """
    return _bounded(beginning(path, largest + 1, below=below), largest)


def _bounded(data: bytes | None, largest: int) -> bytes | None:
    if data is not None and len(data) > largest:
        raise OSError(errno.EFBIG, f"more than {largest >> 20} MB")
    return data


def _affordable(path: Path, data: bytes | None) -> bytes | None:
    if data is not None and (reason := why_too_costly(data)):
        raise AnnotationsUnreadableError(path, reason)
    return data


def _unreadable(path: Path, error: OSError | ValueError) -> AnnotationsUnreadableError:
    reason = getattr(error, "strerror", None) or str(error)
    return AnnotationsUnreadableError(path, reason)


def beginning(path: Path, most: int, *, below: Path | None) -> bytes | None:
    """Return the beginning of a file, at most so many bytes of it; None where there is none.

    Raises:
        OSError: it is no regular file, a link, or the system refuses.
    """
    try:
        # The link to a file that the user named is followed; a folder may be reached by links.
        place = path if below is not None else Path(os.path.realpath(path))
        with open_folder(place.parent, below=below) as folder:
            return folder.read(place.name, most)
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_file_of(path: Path, data: bytes, *, below: Path) -> bool:
    """Tell whether a file of a library holds just these bytes; a link does not.

    Raises:
        OSError: the system refuses to say.
    """
    try:
        return beginning(path, len(data) + 1, below=below) == data
    except OSError as error:
        if is_of_another_kind(error):
            return False
        raise

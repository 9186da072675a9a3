"""Reading files that others may have put there: only regular ones, and only up to a size.

The size is what the system says before a byte is read: a file of holes may be larger than any disk.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from reader.errors import AnnotationsUnreadableError
from reader.storage.atomic import patiently

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes of an article, or of its annotations: some hundred thousand. What is larger is not ours."""
MOST_PARTS = 1_000_000
"""Objects and lists in a file of annotations; one of ours has ten. More would take the memory."""


def read_regular(path: Path, largest: int = LARGEST) -> bytes | None:
    """Return the bytes of a file; None where it is no regular one, or larger.

    Raises:
        OSError: the system refuses, or there is no such file.
    """
    status = path.stat()
    # Opening a pipe or a device may block.
    if not stat.S_ISREG(status.st_mode) or status.st_size > largest:
        return None
    with path.open("rb") as file:
        data = file.read(largest + 1)  # it may grow while it is read
    return data if len(data) <= largest else None


def is_file(path: Path) -> bool:
    """Tell whether a path, which may be any text, is that of a regular file."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):  # ValueError: a NUL in it
        return False


def parts_in(*pieces: bytes) -> int:
    """Return how many objects and lists a file of annotations may have, from its bytes."""
    return sum(piece.count(b"{") + piece.count(b"[") for piece in pieces)


def read_annotations(path: Path) -> bytes | None:
    """Return the bytes of a file of annotations; None where there is none.

    Raises:
        AnnotationsUnreadableError: it is no regular file, too large, has too many parts, or the
            system refuses.
    """
    data = read_bytes(path)
    if data is not None and parts_in(data) > MOST_PARTS:
        raise AnnotationsUnreadableError(path, f"more than {MOST_PARTS} objects and lists")
    return data


def read_bytes(path: Path) -> bytes | None:
    """Return the bytes of a file of an article; None where there is none.

    Raises:
        AnnotationsUnreadableError: it is no regular file, too large, or the system refuses.
    """
    try:
        data = patiently(lambda: read_regular(path))
        if data is None:
            is_file = stat.S_ISREG(path.stat().st_mode)
            reason = f"more than {LARGEST >> 20} MB" if is_file else "not a regular file"
            raise AnnotationsUnreadableError(path, reason)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AnnotationsUnreadableError(path, error.strerror or str(error)) from error
    return data

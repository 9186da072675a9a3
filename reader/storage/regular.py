"""Reading files that others may have put there: only regular ones, and only up to a size."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from reader.errors import AnnotationsUnreadableError
from reader.storage.atomic import patiently

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes of annotations: some hundred thousand of them. What is larger is not ours."""


def is_regular(path: Path) -> bool:
    """Tell whether there is a regular file; what cannot be looked at is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def read_annotations(path: Path) -> bytes | None:
    """Return the bytes of a file of annotations; None where there is none.

    Raises:
        AnnotationsUnreadableError: it is no regular file, too large, or the system refuses.
    """
    try:
        status = path.stat()
        # Opening a pipe or a device may block.
        if not stat.S_ISREG(status.st_mode):
            raise AnnotationsUnreadableError(path, "not a regular file")
        if status.st_size > LARGEST:
            raise AnnotationsUnreadableError(path, f"more than {LARGEST >> 20} MB")
        return patiently(path.read_bytes)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AnnotationsUnreadableError(path, error.strerror or str(error)) from error

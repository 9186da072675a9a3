"""The folder of one article in the library: its source and its annotations."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reader.annotation.merging import merge
from reader.errors import AnnotationsUnreadableError, SaveError
from reader.storage.atomic import temporary_pattern, write_atomically
from reader.storage.codec import Encoder, decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotation.model import AnnotationSet

ANNOTATIONS = "annotations.json"
LARGEST = 64 * 1024 * 1024
"""Bytes of annotations: some hundred thousand of them. What is larger is not ours."""
_STALE_SECONDS = 60
"""Age at which a temporary file belongs to a program that was killed and not to one that writes."""


class ArticleStore:
    """Loads and saves the annotations of one article.

    Other programs may write the same file at any time, this one in a second process or a
    synchronisation. Saving merges what they did in, and refuses to write over what it cannot read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / ANNOTATIONS
        self._encoder = Encoder()
        self._known: bytes | None = None
        """Hash of the file as this store last loaded or saved it; None while there was none."""

    @property
    def source_path(self) -> Path | None:
        """The article's bytes as they were opened; None where somebody took them away."""
        try:
            candidates = sorted(self.folder.glob("source.*"))
            return next((path for path in candidates if path.is_file()), None)
        except OSError:
            return None

    def load(self) -> AnnotationSet | None:
        """Return the annotations on disk; None where none were ever saved.

        Raises:
            AnnotationsNewerError: a newer version of this program wrote them.
            AnnotationsUnreadableError: the file is damaged or cannot be read.
        """
        data = self._read()
        if data is None:
            self._known = None
            return None
        annotations = decode(data, self.path)
        self._known = _hash(data)
        return annotations

    def save(self, annotations: AnnotationSet) -> AnnotationSet:
        """Write the annotations, durably, and return what was written.

        That is more than was given where the file was changed since this store last saw it.

        Raises:
            AnnotationsNewerError, AnnotationsUnreadableError: the file was changed to one that
                must not be written over.
            SaveError: it could not be written, or would be too large to be read again.
        """
        with self._alone():
            data = self._read()
            if data is not None and _hash(data) != self._known:
                annotations = merge(annotations, decode(data, self.path))
            new = self._encoder.encode(annotations)
            if len(new) > LARGEST:
                raise SaveError(self.path, os.strerror(errno.EFBIG))
            if new != data:
                write_atomically(self.path, new)
            self._known = _hash(new)
            self._sweep()
        return annotations

    def _read(self) -> bytes | None:
        try:
            status = self.path.stat()
            # Opening a pipe or a device may block.
            if not stat.S_ISREG(status.st_mode):
                raise AnnotationsUnreadableError(self.path, "not a regular file")
            if status.st_size > LARGEST:
                raise AnnotationsUnreadableError(self.path, f"more than {LARGEST >> 20} MB")
            return self.path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise AnnotationsUnreadableError(self.path, error.strerror or str(error)) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep this program's other processes from saving between our reading and our writing.

        The folder itself is locked: a lock file would be synchronised. Without such locks (Windows,
        some network drives) the merge still catches all but changes of the same few milliseconds.
        """
        try:
            import fcntl
        except ImportError:
            yield
            return
        try:
            descriptor = os.open(self.folder, os.O_RDONLY)
        except OSError as error:
            raise SaveError(self.path, error.strerror or str(error)) from error
        try:
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _sweep(self) -> None:
        """Remove what programs that were killed while saving have left."""
        for path in self.folder.glob(temporary_pattern(ANNOTATIONS)):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                    path.unlink()


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()

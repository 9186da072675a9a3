"""The pictures of an article: decoded beside the window, in the size that they are shown in.

A file is nobody's friend: how large a picture says it is decides whether it is decoded at all, and
only formats that are pixels and nothing else are read, none that can ask for other files.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from reader.gui.widgets.background_job import BackgroundJob

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.document.model import Picture
    from reader.gui.widgets.background_job import JobProgress

_FORMATS = frozenset((b"png", b"jpeg", b"jpg", b"gif", b"bmp", b"webp"))
_LARGEST_FILE = 32 * 1024 * 1024
"""Bytes."""
_MOST_PIXELS = 40_000_000
"""Four bytes each, until the picture is made smaller."""
_KEPT = 48 * 1024 * 1024
"""Bytes of pictures decoded; of more, those not painted for longest are let go."""


class _Wanted(NamedTuple):
    start: int
    width: int
    height: int


class Pictures(QObject):
    """Has the pictures of one article, by the source offsets of their figures."""

    changed = Signal()
    """One is there that was painted as an empty frame."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._files: dict[int, bytes] = {}
        self._sizes: dict[int, QSize | None] = {}
        self._decoded: OrderedDict[_Wanted, QImage] = OrderedDict()
        self._jobs: dict[_Wanted, BackgroundJob] = {}
        self._broken: set[int] = set()

    def show_all(self, pictures: Iterable[Picture]) -> None:
        """Have those of another article, or of the same as it is understood now."""
        files = {picture.start: picture.data for picture in pictures}
        if files != self._files:
            for job in self._jobs.values():
                job.cancel()
            self._jobs.clear()
            self._sizes.clear()
            self._decoded.clear()
            self._broken.clear()
            self._files = files

    def size_of(self, start: int) -> QSize | None:
        """Return the pixels of the picture of a figure; None where there is none to be shown."""
        if start not in self._sizes:
            data = self._files.get(start)
            self._sizes[start] = None if data is None else _size_in(data)
        return self._sizes[start]

    def image(self, start: int, size: QSize) -> QImage | None:
        """Return the picture of a figure in a size; None where it is not there yet, or broken."""
        wanted = _Wanted(start, size.width(), size.height())
        if wanted in self._decoded:
            self._decoded.move_to_end(wanted)
            return self._decoded[wanted]
        if wanted not in self._jobs and start not in self._broken and start in self._files:
            job = BackgroundJob(partial(_decoded, self._files[start], size), self)
            job.result.connect(partial(self._on_job_result, wanted))
            self._jobs[wanted] = job
            job.start()
        return None

    def _on_job_result(self, wanted: _Wanted, image: QImage | None) -> None:
        self._jobs.pop(wanted, None)
        if image is None:
            self._broken.add(wanted.start)
            return
        self._decoded[wanted] = image
        while len(self._decoded) > 1 and self._bytes_kept() > _KEPT:
            self._decoded.popitem(last=False)
        self.changed.emit()

    def _bytes_kept(self) -> int:
        return sum(image.sizeInBytes() for image in self._decoded.values())


def _reader(data: bytes, buffer: QBuffer) -> QImageReader | None:
    """Return what reads a picture, None where it is none that is read."""
    if len(data) > _LARGEST_FILE:
        return None
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader if bytes(reader.format().data()) in _FORMATS else None


def _size_in(data: bytes) -> QSize | None:
    """Return the pixels that a file says it has; nothing is decoded."""
    buffer = QBuffer()
    reader = _reader(data, buffer)
    if reader is None:
        return None
    size = reader.size()
    if not size.isValid() or size.isEmpty() or size.width() * size.height() > _MOST_PIXELS:
        return None
    turned = QImageIOHandler.Transformation.TransformationRotate90
    is_turned = turned in reader.transformation()
    return size.transposed() if is_turned else size


def _decoded(data: bytes, size: QSize, progress: JobProgress) -> QImage | None:
    """Return a picture in a size. Called in a thread: what it makes of Qt's, it alone has."""
    progress.check()
    if _size_in(data) is None:
        return None
    buffer = QBuffer()
    reader = _reader(data, buffer)
    image = QImage() if reader is None else reader.read()
    if image.isNull():
        return None
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

"""Watching an article's folder for changes by other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

if TYPE_CHECKING:
    from pathlib import Path

_PAUSE_MS = 150
"""After the first sign: a replaced file is several, and a synchronisation many."""


class FolderWatch(QObject):
    """Tells, some time after it happened, that something in a folder or a file of it changed."""

    changed = Signal()

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        """Watch a file, which need not exist, and its folder."""
        super().__init__(parent)
        self._file = str(file)
        self._watcher = QFileSystemWatcher([str(file.parent)], self)
        self._watch_file()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        self._watcher.directoryChanged.connect(self._on_watcher_changed)
        self._watcher.fileChanged.connect(self._on_watcher_changed)

    def _watch_file(self) -> None:
        # A file that another took the place of is watched no longer, under the same name.
        if self._file not in self._watcher.files():
            self._watcher.addPath(self._file)

    def _on_watcher_changed(self) -> None:
        self._watch_file()
        if not self._pause.isActive():
            self._pause.start()

    def _on_pause_timeout(self) -> None:
        self._watch_file()
        self.changed.emit()

"""Files that are dragged onto a window and dropped there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

if TYPE_CHECKING:
    from pathlib import Path

_PLACE = QPointF(5, 5)
_KEYS = Qt.KeyboardModifier.NoModifier


def dragged(path: Path) -> QMimeData:
    """Return what the pointer carries; it must live as long as the events."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def entering(data: QMimeData) -> QDragEnterEvent:
    """Return the event of something that is dragged onto a window."""
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, _KEYS)
    try:
        return QDragEnterEvent(_PLACE, *how)
    except TypeError:  # before Qt 6.12, which no longer wants whole pixels
        return QDragEnterEvent(_PLACE.toPoint(), *how)


def dropping(data: QMimeData) -> QDropEvent:
    """Return the event of something that is let go of there."""
    return QDropEvent(_PLACE, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, _KEYS)

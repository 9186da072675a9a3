"""Dialogs no larger than the screen, which has few pixels of Qt's where it is scaled by two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)
"""Left free for what a window manager puts around a window: it is known only later."""


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Make a window so wide and high, in Qt's pixels, as far as its screen has room."""
    room = window.screen().availableGeometry().size() - _FRAME
    window.resize(QSize(width, height).boundedTo(room))

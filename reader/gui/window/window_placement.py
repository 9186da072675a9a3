"""Placing windows: within the screen they open on, and none exactly over another.

All in Qt's pixels, which a scale factor has been applied to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QGuiApplication

from reader.storage.settings import WindowState

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

_USUAL = QSize(1440, 900)
_FRAME = QMargins(8, 40, 8, 8)
"""Left free on a screen for what a window manager puts around a window: it is known only later."""
_STEP = 32
"""Between windows that would stand in one place: a title bar is in sight."""
_NEAR = 12
_LEAST = QSize(480, 320)
_LEAST_PART = 2 / 3
"""Of a screen. What would get smaller is put elsewhere."""
_TRIES = 4
"""For each of the other windows, to find a place."""


def usual_place(available: QRect) -> QRect:
    """Return where a window opens that was never open before.

    Args:
        available: of a screen, without what the desktop keeps for itself.
    """
    room = available.marginsRemoved(_FRAME)
    place = QRect(QPoint(), _USUAL.boundedTo(room.size()))
    place.moveCenter(room.center())
    return place


def fitted(place: QRect, available: QRect) -> QRect:
    """Return a place as it is where a screen has room for it, else the nearest that it has."""
    if available.contains(place):
        return place
    room = available.marginsRemoved(_FRAME)
    width, height = place.size().boundedTo(room.size()).toTuple()
    left = min(max(place.left(), room.left()), room.left() + room.width() - width)
    top = min(max(place.top(), room.top()), room.top() + room.height() - height)
    return QRect(left, top, width, height)


def apart(place: QRect, others: Collection[QRect], available: QRect) -> QRect:
    """Return a place, moved where other windows have the same corner; smaller if need be."""
    room = available.marginsRemoved(_FRAME)
    least = place.size().boundedTo(_LEAST).boundedTo(room.size() * _LEAST_PART)
    size, rows = place.size(), 0
    for _ in range(_TRIES * len(others)):
        if not any(_is_over(place, other) for other in others):
            break
        corner = place.topLeft() + QPoint(_STEP, _STEP)
        left = QRect(corner, room.bottomRight()).size()
        if left != left.expandedTo(least):
            # Down there is no room any more: begin at the top again, further to the right.
            rows += 1
            corner = room.topLeft() + QPoint(rows * _STEP, 0)
            left = QRect(corner, room.bottomRight()).size().expandedTo(least)
        place = QRect(corner, size.boundedTo(left))
    return place


def state_of(window: QWidget, panels: tuple[int, ...]) -> WindowState:
    """Return how a window stands, for `restore`; what is in it is left open."""
    return WindowState(
        geometry=window.saveGeometry().toBase64().toStdString(),
        panels=panels,
        is_maximized=window.isMaximized(),
    )


def restore(window: QWidget, state: WindowState) -> None:
    """Put a window that is not shown yet where one stood, as far as the screens there are allow."""
    window.setGeometry(usual_place(_available_at(QCursor.pos())))
    if state.geometry:
        window.restoreGeometry(QByteArray.fromBase64(state.geometry.encode("ascii", "ignore")))
    place = window.normalGeometry()
    is_maximized = state.is_maximized or window.isMaximized()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.setGeometry(fitted(place, _available_at(place.center())))
    if is_maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def keep_apart(window: QWidget, others: Collection[QWidget]) -> None:
    """Move a window that is not shown yet from where others stand."""
    if not window.isMaximized():
        place = window.geometry()
        places = [other.normalGeometry() for other in others]
        window.setGeometry(apart(place, places, _available_at(place.center())))


def beside(state: WindowState) -> WindowState:
    """Return how a window opens next to one that stands so."""
    return replace(state, article="", is_full_screen=False, is_in_front=False)


def _is_over(place: QRect, other: QRect) -> bool:
    return (place.topLeft() - other.topLeft()).manhattanLength() < _NEAR


def _available_at(point: QPoint) -> QRect:
    """Return what a screen has for windows: the one at a point, else the first."""
    screen = QGuiApplication.screenAt(point) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()

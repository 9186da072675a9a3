"""What a wheel or a touch pad asks of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent

if TYPE_CHECKING:
    from reader.gui.page.writing_mode import WritingMode

NOTCH = 120
"""What a wheel that clicks turns by, in eighths of a degree."""


def turned_along(event: QWheelEvent, mode: WritingMode) -> int:
    """Return by how much a wheel was turned along the block axis; less than 0 goes on.

    What is moved sideways moves the columns along with the fingers.
    """
    turn = event.angleDelta()
    if abs(turn.y()) >= abs(turn.x()):
        return turn.y()
    return -turn.x() if mode.is_vertical else 0


def is_by_notches(event: QWheelEvent) -> bool:
    """Tell whether a wheel clicks, so that it leaps, and is no fine one or a touch pad."""
    turn = event.angleDelta()
    is_whole = not turn.x() % NOTCH and not turn.y() % NOTCH
    is_fine = not event.pixelDelta().isNull() or event.phase() != Qt.ScrollPhase.NoScrollPhase
    return is_whole and not turn.isNull() and not is_fine


def turned(event: QWheelEvent, along: int) -> QWheelEvent:
    """Return the event of a wheel that was turned upwards or downwards by so much."""
    return QWheelEvent(
        event.position(),
        event.globalPosition(),
        event.pixelDelta(),
        QPoint(0, along),
        event.buttons(),
        event.modifiers(),
        event.phase(),
        False,
        event.source(),
    )


class Notches:
    """Counts whole notches, also of a wheel that turns in small steps and of fingers."""

    def __init__(self) -> None:
        self._left = 0

    def take(self, along: int, phase: Qt.ScrollPhase) -> int:
        """Return how many notches on a turn completes, less than 0 for back.

        Args:
            along: by how much it was turned; less than 0 goes on.
            phase: of the fingers on a touch pad; when they have left it, nothing counts.
        """
        if phase in {Qt.ScrollPhase.ScrollMomentum, Qt.ScrollPhase.ScrollEnd}:
            self._left = 0
            return 0
        if phase is Qt.ScrollPhase.ScrollBegin or along * self._left < 0:
            self._left = 0
        self._left += along
        count = abs(self._left) // NOTCH
        way = -1 if self._left > 0 else 1
        self._left += way * count * NOTCH
        return way * count

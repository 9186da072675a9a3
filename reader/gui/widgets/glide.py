"""A movement spread over some frames, so that the eye can follow it.

Nothing waits for it: the first part is gone at once, what is asked for meanwhile is added, and a
frame that comes late makes up for the time.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStyle

_FRAME_MS = 16
_PACE_MS = 45.0
"""In which nearly two thirds are gone of what is left."""
_LONGEST_MS = 100
"""A window that was busy for longer makes up for so much."""


class Glide(QObject):
    """Moves something over distances, in whole pixels."""

    stepped = Signal(int)
    """It is to be moved by so many pixels."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = 0
        """Pixels still to go."""
        self._since_step = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def left(self) -> int:
        """The pixels still to go."""
        return self._left

    def go(self, distance: int) -> None:
        """Move over a distance, and over what is left of the last one."""
        self._left += distance
        if not self._timer.isActive():
            self._since_step.start()
            self._timer.start()
            self._step(_FRAME_MS)

    def stop(self) -> None:
        """Stay where it is."""
        self._left = 0
        self._timer.stop()

    def _on_timer_timeout(self) -> None:
        self._step(min(self._since_step.restart(), _LONGEST_MS))

    def _step(self, milliseconds: int) -> None:
        part = 1 - math.exp(-milliseconds / _PACE_MS)
        # Always a pixel at least, or the last ones would never be gone.
        pixels = min(abs(self._left), max(1, math.ceil(abs(self._left) * part)))
        step = int(math.copysign(pixels, self._left))
        self._left -= step
        if not self._left:
            self._timer.stop()
        if step:
            self.stepped.emit(step)


def wants_motion() -> bool:
    """Tell whether the system lets things move, which some people cannot bear to see."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0

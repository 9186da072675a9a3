"""The wheel of a mouse, turned over a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea


def turn_wheel(area: QAbstractScrollArea, angle: QPoint, *, pixels: QPoint | None = None) -> None:
    """Turn the wheel over the middle of what is scrolled.

    Args:
        area: what is scrolled.
        angle: in eighths of a degree; a notch is 120.
        pixels: what a touch pad says besides.
    """
    middle = QPointF(area.viewport().rect().center())
    event = QWheelEvent(
        middle,
        area.viewport().mapToGlobal(middle),
        pixels or QPoint(),
        angle,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area.viewport(), event)

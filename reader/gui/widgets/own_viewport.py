"""A viewport made in Python, which costs less than to be handed the one that Qt made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea


def use_own_viewport(area: QAbstractScrollArea) -> None:
    """Give a scroll area a viewport like the one it has.

    A widget that Python has not seen yet may be of any kind: before it is handed out, Qt for Python
    makes all kinds of widgets there are, with eighty enumerations, a twentieth of a start.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    area.setViewport(viewport)

"""Doing something that takes long only when there is something to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from reader.gui.widgets.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_LATEST_MS = 500
"""A window that is shown on no screen is never painted."""


class FirstPaint(QObject):
    """Does something, once, when a widget has come onto the screen; never once that is gone."""

    def __init__(self, widget: QWidget, act: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._act = act
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start(_LATEST_MS)
        widget.installEventFilter(self)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            # What is painted is on the screen when Qt comes round again.
            self._timer.start(0)
        return False

    def _on_timer_timeout(self) -> None:
        self._widget.removeEventFilter(self)
        self.deleteLater()
        self._act()

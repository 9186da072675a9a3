"""The glow of a passage gone to: it fades within a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractAnimation, QObject, QVariantAnimation, Signal
from PySide6.QtGui import QColor

from reader.gui.page.decorations import Decoration, Passage, fill_boxes, passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from reader.gui.page.decorations import Shown
    from reader.gui.widgets.theme import Theme
    from reader.text.offsets import TextRange

_MS = 900
_OPACITY = 0.35
"""At its strongest."""


class Glow(QObject):
    """Lets one passage at a time glow."""

    changed = Signal()
    """It is to be painted again."""
    started = Signal(object)
    """A range of the source begins to glow that did not, or no longer as brightly."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.part: TextRange | None = None
        """What glows, or glowed last."""
        self._fading = QVariantAnimation(self)
        self._fading.setDuration(_MS)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.valueChanged.connect(self.changed)

    @property
    def is_glowing(self) -> bool:
        """Whether something glows now."""
        return self._fading.state() == QAbstractAnimation.State.Running

    def start(self, part: TextRange) -> None:
        """Let a passage glow once."""
        if part == self.part and self._fading.currentTime() == 0 and self.is_glowing:
            return
        self.part = part
        self._fading.stop()
        self._fading.start()
        self.started.emit(part)

    def decoration(self) -> Decoration[Passage]:
        """Return how it is painted now."""
        part = self.part if self.is_glowing else None
        return Decoration(items_in=lambda _: passage(part), behind=self._paint)

    def _paint(self, painter: QPainter, theme: Theme, shown: Sequence[Shown[Any]]) -> None:
        color = QColor(theme.accent)
        color.setAlphaF(_OPACITY * self._fading.currentValue())
        fill_boxes(painter, shown, color)

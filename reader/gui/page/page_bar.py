"""The scroll bar of a page: kept in step with it, and asked what the user does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QAbstractSlider

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QScrollBar

_STEPS = {
    QAbstractSlider.SliderAction.SliderSingleStepAdd: (1, 0),
    QAbstractSlider.SliderAction.SliderSingleStepSub: (-1, 0),
    QAbstractSlider.SliderAction.SliderPageStepAdd: (0, 1),
    QAbstractSlider.SliderAction.SliderPageStepSub: (0, -1),
}
"""How many lines and screens on."""


class Scrolled(Protocol):
    """What a bar shows the position of. All are pixels along the block axis."""

    @property
    def value(self) -> float:
        """How far it is scrolled."""

    @property
    def maximum(self) -> float:
        """How far it can be."""

    @property
    def height(self) -> float:
        """What of it is shown."""


class PageBar(QObject):
    """A scroll bar, which may be another one when the text is written another way."""

    dragged = Signal(int)
    """The user, or a command, set it to a value."""
    stepped = Signal(int, int)
    """It was clicked beside its slider: how many lines on, and how many screens."""

    def __init__(self, bar: QScrollBar, parent: QObject) -> None:
        super().__init__(parent)
        self._bar = bar
        self._is_followed = True
        self._listen()

    def use(self, bar: QScrollBar) -> None:
        """Be another bar from now on."""
        self._bar.valueChanged.disconnect(self._on_bar_value_changed)
        self._bar.actionTriggered.disconnect(self._on_bar_action_triggered)
        self._bar.setRange(0, 0)
        self._bar = bar
        self._listen()

    def show(self, scrolled: Scrolled, line: float) -> None:
        """Show a position without telling of it.

        Args:
            scrolled: what it is the position of.
            line: pixels of a step.
        """
        self._is_followed = False
        self._bar.setRange(0, round(scrolled.maximum))
        self._bar.setEnabled(self._bar.maximum() > 0)
        self._bar.setPageStep(round(scrolled.height))
        self._bar.setSingleStep(round(line))
        self._bar.setValue(round(scrolled.value))
        self._is_followed = True

    @property
    def value(self) -> int:
        """How far it is."""
        return self._bar.value()

    @property
    def is_at_end(self) -> bool:
        """Whether there is nothing after what is shown."""
        return self._bar.value() == self._bar.maximum()

    @property
    def line(self) -> int:
        """Pixels of a step."""
        return self._bar.singleStep()

    @property
    def window(self) -> int:
        """Pixels of what is shown."""
        return self._bar.pageStep()

    @property
    def screen(self) -> int:
        """Pixels from one screen to the next, which has a line of it."""
        return self.window - self.line

    def move(self, distance: int) -> None:
        """Set it so many pixels further."""
        self._bar.setValue(self._bar.value() + distance)

    def go_to_end(self, *, is_last: bool) -> None:
        """Set it to its end, or to its beginning."""
        self._bar.setValue(self._bar.maximum() if is_last else 0)

    def take_wheel(self, event: QWheelEvent) -> None:
        """Let it do what a wheel asks for."""
        QCoreApplication.sendEvent(self._bar, event)

    def _listen(self) -> None:
        self._bar.valueChanged.connect(self._on_bar_value_changed)
        self._bar.actionTriggered.connect(self._on_bar_action_triggered)

    def _on_bar_value_changed(self, value: int) -> None:
        if self._is_followed:
            self.dragged.emit(value)

    def _on_bar_action_triggered(self, action: int) -> None:
        steps = _STEPS.get(QAbstractSlider.SliderAction(action))
        if steps is not None:
            # It is not for the bar to move it: pages have their own lengths.
            self._bar.setSliderPosition(self._bar.value())
            self.stepped.emit(*steps)

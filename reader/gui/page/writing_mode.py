"""Writing modes: how lines of text, and the characters in a line, follow each other in a window.

A page is laid out in logical coordinates: the inline axis runs along a line, the block axis from
one line to the next (CSS Writing Modes Level 4). Only what paints and what hears of the pointer
knows pixels of a window, and asks a `WindowMapping` for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTransform

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize


class LogicalPoint(NamedTuple):
    """A point of a page, or of a unit; both distances in pixels."""

    inline: float
    block: float


class LogicalSize(NamedTuple):
    """Lengths along both axes, in pixels."""

    inline: float
    block: float


class LogicalRect(NamedTuple):
    """A box, by the corner where both axes begin and its lengths along them, in pixels."""

    inline: float
    block: float
    inline_size: float
    block_size: float

    @property
    def inline_end(self) -> float:
        """Where it ends along a line."""
        return self.inline + self.inline_size

    @property
    def block_end(self) -> float:
        """Where it ends along the block axis."""
        return self.block + self.block_size

    @property
    def inline_center(self) -> float:
        """The middle along a line."""
        return self.inline + self.inline_size / 2

    def shifted(self, inline: float, block: float) -> LogicalRect:
        """Return the box moved by two distances."""
        return LogicalRect(
            self.inline + inline, self.block + block, self.inline_size, self.block_size
        )

    def in_painter(self) -> QRectF:
        """Return the box for a painter with the mapping's transform: x is inline, y is block."""
        return QRectF(*self)


@dataclass(frozen=True, slots=True)
class WritingMode:
    """One way to write, such as in lines from left to right that follow each other downwards."""

    block_axis: Qt.Orientation
    """The direction in which lines follow each other, and in which the page scrolls."""
    block_is_reversed: bool
    """Whether lines follow each other from right to left, or upwards."""
    transform_in: Callable[[QSize], QTransform]
    """Returns what maps logical coordinates, inline first, to pixels of a window of some size."""

    @property
    def is_vertical(self) -> bool:
        """Whether lines are columns, in which Han characters stand upright."""
        return self.block_axis is Qt.Orientation.Horizontal


HORIZONTAL = WritingMode(
    block_axis=Qt.Orientation.Vertical,
    block_is_reversed=False,
    transform_in=lambda _window: QTransform(),
)
VERTICAL = WritingMode(
    block_axis=Qt.Orientation.Horizontal,
    block_is_reversed=True,
    transform_in=lambda window: QTransform(0, 1, -1, 0, window.width(), 0),
)
"""Columns from top to bottom, the next one to the left."""


class WindowMapping:
    """A writing mode in a window of some size: from logical coordinates to pixels and back."""

    def __init__(self, mode: WritingMode, window: QSize) -> None:
        self.mode = mode
        self.transform = mode.transform_in(window)
        """From logical coordinates to pixels; a painter that has it paints in logical ones."""
        self._inverse, _ = self.transform.inverted()
        width, height = window.width(), window.height()
        is_downwards = mode.block_axis is Qt.Orientation.Vertical
        self.size = LogicalSize(width, height) if is_downwards else LogicalSize(height, width)
        """Of the window."""

    def to_point(self, pixels: QPointF) -> LogicalPoint:
        """Return the logical coordinates of a point of the window."""
        point = self._inverse.map(pixels)
        return LogicalPoint(point.x(), point.y())

    def to_rect(self, pixels: QRectF) -> LogicalRect:
        """Return the logical coordinates of a box in the window."""
        box = self._inverse.mapRect(pixels)
        return LogicalRect(box.x(), box.y(), box.width(), box.height())

    def to_pixels(self, box: LogicalRect) -> QRectF:
        """Return where a box is in the window."""
        return self.transform.mapRect(box.in_painter())

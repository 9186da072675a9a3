"""What flow, page and painter ask of a unit that is laid out, be it text or anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from reader.gui.page.lines import Line
    from reader.gui.page.writing_mode import LogicalPoint, LogicalRect
    from reader.text.offsets import TextRange


class UnitLayout(Protocol):
    """A unit laid out. Points and boxes are from its start, offsets of the displayed text."""

    @property
    def block_size(self) -> float:
        """Its length along the block axis, in pixels, with the space around it."""

    @property
    def lines(self) -> Sequence[Line]:
        """Its lines, at least one."""

    @property
    def character_size(self) -> float:
        """Pixels of a Han character along a line."""

    def draw(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw it in the painter's pen, its start at a point; the painter counts logically."""

    def draw_readings(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw how its characters are read, where that is asked for."""

    def boxes(self, part: TextRange) -> Sequence[LogicalRect]:
        """Return the boxes behind a range, one for each line it touches; of a gap, an empty one."""

    def offset_at(self, point: LogicalPoint) -> int:
        """Return the offset of the gap between two characters nearest to a point."""

    def character_at(self, point: LogicalPoint) -> int | None:
        """Return the offset of the character under a point, None where there is none."""

    def nearest_character(self, point: LogicalPoint) -> int:
        """Return the offset of the character under a point, or else of the nearest in its line."""

"""A box in the middle of the measure that stands for some signs of the text: a rule, a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.page.lines import Line
from reader.gui.page.writing_mode import LogicalRect, LogicalSize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from reader.gui.page.typography import BlockStyle
    from reader.gui.page.writing_mode import LogicalPoint
    from reader.text.offsets import TextRange


class BoxLayout:
    """One line with one box. Its signs are as wide as each other, so that they can be selected."""

    def __init__(
        self,
        length: int,
        size: LogicalSize,
        style: BlockStyle,
        *,
        em: float,
        measure: float,
        room_after: float,
    ) -> None:
        """Lay a box out.

        Args:
            length: code points that it stands for.
            size: of the box, in pixels.
            style: spaces around it.
            em: pixels of an em of body text.
            measure: pixels of a full line.
            room_after: pixels kept free after it.
        """
        self._length = max(1, length)
        self._em = em
        before = style.before * em
        self.box = LogicalRect((measure - size.inline) / 2, before, size.inline, size.block)
        """Where it is, from the unit's start."""
        self.lines = [Line(0, before, size.block, size.block, before, size.block)]
        self.block_size = before + size.block + style.after * em + room_after

    @property
    def character_size(self) -> float:
        """Pixels of a Han character along a line."""
        return self._em

    def draw_readings(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw nothing: there is nothing to read."""

    def boxes(self, part: TextRange) -> Sequence[LogicalRect]:
        """Return the box behind some of its signs."""
        begin, end = self._edge(part.start), self._edge(part.end)
        return [LogicalRect(begin, self.box.block, end - begin, self.box.block_size)]

    def offset_at(self, point: LogicalPoint) -> int:
        """Return the gap between two signs nearest to a point."""
        return min(max(round(self._sign(point)), 0), self._length)

    def character_at(self, point: LogicalPoint) -> int | None:
        """Return the sign under a point."""
        is_over = self.box.inline <= point.inline < self.box.inline_end
        is_level = self.box.block <= point.block < self.box.block_end
        return self.nearest_character(point) if is_over and is_level else None

    def nearest_character(self, point: LogicalPoint) -> int:
        """Return the sign under a point, or the nearest one."""
        return min(max(int(self._sign(point)), 0), self._length - 1)

    def _sign(self, point: LogicalPoint) -> float:
        return (point.inline - self.box.inline) / max(self.box.inline_size, 1.0) * self._length

    def _edge(self, offset: int) -> float:
        """Return where a sign begins."""
        part = min(max(offset, 0), self._length) / self._length
        return self.box.inline + self.box.inline_size * part

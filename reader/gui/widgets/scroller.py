"""The scroll position in a long column: a row and the distance scrolled into it.

A height guessed wrong above the screen must not move what is on it, so the place is kept relative
to the first row shown; the scroll bar's value is derived from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.gui.widgets.height_index import HeightIndex

_FAR = 4
"""Screens; a longer way is jumped, measuring nothing in between."""


class Column(Protocol):
    """Rows one below the other."""

    @property
    def heights(self) -> HeightIndex:
        """The height of each row, measured or guessed."""

    def measured_height(self, row: int) -> float:
        """Return the true height of a row, and note it in `heights`."""


class Scroller:
    """A place in a column, seen through a window of some height. Distances are pixels."""

    def __init__(self, column: Column, height: float, *, top: float, bottom: float) -> None:
        """Start at the top of a column.

        Args:
            column: what is scrolled.
            height: of the window.
            top: margin above the first row.
            bottom: margin below the last one.
        """
        self._column = column
        self.height = height
        self.top = top
        """Margin above the first row."""
        self._bottom = bottom
        self._row = 0
        self._inset = -top
        self._has_begun = False
        """Whether what is shown was measured: nobody may ever look at the top."""

    @property
    def value(self) -> float:
        """The distance from the top of the column's margin to the top of the window."""
        self._begin()
        return self.top + self._column.heights.top_of(self._row) + self._inset

    @property
    def maximum(self) -> float:
        """The largest value."""
        self._begin()
        return max(0.0, self.top + self._column.heights.total + self._bottom - self.height)

    def move(self, distance: float) -> None:
        """Scroll down by a distance, up by a negative one."""
        self._begin()
        if abs(distance) > _FAR * self.height:
            self.jump(self.value + distance)
        else:
            self._inset += distance
            self._settle()

    def follow(self, value: float) -> None:
        """Be where a scroll bar is that was at the present value."""
        self.move(value - self.value)

    def jump(self, value: float) -> None:
        """Scroll to a value of the scroll bar."""
        y = value - self.top
        self._row = self._column.heights.row_at(y)
        self._inset = y - self._column.heights.top_of(self._row)
        self._settle()

    def show(self, row: int, y_in_row: float, at: float) -> None:
        """Bring a place within a row to a distance from the top of the window."""
        self._row = row
        self._inset = y_in_row - at
        self._settle()

    def visible(self) -> Iterator[tuple[int, float]]:
        """Yield the rows in the window, each with the distance of its top from the window's.

        The first of them also where the window is lower than the margin above it.
        """
        self._begin()
        row, y = self._row, -self._inset
        while row < len(self._column.heights) and (y < self.height or row == self._row):
            yield row, y
            y += self._column.measured_height(row)
            row += 1

    def _begin(self) -> None:
        if not self._has_begun:
            self._settle()

    def _settle(self) -> None:
        """Measure what is shown and keep it within the ends of the column."""
        self._has_begun = True
        if not len(self._column.heights):
            return
        self._move_up()
        last = len(self._column.heights) - 1
        while self._row < last and self._inset >= (
            height := self._column.measured_height(self._row)
        ):
            self._inset -= height
            self._row += 1
        y, row = -self._inset, self._row
        while row <= last and y < self.height:
            y += self._column.measured_height(row)
            row += 1
        slack = self.height - y - self._bottom
        if row > last and slack > 0:
            self._inset -= slack
            self._move_up()

    def _move_up(self) -> None:
        while self._inset < 0 and self._row > 0:
            self._row -= 1
            self._inset += self._column.measured_height(self._row)
        if self._row == 0:
            self._inset = max(self._inset, -self.top)

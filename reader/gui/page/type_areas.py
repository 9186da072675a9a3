"""Type areas: where text stands in a window. One, or in pages on a wide window two."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.page.writing_mode import LogicalSize

COMFORTABLE = 24
"""Han characters in a line; with fewer of them, the page is the first to get room."""
_SIDE_MARGIN = 2.0
"""Ems left free beside the measure in a narrow window."""
_NARROW_MARGIN = 0.8
"""Ems left free where there is not even room for the `COMFORTABLE`."""
_NARROWEST = 4
_GUTTER = 3.0
"""Ems between two areas."""
_SHORTEST_OF_TWO = 28
"""Characters in a line of each of two areas; where there is room for fewer, there is one."""
_END_MARGIN = 1.5
"""Ems left free before and after a page."""


class TypeAreas(NamedTuple):
    """One area, or several of the same size that are read one after the other. In pixels."""

    measure: float
    """Length of a full line."""
    inlines: Sequence[float]
    """Where the lines of each begin."""
    block: float
    """Where the first line of each begins."""
    block_size: float
    """What there is for lines from there on."""

    def nearest(self, inline: float) -> float:
        """Return where the lines begin of the area nearest to a distance along them."""
        return min(self.inlines, key=lambda each: abs(inline - each - self.measure / 2))

    def holds(self, inline: float) -> bool:
        """Tell whether a distance along the lines is in an area."""
        return any(each <= inline <= each + self.measure for each in self.inlines)


def of_scroll(window: LogicalSize, em: float, most: int) -> TypeAreas:
    """Return the area of a text that is scrolled.

    Args:
        window: pixels.
        em: pixels of a character.
        most: characters in a full line.
    """
    measure = em * min(most, _room(window.inline / em))
    inline = float(round((window.inline - measure) / 2))
    return TypeAreas(measure, (inline,), 0.0, window.block)


def of_page(window: LogicalSize, em: float, most: int, *, line: float) -> TypeAreas:
    """Return the areas of a page.

    Args:
        window: pixels.
        em: pixels of a character.
        most: characters in a full line.
        line: pixels from one line of a paragraph to the next.
    """
    count, room = 2, int((window.inline / em - 2 * _SIDE_MARGIN - _GUTTER) / 2)
    if room < min(_SHORTEST_OF_TWO, most):
        count, room = 1, _room(window.inline / em)
    measure, gutter = em * min(most, room), em * _GUTTER
    free = window.inline - count * measure - (count - 1) * gutter
    inlines = [round(free / 2) + number * (measure + gutter) for number in range(count)]
    # Always the same: where a bar takes some of the window's end, no line of a page is to move.
    margin = float(round(em * _END_MARGIN)) if window.block >= 2 * em * _END_MARGIN + line else 0.0
    return TypeAreas(measure, inlines, margin, max(window.block - 2 * margin, line))


def comfortable_size(em: float) -> int:
    """Return the pixels along the inline axis that a page needs for its lines not to be short."""
    return ceil((COMFORTABLE + 2 * _SIDE_MARGIN) * em)


def _room(ems: float) -> int:
    """Return how many characters a line can have in a window so many ems wide."""
    room = int(ems - 2 * _SIDE_MARGIN)
    if room < COMFORTABLE:
        room = min(COMFORTABLE, int(ems - 2 * _NARROW_MARGIN))
    return max(_NARROWEST, room)

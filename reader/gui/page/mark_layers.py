"""Which marks over the same words lie on which layer, so that none hides another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.offsets import TextRange

_LOOKED_BACK = 100
"""Marks before each that it is kept clear of; nobody tells more than so many apart."""


def stacked(ranges: Sequence[TextRange]) -> list[int]:
    """Return the level of each range: one higher than the highest earlier one it lies over."""
    levels: list[int] = []
    for number, part in enumerate(ranges):
        first = max(0, number - _LOOKED_BACK)
        below = [levels[index] for index in range(first, number) if ranges[index].overlaps(part)]
        levels.append(max(below, default=-1) + 1)
    return levels


def beside_each_other(ranges: Sequence[TextRange], widths: Sequence[int]) -> list[int]:
    """Return the first lane of each range: the lowest where its lanes cross no earlier range's.

    Args:
        ranges: in the order in which they take their lanes.
        widths: lanes that each takes.
    """
    lanes: list[int] = []
    for number, (part, width) in enumerate(zip(ranges, widths, strict=True)):
        taken = sorted(
            (lanes[index], lanes[index] + widths[index])
            for index in range(max(0, number - _LOOKED_BACK), number)
            if widths[index] and ranges[index].overlaps(part)
        )
        lane = 0
        for start, end in taken:
            if lane + width <= start:
                break
            lane = max(lane, end)
        lanes.append(lane)
    return lanes

"""Where the characters of a line stand: squeezed where it is too full, spread where it is not.

Nothing here knows of fonts or pixels of a window: who draws has measured the characters, and is
told where along its line each stands, in either writing mode.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reader.gui.page.line_breaking import broken
from reader.gui.page.line_breaks import SPACING
from reader.gui.page.measured_text import MIDDLE_SPACING, NARROWEST_SPACING, WIDEST_GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.gui.page.measured_text import MeasuredText


class SetLine(NamedTuple):
    """A line: which characters it has, and where along it they stand."""

    start: int
    """Offset of its first character in the displayed text."""
    end: int
    """Offset behind its last one, white space and a line feed included."""
    edges: Sequence[float]
    """Where each character begins, in pixels along the inline axis, and where the last one ends."""
    shifts: Mapping[int, float]
    """By offset, what to add to where a character begins to draw it: blank was taken before it."""


def set_lines(
    measured: MeasuredText, ends: Sequence[tuple[int, int]] | None = None
) -> list[SetLine]:
    """Return the lines of a text, set.

    Args:
        measured: the text.
        ends: where each line begins and ends, if that has been found already.
    """
    parts = broken(measured) if ends is None else ends
    return [_set_line(measured, start, end) for start, end in parts]


def _set_line(measured: MeasuredText, start: int, end: int) -> SetLine:
    ink_end = measured.ink_end(start, end)
    if start == ink_end:
        return SetLine(start, end, [_indent(measured, start, 0.0)] * (end - start + 1), {})
    shifts = _taken(measured, start, ink_end)
    steps = measured.steps[start:ink_end]
    steps[0] -= measured.trimmed_before(start)
    steps[-1] -= measured.gap_after(ink_end - 1) + measured.trimmed_after(ink_end - 1)
    if trimmed := measured.trimmed_before(start):
        shifts[start] = shifts.get(start, 0.0) - trimmed
    width = measured.width(start, end)
    too_wide = width - measured.options.room(start)
    if too_wide > 0:
        _squeeze(measured, steps, shifts, (start, ink_end), too_wide)
    elif measured.options.justified and _goes_on(measured, end):
        _spread(measured, steps, (start, ink_end), -too_wide)
    edges = list(accumulate(steps, initial=_indent(measured, start, width)))
    edges += [edges[-1]] * (end - ink_end)
    return SetLine(start, end, edges, shifts)


def _goes_on(measured: MeasuredText, end: int) -> bool:
    """Tell whether a line is followed by another of the same paragraph."""
    return end < len(measured.text) and measured.text[end - 1] not in "\n\u2028\u2029"


def _indent(measured: MeasuredText, start: int, width: float) -> float:
    options = measured.options
    if options.centered:
        return max(0.0, (options.measure - width) / 2)
    return options.indent(start)


def _taken(measured: MeasuredText, start: int, end: int) -> dict[int, float]:
    taken = measured.kerning.taken
    marks = [*measured.marks_within(start, end), start, end - 1]
    return {
        offset: -taken[offset].before
        for offset in marks
        if offset in taken and taken[offset].before
    }


def _squeeze(
    measured: MeasuredText,
    steps: list[float],
    shifts: dict[int, float],
    line: tuple[int, int],
    too_wide: float,
) -> None:
    start, end = line
    share = min(1.0, too_wide / max(measured.capacity(start, end), 1e-9))
    for offset in measured.marks_within(start, end):
        before, after = measured.kerning.left[offset]
        steps[offset - start] -= share * (before + after)
        shifts[offset] = shifts.get(offset, 0.0) - share * before
    for offset in _spacings(measured, start, end):
        steps[offset - 1 - start] -= share * (MIDDLE_SPACING - NARROWEST_SPACING) * measured.em


def _spread(measured: MeasuredText, steps: list[float], line: tuple[int, int], room: float) -> None:
    """Share out what is left of a line, first of all between Han and Latin letters."""
    start, end = line
    gaps = measured.gaps
    spacings = _spacings(measured, start, end)
    between = gaps.count(1, start + 1, end)
    most = (WIDEST_GAP - MIDDLE_SPACING) * measured.em
    each = room / max(1, between + len(spacings))
    spacing = min(each, most)
    if between:
        each = min((room - spacing * len(spacings)) / between, WIDEST_GAP * measured.em)
        extra = (0.0, each, spacing)
        for offset in range(start + 1, end):
            steps[offset - 1 - start] += extra[gaps[offset]]
    else:
        for offset in spacings:
            steps[offset - 1 - start] += spacing


def _spacings(measured: MeasuredText, start: int, end: int) -> list[int]:
    found = []
    offset = start
    while (offset := measured.gaps.find(SPACING, offset + 1, end)) >= 0:
        found.append(offset)
    return found

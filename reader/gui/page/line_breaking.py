"""Which characters go into which line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.page.line_breaks import NO_END, NO_START
from reader.gui.page.measured_text import WIDEST_GAP
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from reader.gui.page.measured_text import MeasuredText

_NEW_LINE = lazy_pattern("[\n\u2028\u2029]")
_SQUEEZE_COSTS = 2.0
"""How much rather a line is spread than squeezed, for the same share of what it can bear."""
_LOOKED_AHEAD = 12
"""Characters beyond the measure that squeezing might make room for."""


def broken(measured: MeasuredText) -> list[tuple[int, int]]:
    """Return where each line begins and ends; the next one begins where it ends."""
    lines: list[tuple[int, int]] = []
    start = 0
    for match in _NEW_LINE.finditer(measured.text):
        lines += _broken_part(measured, start, match.end())
        start = match.end()
    if start < len(measured.text) or not lines:
        lines += _broken_part(measured, start, len(measured.text))
    return lines


def _broken_part(measured: MeasuredText, start: int, end: int) -> list[tuple[int, int]]:
    ends: list[int] = []
    line = start
    while line < end:
        ends.append(line := _end_of_line(measured, line, end))
    if not measured.options.literal:
        _fill_last(measured, start, ends)
    return list(zip([start, *ends[:-1]], ends, strict=False)) or [(start, end)]


def _end_of_line(measured: MeasuredText, start: int, most: int) -> int:
    fitting = measured.farthest_end(start, most)
    if fitting == most:
        return most
    early = _last_break(measured, start, fitting)
    late = _squeezed_end(measured, start, fitting, most)
    if early is None:
        return late or _end_anywhere(measured, start, fitting)
    if late is None or not measured.options.justified:
        return early
    spread = measured.gap_needed(start, early) / WIDEST_GAP
    return late if _share_squeezed(measured, start, late) * _SQUEEZE_COSTS < spread else early


def _last_break(measured: MeasuredText, start: int, end: int) -> int | None:
    found = measured.may_end.rfind(1, start + 1, end + 1)
    return None if found < 0 else found


def _squeezed_end(measured: MeasuredText, start: int, fitting: int, most: int) -> int | None:
    """Return the next place to end a line beyond what fits, if squeezing makes it fit."""
    end = measured.may_end.find(1, fitting + 1, min(most, fitting + _LOOKED_AHEAD) + 1)
    if end < 0 or measured.options.literal:
        return None
    return end if _share_squeezed(measured, start, end) <= 1 else None


def _share_squeezed(measured: MeasuredText, start: int, end: int) -> float:
    too_wide = measured.width(start, end) - measured.options.room(start)
    capacity = measured.capacity(start, end)
    return too_wide / capacity if capacity else 2.0


def _end_anywhere(measured: MeasuredText, start: int, fitting: int) -> int:
    """Return where to cut what no line can hold: best where 避頭尾 is kept all the same."""
    text, steps = measured.text, measured.steps
    for end in range(fitting, start, -1):
        if steps[end] and text[end] not in NO_START and text[end - 1] not in NO_END:
            return end
    end = fitting
    while end > start + 1 and not steps[end]:
        end -= 1
    while end < len(steps) and not steps[end]:
        end += 1
    return end


def _fill_last(measured: MeasuredText, start: int, ends: list[int]) -> None:
    """Leave no character alone, or with a stop, in the last line: pull it up or send one after."""
    if len(ends) < 2:
        return
    before = ends[-3] if len(ends) > 2 else start
    cut, end = ends[-2:]
    if not _is_lonely(measured, cut, end):
        return
    if measured.options.justified and _share_squeezed(measured, before, end) <= 1:
        del ends[-2]
        return
    middle = (before + cut) // 2
    while (earlier := _last_break(measured, middle, cut - 1)) is not None:
        cut = earlier
        if not _is_lonely(measured, cut, end):
            if measured.fits(cut, end):
                ends[-2] = cut
            return


def _is_lonely(measured: MeasuredText, start: int, end: int) -> bool:
    return sum(1 for offset in range(start, end) if not measured.is_mark(offset)) < 2

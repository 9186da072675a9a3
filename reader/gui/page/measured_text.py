"""A text whose characters have been measured: how wide a line of them is, and what it can bear."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from reader.gui.page.line_breaks import SPACING, breaks_of
from reader.gui.page.punctuation_kerning import OPENING, Kerning, kerned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.gui.page.punctuation_kerning import Blank
    from reader.text.offsets import TextRange

WIDEST_GAP = 0.25
"""Ems that a line spreads two characters by at most, and Han and Latin letters in all."""
MIDDLE_SPACING = 1 / 6
"""Ems between Han and Latin letters."""
NARROWEST_SPACING = 1 / 8
"""Ems between them in a line too full."""
_HANGING = "，。、．"
_SPACES = " \t\u3000\n\u2028\u2029"
_ROUNDING = 0.01
"""Pixels that a line may be too wide by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOptions:
    """How lines are set. Lengths are pixels."""

    measure: float
    """Of a full line."""
    first_indent: float = 0.0
    later_indent: float = 0.0
    """Before all lines but the first."""
    justified: bool = False
    centered: bool = False
    hanging: bool = False
    """Whether a stop at the end of a line stands outside it."""
    literal: bool = False
    """Whether nothing is to be squeezed or spread, as in code."""
    squares: Sequence[TextRange] = ()
    """What stands in the square of one Han character, and is set like one."""

    def room(self, start: int) -> float:
        """Return how wide the line may be that begins at an offset."""
        return self.measure - self.indent(start)

    def indent(self, start: int) -> float:
        """Return what is left free before a line that begins at an offset."""
        return self.later_indent if start else self.first_indent


class MeasuredText:
    """Widths of what may be a line. All offsets are of the displayed text, lengths pixels."""

    def __init__(
        self,
        text: str,
        advances: Sequence[float],
        blank_of: Callable[[int], Blank],
        *,
        em: float,
        options: LineOptions,
        apart: Mapping[int, float] | None = None,
    ) -> None:
        """Squeeze what meets and find where lines may end.

        Args:
            text: what is displayed.
            advances: of each character; those drawn with the one before have none.
            blank_of: returns what the mark at an offset can give up.
            em: of a Han character.
            options: how its lines are to be set.
            apart: by offset, what keeps a character from the next one of its line, beyond both.
        """
        self.text = text
        self.em = em
        self.options = options
        self.may_end, self.gaps = breaks_of(text)
        for offset, advance in enumerate(advances):
            if not advance and offset:
                self.may_end[offset] = self.gaps[offset] = 0
        for square in options.squares:
            self._join(square)
        self.kerning = Kerning({}, {}) if options.literal else kerned(text, em, blank_of)
        if options.literal:
            self.gaps = bytearray(len(text) + 1)
        self._advances = list(advances)
        for offset, blank in self.kerning.taken.items():
            self._advances[offset] -= blank.before + blank.after
        self.steps = list(self._advances)
        """From where each character begins to where the next one does."""
        offset = -1
        while (offset := self.gaps.find(SPACING, offset + 1)) >= 0:
            self.steps[offset - 1] += MIDDLE_SPACING * em
        for offset, room in (apart or {}).items():
            self.steps[offset] += room
        self._places = list(accumulate(self.steps, initial=0.0))
        self._marks = sorted(self.kerning.left)

    def _join(self, square: TextRange) -> None:
        """Set what stands in one square like a Han character: without spacing, and in one line."""
        inside = slice(square.start + 1, square.end)
        self.may_end[inside] = self.gaps[inside] = bytes(len(square) - 1)
        for place in (square.start, square.end):
            if self.gaps[place] == SPACING:
                self.gaps[place] = 1

    def ink_end(self, start: int, end: int) -> int:
        """Return where a line ends without white space."""
        while end > start and self.text[end - 1] in _SPACES:
            end -= 1
        return end

    def width(self, start: int, end: int) -> float:
        """Return how wide a line is before it is squeezed or spread."""
        end = self.ink_end(start, end)
        if start == end:
            return 0.0
        whole = self._places[end] - self._places[start] - self.gap_after(end - 1)
        return whole - self.trimmed_before(start) - self.trimmed_after(end - 1)

    def gap_after(self, offset: int) -> float:
        """Return what stands between a character and the next one."""
        return self.steps[offset] - self._advances[offset]

    def trimmed_before(self, offset: int) -> float:
        """Return the blank that goes where a line begins with a character."""
        is_indented = not offset and self.options.first_indent
        if is_indented or self.text[offset] not in OPENING or offset not in self.kerning.left:
            return 0.0
        return self.kerning.left[offset].before

    def trimmed_after(self, offset: int) -> float:
        """Return the blank that goes, or all that hangs, where a line ends with a character."""
        if self.options.hanging and self.text[offset] in _HANGING:
            return self._advances[offset]
        blank = self.kerning.left.get(offset)
        return 0.0 if blank is None or self.text[offset] in OPENING else blank.after

    def marks_within(self, start: int, end: int) -> list[int]:
        """Return the marks of a line that its ends do not trim."""
        return self._marks[bisect_left(self._marks, start + 1) : bisect_left(self._marks, end - 1)]

    def capacity(self, start: int, end: int) -> float:
        """Return by how much a line can be squeezed."""
        end = self.ink_end(start, end)
        left = self.kerning.left
        marks = sum(sum(left[offset]) for offset in self.marks_within(start, end))
        spacings = self.gaps.count(SPACING, start + 1, max(start + 1, end))
        return marks + spacings * (MIDDLE_SPACING - NARROWEST_SPACING) * self.em

    def gap_needed(self, start: int, end: int) -> float:
        """Return the ems between characters that would fill a line."""
        end = self.ink_end(start, end)
        gaps = (end - start - 1) - self.gaps.count(0, start + 1, max(start + 1, end))
        slack = self.options.room(start) - self.width(start, end)
        return slack / max(1, gaps) / self.em

    def fits(self, start: int, end: int) -> bool:
        """Tell whether a line needs no squeezing."""
        return self.width(start, end) <= self.options.room(start) + _ROUNDING

    def farthest_end(self, start: int, most: int) -> int:
        """Return where a line would end if it could end anywhere: at least a character on.

        Args:
            start: where it begins.
            most: where it ends at the latest.
        """
        reach = self._places[start] + self.trimmed_before(start) + self.options.room(start)
        end = min(most, max(start + 1, bisect_right(self._places, reach + _ROUNDING) - 1))
        # White space at the end takes no room, however much of it there is.
        while end < most and (self.text[end] in _SPACES or self.fits(start, end + 1)):
            end += 1
        return end

    def is_mark(self, offset: int) -> bool:
        """Tell whether a character is punctuation or white space."""
        return self.text[offset] in _SPACES or not self.text[offset].isalnum()

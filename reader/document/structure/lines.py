"""The lines of a text that are not blank."""

from __future__ import annotations

import re
from functools import cached_property
from operator import sub

# From the first to the last character of a line that is no white space; U+3000 is white space.
_CONTENT = re.compile(r"\S(?:[^\n]*\S)?")
_SAMPLED = 400
_MOST_SCRAPS = 50_000
"""So many lines that are so short are a list of words or of numbers."""
_SCRAP = 4
"""Code points of a line with its end, and with the blank lines before it."""
_WIDE = "\u3000"
_TAB = 4


class Lines:
    """The lines of a text that are not blank, without indentation and trailing white space.

    A book has tens of thousands, most of them too long to be anything but paragraphs: two lists of
    numbers instead of an object a line, and rules that look at lengths before they look at text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        """Offsets of the first character of each line."""
        self.ends: list[int] = []
        """Offsets after the last character of each line."""
        for match in _CONTENT.finditer(text):
            start, end = match.span()
            self.starts.append(start)
            self.ends.append(end)
        self.lengths: list[int] = list(map(sub, self.ends, self.starts))

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: int) -> str:
        return self.text[self.starts[number] : self.ends[number]]

    @property
    def are_scraps(self) -> bool:
        """Whether there are very many, with hardly more than a word on each.

        To look for headings and verse among them would take seconds, and there are none.
        """
        return len(self) > _MOST_SCRAPS and len(self.text) <= _SCRAP * len(self)

    @cached_property
    def firsts(self) -> list[str]:
        """The first character of each line."""
        text = self.text
        return [text[start] for start in self.starts]

    def first_character(self, number: int) -> str:
        """Return the first character of a line."""
        return self.text[self.starts[number]]

    def indent(self, number: int) -> int:
        """Return the width of the white space before a line, in columns of half a Han character."""
        start = self.starts[number]
        if not start or self.text[start - 1] == "\n":
            return 0
        space = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        return len(space) + space.count(_WIDE) + (_TAB - 1) * space.count("\t")

    def columns(self, number: int) -> int:
        """Return the tabulators within a line."""
        return self.text.count("\t", self.starts[number], self.ends[number])

    def gap(self, number: int) -> int:
        """Return the line ends between a line, not the first, and the one before: 1 for none blank.

        What separates two paragraphs depends on the text: see `usual_gap`.
        """
        return self.gaps[number]

    @cached_property
    def gaps(self) -> list[int]:
        """The gap of each line; 0 for the first, which has none."""
        count, starts = self.text.count, self.starts[1:]
        between = (
            1 if start - end == 1 else count("\n", end, start)
            for end, start in zip(self.ends, starts, strict=False)
        )
        return [0, *between]

    def stands_apart(self, number: int) -> bool:
        """Tell whether a line, not the first, has more blank ones before it than is usual."""
        return self.gap(number) > self.usual_gap

    @cached_property
    def usual_gap(self) -> int:
        """The gap before most lines: 1 for a line a paragraph, 2 for blank lines between them."""
        step = max(1, len(self) // _SAMPLED)
        gaps = [self.gap(number) for number in range(1, len(self), step)]
        # The lower median; importing `statistics` for it takes longer than all else here.
        return sorted(gaps)[(len(gaps) - 1) // 2] if gaps else 1

    @cached_property
    def is_indented(self) -> bool:
        """Whether most lines have the indentation of a Chinese paragraph."""
        step = max(1, len(self) // _SAMPLED)
        sampled = range(0, len(self), step)
        return sum(self.indent(number) >= _TAB for number in sampled) > 0.6 * len(sampled)

"""The lines of a text that have something on them."""

from __future__ import annotations

import re

# From the first to the last character of a line that is no white space; U+3000 is white space.
_CONTENT = re.compile(r"\S(?:[^\n]*\S)?")


class Lines:
    """The lines of a text that are not blank, without indentation and trailing white space.

    A book has tens of thousands, most of them too long to be anything but paragraphs: two lists of
    numbers instead of an object a line, and rules that look at lengths before they look at text.
    """

    __slots__ = ("ends", "lengths", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        """Offsets of the first character of each line."""
        self.ends: list[int] = []
        """Offsets after the last character of each line."""
        for match in _CONTENT.finditer(text):
            self.starts.append(match.start())
            self.ends.append(match.end())
        self.lengths = [end - start for start, end in zip(self.starts, self.ends, strict=True)]

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: int) -> str:
        return self.text[self.starts[number] : self.ends[number]]

    def first_character(self, number: int) -> str:
        """Return the first character of a line."""
        return self.text[self.starts[number]]

    def follows_blank(self, number: int) -> bool:
        """Tell whether a line, not the first, has a blank one before it."""
        return self.text.count("\n", self.ends[number - 1], self.starts[number]) > 1

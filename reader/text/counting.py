"""How long a text is: in characters what is written in Chinese, in words what is not."""

from __future__ import annotations

from typing import NamedTuple

from reader.text.by_lines import find_in_lines
from reader.text.patterns import lazy_pattern

_LETTERS = "A-Za-z\u00aa\u00ba\u00c0-\u024f\u0370-\u052f"
_WORD = lazy_pattern(f"[{_LETTERS}]+(?:['’-][{_LETTERS}]+)*")
_CHARACTERS_IN_THE_TIME_OF_A_WORD = 2


class TextLength(NamedTuple):
    """What Chinese users count, and beside it what they do not."""

    characters: int
    """All that is neither white space nor part of a word of letters."""
    words: int
    """Of letters, as in English."""

    @property
    def to_read(self) -> int:
        """As many characters as take the same time to read."""
        return self.characters + _CHARACTERS_IN_THE_TIME_OF_A_WORD * self.words


def length_of(text: str) -> TextLength:
    """Return how long a text is; five million characters take a fifth of a second."""
    shown = len(text) - sum(map(text.count, "\n \t\u3000\u00a0"))
    words = letters = 0
    for match in find_in_lines(_WORD, text):
        words += 1
        letters += match.end() - match.start()
    return TextLength(shown - letters, words)

"""Characters described by their parts: ⿰虫风 is one character, however many it is written with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPERATOR = lazy_pattern("[\u2ff0-\u2fff\u31ef]")
_OF_ONE = "\u2ffe\u2fff"
_OF_THREE = "\u2ff2\u2ff3"


def descriptions(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each of them starts and ends; one that breaks off ends where its line does."""
    end = 0
    while match := _OPERATOR.search(text, end):
        end = start = match.start()
        lacking = 1
        while lacking and end < len(text) and text[end] != "\n":
            lacking += _parts(text[end]) - 1
            end += 1
        yield start, end


def _parts(character: str) -> int:
    """Return how many parts have to follow a character."""
    if _OPERATOR.match(character) is None:
        return 0
    if character in _OF_ONE:
        return 1
    return 3 if character in _OF_THREE else 2

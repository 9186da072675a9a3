"""Long texts gone through line after line in pieces, so that other threads get their turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

PIECE = 250_000
"""Characters at least. One call into C keeps every other thread waiting: here some milliseconds."""


def find_in_lines(
    pattern: re.Pattern[str], text: str, piece: int = PIECE
) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` yields, of a pattern whose matches lie within lines.

    Args:
        pattern: never matches nothing, nor looks farther than the end of a line.
        text: where it is looked for.
        piece: characters gone through at once, and on to the next end of a line.
    """
    for start, end in pieces_of_lines(text, piece):
        yield from pattern.finditer(text, start, end)


def pieces_of_lines(text: str, piece: int = PIECE) -> Iterator[tuple[int, int]]:
    """Yield where pieces begin and end that make up a text, each of whole lines."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + piece) + 1 or len(text)
        yield start, end
        start = end


def is_in_lines(pattern: re.Pattern[str], text: str, piece: int = PIECE) -> bool:
    """Tell whether `pattern.search` finds something; see `find_in_lines`."""
    return any(
        pattern.search(text, start, end) is not None for start, end in pieces_of_lines(text, piece)
    )


def without_in_lines(pattern: re.Pattern[str], text: str, piece: int = PIECE) -> str:
    """Return what `pattern.sub` leaves where it puts nothing; see `find_in_lines`."""
    return "".join(pattern.sub("", text[start:end]) for start, end in pieces_of_lines(text, piece))

"""What finds a query in a text, whichever library it is made with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Match(Protocol):
    """A place that a pattern found."""

    def span(self) -> tuple[int, int]:
        """Return where it begins and ends in the text."""


class Pattern(Protocol):
    """What finds a query in a text."""

    def finditer(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Yield the places from one offset to another, in order, without overlaps.

        Raises:
            ExpressionSlowError: it takes too long.
        """

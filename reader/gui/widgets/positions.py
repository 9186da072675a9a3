"""Qt counts UTF-16 units; everything else counts code points. They meet here and nowhere else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from reader.text.patterns import lazy_pattern

_ASTRAL = lazy_pattern("[\U00010000-\U0010ffff]")


class QtPositions:
    """The positions Qt gives to the characters of one text."""

    __slots__ = ("_offsets", "_positions")

    def __init__(self, text: str) -> None:
        self._offsets = [match.start() for match in _ASTRAL.finditer(text)]
        # Where the second unit of each pair stands, for Qt.
        self._positions = [offset + index + 1 for index, offset in enumerate(self._offsets)]

    @property
    def are_offsets(self) -> bool:
        """Whether Qt counts this text as everything else does."""
        return not self._offsets

    def position(self, offset: int) -> int:
        """Return the Qt position of a code point offset."""
        return offset + bisect_left(self._offsets, offset)

    def offset(self, position: int) -> int:
        """Return the code point offset of a Qt position; inside a pair, that of the pair."""
        return position - bisect_right(self._positions, position)

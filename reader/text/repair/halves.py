"""Characters and their bytes in GBK: what a character may have been of which half is left."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.repair.vocabulary import frequency, frequent_pairs, is_common

if TYPE_CHECKING:
    from collections.abc import Iterable

TRIED = 24
"""Of the characters that one lost half allows, so many of the commonest."""
_TRIED_FIRST = 8
VANISHING = frozenset((*range(0xF8, 0xFF), *range(0xAA, 0xB0)))
"""First bytes of pairs for private use, if the second one is above A0."""


def to_bytes(character: str) -> bytes:
    """Return the one or two bytes of a character in GBK, none if it is not in it."""
    data = character.encode("gb18030", "replace")
    return data if len(data) <= 2 else b""


def from_bytes(first: int, second: int) -> str:
    """Return the character of a pair of bytes, none if the pair stands for none."""
    if first < 0x80:
        return ""
    character = bytes((first, second)).decode("gb18030", "ignore")
    return "" if len(character) != 1 or "\ue000" <= character <= "\uf8ff" else character


def in_full(shown: str) -> bytes:
    """Return the two bytes that are shown so, ASCII being folded full-width forms."""
    if shown == " ":
        return b"\xa1\xa1"
    return to_bytes(chr(ord(shown) + 0xFEE0) if "!" <= shown <= "}" else shown)


def vanishes(first: int, second: int) -> bool:
    """Tell whether a pair of bytes stands for a private-use character, which nothing shows."""
    return first in VANISHING and second > 0xA0


@cache
def completions(
    *,
    first: int | None = None,
    second: int | None = None,
    vanishing: bool = False,
    most: int | None = TRIED,
) -> tuple[str, ...]:
    """Return the commonest characters with a known half, the commonest first.

    Args:
        first: the first byte, or
        second: the second byte.
        vanishing: whether the other byte is the first one of a pair that vanishes.
        most: how many; None for all.
    """
    # Below 80 a second byte is ASCII, and shown.
    others: Iterable[int] = VANISHING if vanishing else range(0x80, 0xFF)
    if first is not None:
        found = [from_bytes(first, other) for other in others]
    elif second is not None:
        found = [from_bytes(other, second) for other in range(0x81, 0xFF)]
    found = [c for c in found if c and is_common(c) and (is_han(c) or not c.isspace())]
    found.sort(key=frequency, reverse=True)
    return tuple(found[: _TRIED_FIRST if vanishing else most])


@cache
def words_with_lost_pair(first: int) -> tuple[str, ...]:
    """Return the commonest words of two characters of which all but a first byte may be lost."""
    characters = {from_bytes(first, second) for second in VANISHING}
    words = (word for word in frequent_pairs() if word[0] in characters)
    return tuple(islice(words, TRIED))

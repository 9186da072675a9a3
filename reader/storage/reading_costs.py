"""What it would cost to read a file of annotations, told from its bytes before anything is parsed.

Python holds a text with one character from beyond the basic plane in four bytes a character, and an
empty list in fifty-six: so neither its size alone nor its parts tell whether there is memory.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_PARTS = 400_000
"""Objects and lists in a file of annotations; one of ours has eight. More would take the memory."""
MOST_COMMAS = 1_200_000
"""Between the values in such a file; one of ours has some twenty."""
TOO_MANY_PARTS = f"more than {MOST_PARTS} objects and lists, or {MOST_COMMAS} values"
"""Why such a file cannot be read."""
MOST_MEMORY = 150_000_000
"""Bytes for a file, its text and what is parsed of that; as much again is needed to write it."""
TOO_LARGE = f"more than {MOST_MEMORY // 1_000_000} MB of text in memory"
"""Why such a file cannot be read."""
_SMALL = MOST_MEMORY // 12
"""Bytes of a file that has room whatever is in it."""
_MOST_QUOTES = 1_000_000
"""Around strings with brackets or commas, looked at where there are too many of those."""
_NO_SIGNS = bytes(set(range(256)).difference(b'{[,"'))
_NO_FIRST = bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 that are not a character's first."""
_NO_WIDE = bytes(set(range(256)).difference(range(0xF0, 0x100)))
_WINDOW = 1 << 18


def why_too_costly(*pieces: bytes) -> str:
    """Return why a file of annotations is more than may be read; empty where it is not.

    Args:
        pieces: its bytes, divided where no string is.
    """
    if _has_too_many_parts(pieces):
        return TOO_MANY_PARTS
    return TOO_LARGE if sum(map(len, pieces)) > _SMALL and _memory(pieces) > MOST_MEMORY else ""


def _has_too_many_parts(pieces: Collection[bytes]) -> bool:
    if not _are_too_many(pieces):
        return False
    # In one long note alone may be more brackets and commas than that.
    signs = [_signs_in(piece) for piece in pieces]
    return sum(each.count(b'"') for each in signs) > _MOST_QUOTES or _are_too_many(
        [b"".join(each.split(b'"')[::2]) for each in signs]
    )


def _signs_in(piece: bytes) -> bytes:
    """Return the brackets and commas of JSON text, and the quotes between those inside strings."""
    quotes_only = piece.replace(b"\\\\", b"").replace(b'\\"', b"")
    # Without two quotes side by side, as many still stand before each sign, or two fewer.
    return quotes_only.translate(None, _NO_SIGNS).replace(b'""', b"")


def _are_too_many(pieces: Collection[bytes]) -> bool:
    parts = sum(piece.count(b"{") + piece.count(b"[") for piece in pieces)
    return parts > MOST_PARTS or sum(piece.count(b",") for piece in pieces) > MOST_COMMAS


def _memory(pieces: Collection[bytes]) -> int:
    """Return about how many bytes a file, its text and its strings take, rather more."""
    characters = sum(len(piece.translate(None, _NO_FIRST)) for piece in pieces)
    has_escapes = any(rb"\u" in piece for piece in pieces)
    width = 2 if has_escapes or not all(map(bytes.isascii, pieces)) else 1
    is_wide = any(piece.translate(None, _NO_WIDE) for piece in pieces)
    together = sum(map(len, pieces)) + characters * (width + (4 if is_wide else width))
    if is_wide or has_escapes:
        together += 4 * max(map(_longest_string, pieces))
    return together


def _longest_string(piece: bytes) -> int:
    """Return about how many bytes the longest string of JSON text has, rather more."""
    marked = piece.replace(b"\\\\", b"__").replace(b'\\"', b"__")
    starts = range(0, len(marked), _WINDOW)
    ends = "".join("x" if marked.find(b'"', s, s + _WINDOW) < 0 else " " for s in starts)
    longest = max(map(len, re.findall("x+", ends)), default=0)
    return min(len(piece), (longest + 2) * _WINDOW)

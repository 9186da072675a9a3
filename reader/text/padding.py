"""NULs that fill a file up: a block of a disk that was never written, or room for more.

They are no sign of anything but text if the rest is text.
"""

from __future__ import annotations

from reader.text.patterns import lazy_pattern

_NUL = b"\x00"
_FILLING = lazy_pattern(rb"\x00{4,}")
"""Fewer may be characters of UTF-16 or UTF-32."""


def without_padding(data: bytes) -> bytes:
    """Return bytes without NULs at their ends, or in rows."""
    if _NUL not in data:
        return data
    return _FILLING.sub(b"", data).strip(_NUL)


def with_even_padding(data: bytes) -> bytes:
    """Return bytes without rows of NULs, but one where their number is odd.

    It may be half a character of UTF-16.
    """
    if _NUL not in data:
        return data
    return _FILLING.sub(lambda match: _NUL * (len(match[0]) % 2), data)

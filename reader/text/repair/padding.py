"""NULs that filled up a file, or stand in its text: they say nothing.

In canonical form they are U+FFFD, like what could not be decoded, so they are looked for before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, Repair
from reader.text.source_text import canonical_length

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "padding"

_NULS = lazy_pattern("(?<![!-~])\x00+|(?<=[!-~])\x00{2,}|(?<=[!-~])\x00(?![!-~])")
"""One between two signs of ASCII may part them."""
_SHOWN = "\ufffd"
"""What each of them is in canonical form."""
_REMEMBERED = 100


def find_before_canonical(raw: str) -> Sequence[Repair]:
    """Return a repair for each run of NULs of a text as it was decoded.

    The repairs are of the text in canonical form.
    """
    if "\x00" not in raw:
        return ()
    repairs = []
    end = length = 0
    # What stands between them is often the same over and over.
    length_of = lru_cache(_REMEMBERED)(canonical_length)
    for match in _NULS.finditer(raw):
        length += length_of(raw[end : match.start()], is_first=end == 0)
        end = match.end()
        start, length = length, length + len(match[0])
        before = _SHOWN * (length - start)
        repairs.append(Repair(NAME, start, length, before, "", Confidence.HIGH))
    return repairs

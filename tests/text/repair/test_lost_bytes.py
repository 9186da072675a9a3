from __future__ import annotations

import gc
import sys

from reader.text.repair.lost_bytes import LOST, restore

MOST_OBJECTS = 90_000
"""Each takes some seventy bytes."""
_LEADS = range(0xE3, 0xEA)
"""The first bytes of Han characters in UTF-8."""
_OTHERS = range(0x80, 0xC0)


def test_of_very_many_lost_bytes_little_is_kept() -> None:
    thirds = [bytes((lead, second, LOST)) for lead in _LEADS for second in _OTHERS]
    seconds = [bytes((lead, LOST, third)) for lead in _LEADS for third in _OTHERS]
    # The dictionaries are read, and are kept.
    restore(b"".join((*thirds[::50], *seconds[::50])), "utf-8", "cp1252")
    gc.collect()
    before = sys.getallocatedblocks()

    for unit in (*thirds, *seconds):
        restore(unit, "utf-8", "cp1252")

    gc.collect()
    assert sys.getallocatedblocks() - before < MOST_OBJECTS

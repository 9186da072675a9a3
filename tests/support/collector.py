"""Python's garbage collector in a process that holds thousands of tests."""

from __future__ import annotations

import gc
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

from reader import gc_pause

if TYPE_CHECKING:
    from pathlib import Path

MANY_BLOCKS = 50_000
"""Small pieces of memory that have come to stay, and are worth to be looked through once more."""


class SparingCollector:
    """Has the collector pass over what stays; what tests make it frees as ever.

    The program has all looked through, the tests with it, whenever an article is let go of: most of
    the time that a test of the window would take. Where it spares what stays, nothing is spared
    here, or what the next tests let go of would have to be looked for in that.
    """

    def __init__(self) -> None:
        self._blocks = 0
        self._file: Path | None = None

    def begin(self) -> None:
        """Spare the tests themselves."""
        kept = {name: getattr(gc, name) for name in ("isenabled", "enable", "disable", "collect")}
        gc_pause.gc = SimpleNamespace(**kept, freeze=_no_more, unfreeze=_no_more)
        # A process of tests holds as much as one with a long book, which it is not.
        gc_pause.sys = SimpleNamespace(getallocatedblocks=int, platform=sys.platform)
        self._spare_what_stays()

    def begin_file(self, path: Path) -> None:
        """Spare what earlier files of tests have loaded: tables of words and of readings."""
        if path != self._file:
            self._file = path
            self._spare_what_stays()

    def _spare_what_stays(self) -> None:
        if sys.getallocatedblocks() > self._blocks + MANY_BLOCKS:
            gc.collect()
            gc.freeze()
            self._blocks = sys.getallocatedblocks()


def _no_more() -> None:
    """Leave what is spared as it is."""

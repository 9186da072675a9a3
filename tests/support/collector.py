"""Python's garbage collector in a process that holds thousands of tests."""

from __future__ import annotations

import gc
import sys
from types import SimpleNamespace

from reader import gc_pause


def spare_the_tests() -> None:
    """Let the collector pass over what is there, for good; what tests make it frees as ever.

    The program has all looked through, the tests with it, whenever an article is let go of: most of
    the time that a test of the window would take. Where it spares what stays, nothing is spared
    here, or what the next tests let go of would have to be looked for in that.
    """
    gc.collect()
    gc.freeze()
    kept = {name: getattr(gc, name) for name in ("isenabled", "enable", "disable", "collect")}
    gc_pause.gc = SimpleNamespace(**kept, freeze=_no_more, unfreeze=_no_more)
    # A process of tests holds as much as one with a long book, which it is not.
    gc_pause.FEW_BLOCKS = sys.maxsize


def _no_more() -> None:
    """Leave what is spared as it is."""

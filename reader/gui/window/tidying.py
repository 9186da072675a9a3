"""Freeing what an article held that was left."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer

from reader.gc_pause import FEW_BLOCKS, MANY_BLOCKS, sweep
from reader.gui.widgets.fonts import faces

_AFTER_NEXT_MS = 300


def tidy_soon(*, shows_next: bool) -> None:
    """Free it once Qt has deleted it, with the window or without.

    Args:
        shows_next: whether another takes its place. Tidying takes 40 ms, which are not to be added
            to what that takes to show, and no more, for it is being read. Else a window goes, which
            is found in no other way.
    """
    most_blocks = FEW_BLOCKS if shows_next else MANY_BLOCKS
    QTimer.singleShot(_AFTER_NEXT_MS if shows_next else 0, partial(_tidy, most_blocks))


def _tidy(most_blocks: int) -> None:
    faces.let_go()
    sweep(most_blocks)  # with what still held faces, which is given back as well

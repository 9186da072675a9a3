"""Freeing what an article held that was left."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from reader.gc_pause import sweep
from reader.gui.widgets.fonts import faces

_AFTER_NEXT_MS = 300


def tidy_soon(*, shows_next: bool) -> None:
    """Free it once Qt has deleted it, with the window or without.

    Args:
        shows_next: whether another takes its place. Tidying takes 40 ms, which are not to be added
            to what that takes to show.
    """
    QTimer.singleShot(_AFTER_NEXT_MS if shows_next else 0, _tidy)


def _tidy() -> None:
    faces.let_go()
    sweep()  # with what still held faces, which is given back as well

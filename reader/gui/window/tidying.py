"""Freeing what an article held that was left."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from reader.gc_pause import sweep
from reader.gui.widgets.fonts import faces

_AFTER_MS = 300
"""It takes 40 ms, which are not to be added to what the next article takes to show."""


def tidy_soon() -> None:
    """Free it once Qt has deleted it, with the window or without, and the next is painted."""
    QTimer.singleShot(_AFTER_MS, _tidy)


def _tidy() -> None:
    faces.let_go()
    sweep()  # with what still held faces, which is given back as well

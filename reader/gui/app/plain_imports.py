"""Imports without PySide6's look at the source of each module.

PySide6 puts an `__import__` of its own in the place of Python's. It reads the source of every
module that is imported, and keeps it in memory, to learn whether the module may use `__feature__`.
We use none: that took a twentieth of a start, and seven megabytes.
"""

from __future__ import annotations

import builtins


def use_plain_imports() -> None:
    """Import as Python does from now on, where PySide6 has changed that; loads Qt's core."""
    import PySide6.QtCore  # changes it at its own import

    del PySide6
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

"""What all features of a window are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.window.commands import Command


class Feature(QObject):
    """Something a window can do, with the commands that ask for it."""

    availability_changed = Signal()
    """Whether its commands are available, their needs apart, may have changed."""

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return its commands, worded in the user's language, in the order of their menus."""
        raise NotImplementedError

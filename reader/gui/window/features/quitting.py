"""Ending the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from reader.gui.window.commands import Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence


class Quitting(Feature):
    """Closes all windows."""

    quitting = Signal(bool)
    """All windows are about to be closed; False once they are, or one was not."""

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the command at the end of the file menu."""
        return (
            Command(
                name="quit",
                text=tr("Quit"),
                menu=Menu.FILE,
                run=Quitting.quit,
                keys=("Ctrl+Q",),
                starts_group=True,
            ),
        )

    def quit(self) -> None:
        """Close all windows; each may refuse."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.quitting.emit(True)
            application.closeAllWindows()
            self.quitting.emit(False)

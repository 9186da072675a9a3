"""Looking after what is kept: bringing back from a backup, and checking the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import isValid

from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.article_controller import ArticleController
    from reader.storage.library import Library


class LibraryCare(Feature):
    """Opens the dialogs on backups and on the state of the library."""

    def __init__(
        self, controller: ArticleController, dialogs: Dialogs, library: Library, window: QWidget
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._dialogs = dialogs
        self._library = library
        self._window = window
        self._check: QWidget | None = None
        """Deleted by Qt once it is closed. Not looked for among the children: Qt for Python crashes
        over those that a dialog of Qt's own has left."""

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands about backups and the library."""
        return (
            Command(
                name="restore",
                text=tr("Restore from a backup…"),
                menu=Menu.FILE,
                run=LibraryCare.restore,
                needs=ARTICLE,
                starts_group=True,
            ),
            Command(name="check", text=tr("Check library…"), menu=Menu.FILE, run=LibraryCare.check),
        )

    def restore(self) -> None:
        """Let the user bring back what was lost since a backup."""
        if self._controller.article is not None:
            # What few open is imported when it is opened: the first text is waited for.
            from reader.gui.dialogs.restore import restore

            self._controller.flush()
            restore(
                lambda: self._controller.article, self._dialogs, self._controller.holder_changed
            )

    def check(self) -> None:
        """Show the state of the library."""
        if self._check is None or not isValid(self._check):
            self._check = self._dialogs.check_library(
                self._library, self._controller.flush, self._window
            )
        self._check.show()
        self._check.raise_()

    def close(self) -> None:
        """Close the dialog that is open beside the window."""
        if self._check is not None and isValid(self._check):
            self._check.close()

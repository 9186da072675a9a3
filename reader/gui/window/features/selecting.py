"""Copying the selection, and making it larger or smaller by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.page.view import PageView


class Selecting(Feature):
    """Commands about what is selected in the page."""

    def __init__(self, page: PageView, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands about the selection."""
        return (
            Command(
                name="copy",
                text=tr("Copy the passage"),
                menu=Menu.EDIT,
                run=Selecting.copy,
                is_in_page_menu=True,
                needs=ARTICLE,
                keys=("Ctrl+C",),
                starts_group=True,
            ),
            Command(
                name="expand-selection",
                text=tr("Extend the selection"),
                menu=Menu.EDIT,
                run=Selecting.expand,
                needs=ARTICLE,
                keys=("Ctrl+Shift+Up",),
            ),
            Command(
                name="shrink-selection",
                text=tr("Reduce the selection"),
                menu=Menu.EDIT,
                run=Selecting.shrink,
                needs=ARTICLE,
                keys=("Ctrl+Shift+Down",),
            ),
            # Single keys mark, and F7 shows the repairs; no input method takes these three.
            Command(
                name="caret",
                text=tr("Caret in the page"),
                menu=Menu.EDIT,
                run=Selecting.switch_caret,
                keys=("Ctrl+Shift+Space",),
                is_checkable=True,
                starts_group=True,
            ),
        )

    def copy(self) -> None:
        """Put the selected text, as displayed, on the clipboard."""
        self._page.copy()

    def switch_caret(self) -> None:
        """Let keys move a caret through the text, or scroll again."""
        self._page.show_caret(is_shown=not self._page.caret.is_on)

    def expand(self) -> None:
        """Select the next larger unit of text."""
        self._page.expand_selection()

    def shrink(self) -> None:
        """Select the next smaller unit of text."""
        self._page.shrink_selection()

"""Bookmarks: places in the article to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.page.bookmarks import bookmark_decoration
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.window.workspace import Workspace
    from reader.text.offsets import TextRange


class Bookmarking(Feature):
    """Puts a bookmark where the user is, or takes away the one that is there."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._article = workspace.article
        self._active = workspace.active
        self._page = workspace.page
        self._cards = workspace.annotations.cards
        self._page.add_decoration(bookmark_decoration(self._places_in))

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the command for bookmarks."""
        return (
            Command(
                name="bookmark",
                text=tr("Bookmark"),
                menu=Menu.MARK,
                run=Bookmarking.put,
                is_in_page_menu=True,
                needs=ARTICLE,
                keys=("B",),
                starts_group=True,
            ),
        )

    def put(self) -> None:
        """Put a bookmark at the selection, else at the caret, else at the first line shown.

        Asked again at the same place, it takes the bookmark away.
        """
        session = self._article.session
        if session is None or self._article.refuses_changes():
            return
        self._cards.finish_editing()
        selected = self._page.selection
        offset = self._page.read_offset if selected is None else selected.start
        if (there := session.bookmark_at(offset)) is not None:
            session.remove(there)
            return
        self._page.select(None)
        self._active.set(session.put_bookmark(offset))

    def _places_in(self, part: TextRange) -> list[TextRange]:
        session = self._article.session
        return [] if session is None else session.bookmarks_in(part)

"""Saving what was done to an article before it is left, and asking the user where that fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import SaveError
from reader.gui.article.autosave import PATIENCE_S, SaveStatus
from reader.gui.dialogs.port import Unsaved
from reader.storage.folder_names import slug
from reader.storage.sharing import write_copy
from reader.wording.errors import explain, explain_slow_disk

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.article.autosave import SaveState
    from reader.gui.article.opening import OpenArticle
    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.notification_bar import NotificationBar


class UnsavedChanges:
    """Sees that no article is left with changes that are not on disk, unless the user wants it."""

    def __init__(
        self,
        dialogs: Dialogs,
        notification_bar: NotificationBar,
        flush: Callable[[], SaveState],
    ) -> None:
        """Make ready.

        Args:
            dialogs: what asks the user.
            notification_bar: where it is said that a copy could not be written.
            flush: saves the open article, and waits as long as a user waits.
        """
        self._dialogs = dialogs
        self._notification_bar = notification_bar
        self._flush = flush
        self.is_asking = False
        """Whether it is being decided right now; the event loop runs meanwhile."""

    def are_settled(self, article: OpenArticle) -> bool:
        """Save; ask the user as long as that fails, or takes longer than one likes to wait."""
        self.is_asking = True
        try:
            while (state := self._flush()).status is not SaveStatus.SAVED:
                reason = explain(state.error) if state.error else explain_slow_disk(PATIENCE_S)
                answer = self._dialogs.ask_about_unsaved(reason)
                if answer is Unsaved.STAY:
                    return False
                if answer is Unsaved.DISCARD:
                    break
                if answer is Unsaved.ELSEWHERE and self.save_elsewhere(article):
                    break
            return True
        finally:
            self.is_asking = False

    def save_elsewhere(self, article: OpenArticle) -> bool:
        """Write the annotations to a file the user chooses; tell whether that was done."""
        path = self._dialogs.choose_copy(f"{slug(article.session.document.title)}.annotations.json")
        if path is None:
            return False
        try:
            write_copy(path, article.session.snapshot())
        except SaveError as error:
            self._notification_bar.say(explain(error))
            return False
        return True

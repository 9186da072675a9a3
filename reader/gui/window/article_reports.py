"""Tells above the page what the user should know of the open article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.errors import SaveError
from reader.gui.article.autosave import SaveState, SaveStatus
from reader.gui.window.article_notifications import ArticleNotifications, of_document
from reader.gui.window.notification_bar import Notification
from reader.localization import tr
from reader.wording.errors import explain, explain_reading_only

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QMenu

    from reader.gui.article.opening import OpenArticle
    from reader.gui.window.notification_bar import NotificationBar
    from reader.gui.window.workspace import Workspace
    from reader.storage.conflicts import MergeReport


class ArticleReports(QObject):
    """Follows one article after the other: how saving goes, who has it, what was recovered."""

    saving_changed = Signal(SaveState)
    holder_changed = Signal(str)
    """The other user or program that has the article, which can only be read; empty if none."""
    retry_requested = Signal()
    """The library is to be asked once more to take the article."""
    copy_requested = Signal()
    """The annotations are to be written elsewhere."""

    def __init__(
        self,
        notification_bar: NotificationBar,
        workspace: Workspace,
        encodings: QMenu,
        parent: QObject,
    ) -> None:
        """Make ready.

        Args:
            notification_bar: where it is told.
            workspace: shows the article.
            encodings: offered where the encoding is in doubt.
            parent: the owner.
        """
        super().__init__(parent)
        self._notification_bar = notification_bar
        self._encodings = encodings
        self._article: OpenArticle | None = None
        self._article_notifications = ArticleNotifications(workspace.annotations.show_undecided)
        self._unsaved = ""
        """The sentence that says why changes could not be saved."""
        self._held = ""
        """The sentence that says who else has the article."""
        workspace.article.refused.connect(self._say_why_read_only)

    def begin(self, article: OpenArticle, news: Iterable[Notification]) -> None:
        """Follow an article that was just shown.

        Args:
            article: the article; it is let go of with `end`.
            news: what is told first.
        """
        self._article = article
        self._notification_bar.clear()
        self._article_notifications.begin()
        self._notification_bar.tell(*news)
        self._tell_of(article)
        if article.autosave is not None:
            article.autosave.state_changed.connect(self._on_autosave_state_changed)
            self._on_autosave_state_changed(article.flush())
        if article.file_sync is not None:
            article.file_sync.holder_changed.connect(self._on_file_sync_holder_changed)
            article.file_sync.merge_report.connect(self._on_file_sync_merged)
            article.file_sync.autosave.settled.connect(self._tell_of_recovery)

    def tell_of_part(self, article: OpenArticle, news: Iterable[Notification]) -> None:
        """Tell what can be told while the rest is read: what is said later would move the page."""
        self._notification_bar.clear()
        self._notification_bar.tell(*news, *of_document(article.session.document, self._encodings))

    def end(self) -> None:
        """Follow the article no more: it is about to be closed."""
        self._article = None

    def tell_of_holder(self) -> None:
        """Show who else has the article, if anyone."""
        article = self._article
        if article is not None and article.file_sync is not None and article.file_sync.holder:
            self._on_file_sync_holder_changed(article.file_sync.holder)

    def _tell_of(self, article: OpenArticle) -> None:
        """Say what the user should know of an article before reading it."""
        if article.problem is not None:
            self._say_why_read_only()
            return
        self._tell_of_recovery()
        self._notification_bar.tell(
            *self._article_notifications.of_merge(article.article.merge_report)
        )
        self._notification_bar.tell(*of_document(article.session.document, self._encodings))

    def _tell_of_recovery(self) -> None:
        store = self._article.article.store if self._article else None
        if store is not None:
            self._notification_bar.tell(*self._article_notifications.of_recovery(store.recovery))
            self._notification_bar.tell(
                *self._article_notifications.of_missing_backup(store.no_backup)
            )

    def _on_autosave_state_changed(self, state: SaveState) -> None:
        if state.error is not None:
            self._unsaved = explain(state.error)
            self._notification_bar.put_first(
                Notification(
                    sentence=self._unsaved,
                    offer=tr("Save elsewhere…"),
                    act=self.copy_requested.emit,
                )
            )
        elif state.status is SaveStatus.SAVED:
            self._notification_bar.take_back(self._unsaved)
            self._tell_of_recovery()
        self.saving_changed.emit(state)

    def _on_file_sync_holder_changed(self, holder: str) -> None:
        article = self._article
        if article is None or article.file_sync is None:
            return
        self._notification_bar.take_back(self._held)
        if holder and article.obstacle is not None:
            self._held = explain(article.obstacle)
            self._say_why_read_only()
        self.holder_changed.emit(holder)

    def _say_why_read_only(self) -> None:
        article = self._article
        if article is None:
            return
        if article.file_sync is not None and article.file_sync.holder:
            told = Notification(
                sentence=self._held, offer=tr("Take over"), act=article.file_sync.take_over
            )
        elif isinstance(article.problem, SaveError):
            told = Notification(
                sentence=explain_reading_only(article.problem),
                offer=tr("Try again"),
                act=self.retry_requested.emit,
            )
        elif article.problem is not None:
            told = Notification(sentence=explain(article.problem))
        else:
            return
        self._notification_bar.put_first(told)

    def _on_file_sync_merged(self, merge_report: MergeReport) -> None:
        self._notification_bar.tell(*self._article_notifications.of_merge(merge_report))

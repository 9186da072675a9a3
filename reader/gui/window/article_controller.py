"""What lies on the desk: the one article of a window, opened, read again, saved and left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from reader.errors import SaveError, SourceError
from reader.gc_pause import spare, sweep
from reader.gui.article.autosave import PATIENCE_S, SaveState, SaveStatus
from reader.gui.article.library_retry import LibraryRetry
from reader.gui.article.opening import open_again, open_article, open_in
from reader.gui.dialogs.port import Unsaved
from reader.gui.widgets.fonts import faces
from reader.gui.window.article_notifications import ArticleNotifications, of_document, of_encoding
from reader.gui.window.notification_bar import Notification
from reader.localization import tr
from reader.paths import RESOURCES
from reader.storage.folder_names import slug
from reader.storage.read_regular import is_file
from reader.storage.sharing import write_copy
from reader.wording.errors import explain, explain_reading_only, explain_slow_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.gui.article.device_state import DeviceState
    from reader.gui.article.opening import OpenArticle
    from reader.gui.article.session import Session
    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.encoding_menu import EncodingMenu
    from reader.gui.window.notification_bar import NotificationBar
    from reader.gui.window.workspace import Workspace
    from reader.storage.conflicts import MergeReport
    from reader.storage.library import Library

SAMPLE = RESOURCES / "sample" / "sample.txt"


class ArticleController(QObject):
    """Holds the open article; lets go of it only when all that was done to it is on disk."""

    shown = Signal(object)
    """An OpenArticle has taken the place of the one before."""
    leaving = Signal()
    """The article is saved and about to be closed."""
    stayed = Signal(object)
    """Nothing came of reading the OpenArticle otherwise."""
    saving_changed = Signal(SaveState)
    holder_changed = Signal(str)
    """Somebody else has the article, which can only be read; empty where nobody else has."""

    def __init__(
        self,
        library: Library,
        device_state: DeviceState,
        dialogs: Dialogs,
        workspace: Workspace,
        notification_bar: NotificationBar,
        encodings: EncodingMenu,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._device_state = device_state
        self._dialogs = dialogs
        self._workspace = workspace
        self._notification_bar = notification_bar
        self._encodings = encodings
        self._article_notifications = ArticleNotifications(workspace.show_versions)
        self._unsaved = ""
        """The sentence that says why changes could not be saved."""
        self._held = ""
        """The sentence that says who else has the article."""
        self._is_leaving = False
        self._library_retry = LibraryRetry(library, device_state, self)
        self._library_retry.adopted.connect(self._on_library_retry_adopted)
        workspace.refused.connect(self._say_why_read_only)
        self.article: OpenArticle | None = None

    @property
    def session(self) -> Session | None:
        """The open article."""
        return self.article.session if self.article else None

    def open(self, path: Path) -> bool:
        """Open an article; when that fails, say why and keep what is open."""
        # What is open may be opened again: its latest state must be on disk to be found.
        self.flush()
        if not isValid(self):  # its window was closed while that took its time
            return False
        try:
            refused = self._device_state.settings.refused
            article = open_article(path, self._library, self, refused=refused)
        except SourceError as error:
            self._notification_bar.say(explain(error))
            return False
        if not self.leave():
            article.close()
            return False
        self._take(article)
        spare()
        if path != SAMPLE and str(path) != "-":
            self._remember_last(path)
        return True

    def open_something(self) -> None:
        """Open the article read last, or the sample the first time."""
        last = Path(self._device_state.settings.last_article)
        # Not so: none at all, or standard input, which whoever edits the settings could name.
        if not last.is_absolute() or not is_file(last) or not self.open(last):
            self.open(SAMPLE)

    def read_in(self, encoding: str) -> None:
        """Read the open article in another encoding, from the same place on."""
        if self.article is not None:
            self.flush()
            refused = self._device_state.settings.refused
            self._read_again(partial(open_in, self.article, encoding, self, refused=refused))

    def flush(self) -> SaveState:
        """Save now, and wait until it is done."""
        self._workspace.annotations.cards.finish_editing()
        return self.article.flush() if self.article else SaveState(SaveStatus.SAVED)

    def save(self) -> None:
        """Save without disturbing who is writing."""
        if self.article is not None:
            self.article.flush()

    def leave(self) -> bool:
        """Save all there is; False when it cannot be saved and the user wants to stay."""
        if self.article is None:
            return True
        if self._is_leaving:
            return False
        if not self._is_agreed_to_leave():
            # It may have been chosen while the user was asked.
            QTimer.singleShot(0, self._follow_choice_of_encoding)
            return False
        self.leaving.emit()
        self._library_retry.stop()
        self.article.close()
        self.article = None
        QTimer.singleShot(0, _tidy)  # once Qt has deleted it, with the window or without
        return True

    def save_elsewhere(self) -> bool:
        """Write the annotations to a file the user chooses; tell whether that was done."""
        if self.article is None:
            return False
        article = self.article
        path = self._dialogs.choose_copy(f"{slug(article.session.document.title)}.annotations.json")
        if path is None:
            return False
        try:
            write_copy(path, article.session.annotations)
        except SaveError as error:
            self._notification_bar.say(explain(error))
            return False
        return True

    def _remember_last(self, path: Path) -> None:
        """Write down at once what the next start opens: this one may end in a crash."""
        self._device_state.change(last_article=str(path.absolute()))
        try:
            self._device_state.save()
        except SaveError as error:
            self._notification_bar.tell(Notification(sentence=explain(error)))

    def _is_agreed_to_leave(self) -> bool:
        """Save; ask the user as long as that fails, or takes longer than one likes to wait."""
        self._is_leaving = True
        try:
            while (state := self.flush()).status is not SaveStatus.SAVED:
                reason = explain(state.error) if state.error else explain_slow_disk(PATIENCE_S)
                answer = self._dialogs.ask_about_unsaved(reason)
                if answer is Unsaved.STAY:
                    return False
                if answer is Unsaved.DISCARD:
                    break
                if answer is Unsaved.ELSEWHERE and self.save_elsewhere():
                    break
            return True
        finally:
            self._is_leaving = False

    def _read_again(self, open_it: Callable[[], OpenArticle]) -> None:
        old = self.article
        if old is None:
            return
        try:
            article = open_it()
        except SourceError as error:
            self._notification_bar.say(explain(error))
            self.stayed.emit(old)
            return
        # The choice is to be saved, with what moved.
        article.session.changed.emit()
        self._exchange(old, article)

    def _exchange(self, old: OpenArticle, article: OpenArticle) -> None:
        """Show an article that was read again at the place where it was."""
        offset = self._workspace.page.reading_offset
        news = list(of_encoding(old.session, article.session, self._encodings.menu))
        if not self.leave():
            article.close()
            self.stayed.emit(old)
            return
        self._take(article, news)
        if offset:
            self._workspace.page.show_at_top(old.place_in(article, offset))

    def _on_library_retry_adopted(self, article: OpenArticle) -> None:
        if self.article is not None:
            self._exchange(self.article, article)

    def _take(self, article: OpenArticle, news: Iterable[Notification] = ()) -> None:
        self.article = article
        article.session.superseded.connect(
            self._follow_choice_of_encoding, Qt.ConnectionType.QueuedConnection
        )
        self.shown.emit(article)
        self._notification_bar.clear()
        self._article_notifications.begin()
        self._notification_bar.tell(*news)
        self._library_retry.wait_for(article)
        self._tell_of(article)
        if article.autosave is not None:
            article.autosave.state_changed.connect(self._on_autosave_state_changed)
            if article.article.backup is not None:
                # It is shown as if it were there: from now on it is, whatever becomes of backups.
                article.session.changed.emit()
            self._on_autosave_state_changed(article.flush())
        if article.file_sync is not None:
            article.file_sync.yielding.connect(self._workspace.annotations.cards.finish_editing)
            article.file_sync.holder_changed.connect(self._on_file_sync_holder_changed)
            article.file_sync.merge_report.connect(self._on_file_sync_merged)
            article.file_sync.autosave.settled.connect(self._tell_of_recovery)
            article.file_sync.autosave.settled.connect(
                self._follow_choice_of_encoding, Qt.ConnectionType.QueuedConnection
            )
            # Until now another window of ours may have had it, or the one that was just left.
            article.file_sync.check()
            if article.file_sync.holder:
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
        self._notification_bar.tell(*of_document(article.session.document, self._encodings.menu))

    def _tell_of_recovery(self) -> None:
        store = self.article.article.store if self.article else None
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
                    act=self.save_elsewhere,
                )
            )
        elif state.status is SaveStatus.SAVED:
            self._notification_bar.take_back(self._unsaved)
            self._tell_of_recovery()
        self.saving_changed.emit(state)

    def _on_file_sync_holder_changed(self, holder: str) -> None:
        article = self.article
        if article is None or article.file_sync is None:
            return
        self._notification_bar.take_back(self._held)
        if holder and article.obstacle is not None:
            self._held = explain(article.obstacle)
            self._say_why_read_only()
        self._workspace.show_what_can_be_done()
        self.holder_changed.emit(holder)

    def _say_why_read_only(self) -> None:
        article = self.article
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
                act=self._library_retry.try_again,
            )
        elif article.problem is not None:
            told = Notification(sentence=explain(article.problem))
        else:
            return
        self._notification_bar.put_first(told)

    def _on_file_sync_merged(self, merge_report: MergeReport) -> None:
        self._notification_bar.tell(*self._article_notifications.of_merge(merge_report))

    def _follow_choice_of_encoding(self) -> None:
        """Read the article again where another device chose another encoding for it.

        Only once all that was done to it is on disk, from where it is read again.
        """
        article = self.article
        if article is None or not article.session.is_superseded or self._is_leaving:
            return
        # It may be left while that takes its time.
        if self.flush().status is not SaveStatus.SAVED or self.article is not article:
            return
        refused = self._device_state.settings.refused
        self._read_again(partial(open_again, article, self._library, self, refused=refused))


def _tidy() -> None:
    """Free what the article that was left held."""
    faces.let_go()
    sweep()  # with what still held faces, which is given back as well

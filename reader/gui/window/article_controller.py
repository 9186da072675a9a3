"""Opens, reopens, saves and closes the one article of a window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from reader.errors import ReaderError
from reader.gc_pause import spare
from reader.gui.article.article_loader import ArticleLoader
from reader.gui.article.autosave import SaveState, SaveStatus
from reader.gui.article.library_retry import LibraryRetry
from reader.gui.article.opening import opened, prepare, prepare_again, prepare_in
from reader.gui.article.part_keeping import PartKeeping
from reader.gui.widgets.background_job import BackgroundJob
from reader.gui.window.article_notifications import of_encoding
from reader.gui.window.article_reports import ArticleReports
from reader.gui.window.last_article import SAMPLE, LastArticle
from reader.gui.window.tidying import tidy_soon
from reader.gui.window.unsaved_changes import UnsavedChanges
from reader.paths import is_same_file
from reader.wording.errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from reader.gui.article.device_state import DeviceState
    from reader.gui.article.opening import OpenArticle, PreparedArticle
    from reader.gui.article.session import Session
    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.notification_bar import Notification, NotificationBar
    from reader.gui.window.workspace import Workspace
    from reader.progress import Progress
    from reader.storage.library import Library


class ArticleController(QObject):
    """Holds the open article, and closes it only when all changes are on disk."""

    shown = Signal(object)
    """An OpenArticle has taken the place of the one before."""
    leaving = Signal()
    """The article is saved and about to be closed."""
    stayed = Signal(object)
    """The OpenArticle is still there, or newly there: nothing else is being read."""
    saving_changed = Signal(SaveState)
    holder_changed = Signal(str)
    """The other user or program that has the article, which can only be read; empty if none."""

    def __init__(
        self,
        library: Library,
        device_state: DeviceState,
        dialogs: Dialogs,
        workspace: Workspace,
        notification_bar: NotificationBar,
        encodings: QMenu,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._device_state = device_state
        self._workspace = workspace
        self._notification_bar = notification_bar
        self._encodings = encodings
        self._unsaved = UnsavedChanges(dialogs, notification_bar, self._flush_all)
        self._last = LastArticle(device_state, notification_bar)
        self._postponed: Callable[[], object] | None = None
        """What to do with an article that came while the user was asked about the open one."""
        self.loader = ArticleLoader(self)
        self.loader.ended.connect(self._on_loader_ended)
        self.library_retry = LibraryRetry(library, self)
        self.library_retry.succeeded.connect(self._on_library_retry_succeeded)
        self._reports = ArticleReports(notification_bar, workspace, encodings, self)
        self._reports.saving_changed.connect(self.saving_changed)
        self._reports.holder_changed.connect(self.holder_changed)
        self._reports.retry_requested.connect(self.library_retry.try_again)
        self._reports.copy_requested.connect(self.save_elsewhere)
        self.article: OpenArticle | None = None

    @property
    def session(self) -> Session | None:
        """The open article."""
        return self.article.session if self.article else None

    def open(self, path: Path, *, instead: Path | None = None) -> None:
        """Begin to open an article; what is open stays until it is there.

        When that fails, it is said why. An article that is being opened is not opened twice.

        Args:
            path: the article; `-` is standard input.
            instead: what is opened when that fails; None to keep what is open.
        """
        if self.loader.path is not None and is_same_file(self.loader.path, path):
            return
        self.loader.load(
            path,
            partial(prepare, path, self._library, self._device_state.place_in),
            partial(self._show, path),
            partial(self._on_open_failed, instead),
            self._show_part,
        )

    def open_something(self) -> None:
        """Open the article read last, or the sample the first time."""
        if (last := self._last.path) is not None:
            self.open(last, instead=SAMPLE)
        else:
            self.open(SAMPLE)

    def read_in(self, encoding: str) -> None:
        """Read the open article in another encoding, from the same place on."""
        self.flush()
        # Its window may have been closed while that took its time.
        if isValid(self) and self.article is not None:
            article, session = self.article.article, self.article.session
            done, shown = session.annotations, session.document
            self._read_again(partial(prepare_in, encoding, article, done, shown, self._library))

    def cancel_opening(self) -> None:
        """Keep what is open; the window is closed, or the user wants no other."""
        self._postponed = None
        self.loader.cancel()

    def flush(self) -> SaveState:
        """Save now, and wait until it is done."""
        self._workspace.annotations.cards.finish_editing()
        return self.article.flush() if self.article else SaveState(SaveStatus.SAVED)

    def _flush_all(self) -> SaveState:
        """Save before the article is left, also what was done to a part that nothing keeps yet."""
        self._workspace.annotations.cards.finish_editing()
        if self.article is not None:
            self.article.keep_part(self._library, self)
        return self.flush()

    def save(self) -> None:
        """Save without disturbing who is writing."""
        if self.article is not None:
            self.article.flush()

    def leave(self, *, shows_next: bool = False) -> bool:
        """Save all there is; False when it cannot be saved and the user wants to stay."""
        if self.article is None:
            return True
        if self._unsaved.is_asking:
            return False
        if not self._unsaved.are_settled(self.article):
            QTimer.singleShot(0, self._catch_up)
            return False
        self.leaving.emit()
        if not self.article.is_partial:
            self._device_state.keep_steps(self.article.session)
        self.library_retry.stop()
        self._reports.end()
        self.article.close()
        self.article = None
        tidy_soon(shows_next=shows_next)
        return True

    def save_elsewhere(self) -> bool:
        """Write the annotations to a file the user chooses; tell whether that was done."""
        return self.article is not None and self._unsaved.save_elsewhere(self.article)

    def _show_part(self, prepared: PreparedArticle) -> None:
        """Let a part of an article take the place of the open one, while the rest is read."""
        if not self._unsaved.is_asking and self._replace(prepared) is None:
            self.loader.cancel()  # the user stays, and would be asked again

    def _show(self, path: Path, prepared: PreparedArticle) -> None:
        """Let an article take the place of the open one, once that is saved."""
        if self._unsaved.is_asking:
            self._postponed = partial(self._show, path, prepared)
            return
        if self.article is not None and self.article.is_part_of(prepared):
            self.article.complete(prepared, self)
            self._follow(self.article)
        elif self._replace(prepared) is None:
            return
        spare()
        if (known := self._library.known) is not None:
            BackgroundJob(known.write).start()
        self._last.remember(path)

    def _replace(
        self,
        prepared: PreparedArticle,
        news: Iterable[Notification] = (),
        *,
        is_to_be_saved: bool = False,
    ) -> OpenArticle | None:
        """Show a prepared article, if the open one can be left; None where it stays."""
        former = self.article
        article = opened(prepared, self, refused=self._device_state.settings.refused)
        if not self.leave(shows_next=True):
            article.close()
            return None
        if former is not None:
            article.take_from(former)
        if is_to_be_saved:
            # The choice of encoding, with what moved; at once, as others may read it next.
            article.session.changed.emit()
        self._take(article, news)
        return article

    def _on_open_failed(self, instead: Path | None, error: Exception) -> None:
        if isinstance(error, ReaderError):
            self._notification_bar.say(explain(error))
        if instead is not None:
            self.open(instead)

    def _read_again(self, work: Callable[[Progress], PreparedArticle]) -> None:
        """Read the open article once more, instead of whatever is being read."""
        if (former := self.article) is not None:
            self.loader.load(
                former.article.path,
                work,
                partial(self._exchange, former, is_to_be_saved=True),
                partial(self._on_open_failed, None),
            )

    def _exchange(
        self, former: OpenArticle, prepared: PreparedArticle, *, is_to_be_saved: bool
    ) -> None:
        """Show an article that was read again at the place where it was."""
        if self._unsaved.is_asking:
            self._postponed = partial(
                self._exchange, former, prepared, is_to_be_saved=is_to_be_saved
            )
            return
        if self.article is not former:
            return
        offset = self._workspace.page.reading_offset
        source = prepared.document.source
        news = list(of_encoding(former.session, source, self._encodings))
        article = self._replace(prepared, news, is_to_be_saved=is_to_be_saved)
        if article is not None and offset:
            self._workspace.page.show_at_top(former.place_in(article, offset))

    def _on_library_retry_succeeded(self, prepared: PreparedArticle) -> None:
        if (former := self.article) is None:
            return
        # What was done to a part of it, before it could only be read, is there in memory alone.
        former.keep_part(self._library, self)
        if former.is_unkept:
            self.library_retry.wait_for(former)
        else:
            self._exchange(former, prepared, is_to_be_saved=False)

    def _on_loader_ended(self) -> None:
        if self.article is not None:
            if self.article.is_partial:  # and the rest of it could not be read
                keep = partial(self.article.keep_part, self._library, self)
                self.article.session.changed.connect(keep)
                keep()
            self.stayed.emit(self.article)
            QTimer.singleShot(0, self._follow_choice_of_encoding)

    def _catch_up(self) -> None:
        """Do what had to wait while the user was asked about unsaved changes, and stayed."""
        postponed, self._postponed = self._postponed, None
        if postponed is not None:
            postponed()
        self._follow_choice_of_encoding()

    def _take(self, article: OpenArticle, news: Iterable[Notification] = ()) -> None:
        self.article = article
        article.session.superseded.connect(
            self._follow_choice_of_encoding, Qt.ConnectionType.QueuedConnection
        )
        self.shown.emit(article)
        if article.is_partial:
            PartKeeping(article, self._library)
            self._reports.tell_of_part(article, news)
        else:
            self._follow(article, news)

    def _follow(self, article: OpenArticle, news: Iterable[Notification] = ()) -> None:
        """Keep an article saved, let be undone what was done to it before, and tell of it."""
        self._device_state.recall_steps(article.session)
        if article.file_sync is not None:
            article.file_sync.yielding.connect(self._workspace.annotations.cards.finish_editing)
            article.file_sync.autosave.settled.connect(
                self._follow_choice_of_encoding, Qt.ConnectionType.QueuedConnection
            )
        self.library_retry.wait_for(article)
        if article.autosave is not None and article.article.backup is not None:
            # It is shown as if it were there: from now on it is, whatever becomes of backups.
            article.session.changed.emit()
        self._reports.begin(article, news)
        if article.file_sync is not None:
            # Until now another window of ours may have had it, or the one that was just left.
            article.file_sync.check()
            self._reports.tell_of_holder()
            # Others may have written while it was being prepared, and nobody was watching.
            article.file_sync.autosave.refresh()

    def _follow_choice_of_encoding(self) -> None:
        """Read the article again where another device chose another encoding for it.

        Only once all that was done to it is on disk, from where it is read again.
        """
        article = self.article
        if article is None or not article.session.is_superseded:
            return
        if self._unsaved.is_asking or self.loader.is_busy:
            return
        # It may be left while that takes its time.
        if self.flush().status is not SaveStatus.SAVED or self.article is not article:
            return
        self._read_again(partial(prepare_again, article.article, self._library))

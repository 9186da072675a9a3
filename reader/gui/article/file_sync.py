"""Keeping an open article and its file in step, while other programs may write the file too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.gui.article.article_lock import ArticleLock
from reader.gui.article.autosave import Autosave
from reader.gui.article.folder_watcher import FolderWatch
from reader.storage.sharing import SharedStore

if TYPE_CHECKING:
    from reader.gui.article.session import Session
    from reader.storage.article_store import ArticleStore


class FileSync(QObject):
    """Saves a session, merges what others save, and stops when another takes the article over."""

    yielding = Signal()
    """Somebody else has the article: what is being typed is to be handed in, it is saved next."""
    holder_changed = Signal(str)
    """Who else has the article from now on, so that it can only be read; empty if nobody."""
    merge_report = Signal(object)
    """What became of conflict copies that appeared, a MergeReport."""

    def __init__(self, session: Session, store: ArticleStore, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.store = SharedStore(store, session.document.source.digest)
        self.autosave = Autosave(self.store, session.snapshot, parent=self)
        session.changed.connect(self.autosave.schedule)
        self.autosave.merged.connect(session.merge_external)
        self._lock = ArticleLock(store.folder)
        self.holder = ""
        self._hold(self._lock.acquire())
        self._watch = self._new_watch()
        self.autosave.settled.connect(self._on_autosave_settled)

    def check(self) -> None:
        """See who has the article now."""
        holder = self._lock.acquire()
        if holder == self.holder:
            return
        if holder and not self.holder:
            self.yielding.emit()
            self.autosave.flush()
        self._hold(holder)
        self.holder_changed.emit(holder)

    def take_over(self) -> None:
        """Take the article over from another holder; what they saved is merged."""
        self._lock.take_over()
        self.autosave.refresh()
        self.check()

    def close(self) -> None:
        """Let go of the article; what was not flushed stays unsaved."""
        self.autosave.settled.disconnect(self._on_autosave_settled)
        self.autosave.close()
        self._lock.release()
        self.deleteLater()

    def _new_watch(self) -> FolderWatch:
        watch = FolderWatch(self.store.path, self)
        watch.changed.connect(self._on_watch_changed)
        return watch

    def _follow(self) -> None:
        """Keep the lock, and watch, where the folder was found under another name."""
        folder = self.store.path.parent
        if folder != self._lock.folder:
            self._lock.move_to(folder)
            self._watch.deleteLater()
            self._watch = self._new_watch()

    def _hold(self, holder: str) -> None:
        self.holder = holder
        self._session.is_read_only = self.store.is_read_only = bool(holder)

    def _on_autosave_settled(self) -> None:
        self._follow()
        self.check()
        found, self.store.merge_report = self.store.merge_report, None
        if found is not None:
            self.merge_report.emit(found)

    def _on_watch_changed(self) -> None:
        self.check()
        self.autosave.refresh()

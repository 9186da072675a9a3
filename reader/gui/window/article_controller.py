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
from reader.gui.article.library_retry import Adoption
from reader.gui.article.opening import open_again, open_article, open_in
from reader.gui.dialogs.port import Unsaved
from reader.gui.page.typography import faces
from reader.gui.window.article_notifications import Tidings, of_document, of_encoding
from reader.gui.window.notification_bar import Tiding
from reader.localization import tr
from reader.paths import RESOURCES
from reader.storage.folder_names import slug
from reader.storage.read_regular import is_file
from reader.storage.sharing import write_copy
from reader.wording.errors import explain, explain_reading_only, explain_slow_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.gui.article.device_state import Memory
    from reader.gui.article.opening import OpenArticle
    from reader.gui.article.session import Session
    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.encoding_menu import EncodingMenu
    from reader.gui.window.notification_bar import Notice
    from reader.gui.window.workspace import Workspace
    from reader.storage.conflicts import Gathered
    from reader.storage.library import Library

SAMPLE = RESOURCES / "sample" / "sample.txt"


class Desk(QObject):
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
        memory: Memory,
        dialogs: Dialogs,
        workspace: Workspace,
        notice: Notice,
        encodings: EncodingMenu,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._memory = memory
        self._dialogs = dialogs
        self._workspace = workspace
        self._notice = notice
        self._encodings = encodings
        self._tidings = Tidings(workspace.show_versions)
        self._unsaved = ""
        """The sentence that says why changes could not be saved."""
        self._held = ""
        """The sentence that says who else has the article."""
        self._is_leaving = False
        self._adoption = Adoption(library, memory, self)
        self._adoption.adopted.connect(self._on_adoption_adopted)
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
            refused = self._memory.settings.refused
            article = open_article(path, self._library, self, refused=refused)
        except SourceError as error:
            self._notice.say(explain(error))
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
        last = Path(self._memory.settings.last_article)
        # Not so: none at all, or standard input, which whoever edits the settings could name.
        if not last.is_absolute() or not is_file(last) or not self.open(last):
            self.open(SAMPLE)

    def read_in(self, encoding: str) -> None:
        """Read the open article in another encoding, from the same place on."""
        if self.article is not None:
            self.flush()
            refused = self._memory.settings.refused
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
        """Save all there is; False when it cannot be saved and the reader wants to stay."""
        if self.article is None:
            return True
        if self._is_leaving:
            return False
        if not self._is_agreed_to_leave():
            # It may have been chosen while the reader was asked.
            QTimer.singleShot(0, self._follow_choice_of_encoding)
            return False
        self.leaving.emit()
        self._adoption.stop()
        self.article.close()
        self.article = None
        QTimer.singleShot(0, _tidy)  # once Qt has deleted it, with the window or without
        return True

    def save_elsewhere(self) -> bool:
        """Write the annotations to a file the reader chooses; tell whether that was done."""
        if self.article is None:
            return False
        article = self.article
        path = self._dialogs.choose_copy(f"{slug(article.session.document.title)}.annotations.json")
        if path is None:
            return False
        try:
            write_copy(path, article.session.annotations)
        except SaveError as error:
            self._notice.say(explain(error))
            return False
        return True

    def _remember_last(self, path: Path) -> None:
        """Write down at once what the next start opens: this one may end in a crash."""
        self._memory.change(last_article=str(path.absolute()))
        try:
            self._memory.save()
        except SaveError as error:
            self._notice.tell(Tiding(sentence=explain(error)))

    def _is_agreed_to_leave(self) -> bool:
        """Save; ask the reader as long as that fails, or takes longer than one likes to wait."""
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
            self._notice.say(explain(error))
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

    def _on_adoption_adopted(self, article: OpenArticle) -> None:
        if self.article is not None:
            self._exchange(self.article, article)

    def _take(self, article: OpenArticle, news: Iterable[Tiding] = ()) -> None:
        self.article = article
        article.session.superseded.connect(
            self._follow_choice_of_encoding, Qt.ConnectionType.QueuedConnection
        )
        self.shown.emit(article)
        self._notice.clear()
        self._tidings.begin()
        self._notice.tell(*news)
        self._adoption.wait_for(article)
        self._tell_of(article)
        if article.autosave is not None:
            article.autosave.state_changed.connect(self._on_autosave_state_changed)
            self._on_autosave_state_changed(article.flush())
        if article.keeper is not None:
            article.keeper.yielding.connect(self._workspace.annotations.cards.finish_editing)
            article.keeper.holder_changed.connect(self._on_keeper_holder_changed)
            article.keeper.gathered.connect(self._on_keeper_gathered)
            article.keeper.autosave.settled.connect(self._tell_of_recovery)
            article.keeper.autosave.settled.connect(
                self._follow_choice_of_encoding, Qt.ConnectionType.QueuedConnection
            )
            # Until now another window of ours may have had it, or the one that was just left.
            article.keeper.check()
            if article.keeper.holder:
                self._on_keeper_holder_changed(article.keeper.holder)

    def _tell_of(self, article: OpenArticle) -> None:
        """Say what the reader should know of an article before reading it."""
        if article.problem is not None:
            self._say_why_read_only()
            return
        self._tell_of_recovery()
        self._notice.tell(*self._tidings.of_gathered(article.article.gathered))
        self._notice.tell(*of_document(article.session.document, self._encodings.menu))

    def _tell_of_recovery(self) -> None:
        store = self.article.article.store if self.article else None
        if store is not None:
            self._notice.tell(*self._tidings.of_recovery(store.recovery))
            self._notice.tell(*self._tidings.of_missing_backup(store.no_backup))

    def _on_autosave_state_changed(self, state: SaveState) -> None:
        if state.error is not None:
            self._unsaved = explain(state.error)
            self._notice.put_first(
                Tiding(
                    sentence=self._unsaved,
                    offer=tr("Save elsewhere…"),
                    act=self.save_elsewhere,
                )
            )
        elif state.status is SaveStatus.SAVED:
            self._notice.take_back(self._unsaved)
            self._tell_of_recovery()
        self.saving_changed.emit(state)

    def _on_keeper_holder_changed(self, holder: str) -> None:
        article = self.article
        if article is None or article.keeper is None:
            return
        self._notice.take_back(self._held)
        if holder and article.obstacle is not None:
            self._held = explain(article.obstacle)
            self._say_why_read_only()
        self._workspace.show_what_can_be_done()
        self.holder_changed.emit(holder)

    def _say_why_read_only(self) -> None:
        article = self.article
        if article is None:
            return
        if article.keeper is not None and article.keeper.holder:
            told = Tiding(sentence=self._held, offer=tr("Take over"), act=article.keeper.take_over)
        elif isinstance(article.problem, SaveError):
            told = Tiding(
                sentence=explain_reading_only(article.problem),
                offer=tr("Try again"),
                act=self._adoption.try_again,
            )
        elif article.problem is not None:
            told = Tiding(sentence=explain(article.problem))
        else:
            return
        self._notice.put_first(told)

    def _on_keeper_gathered(self, gathered: Gathered) -> None:
        self._notice.tell(*self._tidings.of_gathered(gathered))

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
        refused = self._memory.settings.refused
        self._read_again(partial(open_again, article, self._library, self, refused=refused))


def _tidy() -> None:
    """Free what the article that was left held."""
    faces.let_go()
    sweep()  # with what still held faces, which is given back as well

"""What a walk goes through: a library, articles and odd files, and the program that runs."""

from __future__ import annotations

import socket
from collections import defaultdict
from dataclasses import replace
from itertools import chain
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from reader.annotation.merging import merge
from reader.errors import ReaderError
from reader.gc_pause import sweep
from reader.gui.app.instance_server import InstanceServer
from reader.gui.app.single_instance import address_of, first_or_none
from reader.gui.app.windows import Windows
from reader.gui.article.device_state import DeviceState
from reader.storage.article_store import ArticleStore
from reader.storage.library import Library
from reader.storage.salvage import salvage
from reader.storage.settings import SettingsStore
from reader.storage.sources import digest_of, named_source
from tests.walk.files import article_text, odd_files
from tests.walk.model import Model
from tests.walk.processes import Processes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path
    from random import Random

    from reader.annotation.model import Annotation, AnnotationSet
    from reader.gui.window.main_window import MainWindow
    from tests.walk.processes import Written
    from tests.walk.watch import Complaints


class _Shown(NamedTuple):
    """What was in a window."""

    digest: str
    own: AnnotationSet
    """Without the note that was only begun."""
    edited: str | None
    """The id of the note that was being written."""


class World:
    """The library and all that is done to it, by the program and by others."""

    def __init__(self, folder: Path, rng: Random, complaints: Complaints) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.away = folder / "away"
        """Where folders of articles are while somebody has taken them out of the library."""
        self.elsewhere = folder / "moved-library"
        """The library while somebody has moved it there whole."""
        self.copies = folder / "copies"
        """Where annotations are saved that cannot be saved in the library."""
        self.settings = folder / "config" / "quandian"
        self.rng = rng
        self.complaints = complaints
        self.model = Model()
        self.processes = Processes(self.settings.parent, self.library, complaints)
        self.articles = [self._article(number) for number in range(8)]
        self.odd = odd_files(folder, rng)
        self._shown: dict[MainWindow, _Shown] = {}
        """What was in each window when it was looked at last."""
        self._begun: set[str | None] = set()
        """Notes that were being written in windows that have left the article since: what had only
        been begun went then, and other windows that knew of it hear of that later."""
        self._unheard: dict[str, AnnotationSet] = {}
        """What windows that left an article had, and others that have it may not know yet."""
        self.come_round: Callable[[], None] = lambda: None
        """Says that the event loop would have come round, between things done at one go."""
        self.restarts = -1
        self._hand = _NoHand()
        QDesktopServices.setUrlHandler("file", self._hand, "take")
        self.start()

    # The program

    def start(self) -> None:
        """Start the program, as `reader.gui.app.entry` does."""
        self.restarts += 1
        address = address_of(self.settings, self.library)
        place = first_or_none(address, [], patience_s=0)
        if place is None or place.lock is None:
            self.complaints.add("another instance runs: the lock was not let go of")
            raise SystemExit(2)
        self._lock = place.lock
        self.address = address
        device_state = DeviceState(SettingsStore(self.settings))
        self.windows = Windows(Library(self.library), device_state)
        self._door = InstanceServer(address)
        self._door.files_arrived.connect(self.windows.show_files)
        self.windows.begin([])

    def stop(self) -> None:
        """End the program; all windows must have been closed."""
        self._door.close()
        self._door.deleteLater()
        self._lock.close()
        # What outlives the program would be taken for what it left in memory.
        self._shown.clear()
        del self.windows

    @property
    def open_ones(self) -> list[MainWindow]:
        """The windows there are."""
        return self.windows.open_ones

    def close_all(self) -> bool:
        """Close every window; tell whether all let themselves be closed."""
        # Whoever found nobody at the door would stay.
        self._owe(self.processes.wait())
        self.look(takes_back=False)
        for window in self.open_ones:
            window.close()
        return not self.open_ones

    def come_to_rest(self) -> None:
        """Let Qt delete what was closed, and free it."""
        # First what was closed goes, as it does before the event loop turns to anything else.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        sweep()

    # What is there

    def look(self, *, takes_back: bool) -> None:
        """See what all open articles hold, and complain about what is missing."""
        self._owe(self.processes.ended())
        seen: dict[str, AnnotationSet] = {}
        unfinished: set[str | None] = set()
        left, self._shown = self._shown, {}
        for window in self.open_ones:
            if window.session is None:
                continue
            source, own = window.session.document.source.digest, window.session.annotations
            edited = window.workspace.annotations.cards.edited
            self._shown[window] = _Shown(source, _without_beginning(own, edited), edited)
            self.model.read(source, own, window.session.document.source.encoding)
            # Two windows may have one article under two names, and hear of each other later.
            seen[source] = merge(seen[source], own) if source in seen else own
            unfinished.add(edited)
        for window, was in left.items():
            if window not in self._shown or self._shown[window].digest != was.digest:
                known = self._unheard.get(was.digest)
                self._unheard[was.digest] = merge(known, was.own) if known else was.own
                self._begun.add(was.edited)
        self._unheard = {
            source: unheard
            for source, unheard in self._unheard.items()
            if source in seen and not _holds(seen[source], unheard)
        }
        for source, unheard in self._unheard.items():
            seen[source] = merge(seen[source], unheard)
        for digest, found in seen.items():
            lost = self.model.see(
                digest,
                found,
                unfinished=unfinished | self._begun,
                takes_back=takes_back,
            )
            for each in lost:
                self.complaints.add(f"{each} is gone, and nobody took it back")

    def look_on_disk(self) -> None:
        """Complain about what is owed and not in the library; no window may be open."""
        places = (self.library, self.away, self.elsewhere)
        folders = [each for each in (*places, self.copies) if each.exists()]
        items: dict[str, list[Annotation]] = defaultdict(list)
        sources: dict[str, bytes] = {}
        for store in chain.from_iterable(map(_stores_in, places)):
            source = store.source_path
            for digest in _digests(store):
                items[digest] += _items_in(store)
                if source is not None:
                    sources[digest] = source.read_bytes()
        for each in self.model.missing(folders, items, sources):
            self.complaints.add(each)

    def stores(self) -> Sequence[ArticleStore]:
        """Return the stores of all articles in the library."""
        return _stores_in(self.library)

    def part(self, folder: Path) -> None:
        """Note that the folder of an article is about to be taken away."""
        for digest in _digests(ArticleStore(folder)):
            self.model.part(digest)

    def doom(self, folder: Path) -> None:
        """Note that the folder of an article is about to be deleted, with all that is in it."""
        for digest in _digests(ArticleStore(folder)):
            pending = [each.text for each in self.processes.pending if each.digest == digest]
            self.model.give_up(digest, pending)

    def _owe(self, written: Iterable[Written]) -> None:
        for each in written:
            self.model.owe_late(each.digest, each.text)

    # Files

    def _article(self, number: int) -> Path:
        path = self.folder / f"article-{number}.{'md' if number % 3 == 0 else 'txt'}"
        path.write_bytes(self.text(number).encode("gb18030" if number == 5 else "utf-8"))
        return path

    def text(self, number: int) -> str:
        """Return the text of a new article."""
        return article_text(self.rng, number)

    def knock(self, message: bytes) -> None:
        """Send something to the door, as a second start does; nobody waits for the answer."""

        def send() -> None:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(5)
                try:
                    line.connect(self.address)
                    line.sendall(message)
                    line.recv(100)
                except OSError:
                    pass  # it was put down: that is an answer

        Thread(target=send, daemon=True).start()


def _stores_in(library: Path) -> list[ArticleStore]:
    return list(Library(library).articles()) if library.exists() else []


def _digests(store: ArticleStore) -> set[str]:
    """Return the digests of what a folder may be about: its source, and its annotations' one."""
    source = store.source_path
    return {
        *([digest_of(source.read_bytes())] if source else []),
        *([named] if (named := named_source(store.path)) else []),
    }


def _items_in(store: ArticleStore) -> Collection[Annotation]:
    try:
        annotations = store.load()
    except ReaderError:  # others spoilt it, and nobody has opened it since
        return salvage(store.path.read_bytes()).items
    return annotations.items if annotations else ()


def _without_beginning(annotations: AnnotationSet, edited: str | None) -> AnnotationSet:
    """Return annotations without the note that is begun, which goes if nothing comes of it."""
    kept = tuple(each for each in annotations.items if each.id != edited or each.note)
    return replace(annotations, items=kept)


def _holds(one: AnnotationSet, other: AnnotationSet) -> bool:
    """Tell whether the annotations of a set hold all versions of those of another."""
    return {each.id: each for each in merge(one, other).items} == {
        each.id: each for each in one.items
    }


class _NoHand(QObject):
    """Opens no folder in a file manager."""

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Do nothing."""

"""The article a window shows: one place to hear of it, whichever article that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from reader.gui.article.location import Location

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from reader.gui.article.session import Session
    from reader.text.offsets import TextRange


class ActiveArticle(QObject):
    """Passes on the signals of the session shown.

    Panels and bars connect to it once, and need not connect again to each session.
    """

    shown = Signal()
    """Another session is shown."""
    annotations_changed = Signal()
    document_changed = Signal()
    """The overlays changed: document, rendition and titles are new."""
    rendition_changed = Signal()
    """The same document is shown in another script: rendition and titles are new."""
    second_changed = Signal()
    """The second view shows the document in another script, or there is or was none."""
    writable_changed = Signal()
    """The article can be changed from now on, or can no longer."""
    steps_changed = Signal()
    """Other steps can be undone or redone."""
    deciding = Signal(float)
    """How far it is worked out what a book is under other overlays, from 0 to 1."""
    decided = Signal()
    """That is over."""
    reading_moved = Signal()
    """Another line is the first one in the window."""
    refused = Signal()
    """The user wanted to change an article that can only be read."""
    location_requested = Signal(object, bool)
    """A Location is to be shown; whether the way back leads here."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._path: Path | None = None
        self.reading_offset = 0
        """The source offset of the first line in the window."""
        self.progress = 0.0
        """How much of the text comes before the first line in the window; 1 at its end."""

    @property
    def session(self) -> Session | None:
        """The article shown; None before the first one and after the last."""
        return self._session

    @property
    def path(self) -> Path | None:
        """Where the article was read from."""
        return self._path

    @property
    def is_writable(self) -> bool:
        """Whether there is an article that can be changed."""
        return self._session is not None and not self._session.is_read_only

    def show(self, session: Session, path: Path | None = None) -> None:
        """Show another article.

        Args:
            session: on it.
            path: where it was read from.
        """
        self.leave()
        self._session, self._path = session, path
        for theirs, ours in self._signals(session):
            theirs.connect(ours)
        self.shown.emit()

    def leave(self) -> None:
        """Let go of the article, which is about to be closed; another may be shown next."""
        if self._session is not None and isValid(self._session):
            for theirs, ours in self._signals(self._session):
                theirs.disconnect(ours)
        self._session = self._path = None

    def move_reading(self, offset: int, progress: float) -> None:
        """Note where the user is reading.

        Args:
            offset: source offset of the first line in the window.
            progress: how much of the text comes before it; 1 where the end is in the window.
        """
        self.reading_offset, self.progress = offset, progress
        self.reading_moved.emit()

    def go_to(self, part: TextRange, *, remembers: bool = True) -> None:
        """Ask for a passage of the article to be brought into sight.

        Args:
            part: of the source.
            remembers: whether the way back leads to where the user is now.
        """
        if self._path is not None:
            self.location_requested.emit(Location(self._path, part), remembers)

    def refuses_changes(self) -> bool:
        """Tell whether the article can only be read; `refused` then says so to the user."""
        is_refused = self._session is not None and self._session.is_read_only
        if is_refused:
            self.refused.emit()
        return is_refused

    def _signals(self, session: Session) -> tuple[tuple[SignalInstance, SignalInstance], ...]:
        return (
            (session.annotations_changed, self.annotations_changed),
            (session.document_changed, self.document_changed),
            (session.rendition_changed, self.rendition_changed),
            (session.second_changed, self.second_changed),
            (session.writable_changed, self.writable_changed),
            (session.steps_changed, self.steps_changed),
            (session.deciding, self.deciding),
            (session.decided, self.decided),
        )

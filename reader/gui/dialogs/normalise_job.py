"""Normalising an article: finding the words that change, and agreeing on them with the user."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.text.normalise import changed_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from concurrent.futures import Future

    from reader.gui.article.device_state import DeviceState
    from reader.gui.article.session import Session
    from reader.gui.dialogs.normalise_dialog import Agreement
    from reader.text.normalise import ChangedWord

    Words = tuple[ChangedWord, ...]
    Agree = Callable[[Sequence[ChangedWord], Collection[str]], Agreement | None]


class Normalising(QObject):
    """Looks for words in a thread of its own, for in a long book it takes seconds."""

    busy_changed = Signal(bool)
    """Whether words are being looked for."""
    agreed = Signal()
    """The user agreed, and the session knows which words are refused."""
    _finished = Signal(object)

    def __init__(
        self, device_state: DeviceState, agree: Agree, parent: QObject | None = None
    ) -> None:
        """Make ready.

        Args:
            device_state: remembers the words refused in all articles.
            agree: asks the user about words that change, given those refused; None is no.
            parent: the owner.
        """
        super().__init__(parent)
        self._device_state = device_state
        self._agree = agree
        self._session: Session | None = None
        self._running: Future[Words] | None = None
        self._is_over = Event()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="normalising")
        # Emitted by the worker; delivered in the thread this object lives in.
        self._finished.connect(self._on_finished)

    @property
    def is_busy(self) -> bool:
        """Whether words are being looked for."""
        return self._running is not None

    def begin(self, session: Session) -> None:
        """Look for the words of an article, then ask about them."""
        self.cancel()
        self._session = session
        over = self._is_over = Event()
        text, _ = session.document.repaired
        self._running = self._worker.submit(
            changed_words, text, is_wanted=lambda: not over.is_set()
        )
        self.busy_changed.emit(True)
        self._running.add_done_callback(self._finished.emit)

    def cancel(self) -> None:
        """Give up looking; the user is not asked."""
        self._is_over.set()
        self._session = None
        if self._running is not None:
            self._running = None
            self.busy_changed.emit(False)

    def close(self) -> None:
        """Give up, and wait for the little that is under way."""
        self.cancel()
        self._worker.shutdown(wait=True)

    def _on_finished(self, future: Future[Words]) -> None:
        session = self._session
        if future is not self._running or session is None:
            return
        self._running = None
        self.busy_changed.emit(False)
        words = future.result()
        agreement = self._agree(words, session.refused)
        # While the user was asked, another article may have been opened.
        if agreement is not None and session is self._session:
            self._take(session, words, agreement)

    def _take(self, session: Session, words: Words, agreement: Agreement) -> None:
        agreed_to = {word.original for word in words} - agreement.refused
        everywhere = set(self._device_state.settings.refused) - agreed_to
        if agreement.is_for_all:
            everywhere |= agreement.refused
        self._device_state.change(refused=tuple(sorted(everywhere)))
        session.refuse(agreement.refused, everywhere=everywhere)
        self.agreed.emit()

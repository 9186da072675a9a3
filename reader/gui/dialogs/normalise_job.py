"""Normalising an article: finding the words that change, and agreeing on them with the user."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.gui.widgets.background_job import BackgroundJob
from reader.text.normalise import changed_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from reader.gui.article.device_state import DeviceState
    from reader.gui.article.session import Session
    from reader.gui.dialogs.normalise_dialog import Agreement
    from reader.gui.widgets.background_job import JobProgress
    from reader.text.normalise import ChangedWord

    Words = tuple[ChangedWord, ...]
    Agree = Callable[[Sequence[ChangedWord], Collection[str]], Agreement | None]


class Normalising(QObject):
    """Looks for words in a job, for in a long book it takes seconds."""

    busy_changed = Signal(bool)
    """Whether words are being looked for."""
    agreed = Signal()
    """The user agreed, and the session knows which words are refused."""

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
        self._job: BackgroundJob | None = None

    @property
    def is_busy(self) -> bool:
        """Whether words are being looked for."""
        return self._job is not None

    def begin(self, session: Session) -> None:
        """Look for the words of an article, then ask about them."""
        self.cancel()
        self._session = session
        text, _ = session.document.repaired
        self._job = BackgroundJob(partial(_words_of, text), self)
        self._job.result.connect(self._on_job_result)
        self._job.error.connect(self.cancel)
        self.busy_changed.emit(True)
        self._job.start()

    def cancel(self) -> None:
        """Give up looking; the user is not asked."""
        self._session = None
        self._rest()

    def _rest(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
            self.busy_changed.emit(False)

    def _on_job_result(self, words: Words) -> None:
        session = self._session
        self._rest()
        if session is None:
            return
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


def _words_of(text: str, progress: JobProgress) -> Words:
    return changed_words(text, is_wanted=lambda: not progress.is_cancelled)

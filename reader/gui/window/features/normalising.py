"""Putting machine-made Traditional right, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from reader.gui.dialogs.normalise_job import Normalising as NormaliseJob
from reader.gui.window.commands import WRITABLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr
from reader.text.script import Script

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QObject

    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.device_state import DeviceState
    from reader.gui.dialogs.normalise_dialog import Agreement
    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.status_bar import StatusLine
    from reader.text.normalise import ChangedWord


class Normalising(Feature):
    """Looks for words that normalising changes, and shows the article with those agreed on."""

    agreed = Signal()
    """The user agreed to some words: the article is to be shown with them."""

    def __init__(
        self,
        article: ActiveArticle,
        status: StatusLine,
        dialogs: Dialogs,
        device_state: DeviceState,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._article = article
        self._status = status
        self._dialogs = dialogs
        self._job = NormaliseJob(device_state, self._agree, parent=self)
        self._job.busy_changed.connect(self._refresh)
        self._job.agreed.connect(self.agreed)
        status.normalise_requested.connect(self.begin)
        article.shown.connect(self._refresh)
        article.document_changed.connect(self._refresh)
        article.writable_changed.connect(self._refresh)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the command that normalises."""
        return (
            Command(
                name="normalise",
                text=tr("Normalise…"),
                menu=Menu.VIEW,
                run=Normalising.begin,
                needs=WRITABLE,
                is_available=Normalising.can_begin,
            ),
        )

    @property
    def is_busy(self) -> bool:
        """Whether words are being looked for."""
        return self._job.is_busy

    def can_begin(self) -> bool:
        """Tell whether the article is in machine-made Traditional, and not being looked through."""
        return self._is_offered() and not self.is_busy

    def begin(self) -> None:
        """Offer to put machine-made Traditional right, and show it so."""
        if self._article.session is not None:
            self._job.begin(self._article.session)

    def cancel(self) -> None:
        """Give up looking for words: the article is left."""
        self._job.cancel()

    def _agree(self, words: Sequence[ChangedWord], refused: Collection[str]) -> Agreement | None:
        return self._dialogs.agree_on_words(words, refused)

    def _is_offered(self) -> bool:
        session = self._article.session
        return (
            session is not None
            and session.document.script is Script.NAIVE_TRADITIONAL
            and self._article.is_writable
        )

    def _refresh(self) -> None:
        self._status.offer_normalising(self._is_offered(), is_busy=self.is_busy)
        self.availability_changed.emit()

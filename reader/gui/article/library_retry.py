"""Trying again to take into the library what it could not take when it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from reader.errors import SaveError, SourceError
from reader.gui.article.autosave import RETRY_MS
from reader.gui.article.opening import open_again

if TYPE_CHECKING:
    from reader.gui.article.device_state import DeviceState
    from reader.gui.article.opening import OpenArticle
    from reader.storage.library import Library


class LibraryRetry(QObject):
    """Waits until there is room, or permission, for an article that can only be read so far."""

    adopted = Signal(object)
    """The OpenArticle that can be marked; whoever gets it shows or closes it."""

    def __init__(self, library: Library, device_state: DeviceState, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._device_state = device_state
        self._owner = parent
        self._article: OpenArticle | None = None
        self._timer = QTimer(self)
        self._timer.setObjectName("adoption")
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self.try_again)

    def wait_for(self, article: OpenArticle) -> None:
        """Try again from time to time, if writing is all that failed."""
        if isinstance(article.problem, SaveError):
            self._article = article
            self._timer.start()
        else:
            self.stop()

    def stop(self) -> None:
        """Try no more."""
        self._article = None
        self._timer.stop()

    def try_again(self) -> None:
        """Try now."""
        if self._article is None:
            return
        try:
            # Alone, it costs nothing: a book is read once more only when there is room for it.
            self._article.article.kept_in(self._library)
            refused = self._device_state.settings.refused
            again = open_again(self._article, self._library, self._owner, refused=refused)
        except (SaveError, SourceError):
            return
        if isinstance(again.problem, SaveError):
            again.close()
            return
        self.stop()
        self.adopted.emit(again)

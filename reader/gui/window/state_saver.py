"""Saving the state of a window, a while after its last change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from reader.errors import SaveError
from reader.wording.errors import explain

if TYPE_CHECKING:
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.device_state import DeviceState
    from reader.gui.window.notification_bar import NotificationBar
    from reader.storage.settings import Settings

_DELAY_MS = 1500
"""After scrolling came to rest."""


class StateSaver(QObject):
    """Saves the settings, and the place and the scripts in which the article is read."""

    def __init__(
        self,
        article: ActiveArticle,
        device_state: DeviceState,
        notification_bar: NotificationBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._article = article
        self._device_state = device_state
        self._notification_bar = notification_bar
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self.save)
        article.reading_moved.connect(self._timer.start)
        article.rendition_changed.connect(self._timer.start)
        article.second_changed.connect(self._timer.start)

    @property
    def settings(self) -> Settings:
        """The settings of this device."""
        return self._device_state.settings

    def change(self, **fields: Any) -> None:
        """Change settings; they are saved after a while."""
        self._device_state.change(**fields)
        self._timer.start()

    def save(self) -> None:
        """Save now what is only a convenience; nothing is lost without it."""
        self._timer.stop()
        try:
            self._device_state.save(self._article.session, self._article.reading_offset)
        except SaveError as error:
            self._notification_bar.say(explain(error))

    def rest(self) -> None:
        """Save nothing before something changes again."""
        self._timer.stop()

"""Learns how fast the user of this device reads, while they do, and keeps it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.gui.article.reading_time import ReadingPace

if TYPE_CHECKING:
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.device_state import DeviceState


class PaceKeeper(QObject):
    """Tells the pace of where the reading is; what is learnt is saved with the settings."""

    def __init__(
        self, article: ActiveArticle, device_state: DeviceState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._article = article
        self._device_state = device_state
        settings = device_state.settings
        self.pace = ReadingPace(settings.read_characters, settings.read_seconds)
        article.shown.connect(self.pace.begin)
        article.reading_moved.connect(self._on_article_reading_moved)

    def _on_article_reading_moved(self) -> None:
        before = self.pace.seconds
        self.pace.move(self._article.reading_offset, time.monotonic())
        if self.pace.seconds != before:
            self._device_state.change(
                read_characters=round(self.pace.characters), read_seconds=round(self.pace.seconds)
            )

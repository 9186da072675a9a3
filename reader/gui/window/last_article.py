"""The article that the next start opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import SaveError
from reader.gui.window.notification_bar import Notification
from reader.paths import RESOURCES
from reader.storage.read_regular import is_file
from reader.wording.errors import explain

if TYPE_CHECKING:
    from reader.gui.article.device_state import DeviceState
    from reader.gui.window.notification_bar import NotificationBar

SAMPLE = RESOURCES / "sample" / "sample.txt"


class LastArticle:
    """Remembers which article was opened last on this device."""

    def __init__(self, device_state: DeviceState, notification_bar: NotificationBar) -> None:
        self._device_state = device_state
        self._notification_bar = notification_bar

    @property
    def path(self) -> Path | None:
        """Where it is; None if it is no longer there, or there was none."""
        last = Path(self._device_state.settings.last_article)
        # Not so: none at all, or standard input, which whoever edits the settings could name.
        return last if last.is_absolute() and is_file(last) else None

    def remember(self, path: Path) -> None:
        """Write down at once what the next start opens: this one may end in a crash."""
        if path == SAMPLE or str(path) == "-":
            return
        self._device_state.change(last_article=str(path.absolute()))
        try:
            self._device_state.save()
        except SaveError as error:
            self._notification_bar.tell(Notification(sentence=explain(error)))

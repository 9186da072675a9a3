"""Opening articles, and saving at once what is saved anyway."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.gui.article.location import Location
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.gui.window.last_article import SAMPLE
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.article.device_state import DeviceState
    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.article_controller import ArticleController
    from reader.gui.window.features.navigation import Navigation


class Files(Feature):
    """Opens the article the user chooses."""

    def __init__(
        self,
        controller: ArticleController,
        navigation: Navigation,
        dialogs: Dialogs,
        device_state: DeviceState,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._navigation = navigation
        self._dialogs = dialogs
        self._device_state = device_state

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands at the beginning of the file menu."""
        return (
            Command(
                name="open", text=tr("Open…"), menu=Menu.FILE, run=Files.choose, keys=("Ctrl+O",)
            ),
            Command(
                name="open-sample",
                text=tr("Open the sample article"),
                menu=Menu.FILE,
                run=Files.open_sample,
            ),
            Command(
                name="save",
                text=tr("Save now"),
                menu=Menu.FILE,
                run=Files.save,
                needs=ARTICLE,
                keys=("Ctrl+S",),
            ),
        )

    def choose(self) -> None:
        """Let the user choose an article, and open it."""
        last = self._device_state.settings.last_article
        path = self._dialogs.choose_article(Path(last).parent if last else None)
        if path is not None:
            self._navigation.open(Location(path))

    def open_sample(self) -> None:
        """Open the article that comes with the program."""
        self._navigation.open(Location(SAMPLE))

    def save(self) -> None:
        """Save without disturbing who is writing."""
        self._controller.save()

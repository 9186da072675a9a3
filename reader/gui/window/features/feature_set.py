"""All features of a window, and the order of their commands in the menus."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from reader.gui.window.article_controller import ArticleController
from reader.gui.window.features.arranging import Arranging
from reader.gui.window.features.bin import Bin
from reader.gui.window.features.bookmarking import Bookmarking
from reader.gui.window.features.choosing import Choosing
from reader.gui.window.features.color_naming import ColorNaming
from reader.gui.window.features.encodings import Encodings
from reader.gui.window.features.files import Files
from reader.gui.window.features.finding import Finding
from reader.gui.window.features.full_screen import FullScreen
from reader.gui.window.features.going_to import GoingTo
from reader.gui.window.features.history import History
from reader.gui.window.features.library_care import LibraryCare
from reader.gui.window.features.looking_back import LookingBack
from reader.gui.window.features.marking import Marking
from reader.gui.window.features.navigation import Navigation
from reader.gui.window.features.normalising import Normalising
from reader.gui.window.features.paging import Paging
from reader.gui.window.features.panels import Panels
from reader.gui.window.features.quitting import Quitting
from reader.gui.window.features.readings import Readings
from reader.gui.window.features.scripts import Scripts
from reader.gui.window.features.second_view import SecondView
from reader.gui.window.features.selecting import Selecting
from reader.gui.window.features.stretching import Stretching
from reader.gui.window.features.structure import Structure
from reader.gui.window.features.text_setting import TextSetting
from reader.gui.window.features.themes import Themes
from reader.gui.window.features.writing import Writing
from reader.gui.window.features.zoom import Zoom

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMainWindow

    from reader.gui.article.device_state import DeviceState
    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.actions import Actions
    from reader.gui.window.commands import Command
    from reader.gui.window.feature import Feature
    from reader.gui.window.notification_bar import NotificationBar
    from reader.gui.window.state_saver import StateSaver
    from reader.gui.window.status_bar import StatusLine
    from reader.gui.window.workspace import Workspace
    from reader.storage.library import Library

FEATURES: tuple[type[Feature], ...] = (
    Files,
    Encodings,
    LibraryCare,
    Quitting,
    History,
    Bin,
    Finding,
    Selecting,
    Marking,
    Bookmarking,
    LookingBack,
    Stretching,
    ColorNaming,
    Structure,
    Scripts,
    SecondView,
    Normalising,
    Writing,
    Paging,
    Readings,
    Themes,
    Zoom,
    TextSetting,
    Panels,
    Arranging,
    FullScreen,
    Navigation,
    GoingTo,
)
"""In the order in which their commands stand in the menus."""


def commands() -> Sequence[Command]:
    """Return all commands, worded in the user's language, in the order of the menus."""
    return tuple(chain.from_iterable(feature.commands() for feature in FEATURES))


class FeatureSet:
    """Makes the features, gives each what it works with, and connects those that meet."""

    def __init__(
        self,
        window: QMainWindow,
        *,
        library: Library,
        device_state: DeviceState,
        dialogs: Dialogs,
        workspace: Workspace,
        navigation: Navigation,
        actions: Actions,
        status: StatusLine,
        notification_bar: NotificationBar,
        saver: StateSaver,
    ) -> None:
        article, page = workspace.article, workspace.page
        self.encodings = Encodings(actions, status.encoding, window)
        self.controller = ArticleController(
            library, device_state, dialogs, workspace, notification_bar, self.encodings.menu, window
        )
        self.encodings.chosen.connect(self.controller.read_in)
        self.library_care = LibraryCare(self.controller, dialogs, library, window)
        self.quitting = Quitting(window)
        self.finding = Finding(workspace, navigation, window)
        self.going_to = GoingTo(workspace, navigation, window)
        self.choosing = Choosing(workspace, window)
        self.marking = Marking(workspace, device_state, self.choosing, window)
        self.scripts = Scripts(article, actions, window)
        self.second_view = SecondView(article, actions, window)
        self.normalising = Normalising(article, status, dialogs, device_state, window)
        self.normalising.agreed.connect(partial(self.scripts.show_in, "auto-tw"))
        self.writing = Writing(workspace, actions, saver)
        self.paging = Paging(workspace, actions, saver)
        self.readings = Readings(page, actions, saver, notification_bar)
        self.themes = Themes(window, actions, saver)
        self.zoom = Zoom(workspace, saver)
        self.color_naming = ColorNaming(actions, dialogs, saver)
        self.panels = Panels(workspace, actions, saver)
        self.arranging = Arranging(workspace, actions, saver)
        self.full_screen = FullScreen(window, workspace, self.panels, actions)
        made: Sequence[Feature] = (
            self.encodings,
            self.library_care,
            self.quitting,
            self.finding,
            self.going_to,
            self.marking,
            self.color_naming,
            Bookmarking(workspace, window),
            Stretching(workspace, status, window),
            self.scripts,
            self.second_view,
            self.normalising,
            self.writing,
            self.paging,
            self.readings,
            self.themes,
            self.zoom,
            TextSetting(workspace, actions, saver),
            self.panels,
            self.arranging,
            self.full_screen,
            navigation,
            Files(self.controller, navigation, dialogs, device_state, window),
            History(workspace, navigation, actions, window),
            Bin(workspace, dialogs, window),
            LookingBack(workspace, dialogs, window),
            Selecting(workspace, self.choosing, window),
            Structure(article, page, window),
        )
        for feature in sorted(made, key=lambda feature: FEATURES.index(type(feature))):
            actions.add(feature)

    def restore(self) -> None:
        """Show the page as the settings say."""
        self.color_naming.restore()
        self.writing.restore()
        self.paging.restore()
        self.readings.show()
        self.arranging.restore()

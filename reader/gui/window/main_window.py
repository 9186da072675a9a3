"""The window: brings bars, panels and features together, and follows the open article."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reader.gui.article.location import Location
from reader.gui.dialogs.port import Dialogs, QtDialogs
from reader.gui.widgets.first_paint import FirstPaint
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import plain_window_title
from reader.gui.widgets.theme import load_theme
from reader.gui.window.actions import Actions
from reader.gui.window.article_places import show_places
from reader.gui.window.command_target import CommandTarget
from reader.gui.window.context_menus import ContextMenus
from reader.gui.window.facts import Facts
from reader.gui.window.features.feature_set import FeatureSet
from reader.gui.window.features.navigation import Navigation
from reader.gui.window.features.zoom import EM, within_limits
from reader.gui.window.notification_bar import Notification, NotificationBar
from reader.gui.window.opening_bar import OpeningBar
from reader.gui.window.pace_keeper import PaceKeeper
from reader.gui.window.state_saver import StateSaver
from reader.gui.window.status_bar import StatusLine
from reader.gui.window.toolbar import ToolBar
from reader.gui.window.window_geometry import WindowGeometry
from reader.gui.window.window_input import InputWindow
from reader.gui.window.workspace import Workspace
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from reader.gui.article.autosave import SaveState
    from reader.gui.article.device_state import DeviceState
    from reader.gui.article.opening import OpenArticle
    from reader.gui.article.session import Session
    from reader.storage.library import Library
    from reader.storage.settings import WindowState


class MainWindow(InputWindow):
    """One article with its panels, menus and status line."""

    quitting = Signal(bool)
    """All windows are about to be closed; False once they are, or one was not."""
    closed = Signal()

    def __init__(
        self,
        library: Library,
        device_state: DeviceState,
        dialogs: Dialogs | None = None,
        *,
        activate_existing: Callable[[Path], bool] = lambda path: False,
        left: WindowState | None = None,
    ) -> None:
        """Make a window without an article.

        Args:
            library: where articles are kept.
            device_state: how windows were left.
            dialogs: what asks the user; None for Qt's own.
            activate_existing: brings to the front the window that shows an article; False where
                none does.
            left: where the window stands; None for where the last one was left.
        """
        super().__init__()
        self._activate_existing = activate_existing
        self._device_state = device_state
        self._has_failed_to_leave = False
        self._left: WindowState | None = None
        """How the window was left, once it is closed."""
        remembered = device_state.settings
        em = EM * within_limits(remembered.zoom) / 100
        self._notification_bar = NotificationBar()
        self.workspace = Workspace(load_theme(remembered.theme), em)
        article = self.workspace.article
        pace = PaceKeeper(article, device_state, self).pace
        self._status = StatusLine(article, pace)
        self._saver = StateSaver(article, device_state, self._notification_bar, self)
        self.navigation = Navigation(self.workspace, self._open_article, self)
        target = CommandTarget(self.workspace, self.navigation, self._notification_bar, self)
        facts = Facts(article, self.workspace.active, self.workspace.page, self)
        self._actions = Actions(self, facts, target.allows)
        self.features = FeatureSet(
            self,
            library=library,
            device_state=device_state,
            dialogs=dialogs or QtDialogs(self),
            workspace=self.workspace,
            navigation=self.navigation,
            actions=self._actions,
            status=self._status,
            notification_bar=self._notification_bar,
            saver=self._saver,
        )
        show_places(self.workspace, self.navigation, self.features.finding.found)
        self.controller = self.features.controller
        self._geometry = WindowGeometry(
            self, self.workspace, self.features.panels, self.features.full_screen, device_state
        )
        self._menus = ContextMenus(self.workspace, self.navigation, self._actions, self)
        self._toolbar = ToolBar(self._actions, article)
        self.features.full_screen.bars = (self.menuBar(), self._toolbar, self._status)
        self._build()
        self._connect()
        self.features.themes.set(remembered.theme)
        self.features.restore()
        self._geometry.restore(left)

    # Opening

    def open(self, path: Path) -> None:
        """Begin to open an article; when that fails, it is said why, and what is open stays.

        One that another window shows is shown there.
        """
        self.navigation.open(Location(path))

    def open_now(self, path: Path) -> bool:
        """Open an article, and return whether it is there: for what runs without a user."""
        before = self.controller.article
        self.open(path)
        self.controller.loader.wait()
        return self.controller.article is not before

    def open_something(self) -> None:
        """Open the article read last, or the sample the first time."""
        self.controller.open_something()

    @property
    def article_path(self) -> Path | None:
        """Where the open article was read from."""
        return self.controller.article.article.path if self.controller.article else None

    @property
    def coming_path(self) -> Path | None:
        """Where the article is read from that is being opened, else the open one."""
        return self.controller.loader.path or self.article_path

    @property
    def session(self) -> Session | None:
        """The open article."""
        return self.controller.session

    @property
    def annotations_path(self) -> Path | None:
        """Where the annotations of the open article are kept; None where they cannot be."""
        return self.controller.article.annotations_path if self.controller.article else None

    def flush(self) -> SaveState:
        """Save now, and wait until it is done."""
        return self.controller.flush()

    # The window

    def show_full_screen(self) -> None:
        """Show nothing but the page."""
        self._actions["full-screen"].trigger()

    def say(self, sentence: str) -> None:
        """Show a sentence above the page."""
        self._notification_bar.say(sentence)

    def say_once_opened(self, sentence: str) -> None:
        """Show a sentence above the page when nothing is being opened any more."""
        loader = self.controller.loader
        if loader.is_busy:
            once = Qt.ConnectionType.SingleShotConnection
            loader.ended.connect(partial(self.say, sentence), once)
        else:
            self.say(sentence)

    def do_once_opened(self, act: Callable[[], object]) -> None:
        """Do something once the page shows what is being opened, or it is known that it cannot."""
        page = self.workspace.page.viewport()
        once = Qt.ConnectionType.SingleShotConnection
        self.controller.loader.ended.connect(lambda: FirstPaint(page, act), once)

    def tell(self, sentence: str) -> None:
        """Show a sentence above the page, after those that are shown there."""
        self._notification_bar.tell(Notification(sentence=sentence))

    @property
    def notification(self) -> str:
        """The sentence shown last above the page."""
        return self._notification_bar.text

    @property
    def state(self) -> WindowState:
        """How the window stands or was left, and what is open in it."""
        if self._left is not None:
            return self._left
        return self._geometry.state(self.coming_path)

    def remember(self) -> None:
        """Save what is only a convenience; nothing is lost without it."""
        self._saver.save()

    # Qt

    @guarded(None)
    def closeEvent(self, event: QCloseEvent) -> None:
        # A fault keeps the window open, and with it what is not saved; the next time it may go.
        event.setAccepted(self._has_failed_to_leave)
        self._has_failed_to_leave = True
        state = self.state
        has_left = self.controller.leave()
        self._has_failed_to_leave = False
        event.setAccepted(has_left)
        if not has_left:
            return
        self._left = state
        self.controller.cancel_opening()
        self.features.normalising.cancel()
        self.features.library_care.close()
        self._geometry.remember()
        self.remember()
        self.closed.emit()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.features.full_screen.is_on:
            self.features.full_screen.leave()
        else:
            super().keyPressEvent(event)

    # Building

    def _build(self) -> None:
        self.setWindowTitle(tr("Quandian"))
        self.addToolBar(self._toolbar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        center, over = QWidget(), QWidget()
        bars = QVBoxLayout(over)
        bars.addWidget(self._notification_bar)
        bars.addWidget(OpeningBar(self.controller.loader))
        # The bars lie over the page: no line moves when one comes or goes. As the eye does, the tab
        # key comes to them before it.
        cell = QGridLayout(center)
        cell.addWidget(over, 0, 0, Qt.AlignmentFlag.AlignTop)
        cell.addWidget(self.workspace, 0, 0)
        over.raise_()
        cell.addWidget(self.features.finding.bar, 1, 0)
        cell.addWidget(self.features.going_to.bar, 2, 0)
        cell.setRowStretch(0, 1)
        for layout in (bars, cell):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.setCentralWidget(center)
        self.setStatusBar(self._status)

    def _connect(self) -> None:
        article = self.workspace.article
        for signal in (article.shown, article.rendition_changed, article.document_changed):
            signal.connect(self._show_title)
        self.file_dropped.connect(self.open)
        self.zoom_turned.connect(self.features.zoom.by)
        self.features.themes.changed.connect(self._toolbar.set_theme)
        self.features.themes.changed.connect(self.workspace.set_theme)
        self.features.themes.changed.connect(self._menus.set_theme)
        self.features.quitting.quitting.connect(self.quitting)
        self.controller.shown.connect(self._on_controller_shown)
        self.controller.leaving.connect(self._on_controller_leaving)
        self.controller.stayed.connect(self._show_encoding)
        self.controller.saving_changed.connect(self._status.show_saving)
        self._status.follow(self.controller.loader)

    # The article

    def _open_article(self, path: Path) -> None:
        is_open_here = self.article_path is not None and path == self.article_path
        if is_open_here or not self._activate_existing(path):
            self.controller.open(path)

    def _on_controller_shown(self, article: OpenArticle) -> None:
        left = self._device_state.reading_of(article.session)
        self.features.scripts.begin_in(left.script, article.session)
        self.features.second_view.begin_in(left.second, article.session)
        self.workspace.article.show(article.session, article.article.path)
        self._show_encoding(article)
        self.navigation.resume(left.offset)
        self._saver.rest()
        self.workspace.page.setFocus()

    def _on_controller_leaving(self) -> None:
        self.remember()
        self.features.normalising.cancel()
        self.workspace.article.leave()

    def _show_encoding(self, article: OpenArticle) -> None:
        self.features.encodings.show(article.session.document.source, article.article.guess)

    def _show_title(self) -> None:
        if (session := self.session) is not None:
            title = tr("{title} – Quandian").format(title=session.titles.article)
            self.setWindowTitle(plain_window_title(title))

"""The window: opens articles, holds menus and bars, remembers how it was left."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from reader.annotation.model import COLORS
from reader.errors import SaveError
from reader.gui.dialogs.normalise_job import Normalising
from reader.gui.dialogs.port import Dialogs, QtDialogs
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import plain_window_title
from reader.gui.widgets.theme import THEMES, load_theme, palette_of, style_sheet
from reader.gui.window.actions import Actions
from reader.gui.window.article_controller import SAMPLE, ArticleController
from reader.gui.window.command_target import Aim
from reader.gui.window.commands import ENCODING_COMMANDS, ROLES
from reader.gui.window.encoding_menu import EncodingMenu
from reader.gui.window.full_screen import FullScreen
from reader.gui.window.notification_bar import Notification, NotificationBar
from reader.gui.window.opening_bar import OpeningBar
from reader.gui.window.status_bar import StatusLine
from reader.gui.window.toolbar import SCRIPTS, ToolBar
from reader.gui.window.undo_actions import History
from reader.gui.window.window_placement import restore, state_of
from reader.gui.window.workspace import Workspace
from reader.localization import tr
from reader.storage.settings import WindowState
from reader.text.script import Script
from reader.wording.errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDropEvent,
        QKeyEvent,
        QWheelEvent,
    )

    from reader.gui.article.autosave import SaveState
    from reader.gui.article.device_state import DeviceState
    from reader.gui.article.opening import OpenArticle
    from reader.gui.article.session import Session
    from reader.gui.dialogs.check_dialog import CheckDialog
    from reader.gui.dialogs.normalise_dialog import Agreement
    from reader.storage.library import Library
    from reader.text.normalise import ChangedWord

_NEEDS_ARTICLE = (
    "save",
    "restore",
    "copy",
    "expand-selection",
    "shrink-selection",
    "highlight",
    "note",
    "versions",
    "delete",
    "next-section",
    "previous-section",
    "next-note",
    "previous-note",
    "back",
    "repairs",
    *ROLES,
    *ENCODING_COMMANDS,
    *(f"color-{color}" for color in COLORS),
    *(f"script-{target}" for target, _ in SCRIPTS),
)
_PAGE_MENU = ("copy", *(f"color-{color}" for color in COLORS), "note", "delete", *ROLES)
"""What a click with the right button on the page offers."""
_REMEMBER_MS = 1500
"""After scrolling came to rest: where the user is, is written down."""


class MainWindow(QMainWindow):
    """One article with its panels, menus and status line."""

    activated = Signal(object)
    """The window itself has come to the front."""
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
        self._library = library
        self._check: CheckDialog | None = None
        """Deleted by Qt once it is closed. Not looked for among the children: Qt for Python crashes
        over those that a dialog of Qt's own has left."""
        self._has_failed_to_leave = False
        self._device_state = device_state
        self._left: WindowState | None = None
        """How the window was left, once it is closed."""
        self._dialogs = dialogs or QtDialogs(self)
        remembered = self._device_state.settings
        theme = load_theme(remembered.theme)
        self._notification_bar = NotificationBar()
        self.workspace = Workspace(theme, remembered.zoom)
        self.workspace.set_last_color(remembered.color)
        self._status = StatusLine()
        self._aim = Aim(self.workspace, self._notification_bar, self)
        self._actions = Actions(self, self._slots(), self._aim.allows)
        self._encodings = EncodingMenu(self._actions, self._status.encoding)
        self._toolbar = ToolBar(self._actions)
        self.controller = ArticleController(
            library,
            device_state,
            self._dialogs,
            self.workspace,
            self._notification_bar,
            self._encodings,
            self,
        )
        self._history = History(self.controller, self.workspace, self._actions)
        self._normalising = Normalising(device_state, self._agree_on_words, parent=self)
        bars = (self.menuBar(), self._toolbar, self._status)
        self._full_screen = FullScreen(self, self.workspace, self._actions, bars)
        self._remembering = QTimer(self)
        self._remembering.setSingleShot(True)
        self._remembering.setInterval(_REMEMBER_MS)
        self._remembering.timeout.connect(self.remember)
        self._build()
        self._set_theme(theme.name)
        self._restore(left)
        self.workspace.panes.given_way.connect(self._check_panels)
        self.workspace.reading_moved.connect(self._on_workspace_reading_moved)
        self.workspace.notes_requested.connect(self._on_workspace_notes_requested)
        self.workspace.outline.repairs_requested.connect(self._actions["repairs"].trigger)
        self._status.normalise_requested.connect(self._actions["normalise"].trigger)
        self._normalising.busy_changed.connect(self._on_normalising_busy_changed)
        self._normalising.agreed.connect(partial(self._show_in, "auto-tw"))
        self.workspace.color_used.connect(self._on_workspace_color_used)
        self.controller.shown.connect(self._on_controller_shown)
        self.controller.leaving.connect(self._on_controller_leaving)
        self.controller.stayed.connect(self._show_encoding)
        self.controller.saving_changed.connect(self._on_controller_saving_changed)
        self.controller.holder_changed.connect(self._on_controller_holder_changed)

    # Opening

    def open(self, path: Path) -> None:
        """Begin to open an article; when that fails, it is said why, and what is open stays.

        One that another window shows is shown there.
        """
        is_open_here = self.article_path is not None and path == self.article_path
        if is_open_here or not self._activate_existing(path):
            self.controller.open(path)

    def open_now(self, path: Path) -> bool:
        """Open an article, and return whether it is there: for what runs without a user."""
        before = self.controller.article
        self.open(path)
        self.controller.loader.wait()
        return self.controller.article is not before

    @property
    def article_path(self) -> Path | None:
        """Where the open article was read from."""
        return self.controller.article.article.path if self.controller.article else None

    @property
    def coming_path(self) -> Path | None:
        """Where the article is read from that is being opened, else the open one."""
        return self.controller.loader.path or self.article_path

    def come_to_front(self) -> None:
        """Be where the user looks."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

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

    def tell(self, sentence: str) -> None:
        """Show a sentence above the page, after those that are shown there."""
        self._notification_bar.tell(Notification(sentence=sentence))

    def open_something(self) -> None:
        """Open the article read last, or the sample the first time."""
        self.controller.open_something()

    def show_full_screen(self) -> None:
        """Show nothing but the page."""
        self._actions["full-screen"].trigger()

    @property
    def state(self) -> WindowState:
        """How the window stands or was left, and what is open in it."""
        if self._left is not None:
            return self._left
        path = self.coming_path
        return replace(
            state_of(self, self._full_screen.panel_widths),
            article="" if path is None or str(path) == "-" else str(path.absolute()),
            is_maximized=self._full_screen.is_maximized,
            is_full_screen=self._actions["full-screen"].isChecked(),
        )

    def remember(self) -> None:
        """Save what is only a convenience; nothing is lost without it."""
        self._remembering.stop()
        try:
            self._device_state.save(self.session, self.workspace.page.reading_offset)
        except SaveError as error:
            self._notification_bar.say(explain(error))

    def flush(self) -> SaveState:
        """Save now, and wait until it is done."""
        return self.controller.flush()

    @property
    def session(self) -> Session | None:
        """The open article."""
        return self.controller.session

    @property
    def annotations_path(self) -> Path | None:
        """Where the annotations of the open article are kept; None where they cannot be."""
        return self.controller.article.annotations_path if self.controller.article else None

    @property
    def notification(self) -> str:
        """The sentence shown last above the page."""
        return self._notification_bar.text

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
        self._normalising.cancel()
        if self._check is not None and isValid(self._check):
            self._check.close()
        panels = self._full_screen.panel_widths
        if self._actions["full-screen"].isChecked():
            self._actions["full-screen"].trigger()
        geometry = self.saveGeometry().toBase64().toStdString()
        self._device_state.change(geometry=geometry, panels=panels)
        self.remember()
        self.closed.emit()

    @guarded(None)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit(self)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and isinstance(focused, QAbstractButton) and not event.isAutoRepeat():
            # Qt's buttons take the enter key in dialogs only.
            focused.click()
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @guarded(None)
    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.open(Path(url.toLocalFile()))
                return

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self._zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()

    # Building

    def _build(self) -> None:
        self.setWindowTitle(tr("Quandian"))
        self.setAcceptDrops(True)
        self.addToolBar(self._toolbar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        center = QWidget()
        column = QVBoxLayout(center)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notification_bar)
        column.addWidget(OpeningBar(self.controller.loader))
        column.addWidget(self.workspace)
        self.setCentralWidget(center)
        self.setStatusBar(self._status)
        page = self.workspace.page
        # Not its viewport: a scroll area asks for the menu itself, for mouse and key alike.
        page.addActions([self._actions[name] for name in _PAGE_MENU])
        page.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._actions["contents"].setChecked(True)
        self._actions["notes"].setChecked(True)
        self._actions["script-original"].setChecked(True)
        self._actions.enable((*_NEEDS_ARTICLE, "undo", "redo", "normalise"), enabled=False)

    def _slots(self) -> Mapping[str, Callable[[], object]]:
        workspace = self.workspace
        slots: dict[str, Callable[[], object]] = {
            "open": self._choose_article,
            "open-sample": lambda: self.open(SAMPLE),
            "save": self._save,
            "restore": self._restore_from_backup,
            "check": self._check_library,
            "quit": self._quit,
            "normalise": self._normalise,
            "undo": self._undo,
            "redo": self._redo,
            "copy": workspace.page.copy,
            "expand-selection": workspace.page.expand_selection,
            "shrink-selection": workspace.page.shrink_selection,
            "highlight": workspace.mark,
            "note": workspace.write_note,
            "versions": workspace.show_versions,
            "delete": workspace.delete,
            "next-theme": self._next_theme,
            "zoom-in": lambda: self._zoom_by(1),
            "zoom-out": lambda: self._zoom_by(-1),
            "zoom-reset": lambda: self._set_zoom(100),
            "contents": self._show_panels,
            "notes": self._show_panels,
            "repairs": self._show_repairs,
            "full-screen": self._show_full_screen,
            "next-section": lambda: workspace.go_by_sections(1),
            "previous-section": lambda: workspace.go_by_sections(-1),
            "next-note": lambda: workspace.go_by_annotations(1),
            "previous-note": lambda: workspace.go_by_annotations(-1),
            "back": workspace.go_back,
        }
        slots |= {f"color-{color}": partial(workspace.mark, color) for color in COLORS}
        slots |= {name: partial(workspace.correct, *role) for name, role in ROLES.items()}
        slots |= {n: partial(self._read_in, codec) for n, codec in ENCODING_COMMANDS.items()}
        slots |= {f"theme-{name}": partial(self._set_theme, name) for name in THEMES}
        slots |= {f"script-{target}": partial(self._show_in, target) for target, _ in SCRIPTS}
        return slots

    def _restore(self, left: WindowState | None) -> None:
        remembered = self._device_state.settings
        last = WindowState(geometry=remembered.geometry, panels=remembered.panels)
        state = last if left is None else left
        restore(self, state)
        if state.panels:
            self.workspace.set_panel_widths(state.panels)
        # Panels that are about to give way must not ask for a wider window first.
        self.workspace.panes.fit(self.width())
        self._check_panels()

    # One article

    def _on_undo_stack_index_changed(self) -> None:
        # A slot of the window is let go of before the window's parts are, of which the stack is
        # one: it tells of its own end.
        self._history.refresh()

    def _on_controller_shown(self, article: OpenArticle) -> None:
        session = article.session
        self.workspace.show_session(session)
        self._actions.enable(_NEEDS_ARTICLE, enabled=True)
        session.undo_stack.indexChanged.connect(self._on_undo_stack_index_changed)
        self._history.refresh()
        self._resume_reading(session)
        self._status.show_script(session.document.script)
        self._show_encoding(article)
        self._on_normalising_busy_changed()
        if article.problem is not None:
            self._status.show_read_only()
        self.workspace.page.setFocus()

    def _on_controller_saving_changed(self, state: SaveState) -> None:
        is_read_only = self.session is not None and self.session.is_read_only
        if is_read_only and state.error is None:
            self._status.show_read_only()
        else:
            self._status.show_saving(state)

    def _on_controller_holder_changed(self) -> None:
        if self.controller.article is not None and self.controller.article.autosave is not None:
            self._on_controller_saving_changed(self.controller.article.autosave.state)
        self._history.refresh()
        self._on_normalising_busy_changed()

    def _on_controller_leaving(self) -> None:
        self.remember()
        self._normalising.cancel()

    def _show_encoding(self, article: OpenArticle) -> None:
        self._encodings.show(article.session.document.source, article.article.guess)

    def _resume_reading(self, session: Session) -> None:
        state = self._device_state.reading_of(session)
        targets = [target for target, _ in SCRIPTS]
        self._show_in(state.script if state.script in targets else targets[0])
        if state.offset:
            self.workspace.page.show_at_top(state.offset)
        self._show_place(session)
        self._remembering.stop()

    # Commands

    def _choose_article(self) -> None:
        last = self._device_state.settings.last_article
        path = self._dialogs.choose_article(Path(last).parent if last else None)
        if path is not None:
            self.open(path)

    def _read_in(self, encoding: str) -> None:
        self.controller.read_in(encoding)

    def _save(self) -> None:
        self.controller.save()

    def _restore_from_backup(self) -> None:
        if self.controller.article is not None:
            # What few open is imported when it is opened: the first text is waited for.
            from reader.gui.dialogs.restore import restore as bring_back

            self.controller.flush()
            bring_back(
                lambda: self.controller.article, self._dialogs, self.controller.holder_changed
            )

    def _check_library(self) -> None:
        if self._check is None or not isValid(self._check):
            from reader.gui.dialogs.check_dialog import CheckDialog

            self._check = CheckDialog(self._library, self.controller.flush, self)
        self._check.show()
        self._check.raise_()

    def _quit(self) -> None:
        """Close all windows; each may refuse."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.quitting.emit(True)
            application.closeAllWindows()
            self.quitting.emit(False)

    def _normalise(self) -> None:
        """Offer to put machine-made Traditional right, and show it so."""
        if self.session is not None:
            self._normalising.begin(self.session)

    def _agree_on_words(
        self, words: Sequence[ChangedWord], refused: Collection[str]
    ) -> Agreement | None:
        return self._dialogs.agree_on_words(words, refused)

    def _on_normalising_busy_changed(self) -> None:
        session = self.session
        is_naive = (
            session is not None
            and session.document.script is Script.NAIVE_TRADITIONAL
            and not session.is_read_only
        )
        is_busy = self._normalising.is_busy
        self._actions["normalise"].setEnabled(is_naive and not is_busy)
        self._status.offer_normalising(is_naive, is_busy=is_busy)

    def _undo(self) -> None:
        self._history.undo()

    def _redo(self) -> None:
        self._history.redo()

    def _show_in(self, target: str) -> None:
        self._actions[f"script-{target}"].setChecked(True)
        session = self.session
        if session is None:
            return
        if target != session.rendition.target:
            self.workspace.show_in(target)
            self._remembering.start()
        self._show_place(session)
        self._show_title(session)

    def _show_place(self, session: Session) -> None:
        page = self.workspace.page
        self._status.show_place(session, page.reading_offset, page.progress)

    def _show_title(self, session: Session) -> None:
        title = tr("{title} – Quandian").format(title=session.titles.article)
        self.setWindowTitle(plain_window_title(title))
        self._toolbar.set_title(
            " · ".join(filter(None, (session.titles.origin, session.titles.article)))
        )

    def _set_theme(self, name: str) -> None:
        theme = load_theme(name)
        self._device_state.change(theme=theme.name)
        self._remembering.start()
        self._actions[f"theme-{theme.name}"].setChecked(True)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette_of(theme))
        self.setStyleSheet(style_sheet(theme))
        self._toolbar.set_theme(theme)
        self.workspace.set_theme(theme)

    def _next_theme(self) -> None:
        here = THEMES.index(load_theme(self._device_state.settings.theme).name)
        self._set_theme(THEMES[(here + 1) % len(THEMES)])

    def _zoom_by(self, steps: int) -> None:
        self.workspace.zoom_by(steps)
        self._device_state.change(zoom=self.workspace.zoom)
        self._remembering.start()

    def _set_zoom(self, zoom: int) -> None:
        self.workspace.set_zoom(zoom)
        self._device_state.change(zoom=self.workspace.zoom)
        self._remembering.start()

    def _show_panels(self) -> None:
        self.workspace.outline.setVisible(self._actions["contents"].isChecked())
        self.workspace.side.setVisible(self._actions["notes"].isChecked())

    def _check_panels(self) -> None:
        self._actions["contents"].setChecked(not self.workspace.outline.isHidden())
        self._actions["notes"].setChecked(not self.workspace.side.isHidden())

    def _show_repairs(self) -> None:
        shows = self._actions["repairs"].isChecked()
        self.workspace.show_repairs(shows)
        if shows:
            self._actions["notes"].setChecked(True)
            self._show_panels()
        else:
            self.workspace.page.setFocus()

    def _on_workspace_notes_requested(self) -> None:
        for name, is_checked in (("repairs", False), ("notes", True)):
            self._actions[name].setChecked(is_checked)
        self._show_repairs()
        self._show_panels()

    def _show_full_screen(self) -> None:
        if self._actions["full-screen"].isChecked():
            self._full_screen.enter()
        else:
            self._full_screen.leave()
        self._show_panels()
        if not self.isFullScreen():
            self.workspace.panes.fit_anew(self.workspace.width())

    def _on_workspace_reading_moved(self) -> None:
        if self.session is not None:
            self._show_place(self.session)
            self._remembering.start()

    def _on_workspace_color_used(self, color: str) -> None:
        self._device_state.change(color=color)

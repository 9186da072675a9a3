"""The window: opens articles, keeps their sessions saved, remembers how it was left."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from reader.annotation.model import COLORS
from reader.annotation.sets import new_set
from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError, ReaderError, SaveError
from reader.gui.actions import Actions
from reader.gui.autosave import Autosave, SaveState, SaveStatus
from reader.gui.dialogs import Dialogs, QtDialogs, Unsaved
from reader.gui.notice import Notice
from reader.gui.session import Session
from reader.gui.status import StatusLine
from reader.gui.theme import THEMES, load_theme, palette_of, style_sheet
from reader.gui.toolbar import SCRIPTS, ToolBar
from reader.gui.workspace import Workspace
from reader.importers import import_bytes, read_bytes
from reader.localization import tr
from reader.paths import RESOURCES
from reader.storage.settings import ReadingState, SettingsStore
from reader.wording import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QWheelEvent

    from reader.document.model import Document
    from reader.storage.article_store import ArticleStore
    from reader.storage.library import Library

SAMPLE = RESOURCES / "sample" / "sample.txt"
_NEEDS_ARTICLE = (
    "save",
    "copy",
    "highlight",
    "note",
    "delete",
    "next-section",
    "previous-section",
    "next-note",
    "previous-note",
    "back",
    *(f"color-{color}" for color in COLORS),
    *(f"script-{target}" for target, _ in SCRIPTS),
)
_REMEMBER_MS = 1500
"""After scrolling came to rest: where the reader is, is written down."""


class MainWindow(QMainWindow):
    """One article with its panels, menus and status line."""

    def __init__(
        self, library: Library, settings: SettingsStore, dialogs: Dialogs | None = None
    ) -> None:
        super().__init__()
        self._library = library
        self._store_of_settings = settings
        self._settings = settings.load()
        self._dialogs = dialogs or QtDialogs(self)
        self._session: Session | None = None
        self._autosave: Autosave | None = None
        self._annotations_path: Path | None = None
        theme = load_theme(self._settings.theme)
        self._notice = Notice()
        self.workspace = Workspace(theme, self._settings.zoom)
        self.workspace.set_last_color(self._settings.color)
        self._status = StatusLine()
        self._actions = Actions(self, self._slots())
        self._toolbar = ToolBar(self._actions)
        self._remembering = QTimer(self)
        self._remembering.setSingleShot(True)
        self._remembering.setInterval(_REMEMBER_MS)
        self._remembering.timeout.connect(self._remember_reading)
        self._build()
        self._set_theme(theme.name)
        self._restore()
        self.workspace.reading_moved.connect(self._on_workspace_reading_moved)
        self.workspace.color_used.connect(self._on_workspace_color_used)

    # Opening

    def open(self, path: Path) -> bool:
        """Open an article; when that fails, say why and keep what is open."""
        try:
            data = read_bytes(path)
            document = import_bytes(data, path)
        except ReaderError as error:
            self._notice.say(explain(error))
            return False
        if not self._leave_article():
            return False
        self._notice.hide()
        self._show(document, self._adopted(data, path, document))
        # An open book is a million objects that stay: the collector need not look at them again.
        gc.freeze()
        if path != SAMPLE and str(path) != "-":
            self._settings = replace(self._settings, last_article=str(path.absolute()))
        return True

    def open_something(self) -> None:
        """Open the article read last, or the sample the first time."""
        last = Path(self._settings.last_article) if self._settings.last_article else None
        if last is None or not last.is_file() or not self.open(last):
            self.open(SAMPLE)

    @property
    def session(self) -> Session | None:
        """The open article."""
        return self._session

    @property
    def annotations_path(self) -> Path | None:
        """Where the annotations of the open article are kept; None where they cannot be."""
        return self._annotations_path

    @property
    def notice(self) -> str:
        """The sentence shown last above the page."""
        return self._notice.text

    def flush(self) -> SaveState:
        """Save now, and wait until it is done."""
        self.workspace.annotations.cards.finish_editing()
        return self._autosave.flush() if self._autosave else SaveState(SaveStatus.SAVED)

    # Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leave_article():
            event.ignore()
            return
        geometry = self.saveGeometry().toBase64().toStdString()
        widths = tuple(self.workspace.panel_widths)
        self._settings = replace(self._settings, geometry=geometry, panels=widths)
        self._save_settings()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.open(Path(url.toLocalFile()))
                return

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
        column.addWidget(self._notice)
        column.addWidget(self.workspace)
        self.setCentralWidget(center)
        self.setStatusBar(self._status)
        self._actions["contents"].setChecked(True)
        self._actions["notes"].setChecked(True)
        self._actions["script-original"].setChecked(True)
        self._actions.enable((*_NEEDS_ARTICLE, "undo", "redo"), enabled=False)

    def _slots(self) -> Mapping[str, Callable[[], object]]:
        workspace = self.workspace
        slots: dict[str, Callable[[], object]] = {
            "open": self._choose_article,
            "open-sample": lambda: self.open(SAMPLE),
            "save": self.flush,
            "quit": self.close,
            "undo": self._undo,
            "redo": self._redo,
            "copy": workspace.page.copy,
            "highlight": workspace.mark,
            "note": workspace.write_note,
            "delete": workspace.delete,
            "next-theme": self._next_theme,
            "zoom-in": lambda: self._zoom_by(1),
            "zoom-out": lambda: self._zoom_by(-1),
            "zoom-reset": lambda: self._set_zoom(100),
            "contents": self._show_panels,
            "notes": self._show_panels,
            "full-screen": self._show_full_screen,
            "next-section": lambda: workspace.go_by_sections(1),
            "previous-section": lambda: workspace.go_by_sections(-1),
            "next-note": lambda: workspace.go_by_annotations(1),
            "previous-note": lambda: workspace.go_by_annotations(-1),
            "back": workspace.go_back,
        }
        slots |= {f"color-{color}": partial(workspace.mark, color) for color in COLORS}
        slots |= {f"theme-{name}": partial(self._set_theme, name) for name in THEMES}
        slots |= {f"script-{target}": partial(self._show_in, target) for target, _ in SCRIPTS}
        return slots

    def _restore(self) -> None:
        self.resize(1440, 900)
        if self._settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self._settings.geometry.encode()))
        if self._settings.panels:
            self.workspace.set_panel_widths(list(self._settings.panels))

    # One article

    def _adopted(self, data: bytes, path: Path, document: Document) -> ArticleStore | None:
        try:
            return self._library.adopt(data, path, document)
        except SaveError as error:
            self._notice.say(explain(error))
            return None

    def _show(self, document: Document, store: ArticleStore | None) -> None:
        annotations = None
        is_read_only = store is None
        try:
            annotations = store.load() if store else None
        except (AnnotationsUnreadableError, AnnotationsNewerError) as error:
            self._notice.say(explain(error))
            is_read_only = True
        session = Session(
            document, annotations or new_set(document), is_read_only=is_read_only, parent=self
        )
        self._session = session
        self._annotations_path = store.path if store else None
        if store is not None and not is_read_only:
            self._keep_saved(session, store)
        session.undo_stack.indexChanged.connect(self._on_undo_stack_index_changed)
        self.workspace.show_session(session)
        self._actions.enable(_NEEDS_ARTICLE, enabled=True)
        self._on_undo_stack_index_changed()
        self._resume_reading(session)
        self._status.show_script(document.script)
        if is_read_only:
            self._status.show_read_only()
        else:
            self._status.show_saving(SaveState(SaveStatus.SAVED))
        self.workspace.page.setFocus()

    def _keep_saved(self, session: Session, store: ArticleStore) -> None:
        autosave = Autosave(store, session.take, parent=self)
        session.changed.connect(autosave.schedule)
        autosave.saved.connect(session.absorb)
        autosave.state_changed.connect(self._status.show_saving)
        self._autosave = autosave

    def _leave_article(self) -> bool:
        """Save all there is; False when it cannot be saved and the reader wants to stay."""
        if self._session is None:
            return True
        while self.flush().status is SaveStatus.FAILED:
            error = self._autosave.state.error if self._autosave else None
            answer = self._dialogs.ask_about_unsaved(explain(error) if error else "")
            if answer is Unsaved.STAY:
                return False
            if answer is Unsaved.DISCARD:
                break
        self._remember_reading()
        if self._autosave is not None:
            self._autosave.close()
            self._autosave.deleteLater()
            self._autosave = None
        self._session.deleteLater()
        self._session = None
        gc.unfreeze()
        return True

    def _resume_reading(self, session: Session) -> None:
        state = self._store_of_settings.load_reading(session.annotations.id)
        targets = [target for target, _ in SCRIPTS]
        self._show_in(state.script if state.script in targets else targets[0])
        if state.offset:
            self.workspace.page.show_at_top(state.offset)
        self._status.show_place(session, self.workspace.page.reading_offset)
        self._remembering.stop()

    def _remember_reading(self) -> None:
        session = self._session
        if session is None:
            return
        state = ReadingState(
            offset=self.workspace.page.reading_offset, script=session.rendition.target
        )
        self._quietly(lambda: self._store_of_settings.save_reading(session.annotations.id, state))
        self._save_settings()

    def _save_settings(self) -> None:
        self._quietly(lambda: self._store_of_settings.save(self._settings))

    def _quietly(self, save: Callable[[], object]) -> None:
        """Save what is only a convenience: nothing is lost without it."""
        try:
            save()
        except SaveError as error:
            self._notice.say(explain(error))

    # Commands

    def _choose_article(self) -> None:
        last = self._settings.last_article
        path = self._dialogs.choose_article(Path(last).parent if last else None)
        if path is not None:
            self.open(path)

    def _undo(self) -> None:
        if self._session is not None:
            self.workspace.annotations.cards.finish_editing()
            self._session.undo_stack.undo()

    def _redo(self) -> None:
        if self._session is not None:
            self.workspace.annotations.cards.finish_editing()
            self._session.undo_stack.redo()

    def _show_in(self, target: str) -> None:
        self._actions[f"script-{target}"].setChecked(True)
        if self._session is None:
            return
        if target != self._session.rendition.target:
            self.workspace.show_in(target)
            self._remembering.start()
        self._status.show_place(self._session, self.workspace.page.reading_offset)
        self._show_title(self._session)

    def _show_title(self, session: Session) -> None:
        self.setWindowTitle(tr("{title} – Quandian").format(title=session.title))
        self._toolbar.set_title(" · ".join(filter(None, (session.origin, session.title))))

    def _set_theme(self, name: str) -> None:
        theme = load_theme(name)
        self._settings = replace(self._settings, theme=theme.name)
        self._actions[f"theme-{theme.name}"].setChecked(True)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette_of(theme))
        self.setStyleSheet(style_sheet(theme))
        self._toolbar.set_theme(theme)
        self.workspace.set_theme(theme)

    def _next_theme(self) -> None:
        here = THEMES.index(load_theme(self._settings.theme).name)
        self._set_theme(THEMES[(here + 1) % len(THEMES)])

    def _zoom_by(self, steps: int) -> None:
        self.workspace.zoom_by(steps)
        self._settings = replace(self._settings, zoom=self.workspace.zoom)

    def _set_zoom(self, zoom: int) -> None:
        self.workspace.set_zoom(zoom)
        self._settings = replace(self._settings, zoom=self.workspace.zoom)

    def _show_panels(self) -> None:
        self.workspace.outline.setVisible(self._actions["contents"].isChecked())
        self.workspace.annotations.setVisible(self._actions["notes"].isChecked())

    def _show_full_screen(self) -> None:
        is_full = self._actions["full-screen"].isChecked()
        self.setWindowState(
            Qt.WindowState.WindowFullScreen if is_full else Qt.WindowState.WindowNoState
        )
        for widget in (self.menuBar(), self._toolbar, self._status):
            widget.setVisible(not is_full)
        for name in ("contents", "notes"):
            self._actions[name].setChecked(not is_full)
        self._show_panels()

    def _on_undo_stack_index_changed(self) -> None:
        stack = self._session.undo_stack if self._session else None
        undo = stack.undoText() if stack else ""
        redo = stack.redoText() if stack else ""
        self._name_step("undo", tr("Undo: {step}").format(step=undo) if undo else tr("Undo"), undo)
        self._name_step("redo", tr("Redo: {step}").format(step=redo) if redo else tr("Redo"), redo)

    def _name_step(self, name: str, text: str, step: str) -> None:
        self._actions[name].setText(text)
        self._actions[name].setEnabled(bool(step))

    def _on_workspace_reading_moved(self, offset: int) -> None:
        if self._session is not None:
            self._status.show_place(self._session, offset)
            self._remembering.start()

    def _on_workspace_color_used(self, color: str) -> None:
        self._settings = replace(self._settings, color=color)

"""A window's keys, wheel and drops that are about no part of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QMainWindow

from reader.gui.widgets.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QWheelEvent


class InputWindow(QMainWindow):
    """Tells what was done to the window as a whole."""

    activated = Signal(object)
    """The window itself has come to the front."""
    file_dropped = Signal(Path)
    zoom_turned = Signal(int)
    """Ctrl and the wheel: 1 for larger, -1 for smaller."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def come_to_front(self) -> None:
        """Be where the user looks."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

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
                self.file_dropped.emit(Path(url.toLocalFile()))
                return

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom_turned.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()

"""What the window asks the user, as a port: tests answer without a dialog."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget
from shiboken6 import isValid

from reader.gui.widgets.theme import load_theme
from reader.localization import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from PySide6.QtCore import SignalInstance

    from reader.annotation.model import Annotation
    from reader.gui.dialogs.losses import Compare
    from reader.gui.dialogs.normalise_dialog import Agreement
    from reader.gui.dialogs.restore_dialog import Chosen
    from reader.storage.backups import Backup
    from reader.storage.library import Library
    from reader.text.normalise import ChangedWord


class Unsaved(Enum):
    """What to do about changes that could not be saved."""

    TRY_AGAIN = "try again"
    ELSEWHERE = "elsewhere"
    DISCARD = "discard"
    STAY = "stay"


class Dialogs(Protocol):
    """Questions to the user."""

    def choose_article(self, folder: Path | None) -> Path | None:
        """Ask for a file to open; None if cancelled."""

    def choose_copy(self, name: str) -> Path | None:
        """Ask for a place for a copy of the annotations; None when none is wanted."""

    def ask_about_unsaved(self, reason: str) -> Unsaved:
        """Tell why changes could not be saved, and ask what to do."""

    def agree_to_empty(self, count: int) -> bool:
        """Ask whether so many deleted notes are to be let go of."""

    def choose_earlier_text(self, annotation: Annotation, *, can_change: bool) -> str | None:
        """Show what a note said before; None where nothing of it is wanted back."""

    def agree_on_words(
        self, words: Sequence[ChangedWord], refused: Collection[str]
    ) -> Agreement | None:
        """Show which words normalising changes; None if cancelled."""

    def name_colors(self, given: Sequence[str], theme: str) -> tuple[str, ...] | None:
        """Ask what the colours are called, in their order; None if cancelled.

        Args:
            given: the names they have; empty for the usual one.
            theme: its name; the colours are shown as it has them.
        """

    def choose_from_backups(
        self,
        backups: Sequence[Backup],
        comparing: Callable[[], Compare],
        *,
        obstacle: Callable[[], str],
        obstacle_changed: SignalInstance,
    ) -> Chosen | None:
        """Show what backups have that is missing now; None when nothing of it is wanted."""

    def check_library(
        self, library: Library, save: Callable[[], object], window: QWidget
    ) -> QWidget:
        """Make what looks through a library, beside a window, as soon as it is shown.

        Args:
            library: where articles are kept.
            save: brings to disk what is open, so that it is looked at too.
            window: it is beside.
        """


class QtDialogs:
    """Asks with Qt's dialogs."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def choose_article(self, folder: Path | None) -> Path | None:
        """Ask for a file to open; None if cancelled."""
        dialog = QFileDialog(self._parent, tr("Open an article"), str(folder or Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Articles (*.txt *.md)"), tr("All files (*)")])
        return _chosen_in(dialog)

    def choose_copy(self, name: str) -> Path | None:
        """Ask for a place for a copy of the annotations; None when none is wanted."""
        dialog = QFileDialog(self._parent, tr("Save elsewhere"), str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Annotations (*.json)"), tr("All files (*)")])
        dialog.setDefaultSuffix("json")
        dialog.selectFile(name)
        return _chosen_in(dialog)

    def ask_about_unsaved(self, reason: str) -> Unsaved:
        """Tell why changes could not be saved, and ask what to do."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Quandian"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Your latest changes are not saved."))
        box.setInformativeText(reason)
        again = box.addButton(tr("Try again"), QMessageBox.ButtonRole.AcceptRole)
        elsewhere = box.addButton(tr("Save elsewhere…"), QMessageBox.ButtonRole.ActionRole)
        discard = box.addButton(tr("Close without saving"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(again)
        _run(box)
        clicked = box.clickedButton() if isValid(box) else None
        if clicked is again:
            return Unsaved.TRY_AGAIN
        if clicked is elsewhere:
            return Unsaved.ELSEWHERE
        return Unsaved.DISCARD if clicked is discard else Unsaved.STAY

    def agree_to_empty(self, count: int) -> bool:
        """Ask whether so many deleted notes are to be let go of."""
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Quandian"))
        words = trn("Delete {count:,} note for good?", "Delete {count:,} notes for good?", count)
        box.setText(words.format(count=count))
        box.setInformativeText(
            tr("It cannot be undone, and goes for all devices with this article.")
        )
        agreed = box.addButton(tr("Delete for good"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        _run(box)
        return isValid(box) and box.clickedButton() is agreed

    def choose_earlier_text(self, annotation: Annotation, *, can_change: bool) -> str | None:
        """Show what a note said before; None where nothing of it is wanted back."""
        from reader.gui.dialogs.earlier_dialog import EarlierDialog

        dialog = EarlierDialog(annotation, can_change=can_change, parent=self._parent)
        return dialog.text if _run(dialog) else None

    def agree_on_words(
        self, words: Sequence[ChangedWord], refused: Collection[str]
    ) -> Agreement | None:
        """Show which words normalising changes; None if cancelled."""
        # Imported when it is asked for: the first text is waited for.
        from reader.gui.dialogs.normalise_dialog import NormaliseDialog

        dialog = NormaliseDialog(words, refused, self._parent)
        return dialog.agreement() if _run(dialog) else None

    def name_colors(self, given: Sequence[str], theme: str) -> tuple[str, ...] | None:
        """Ask what the colours are called, in their order; None if cancelled."""
        from reader.gui.dialogs.color_names_dialog import ColorNamesDialog

        dialog = ColorNamesDialog(given, load_theme(theme), self._parent)
        return dialog.names() if _run(dialog) else None

    def choose_from_backups(
        self,
        backups: Sequence[Backup],
        comparing: Callable[[], Compare],
        *,
        obstacle: Callable[[], str],
        obstacle_changed: SignalInstance,
    ) -> Chosen | None:
        """Show what backups have that is missing now; None when nothing of it is wanted."""
        from reader.gui.dialogs.restore_dialog import RestoreDialog

        dialog = RestoreDialog(
            backups,
            comparing,
            choose_file=self._choose_saved_copy,
            obstacle=obstacle,
            obstacle_changed=obstacle_changed,
            parent=self._parent,
        )
        return dialog.chosen() if _run(dialog) else None

    def check_library(
        self, library: Library, save: Callable[[], object], window: QWidget
    ) -> QWidget:
        """Make what looks through a library, beside a window, as soon as it is shown."""
        from reader.gui.dialogs.check_dialog import CheckDialog

        return CheckDialog(library, save, window)

    def _choose_saved_copy(self) -> Path | None:
        dialog = QFileDialog(self._parent, tr("Restore from a file"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Annotations (*.json)"), tr("All files (*)")])
        return _chosen_in(dialog)


def _chosen_in(dialog: QFileDialog) -> Path | None:
    # Qt's own catalogues lack these.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, tr("Folder:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, tr("File name:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, tr("Kind of file:"))
    names = dialog.selectedFiles() if _run(dialog) else []
    return Path(names[0]) if names else None


def _run(dialog: QDialog) -> bool:
    """Ask, and let Qt delete the dialog soon; tell whether the user agreed.

    Its window may be closed meanwhile. It is gone with it then, and nobody agreed.
    """
    is_agreed = dialog.exec() == QDialog.DialogCode.Accepted
    if not isValid(dialog):
        return False
    dialog.deleteLater()
    return is_agreed

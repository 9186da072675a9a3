"""The bin of the open article: bringing back what was deleted, and letting go of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import isValid

from reader.annotation.bin import in_bin
from reader.gui.window.commands import WRITABLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from reader.gui.article.session import Session
    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.workspace import Workspace


class Bin(Feature):
    """Does what the panel of the bin asks for, and counts what lies there."""

    def __init__(self, workspace: Workspace, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._article = workspace.article
        self._dialogs = dialogs
        self._count = 0
        workspace.side.bin_made.connect(self._on_side_bin_made)
        self._article.shown.connect(self._refresh)
        self._article.annotations_changed.connect(self._refresh)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands about the bin."""
        return (
            Command(
                name="restore-deleted",
                text=tr("Restore from the bin"),
                menu=Menu.EDIT,
                run=Bin.restore,
                needs=WRITABLE,
                is_available=Bin.has_chosen,
                hint=tr("Choose deleted notes in the bin first."),
                starts_group=True,
            ),
            Command(
                name="restore-all-deleted",
                text=tr("Restore all from the bin"),
                menu=Menu.EDIT,
                run=Bin.restore_all,
                needs=WRITABLE,
                is_available=Bin.has_any,
            ),
            Command(
                name="empty-bin",
                text=tr("Empty the bin…"),
                menu=Menu.EDIT,
                run=Bin.empty,
                needs=WRITABLE,
                is_available=Bin.has_any,
            ),
        )

    def has_any(self) -> bool:
        """Tell whether anything lies in the bin."""
        return self._count > 0

    def has_chosen(self) -> bool:
        """Tell whether something in the bin is selected, and can be seen."""
        workspace = self._workspace
        return workspace.has_bin and workspace.bin.isVisible() and bool(workspace.bin.selected)

    def restore(self) -> None:
        """Bring back what is selected in the bin."""
        if self.has_chosen() and (session := self._writable()) is not None:
            session.take_out_of_bin(self._workspace.bin.selected)

    def restore_all(self) -> None:
        """Bring back all that lies in the bin."""
        if (session := self._writable()) is not None:
            session.take_out_of_bin()

    def empty(self) -> None:
        """Let go of all that lies in the bin, if the user agrees."""
        self._empty(is_all=True)

    def _empty(self, is_all: bool) -> None:
        session = self._writable()
        chosen = None if is_all or not self.has_chosen() else self._workspace.bin.selected
        count = self._count if chosen is None else len(chosen)
        if session is None or not count or (chosen is None and not is_all):
            return
        is_agreed = self._dialogs.agree_to_empty(count)
        # Meanwhile the window may be closed, or show another article.
        if is_agreed and isValid(self) and self._article.session is session:
            session.empty_bin(chosen)

    def _writable(self) -> Session | None:
        return None if self._article.refuses_changes() else self._article.session

    def _refresh(self) -> None:
        session = self._article.session
        self._count = len(in_bin(session.annotations.items)) if session is not None else 0
        self._workspace.side.count_in_bin(self._count)
        self.availability_changed.emit()

    def _on_side_bin_made(self) -> None:
        panel = self._workspace.bin
        panel.restore_requested.connect(self.restore)
        panel.emptying_requested.connect(self._empty)
        panel.selection_changed.connect(self.availability_changed)

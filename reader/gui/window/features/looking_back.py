"""What the note of the active annotation said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import isValid

from reader.annotation.merging import earlier_texts
from reader.gui.window.commands import ARTICLE, ActsOn, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.workspace import Workspace


class LookingBack(Feature):
    """Shows earlier texts of a note, and restores one."""

    def __init__(self, workspace: Workspace, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._article = workspace.article
        self._dialogs = dialogs
        self._article.shown.connect(self.availability_changed)
        self._article.annotations_changed.connect(self.availability_changed)
        workspace.active.changed.connect(self.availability_changed)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the command."""
        return (
            Command(
                name="earlier-texts",
                text=tr("Earlier texts…"),
                menu=Menu.MARK,
                run=LookingBack.look,
                needs=ARTICLE,
                is_available=LookingBack.has_earlier,
                hint=tr("Choose a note that was changed first."),
                keys=("Ctrl+Shift+N",),
                acts_on=ActsOn.ANNOTATION,
            ),
        )

    def has_earlier(self) -> bool:
        """Tell whether the active annotation said something else before."""
        session, id_ = self._article.session, self._workspace.active.id
        if session is None or id_ is None:
            return False
        annotation = session.annotation_index.get(id_)
        return (
            annotation is not None
            and not annotation.is_deleted
            and any(each.value != annotation.note for each in earlier_texts(annotation))
        )

    def look(self) -> None:
        """Show what the note said before, and restore what the user chooses."""
        self._workspace.annotations.cards.finish_editing()
        session, id_ = self._article.session, self._workspace.active.id
        # Giving up what was being written may have taken the annotation with it.
        if session is None or id_ is None or not self.has_earlier():
            return
        text = self._dialogs.choose_earlier_text(
            session.annotation(id_), can_change=not session.is_read_only
        )
        if text is not None and isValid(self) and self._article.session is session:
            session.restore_text(id_, text)

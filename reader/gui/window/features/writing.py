"""How the text is written: in lines or in columns, and with which quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.window.actions import Actions
    from reader.gui.window.state_saver import StateSaver
    from reader.gui.window.workspace import Workspace


class Writing(Feature):
    """Writes the page in lines or in columns, and remembers in which."""

    def __init__(self, workspace: Workspace, actions: Actions, saver: StateSaver) -> None:
        super().__init__(saver)
        self._workspace = workspace
        self._actions = actions
        self._saver = saver
        workspace.article.shown.connect(self._check_quotes)
        workspace.article.rendition_changed.connect(self._check_quotes)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands for the direction of the text and for its quotation marks."""
        return (
            Command(
                name="vertical",
                text=tr("Vertical writing"),
                menu=Menu.VIEW,
                run=Writing.change_direction,
                keys=("Ctrl+Shift+V",),
                is_checkable=True,
                starts_group=True,
            ),
            Command(
                name="corner-quotes",
                text=tr("Curly quotation marks as 「」"),
                menu=Menu.VIEW,
                run=Writing.change_quotes,
                needs=ARTICLE,
                is_available=Writing.may_have_curly_quotes,
                is_checkable=True,
            ),
        )

    def restore(self) -> None:
        """Write as the settings say."""
        self._actions["vertical"].setChecked(self._saver.settings.is_vertical)
        self._workspace.page.set_corner_quotes(self._saver.settings.corner_quotes)
        self._write()

    def change_direction(self) -> None:
        """Write in columns if the command is checked, in lines if not; the line read stays."""
        self._saver.change(is_vertical=self._actions["vertical"].isChecked())
        self._write()

    def change_quotes(self) -> None:
        """Show quotation marks in this script view as the command says."""
        if (session := self._workspace.article.session) is not None:
            others = [
                t for t in self._saver.settings.corner_quotes if t != session.rendition.target
            ]
            here = [session.rendition.target] if self._actions["corner-quotes"].isChecked() else []
            self._saver.change(corner_quotes=(*others, *here))
            self._workspace.page.set_corner_quotes(self._saver.settings.corner_quotes)

    def may_have_curly_quotes(self) -> bool:
        """Tell whether quotation marks are shown as the user likes; columns have no curly ones."""
        return not self._saver.settings.is_vertical

    def _write(self) -> None:
        mode = VERTICAL if self._saver.settings.is_vertical else HORIZONTAL
        self._workspace.set_writing_mode(mode)
        self._check_quotes()
        self.availability_changed.emit()

    def _check_quotes(self) -> None:
        session, settings = self._workspace.article.session, self._saver.settings
        has_corners = session is not None and session.rendition.target in settings.corner_quotes
        self._actions["corner-quotes"].setChecked(has_corners or settings.is_vertical)

"""Showing and hiding the panels beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.window.actions import Actions
    from reader.gui.window.workspace import Workspace


class Panels(Feature):
    """Keeps the panels and the check marks of their commands in step."""

    def __init__(self, workspace: Workspace, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._actions = actions
        workspace.panes.given_way.connect(self.check)
        workspace.annotations.wanted.connect(self.show_notes)
        workspace.outline.repairs_requested.connect(self._on_outline_repairs_requested)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands that show a panel or hide it."""
        return (
            Command(
                name="contents",
                text=tr("Contents"),
                menu=Menu.VIEW,
                run=Panels.show,
                keys=("F9",),
                is_checkable=True,
                is_checked=True,
                starts_group=True,
            ),
            Command(
                name="notes",
                text=tr("Notes"),
                menu=Menu.VIEW,
                run=Panels.show,
                keys=("F8",),
                is_checkable=True,
                is_checked=True,
            ),
            Command(
                name="repairs",
                text=tr("Repairs"),
                menu=Menu.VIEW,
                run=Panels.show_repairs,
                needs=ARTICLE,
                keys=("F7",),
                is_checkable=True,
            ),
        )

    def show(self) -> None:
        """Show the panels whose commands are checked, and no others."""
        self._workspace.outline.setVisible(self._actions["contents"].isChecked())
        self._workspace.side.setVisible(self._actions["notes"].isChecked())

    def check(self) -> None:
        """Check the commands of the panels that are shown, and no others."""
        self._actions["contents"].setChecked(not self._workspace.outline.isHidden())
        self._actions["notes"].setChecked(not self._workspace.side.isHidden())

    def check_as_wide(self, widths: Sequence[int]) -> None:
        """Check the commands of the panels that had a width, in pixels, and no others."""
        self._actions["contents"].setChecked(widths[0] > 0)
        self._actions["notes"].setChecked(widths[-1] > 0)

    def show_repairs(self) -> None:
        """Show the repairs in place of the notes, or the notes again."""
        shows = self._actions["repairs"].isChecked()
        self._workspace.show_repairs(shows)
        if shows:
            self._actions["notes"].setChecked(True)
            self.show()
        else:
            self._workspace.page.setFocus()

    def show_notes(self) -> None:
        """Show the notes, whatever stands in their place."""
        self._actions["repairs"].setChecked(False)
        self._actions["notes"].setChecked(True)
        self.show_repairs()
        self.show()

    def _on_outline_repairs_requested(self) -> None:
        self._actions["repairs"].trigger()

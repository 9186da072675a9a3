"""How one gets on in the text: page by page, or scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.window.commands import Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.window.actions import Actions
    from reader.gui.window.state_saver import StateSaver
    from reader.gui.window.workspace import Workspace


class Paging(Feature):
    """Shows whole pages or lets the text scroll, and remembers which."""

    def __init__(self, workspace: Workspace, actions: Actions, saver: StateSaver) -> None:
        super().__init__(saver)
        self._workspace = workspace
        self._actions = actions
        self._saver = saver

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands that change between pages and scrolling, and how that goes."""
        return (
            Command(
                name="pages",
                text=tr("Page by page"),
                menu=Menu.VIEW,
                run=Paging.change,
                keys=("Ctrl+Shift+B",),
                is_checkable=True,
            ),
            Command(
                name="smooth-scrolling",
                text=tr("Smooth scrolling"),
                menu=Menu.VIEW,
                run=Paging.change_smoothness,
                is_available=Paging.scrolls,
                is_checkable=True,
            ),
        )

    def restore(self) -> None:
        """Get on in the text as the settings say."""
        settings = self._saver.settings
        self._actions["pages"].setChecked(settings.is_paged)
        self._actions["smooth-scrolling"].setChecked(settings.scrolls_smoothly)
        self._workspace.page.set_smooth(settings.scrolls_smoothly)
        self._show()

    def change(self) -> None:
        """Show pages if the command is checked, and scroll if not; the line read stays."""
        self._saver.change(is_paged=self._actions["pages"].isChecked())
        self._show()

    def change_smoothness(self) -> None:
        """Let the text glide if the command is checked."""
        self._saver.change(scrolls_smoothly=self._actions["smooth-scrolling"].isChecked())
        self._workspace.page.set_smooth(self._saver.settings.scrolls_smoothly)

    def scrolls(self) -> bool:
        """Tell whether the text scrolls."""
        return not self._saver.settings.is_paged

    def _show(self) -> None:
        self._workspace.set_paged(self._saver.settings.is_paged)
        self.availability_changed.emit()

"""What the user calls the colours of annotations, in menus and everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.widgets.color_names import color_names, given_names
from reader.gui.widgets.plain_text import plain_caption
from reader.gui.window.commands import Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.dialogs.port import Dialogs
    from reader.gui.window.actions import Actions
    from reader.gui.window.state_saver import StateSaver


class ColorNaming(Feature):
    """Asks for the names, remembers them, and has the menus show them."""

    def __init__(self, actions: Actions, dialogs: Dialogs, saver: StateSaver) -> None:
        super().__init__(saver)
        self._actions = actions
        self._dialogs = dialogs
        self._saver = saver
        given_names().changed.connect(self._show)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the command that asks for the names."""
        return (
            Command(
                name="name-colors",
                text=tr("Names of the colours…"),
                menu=Menu.MARK,
                run=ColorNaming.ask,
                starts_group=True,
            ),
        )

    def restore(self) -> None:
        """Call the colours as the settings say."""
        given_names().use(self._saver.settings.color_names)
        self._show()

    def ask(self) -> None:
        """Let the user name the colours."""
        settings = self._saver.settings
        names = self._dialogs.name_colors(settings.color_names, settings.theme)
        if names is not None:
            self._saver.change(color_names=names if any(names) else ())
            given_names().use(names)

    def _show(self) -> None:
        for color, name in color_names().items():
            self._actions[f"color-{color}"].setText(plain_caption(name))

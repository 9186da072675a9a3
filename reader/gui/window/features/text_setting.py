"""How the text is set: face, line height, measure and the like."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from reader.gui.panels.text_panel import TextPanel
from reader.gui.widgets.text_settings import text_settings_of
from reader.gui.window.commands import Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.widgets.text_settings import TextSettings
    from reader.gui.window.actions import Actions
    from reader.gui.window.state_saver import StateSaver
    from reader.gui.window.workspace import Workspace


class TextSetting(Feature):
    """Sets the text as is chosen, at once, and remembers it."""

    def __init__(self, workspace: Workspace, actions: Actions, saver: StateSaver) -> None:
        super().__init__(workspace)
        self._page, self._pages = workspace.page, workspace.pages
        self._actions = actions
        self._saver = saver
        self._panel = TextPanel(workspace.page.viewport())
        self._panel.come_after(workspace.page)
        self._panel.changed.connect(self._on_panel_changed)
        self._panel.closed.connect(self._on_panel_closed)
        self._page.set_text(text_settings_of(saver.settings))

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the command that shows the panel or hides it."""
        return (
            Command(
                name="text",
                text=tr("Text…"),
                menu=Menu.VIEW,
                run=TextSetting.show,
                is_checkable=True,
            ),
        )

    def show(self) -> None:
        """Show the panel if its command is checked, and hide it if not."""
        if self._actions["text"].isChecked():
            self._panel.show_settings(text_settings_of(self._saver.settings))
            self._panel.open()
        else:
            self._panel.hide()
            self._pages.take_keys()

    def _on_panel_changed(self, settings: TextSettings) -> None:
        self._page.set_text(settings)
        self._saver.change(**asdict(settings))

    def _on_panel_closed(self) -> None:
        self._actions["text"].setChecked(False)
        self.show()

"""The colours of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from reader.gui.widgets.theme import SYSTEM, THEMES, Theme, load_theme, palette_of, style_sheet
from reader.gui.window.commands import Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.window.actions import Actions
    from reader.gui.window.state_saver import StateSaver


class Themes(Feature):
    """Shows a theme, and remembers which."""

    changed = Signal(Theme)

    def __init__(self, window: QWidget, actions: Actions, saver: StateSaver) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._saver = saver
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return a command for each theme, and one for the next."""
        texts = {
            SYSTEM: tr("As the system"),
            "light": tr("Light"),
            "sepia": tr("Sepia"),
            "dark": tr("Dark"),
            "contrast": tr("High contrast"),
        }
        return (
            *(
                Command(
                    name=f"theme-{name}",
                    text=texts[name],
                    menu=Menu.THEMES,
                    run=Themes.set,
                    arguments=(name,),
                    group="theme",
                )
                for name in (SYSTEM, *THEMES)
            ),
            Command(
                name="next-theme",
                text=tr("Next theme"),
                menu=Menu.THEMES,
                run=Themes.next,
                keys=("Ctrl+T",),
                starts_group=True,
            ),
        )

    def set(self, name: str) -> None:
        """Show a theme of `THEMES`, or the system's; the first one for any other name."""
        theme = load_theme(name)
        choice = SYSTEM if name == SYSTEM else theme.name
        self._saver.change(theme=choice)
        self._actions[f"theme-{choice}"].setChecked(True)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette_of(theme))
        self._window.setStyleSheet(style_sheet(theme))
        self.changed.emit(theme)

    def next(self) -> None:
        """Show the theme after the one that is shown."""
        here = THEMES.index(load_theme(self._saver.settings.theme).name)
        self.set(THEMES[(here + 1) % len(THEMES)])

    def _on_system_changed(self) -> None:
        if self._saver.settings.theme == SYSTEM:
            self.set(SYSTEM)

"""The commands as Qt actions in menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from reader.gui.window.commands import SUBMENUS, Menu, commands, menu_titles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QMenu

    from reader.gui.window.commands import Command

Slots = Mapping[str, Callable[[], object]]
"""What each command does, by its name."""


class Actions:
    """All actions of a window, by the names of their commands."""

    def __init__(
        self, window: QMainWindow, slots: Slots, may_act: Callable[[Command], bool]
    ) -> None:
        """Fill a window's menu bar.

        Args:
            window: gets the actions, for their keys.
            slots: what each command does.
            may_act: asked each time before a command does it.

        Raises:
            KeyError: a command has no slot.
        """
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        titles = menu_titles()
        bar = window.menuBar()
        self._menus = {menu: bar.addMenu(titles[menu]) for menu in Menu if menu not in SUBMENUS}
        for command in commands():
            action = self._action(window, command)
            action.triggered.connect(_asking_first(command, slots[command.name], may_act))
            if command.menu not in self._menus:
                within = self._menus[SUBMENUS[command.menu]]
                self._menus[command.menu] = within.addMenu(titles[command.menu])
            if command.starts_group:
                self._menus[command.menu].addSeparator()
            self._menus[command.menu].addAction(action)
            # In full screen the menu bar is hidden, and with it the shortcuts of its actions.
            window.addAction(action)
            self._actions[command.name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def menu(self, menu: Menu) -> QMenu:
        """Return a menu of the window."""
        return self._menus[menu]

    def enable(self, names: tuple[str, ...], *, enabled: bool) -> None:
        """Offer some commands, or not."""
        for name in names:
            self._actions[name].setEnabled(enabled)

    def _action(self, window: QMainWindow, command: Command) -> QAction:
        action = QAction(command.text, window)
        action.setObjectName(command.name)
        # The tool bar's icons would hide the check marks.
        action.setIconVisibleInMenu(False)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setCheckable(command.is_checkable or command.group is not None)
        if command.group is not None:
            group = self._groups.setdefault(command.group, QActionGroup(window))
            group.addAction(action)
        return action


def _asking_first(
    command: Command, slot: Callable[[], object], may_act: Callable[[Command], bool]
) -> Callable[..., None]:
    """Drop `checked`, which `triggered` passes along."""

    def call(*_: object) -> None:
        if may_act(command):
            slot()

    return call

"""The commands as Qt actions in menus."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from reader.gui.widgets.plain_text import plain_tip
from reader.gui.window.commands import SUBMENUS, Menu, menu_titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QMainWindow

    from reader.gui.window.commands import Command
    from reader.gui.window.facts import Facts
    from reader.gui.window.feature import Feature


class Actions(QObject):
    """All actions of a window, by the names of their commands; offered while their needs are met.

    A menu has its commands in the order in which they were added.
    """

    def __init__(
        self, window: QMainWindow, facts: Facts, may_act: Callable[[Command], bool]
    ) -> None:
        """Begin without a command.

        Args:
            window: gets the menus, and the actions for their keys.
            facts: which needs of commands are met.
            may_act: asked each time before a command does it.
        """
        super().__init__(window)
        self._window = window
        self._facts = facts
        self._may_act = may_act
        self._commands: dict[Feature, list[tuple[Command, QAction]]] = {}
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._menus = {menu: QMenu(title, window) for menu, title in menu_titles().items()}
        for menu in Menu:
            if menu not in SUBMENUS:
                window.menuBar().addMenu(self._menus[menu])
        facts.changed.connect(self._offer_all)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    @property
    def of_page(self) -> list[tuple[Command, QAction]]:
        """What a click with the right button on the page offers."""
        every = chain.from_iterable(self._commands.values())
        return [(command, action) for command, action in every if command.is_in_page_menu]

    def menu(self, menu: Menu) -> QMenu:
        """Return a menu of the window."""
        return self._menus[menu]

    def add(self, feature: Feature) -> None:
        """Put the commands of a feature into the menus."""
        added = self._commands[feature] = []
        for command in feature.commands():
            action = self._action(command)
            action.triggered.connect(self._asking_first(command, feature))
            self._put_into_menu(command, action)
            # In full screen the menu bar is hidden, and with it the shortcuts of its actions.
            self._window.addAction(action)
            self._actions[command.name] = action
            added.append((command, action))
        feature.availability_changed.connect(partial(self._offer, feature))
        self._offer(feature)

    def _offer_all(self) -> None:
        for feature in self._commands:
            self._offer_commands(feature)
        self._offer_submenus()

    def _offer(self, feature: Feature) -> None:
        self._offer_commands(feature)
        self._offer_submenus()

    def _offer_commands(self, feature: Feature) -> None:
        for command, action in self._commands[feature]:
            is_available = command.is_available is None or command.is_available(feature)
            action.setEnabled(is_available and command.needs <= self._facts.met)
            if command.hint:
                action.setToolTip(plain_tip("" if action.isEnabled() else command.hint))

    def _offer_submenus(self) -> None:
        both = chain.from_iterable(self._commands.values())
        useful = {command.menu for command, action in both if action.isEnabled()}
        for menu in SUBMENUS:
            self._menus[menu].menuAction().setEnabled(menu in useful)

    def _put_into_menu(self, command: Command, action: QAction) -> None:
        menu = self._menus[command.menu]
        if command.menu in SUBMENUS and menu.isEmpty():
            self._menus[SUBMENUS[command.menu]].addMenu(menu)
        if command.starts_group:
            menu.addSeparator()
        menu.addAction(action)
        if command.hint:
            menu.setToolTipsVisible(True)

    def _action(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setObjectName(command.name)
        # The tool bar's icons would hide the check marks.
        action.setIconVisibleInMenu(False)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setCheckable(command.is_checkable or command.group is not None)
        if command.group is not None:
            group = self._groups.setdefault(command.group, QActionGroup(self._window))
            group.addAction(action)
        action.setChecked(command.is_checked)
        return action

    def _asking_first(self, command: Command, feature: Feature) -> Callable[..., None]:
        """Return a slot that drops `checked`, which `triggered` passes along."""

        def call(*_: object) -> None:
            if self._may_act(command):
                command.run(feature, *command.arguments)

        return call

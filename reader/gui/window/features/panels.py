"""Showing and hiding the panels beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.gui.window.side_panel import BIN, NOTES, REPAIRS
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from reader.gui.window.actions import Actions
    from reader.gui.window.state_saver import StateSaver
    from reader.gui.window.workspace import Workspace

_IN_SIDE = ("notes", "repairs", "bin")
"""The commands of the tabs beside the page, in their order."""


class Panels(Feature):
    """Keeps the panels and the check marks of their commands in step."""

    def __init__(self, workspace: Workspace, actions: Actions, saver: StateSaver) -> None:
        super().__init__(saver)
        self._workspace = workspace
        self._actions = actions
        self._saver = saver
        self._before: int | None = NOTES
        """What stood where repairs or bin are, and comes back; None for no panel."""
        workspace.side.tab_chosen.connect(self._on_side_tab_chosen)
        workspace.side.close_requested.connect(self._on_side_close_requested)
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
                run=Panels.switch_notes,
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
            Command(
                name="bin",
                text=tr("Bin"),
                menu=Menu.VIEW,
                run=Panels.show_bin,
                needs=ARTICLE,
                keys=("Shift+F8",),
                is_checkable=True,
            ),
            Command(
                name="underline-repairs",
                text=tr("Underline what was repaired"),
                menu=Menu.VIEW,
                run=Panels.switch_underlines,
                is_checkable=True,
            ),
            Command(
                name="next-pane",
                text=tr("Next pane"),
                menu=Menu.VIEW,
                run=Panels.step,
                arguments=(1,),
                keys=("F6",),
            ),
            Command(
                name="previous-pane",
                text=tr("Previous pane"),
                menu=Menu.VIEW,
                run=Panels.step,
                arguments=(-1,),
                keys=("Shift+F6",),
            ),
        )

    def step(self, step: int) -> None:
        """Let the keys go to another pane that is shown: so many on, from the page if from none."""
        workspace, focused = self._workspace, QApplication.focusWidget()
        in_side: QWidget = workspace.annotations.cards
        if workspace.side.isVisible() and workspace.side.tab != NOTES:
            lists_repairs = workspace.side.tab == REPAIRS
            in_side = workspace.repairs.list if lists_repairs else workspace.bin.list
        takers: dict[QWidget, QWidget] = {
            workspace.outline: workspace.outline.list,
            **{page: page for page in workspace.pages.shown},
            workspace.side: in_side,
        }
        panes = [pane for pane in takers if pane.isVisible()]
        inside = (
            each for each in panes if each is focused or (focused and each.isAncestorOf(focused))
        )
        here = panes.index(next(inside, workspace.page))
        pane = panes[(here + step) % len(panes)]
        takers[pane].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show(self) -> None:
        """Show the panels whose commands are checked, and no others."""
        self._workspace.outline.setVisible(self._actions["contents"].isChecked())
        side = [self._actions[name].isChecked() for name in _IN_SIDE]
        self._workspace.side.setVisible(any(side))
        self._underline()

    def check(self) -> None:
        """Check the commands of the panels that are shown, and no others."""
        is_open = not self._workspace.side.isHidden()
        self._check(contents=not self._workspace.outline.isHidden(), side=is_open)

    def check_as_wide(self, widths: Sequence[int]) -> None:
        """Check the commands of the panels that had a width, in pixels, and no others."""
        self._check(contents=widths[0] > 0, side=widths[-1] > 0)

    def show_repairs(self) -> None:
        """Show the repairs, or what was shown before them."""
        self._show_instead(REPAIRS)

    def show_bin(self) -> None:
        """Show what was deleted, or what was shown before it."""
        self._show_instead(BIN)

    def show_notes(self) -> None:
        """Show the notes, whatever stands in their place."""
        self._turn_to(NOTES)

    def switch_notes(self) -> None:
        """Show the notes, or no longer."""
        self._turn_to(NOTES if self._actions["notes"].isChecked() else None)

    def switch_underlines(self) -> None:
        """Underline repairs as the command says, wherever they are not listed."""
        self._saver.change(underlines_repairs=self._actions["underline-repairs"].isChecked())
        self._underline()

    def _show_instead(self, tab: int) -> None:
        """Show a tab whose command was just checked, or what stood there before it was."""
        if self._actions[_IN_SIDE[tab]].isChecked():
            if self._workspace.side.isHidden():
                self._before = None
            elif self._workspace.side.tab == NOTES:
                self._before = NOTES
            self._turn_to(tab)
        else:
            self._turn_to(self._before)
            self._workspace.pages.take_keys()

    def _turn_to(self, tab: int | None) -> None:
        """Show a tab of the panel beside the page, or no panel there."""
        self._workspace.show_tab(NOTES if tab is None else tab)
        self._check(contents=self._actions["contents"].isChecked(), side=tab is not None)
        self.show()

    def _check(self, *, contents: bool, side: bool) -> None:
        self._actions["contents"].setChecked(contents)
        for tab, name in enumerate(_IN_SIDE):
            self._actions[name].setChecked(side and tab == self._workspace.side.tab)
        self._underline()

    def _underline(self) -> None:
        """Underline repairs in the page while they are listed, or always where the user likes."""
        is_listed, always = (
            self._actions["repairs"].isChecked(),
            self._saver.settings.underlines_repairs,
        )
        self._actions["underline-repairs"].setChecked(always)
        self._workspace.page.set_shows_repairs(is_listed or always)

    def _on_side_tab_chosen(self, tab: int) -> None:
        if tab != NOTES and self._workspace.article.session is None:
            self._workspace.side.show_tab(NOTES)
            return
        self._before = NOTES
        self._turn_to(tab)

    def _on_side_close_requested(self) -> None:
        self._turn_to(None)
        self._workspace.pages.take_keys()

    def _on_outline_repairs_requested(self) -> None:
        self._actions["repairs"].trigger()

"""How the notes beside the page are listed: in which groups, in which order, and following it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.arranging import Arrangement, Grouping, Order, arrangement_of
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.window.actions import Actions
    from reader.gui.window.state_saver import StateSaver
    from reader.gui.window.workspace import Workspace


class Arranging(Feature):
    """Lists notes as the user likes, and remembers how."""

    def __init__(self, workspace: Workspace, actions: Actions, saver: StateSaver) -> None:
        super().__init__(saver)
        self._notes = workspace.annotations
        self._actions = actions
        self._saver = saver
        self._notes.filter_bar.set_arrange_menu(actions.menu(Menu.NOTES))

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands for groups, order and following."""
        return (*_groupings(), *_orders(), *_others())

    def restore(self) -> None:
        """List notes as the settings say."""
        settings = self._saver.settings
        self._notes.arrange(arrangement_of(settings.notes_grouping, settings.notes_order))
        self._notes.follows_reading = settings.notes_follow
        self._actions["follow-reading"].setChecked(settings.notes_follow)
        self._show()

    def group(self, grouping: Grouping) -> None:
        """List together what has something in common."""
        self._arrange(replace(self._notes.arrangement, grouping=grouping))

    def order(self, order: Order) -> None:
        """List others first within a group."""
        self._arrange(replace(self._notes.arrangement, order=order))

    def follow(self) -> None:
        """Scroll along with the page if the command is checked."""
        follows = self._actions["follow-reading"].isChecked()
        self._notes.follows_reading = follows
        self._saver.change(notes_follow=follows)

    def is_by_place(self) -> bool:
        """Tell whether the notes are in the order of the text: others cannot follow it."""
        return self._notes.arrangement == Arrangement()

    def collapse(self) -> None:
        """Show nothing but the headings of the groups."""
        self._notes.collapse_all()

    def expand(self) -> None:
        """Show the notes of all groups."""
        self._notes.expand_all()

    def choose_all(self) -> None:
        """Choose all notes that are listed."""
        self._notes.wanted.emit()
        self._notes.cards.choose_all()
        self._notes.cards.setFocus()

    def _arrange(self, arrangement: Arrangement) -> None:
        self._notes.arrange(arrangement)
        self._saver.change(notes_grouping=arrangement.grouping, notes_order=arrangement.order)
        self._show()

    def _show(self) -> None:
        arrangement = self._notes.arrangement
        self._actions[f"notes-by-{arrangement.grouping}"].setChecked(True)
        self._actions[f"notes-{arrangement.order}"].setChecked(True)
        self.availability_changed.emit()


def _groupings() -> Sequence[Command]:
    names = {
        Grouping.SECTION: tr("By section"),
        Grouping.COLOR: tr("By colour"),
        Grouping.TAG: tr("By tag"),
        Grouping.DATE: tr("By the day they were made"),
    }
    return [
        Command(
            name=f"notes-by-{grouping}",
            text=name,
            menu=Menu.NOTES,
            run=Arranging.group,
            arguments=(grouping,),
            group="notes-grouping",
        )
        for grouping, name in names.items()
    ]


def _orders() -> Sequence[Command]:
    names = {
        Order.PLACE: tr("In the order of the text"),
        Order.NEWEST: tr("Newest first"),
        Order.OLDEST: tr("Oldest first"),
    }
    return [
        Command(
            name=f"notes-{order}",
            text=name,
            menu=Menu.NOTES,
            run=Arranging.order,
            arguments=(order,),
            group="notes-order",
            starts_group=order is Order.PLACE,
        )
        for order, name in names.items()
    ]


def _others() -> Sequence[Command]:
    return (
        Command(
            name="collapse-notes",
            text=tr("Collapse all groups"),
            menu=Menu.NOTES,
            run=Arranging.collapse,
            needs=ARTICLE,
            starts_group=True,
        ),
        Command(
            name="expand-notes",
            text=tr("Expand all groups"),
            menu=Menu.NOTES,
            run=Arranging.expand,
            needs=ARTICLE,
        ),
        Command(
            name="follow-reading",
            text=tr("Follow the page"),
            menu=Menu.NOTES,
            run=Arranging.follow,
            is_available=Arranging.is_by_place,
            is_checkable=True,
            starts_group=True,
        ),
        Command(
            name="choose-all-notes",
            text=tr("Choose all notes listed"),
            menu=Menu.NOTES,
            run=Arranging.choose_all,
            needs=ARTICLE,
            starts_group=True,
        ),
    )

"""Undoing and redoing: the commands name the step they are about."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from reader.gui.window.commands import WRITABLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.article.undo_commands import Touched
    from reader.gui.window.actions import Actions
    from reader.gui.window.features.navigation import Navigation
    from reader.gui.window.workspace import Workspace


class History(Feature):
    """Goes back and forth in what was done to the article that is open."""

    def __init__(
        self, workspace: Workspace, navigation: Navigation, actions: Actions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._article = workspace.article
        self._navigation = navigation
        self._actions = actions
        self._article.shown.connect(self._refresh)
        self._article.steps_changed.connect(self._refresh)
        self._article.writable_changed.connect(self._refresh)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands to undo and to redo."""
        return (
            Command(
                name="undo",
                text=tr("Undo"),
                menu=Menu.EDIT,
                run=History.undo,
                needs=WRITABLE,
                is_available=History.can_undo,
                keys=("Ctrl+Z",),
            ),
            Command(
                name="redo",
                text=tr("Redo"),
                menu=Menu.EDIT,
                run=History.redo,
                needs=WRITABLE,
                is_available=History.can_redo,
                keys=("Ctrl+Shift+Z", "Ctrl+Y"),
            ),
        )

    def can_undo(self) -> bool:
        """Tell whether there is a step to take back."""
        session = self._article.session
        return session is not None and session.undo_stack.canUndo()

    def can_redo(self) -> bool:
        """Tell whether there is a step to do again."""
        session = self._article.session
        return session is not None and session.undo_stack.canRedo()

    def undo(self) -> None:
        """Take back the last step."""
        if (session := self._article.session) is None:
            return
        before = session.undo_stack.index()
        self._workspace.annotations.cards.finish_editing()
        # A note that was only begun has been taken back by now: that was the last step.
        if session.undo_stack.index() >= before:
            self._show(session.undo())

    def redo(self) -> None:
        """Do again what was taken back last."""
        if (session := self._article.session) is not None:
            self._workspace.annotations.cards.finish_editing()
            self._show(session.redo())

    def _show(self, touched: Touched) -> None:
        """Bring into sight what was undone or redone, in the page and in the panel."""
        session, page = self._article.session, self._workspace.page
        if session is None:
            return
        places = sorted(touched.places, key=attrgetter("start"))
        seen = (place for place in places if page.is_in_sight(place))
        place = next(seen, places[0] if places else None)
        if place is not None:
            self._navigation.look_at(place)
            self._workspace.reveal_repair(place)
        there = [id_ for id_ in touched.ids if not session.annotation(id_).is_deleted]
        if there:
            page.select(None)
            at_place = (id_ for id_ in there if session.annotation_index.place_of(id_) == place)
            self._workspace.annotations.reveal(next(at_place, there[0]), opens=place is None)

    def _refresh(self) -> None:
        """Name the steps, and offer them where the article can be changed."""
        stack = None
        if self._article.is_writable and self._article.session is not None:
            stack = self._article.session.undo_stack
        undo = stack.undoText() if stack else ""
        redo = stack.redoText() if stack else ""
        undo_text = tr("Undo: {step}").format(step=undo) if undo else tr("Undo")
        redo_text = tr("Redo: {step}").format(step=redo) if redo else tr("Redo")
        self._actions["undo"].setText(undo_text)
        self._actions["redo"].setText(redo_text)
        self.availability_changed.emit()

"""The commands to undo and to redo, which name the step they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.localization import tr

if TYPE_CHECKING:
    from reader.gui.window.actions import Actions
    from reader.gui.window.article_controller import ArticleController
    from reader.gui.window.workspace import Workspace


class History:
    """Goes back and forth in what was done to the article that is open."""

    def __init__(
        self, controller: ArticleController, workspace: Workspace, actions: Actions
    ) -> None:
        self._controller = controller
        self._workspace = workspace
        self._actions = actions

    def undo(self) -> None:
        """Take back the last step."""
        if self._controller.session is None:
            return
        stack = self._controller.session.undo_stack
        before = stack.index()
        self._workspace.annotations.cards.finish_editing()
        # A note that was only begun has been taken back by now: that was the last step.
        if stack.index() >= before:
            self._workspace.show_changed(self._controller.session.undo())

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._controller.session is not None:
            self._workspace.annotations.cards.finish_editing()
            self._workspace.show_changed(self._controller.session.redo())

    def refresh(self) -> None:
        """Name the steps, and offer them where the article can be changed."""
        session = self._controller.session
        stack = session.undo_stack if session and not session.is_read_only else None
        undo = stack.undoText() if stack else ""
        redo = stack.redoText() if stack else ""
        self._name("undo", tr("Undo: {step}").format(step=undo) if undo else tr("Undo"), undo)
        self._name("redo", tr("Redo: {step}").format(step=redo) if redo else tr("Redo"), redo)

    def _name(self, command: str, text: str, step: str) -> None:
        self._actions[command].setText(text)
        self._actions[command].setEnabled(bool(step))

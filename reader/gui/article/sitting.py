"""What is done to one annotation bit by bit, such as typing, and is one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.article.undo_commands import ChangeCommand

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QUndoStack

    from reader.annotation.model import Annotation


class Sitting:
    """Tells whether what is done next belongs to the last step of an undo stack."""

    def __init__(self, stack: QUndoStack) -> None:
        self._stack = stack
        self._id: str | None = None

    def begin(self, id_: str | None) -> None:
        """Let what is done next to an annotation belong to the last step, if it is of its kind."""
        self._id = id_

    def end(self) -> None:
        """Let what is done next be a step of its own."""
        self._id = None

    def end_for(self, ids: Collection[str]) -> None:
        """Do so if it is about one of some annotations."""
        if self._id in ids:
            self.end()

    def goes_on(self, id_: str, text: str) -> bool:
        """Tell whether a change of an annotation belongs to the last step.

        Args:
            id_: of the annotation.
            text: what such steps are called, which tells their kinds apart.
        """
        last = self._last()
        return self._id == id_ and last is not None and last.text() == text

    def take_in(self, after: Annotation, text: str) -> bool:
        """Let the last step lead to another state of its annotation; False where it does not."""
        last = self._last()
        return last is not None and self.goes_on(after.id, text) and last.take_in(after)

    def _last(self) -> ChangeCommand | None:
        """Return the last step if nothing was taken back since."""
        last = None if self._stack.canRedo() else self._stack.command(self._stack.index() - 1)
        return last if isinstance(last, ChangeCommand) else None

"""The steps that were taken in an open article, to be undone and done again."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QUndoStack

from reader.annotation.changes import Change, now, revise
from reader.annotation.model import Body
from reader.annotation.steps import Step, Steps, fitting, touches
from reader.gui.article.article_state import ArticleState
from reader.gui.article.sitting import Sitting
from reader.gui.article.stack_steps import put_steps, steps_on
from reader.gui.article.undo_commands import BatchCommand, ChangeCommand, OverlayCommand, Touched

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reader.annotation.model import Annotation
    from reader.document.overlays.overlays import Overlays


class UndoableArticle(ArticleState):
    """An article of which every change is a step on a stack."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.indexChanged.connect(self.steps_changed)
        self._sitting = Sitting(self.undo_stack)

    def undo(self) -> Touched:
        """Take back the last step; return what that changed."""
        self._touched = Touched()
        self.undo_stack.undo()
        return self._touched

    def redo(self) -> Touched:
        """Do again what was taken back last; return what that changed."""
        self._touched = Touched()
        self.undo_stack.redo()
        return self._touched

    @property
    def steps(self) -> Steps:
        """What can be undone and done again, to be kept."""
        return steps_on(self.undo_stack)

    def recall(self, steps: Steps) -> None:
        """Let steps be undone that were taken when it was open before, and still fit.

        What was done since is done on top of them.
        """
        own = self.steps
        every = Steps((*steps.done, *own.done), own.undone if own.done else steps.undone)
        found = fitting(every, self.annotations.items, self._displayed.overlays)
        if len(found.done) >= len(own.done) and found != own:
            self._sitting.end()
            put_steps(self.undo_stack, found, self)

    def finish_step(self) -> None:
        """End a sitting: what is typed or stretched next is a step of its own."""
        self._sitting.end()

    def _forget_steps_on(self, ids: Collection[str]) -> None:
        """Leave no way back or forth that leads over a change of some annotations."""
        steps = self.steps
        put_steps(
            self.undo_stack,
            Steps(_nearest(steps.done[::-1], ids)[::-1], _nearest(steps.undone, ids)),
            self,
        )
        self._sitting.end()

    def _apply(
        self, before: Annotation | None, after: Annotation, text: str, *, joins: bool = False
    ) -> None:
        if self.is_read_only:
            return
        if joins and self._sitting.take_in(after, text):
            self.apply_changes(Change(before=before, after=after))
        else:
            # The stack calls redo() of what is pushed: that puts the change into effect.
            self.undo_stack.push(ChangeCommand(self, before, after, text))
        self._sitting.begin(after.id if joins else None)

    def change_all(self, changes: Sequence[Change], text: str) -> None:
        """Change many annotations in one step, if there are any to change."""
        if changes and not self.is_read_only:
            self.undo_stack.push(BatchCommand(self, changes, text))
            self._sitting.end()

    def _set_look(self, id_: str, body: Body, text: str) -> None:
        if self.annotation_index[id_].has_look:
            self._set_body(id_, body, text)

    def _set_body(self, id_: str, body: Body, text: str) -> None:
        """Give an annotation that is not deleted another body, where it is another."""
        before = self.annotation_index[id_]
        if body != (before.body or Body()) and not before.is_deleted:
            self._apply(before, revise(before, now=now(), body=body), text)

    def _overlay(self, overlays: Overlays, text: str) -> bool:
        """Take a step to other overlays; False where there is none to take."""
        if self.is_read_only or overlays == self._displayed.overlays:
            return False
        self.undo_stack.push(OverlayCommand(self, self._displayed.overlays, overlays, text))
        return True


def _nearest(steps: Sequence[Step], ids: Collection[str]) -> tuple[Step, ...]:
    """Return the first steps, until one changes any of some annotations."""
    return tuple(takewhile(lambda step: not touches(step, ids), steps))

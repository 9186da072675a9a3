"""The steps on an undo stack as data, and back: they outlive the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.steps import Step, Steps
from reader.gui.article.undo_commands import (
    BatchCommand,
    ChangeCommand,
    KeptCommand,
    OverlayCommand,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QUndoCommand, QUndoStack

    from reader.gui.article.undo_commands import Subject


def steps_on(stack: QUndoStack) -> Steps:
    """Return what can be undone and done again."""
    steps = [_step_of(stack.command(number)) for number in range(stack.count())]
    return Steps(tuple(steps[: stack.index()]), tuple(steps[stack.index() :]))


def put_steps(stack: QUndoStack, steps: Steps, subject: Subject) -> None:
    """Have just these steps on a stack, and change nothing of what they are about."""
    stack.blockSignals(True)
    stack.clear()
    commands = [KeptCommand(subject, step) for step in (*steps.done, *steps.undone)]
    for command in commands:
        stack.push(command)
    stack.setIndex(len(steps.done))
    for command in commands:
        command.is_asleep = False
    stack.blockSignals(False)
    stack.indexChanged.emit(stack.index())


def _step_of(command: QUndoCommand | None) -> Step:
    """Return what a command does; of several in one, what all of them do."""
    if isinstance(command, ChangeCommand | BatchCommand | OverlayCommand | KeptCommand):
        return command.step
    if command is None:
        return Step("")
    inside = [_step_of(command.child(number)) for number in range(command.childCount())]
    overlays = [each.overlays for each in inside if each.overlays is not None]
    return Step(
        command.text(),
        tuple(change for each in inside for change in each.changes),
        (overlays[0][0], overlays[-1][1]) if overlays else None,
    )

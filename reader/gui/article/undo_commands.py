"""The commands on the undo stack."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QUndoCommand

from reader.annotation.changes import Change
from reader.annotation.steps import Step
from reader.gui.widgets.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotation.model import Annotation
    from reader.document.overlays.overlays import Overlays
    from reader.text.offsets import TextRange


@dataclass(slots=True)
class Touched:
    """What going back or forth changed."""

    ids: list[str] = field(default_factory=list)
    """Of annotations."""
    places: list[TextRange] = field(default_factory=list)
    """Of the source, those of annotations that are deleted now among them."""


class Subject(Protocol):
    """What steps change."""

    def apply_changes(self, *changes: Change) -> None:
        """Put changes into effect."""

    def revert_changes(self, *changes: Change) -> None:
        """Let annotations say what they said before changes; delete those that were made."""

    def put_overlays(self, before: Overlays, after: Overlays) -> None:
        """Apply what differs between two states of the overlays."""


class ChangeCommand(QUndoCommand):
    """One step of the undo stack. Going back makes a new version: others may know the old ones."""

    def __init__(
        self,
        subject: Subject,
        before: Annotation | None,
        after: Annotation,
        text: str,
    ) -> None:
        super().__init__(text)
        self._subject = subject
        self._before = before
        self._after = after
        self._was_done = False
        self._is_last_time = False

    @property
    def step(self) -> Step:
        """What it does, to be kept."""
        return Step(self.text(), (Change(self._before, self._after),))

    def makes(self, id_: str) -> bool:
        """Tell whether this step made an annotation."""
        return self._before is None and self._after.id == id_

    def take_in(self, after: Annotation) -> bool:
        """Lead to another state of the same annotation; False where it is another's.

        Not left to the stack: Qt for Python never lets go of a step that another takes in, nor of
        the article that it changes.
        """
        if after.id != self._after.id:
            return False
        self._after = after
        return True

    @guarded(None)
    def redo(self) -> None:
        if self._was_done:
            self._subject.revert_changes(Change(before=self._after, after=self._before))
        else:
            self._was_done = True
            self._subject.apply_changes(Change(before=self._before, after=self._after))

    @guarded(None)
    def undo(self) -> None:
        self._subject.revert_changes(Change(before=self._before, after=self._after))
        # An obsolete step leaves the stack, but only one that was not obsolete before is undone.
        self.setObsolete(self._is_last_time)

    def forget_when_undone(self) -> None:
        """Leave no step to redo."""
        self._is_last_time = True


class BatchCommand(QUndoCommand):
    """Many annotations changed at once."""

    def __init__(self, subject: Subject, changes: Sequence[Change], text: str) -> None:
        super().__init__(text)
        self._subject = subject
        self._changes = changes
        self._was_done = False

    @property
    def step(self) -> Step:
        """What it does, to be kept."""
        return Step(self.text(), tuple(self._changes))

    @guarded(None)
    def redo(self) -> None:
        if self._was_done:
            back = [Change(before=each.after, after=each.before) for each in self._changes]
            self._subject.revert_changes(*back)
        else:
            self._was_done = True
            self._subject.apply_changes(*self._changes)

    @guarded(None)
    def undo(self) -> None:
        self._subject.revert_changes(*self._changes)


class OverlayCommand(QUndoCommand):
    """Decisions on repairs, or a corrected role."""

    def __init__(self, subject: Subject, before: Overlays, after: Overlays, text: str) -> None:
        super().__init__(text)
        self._subject = subject
        self._before = before
        self._after = after

    @property
    def step(self) -> Step:
        """What it does, to be kept."""
        return Step(self.text(), overlays=(self._before, self._after))

    @guarded(None)
    def redo(self) -> None:
        self._subject.put_overlays(self._before, self._after)

    @guarded(None)
    def undo(self) -> None:
        self._subject.put_overlays(self._after, self._before)


class KeptCommand(QUndoCommand):
    """A step that was taken before the article was opened."""

    def __init__(self, subject: Subject, step: Step) -> None:
        super().__init__(step.text)
        self._subject = subject
        self.step = step
        self.is_asleep = True
        """Whether it only finds its place on the stack, and changes nothing."""

    @guarded(None)
    def redo(self) -> None:
        if not self.is_asleep:
            back = [Change(before=each.after, after=each.before) for each in self.step.changes]
            self._take(back)
            if self.step.overlays is not None:
                self._subject.put_overlays(*self.step.overlays)

    @guarded(None)
    def undo(self) -> None:
        if not self.is_asleep:
            self._take(self.step.changes)
            if self.step.overlays is not None:
                before, after = self.step.overlays
                self._subject.put_overlays(after, before)

    def _take(self, changes: Sequence[Change]) -> None:
        if changes:
            self._subject.revert_changes(*changes)

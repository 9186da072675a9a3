"""The steps of the undo stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QUndoCommand

from reader.annotation.changes import Change

if TYPE_CHECKING:
    from reader.annotation.model import Annotation
    from reader.document.overlays import Overlays


class Subject(Protocol):
    """What steps change."""

    def put(self, change: Change) -> None:
        """Put a change into effect."""

    def restore(
        self, id_: str, version: Annotation | None, *, instead_of: Annotation | None
    ) -> None:
        """Let an annotation say what a version said, instead of another; without, delete it."""

    def put_overlays(self, before: Overlays, after: Overlays) -> None:
        """Put into effect what differs between two states of what lies over the article."""


class Step(QUndoCommand):
    """One step of the undo stack. Going back makes a new version: others may know the old ones."""

    def __init__(
        self,
        subject: Subject,
        before: Annotation | None,
        after: Annotation,
        text: str,
        *,
        joins: bool,
    ) -> None:
        super().__init__(text)
        self._subject = subject
        self._before = before
        self._after = after
        self._joins = joins
        self._was_done = False
        self._is_last_time = False

    def makes(self, id_: str) -> bool:
        """Tell whether this step made an annotation."""
        return self._before is None and self._after.id == id_

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Step) or not other._joins or other._after.id != self._after.id:
            return False
        self._after = other._after
        return True

    def redo(self) -> None:
        if self._was_done:
            self._subject.restore(self._after.id, self._after, instead_of=self._before)
        else:
            self._was_done = True
            self._subject.put(Change(before=self._before, after=self._after))

    def undo(self) -> None:
        self._subject.restore(self._after.id, self._before, instead_of=self._after)
        # An obsolete step leaves the stack, but only one that was not obsolete before is undone.
        self.setObsolete(self._is_last_time)

    def forget_when_undone(self) -> None:
        """Leave no step to redo."""
        self._is_last_time = True


class OverlayStep(QUndoCommand):
    """Decisions on repairs, or a corrected role."""

    def __init__(self, subject: Subject, before: Overlays, after: Overlays, text: str) -> None:
        super().__init__(text)
        self._subject = subject
        self._before = before
        self._after = after

    def redo(self) -> None:
        self._subject.put_overlays(self._before, self._after)

    def undo(self) -> None:
        self._subject.put_overlays(self._after, self._before)

"""One open article: what the user did to it, and the only way to change that."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from reader.annotation.annotation_index import AnnotationIndex
from reader.annotation.changes import (
    Change,
    apply,
    created,
    deleted,
    now,
    restored,
    revise,
    rewritten,
)
from reader.annotation.mark import Mark
from reader.annotation.merging import heads, is_one, merge
from reader.annotation.model import Annotation, AnnotationSet, Body
from reader.annotation.overlay_records import overlays_of, with_overlays
from reader.annotation.versions import joined, settled
from reader.document.analysis import as_decided
from reader.document.overlays.overlays import places_between
from reader.document.overlays.repair_decisions import undecided
from reader.document.overlays.role_corrections import Correction
from reader.document.rendition import Rendition
from reader.gui.article.display_titles import Titles
from reader.gui.article.undo_commands import BatchCommand, ChangeCommand, OverlayCommand, Touched
from reader.gui.widgets.busy_cursor import wait_cursor
from reader.localization import tr
from reader.storage.differences import restored as with_restored

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from reader.document.model import BlockKind, Document
    from reader.document.overlays.overlays import Overlays
    from reader.document.overlays.repair_decisions import Decision
    from reader.text.offsets import TextRange
    from reader.text.repair import Repair

    Reconcile = Callable[[AnnotationSet], AnnotationSet]


class Session(QObject):
    """An article and its annotations.

    Every change goes through `_apply`: onto the undo stack, into the set, and out as one signal
    from which everything on screen is derived.
    """

    annotations_changed = Signal()
    document_changed = Signal()
    """Repairs were decided otherwise: the article reads differently."""
    superseded = Signal()
    """Another device chose another encoding: the article is to be read again."""
    changed = Signal()
    """There is something to save."""

    def __init__(
        self,
        document: Document,
        annotations: AnnotationSet,
        *,
        is_read_only: bool = False,
        refused_everywhere: Collection[str] = (),
        reconcile: Reconcile | None = None,
        placed: AnnotationIndex | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Begin a session.

        Args:
            document: the article; what was decided is laid over it where it is not yet.
            annotations: on it.
            is_read_only: whether nothing can be changed.
            refused_everywhere: words that normalising leaves as they are in every article.
            reconcile: makes what others write count in the encoding the article is read in.
            placed: the annotations by place in it; None where nobody made that yet.
            parent: owner.
        """
        super().__init__(parent)
        self._reconcile = reconcile
        self._overlays = overlays_of(annotations)
        self._refused_everywhere = frozenset(refused_everywhere)
        self.document = as_decided(document, self._overlays)
        self.is_read_only = is_read_only
        self.is_superseded = False
        self.undo_stack = QUndoStack(self)
        self.rendition = Rendition(self.document, refused=self.refused)
        self.titles = Titles(self.rendition)
        self._annotations = annotations
        self.placed = placed or AnnotationIndex(self.document, annotations.items)
        self._touched = Touched()
        """Filled by steps that are undone or redone."""
        self._sitting: str | None = None
        """Id of what is being written, where what is typed next belongs to the step before."""
        self._unwritten: set[str] = set()
        """Ids whose latest version nobody has seen: the next one may replace it without trace."""

    # What there is

    @property
    def annotations(self) -> AnnotationSet:
        """All items, deleted ones included."""
        return self._annotations

    def snapshot(self) -> AnnotationSet:
        """Return the set in order to write it; from here on its versions are known elsewhere."""
        self._unwritten.clear()
        return self._annotations

    def annotation(self, id_: str) -> Annotation:
        """Return an annotation by its id.

        Raises:
            KeyError: there is none.
        """
        return self.placed[id_]

    def marks_in(self, part: TextRange) -> list[Mark]:
        """Return what the page paints over a range, older marks first."""
        return [
            Mark(item.id, place, item.color, item.style, bool(item.note))
            for place, item in self.placed.over(part)
        ]

    # What can be done

    def show_in(self, target: str) -> None:
        """Show the article in another script."""
        self._render(target)

    def highlight(self, part: TextRange, color: str) -> str:
        """Mark a range and return the new annotation's id."""
        annotation = created(self.document, part, Body(color=color), now=now())
        self._apply(None, annotation, tr("Highlight"))
        return annotation.id

    def set_color(self, id_: str, color: str) -> None:
        """Give an annotation another colour; a deleted one has none."""
        body = self.placed[id_].body or Body()
        if body.color != color and not self.placed[id_].is_deleted:
            before = self.placed[id_]
            after = revise(before, now=now(), body=replace(body, color=color))
            self._apply(before, after, tr("Change colour"))

    def set_note(self, id_: str, note: str, *, instead_of: str | None = None) -> None:
        """Write beside an annotation; the strokes of one sitting are one step to undo.

        Args:
            id_: of the annotation.
            note: what is written now.
            instead_of: what the writer had before; what else stands there has come from another
                device since, and stays. None for the note shown.
        """
        body = self.placed[id_].body or Body()
        if body.value != note and not self.placed[id_].is_deleted:
            before = self.placed[id_]
            body = replace(body, value=note)
            after = rewritten(
                before, body, instead_of=instead_of, goes_on=self._goes_on(id_), now=now()
            )
            self._apply(before, after, tr("Edit note"), joins=True)

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

    def finish_note(self) -> None:
        """End a sitting: what is typed next is a step of its own."""
        self._sitting = None

    def settle(self, id_: str, version: Annotation) -> None:
        """Let an annotation that has several versions say what one of them says."""
        before = self.placed[id_]
        self._apply(before, settled(before, version, now=now()), tr("Choose a version"))

    def join_versions(self, id_: str) -> None:
        """Put the notes of all versions of an annotation into one."""
        before = self.placed[id_]
        self._apply(before, joined(before, now=now()), tr("Keep all notes"))

    def undecided_repairs(self) -> Iterator[Repair]:
        """Yield the repairs the user has not decided on."""
        return undecided(self.document.repairs, self._overlays.decisions)

    def readings_of(self, repair: Repair) -> Sequence[str]:
        """Return what may stand for a damaged place, in an order that no decision changes."""
        repairs = self.document.found
        at = bisect_left(repairs, repair.start, key=attrgetter("start"))
        found = repairs[at] if at < len(repairs) and repairs[at].start == repair.start else repair
        return list(dict.fromkeys((found.after, *found.alternatives, repair.after)))

    def decide(self, decisions: Iterable[Decision], text: str) -> None:
        """Apply repairs or not, or choose others; the annotations stay where they are.

        Args:
            decisions: on some of the repairs of the document.
            text: what the step is called.
        """
        self._overlay(self._overlays.decided(decisions), text)

    @property
    def refused(self) -> frozenset[str]:
        """Words that normalising leaves as they are, here or everywhere."""
        return self._overlays.refused | self._refused_everywhere

    def refuse(self, words: Collection[str], *, everywhere: Collection[str] = ()) -> None:
        """Say which words normalising leaves as they are.

        Args:
            words: in this article.
            everywhere: in all articles; the window remembers them.
        """
        before, self._refused_everywhere = self._refused_everywhere, frozenset(everywhere)
        is_step = self._overlay(self._overlays.refusing(words), tr("Normalise"))
        if not is_step and before != self._refused_everywhere:
            self._show_overlays()

    def correct(self, offset: int, kind: BlockKind, level: int = 0) -> None:
        """Say what the block at a source offset is; the annotations stay where they are."""
        block = self.document.blocks[self.document.block_index(offset)]
        correction = Correction(range=block.range, kind=kind, level=level)
        self._overlay(self._overlays.corrected([correction]), tr("Correct the structure"))

    def remove(self, id_: str) -> None:
        """Delete an annotation; undo brings it back."""
        current = self.placed[id_]
        if not current.is_deleted:
            self._apply(current, deleted(current, now=now()), tr("Delete"))

    def bring_back(self, backup: AnnotationSet, ids: Collection[str], *, decisions: bool) -> None:
        """Bring back what was lost since a backup; all there is still there. One step to undo.

        Args:
            backup: counts in the encoding the article is read in.
            ids: of the annotations wanted back.
            decisions: on repairs, structure and words are wanted back too.
        """
        if self.is_read_only:
            return
        self._unwritten.clear()
        text, time = tr("Restore from a backup"), now()
        items = with_restored(self._annotations, backup, ids, now=time).items
        changes = [
            Change(before=self.placed.get(item.id), after=item)
            for item in items
            if self.placed.get(item.id) != item
        ]
        self.undo_stack.beginMacro(text)
        if changes:
            self.undo_stack.push(BatchCommand(self, changes, text))
        if decisions:
            others = replace(backup, items=())
            both = with_restored(self._annotations, others, None, now=time)
            self._overlay(overlays_of(both), text)
        self.undo_stack.endMacro()

    def discard_created(self, id_: str) -> None:
        """Take back the making of an annotation, if that was the last step, as if it never was."""
        if self.is_read_only:
            return
        last = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(last, ChangeCommand) and last.makes(id_):
            last.forget_when_undone()
            self.undo_stack.undo()
        else:
            self.remove(id_)

    def merge_external(self, written: AnnotationSet, taken: AnnotationSet | None = None) -> None:
        """Take in what others wrote to the file in the meantime.

        Args:
            written: the annotations with theirs.
            taken: what theirs were merged into; what is still as it was then need not be again.
        """
        if written is self._annotations:
            return
        merged = written if self._annotations is taken else self._merged(written, taken)
        if merged == self._annotations:
            return
        before = self._overlays
        if merged.about.encoding == self._annotations.about.encoding:
            merged = self._reconciled(merged)
        else:
            self.is_superseded = True
        self._annotations = merged
        self._overlays = overlays_of(merged)
        changed = [item for item in merged.items if item is not self.placed.get(item.id)]
        self.placed.put(changed)
        # What is shown of them now may be what another device wrote.
        ids = {item.id for item in changed}
        self._unwritten -= ids
        if self._sitting in ids:
            self._sitting = None  # or undoing what was typed would undo theirs
        if self._overlays != before:
            self._show_overlays()
        self.annotations_changed.emit()
        if self.is_superseded:
            self.superseded.emit()

    # How it is done

    def _merged(self, written: AnnotationSet, taken: AnnotationSet | None) -> AnnotationSet:
        known = {item.id: item for item in taken.items} if taken else {}
        own = tuple(item for item in self._annotations.items if item is not known.get(item.id))
        return merge(written, replace(self._annotations, items=own))

    def _reconciled(self, merged: AnnotationSet) -> AnnotationSet:
        """Return a set of which what is new counts in the encoding the article is read in.

        Another device may have made it before it heard that the encoding was changed.
        """
        if self._reconcile is None:
            return merged
        own = self._annotations
        new = tuple(item for item in merged.items if item is not self.placed.get(item.id))
        theirs = replace(
            merged,
            items=new,
            repairs=merged.repairs if merged.repairs != own.repairs else (),
            roles=merged.roles if merged.roles != own.roles else (),
        )
        moved = self._reconcile(theirs)
        if moved is theirs:
            return merged
        by_id = {item.id: item for item in moved.items}
        return replace(
            merged,
            items=tuple(by_id.get(item.id, item) for item in merged.items),
            repairs=moved.repairs or merged.repairs,
            roles=moved.roles or merged.roles,
        )

    def _apply(
        self, before: Annotation | None, after: Annotation, text: str, *, joins: bool = False
    ) -> None:
        if self.is_read_only:
            return
        if joins and self._goes_on(after.id) and self._joins_last_step(after):
            self.apply_changes(Change(before=before, after=after))
        else:
            # The stack calls redo() of what is pushed: that puts the change into effect.
            self.undo_stack.push(ChangeCommand(self, before, after, text))
        self._sitting = after.id if joins else None

    def _goes_on(self, id_: str) -> bool:
        """Tell whether what is written now belongs to the step before."""
        return self._sitting == id_ and not self.undo_stack.canRedo()

    def _joins_last_step(self, after: Annotation) -> bool:
        last = self.undo_stack.command(self.undo_stack.index() - 1)
        return isinstance(last, ChangeCommand) and last.take_in(after)

    def _overlay(self, overlays: Overlays, text: str) -> bool:
        """Take a step to other overlays; False where there is none to take."""
        if self.is_read_only or overlays == self._overlays:
            return False
        self.undo_stack.push(OverlayCommand(self, self._overlays, overlays, text))
        return True

    def _show_overlays(self) -> None:
        """Let the document read as the overlays have it; in a book that takes a second."""
        with wait_cursor():
            self.document = as_decided(self.document, self._overlays)
            self.placed.regroup(self.document)
            self._render(self.rendition.target)
            self.document_changed.emit()

    def _render(self, target: str) -> None:
        self.rendition = Rendition(self.document, target, refused=self.refused)
        self.titles = Titles(self.rendition)

    def apply_changes(self, *changes: Change) -> None:
        """Put changes into effect; for steps of the undo stack."""
        for change in changes:
            self._put(change)
        self.annotations_changed.emit()
        self.changed.emit()

    def _put(self, change: Change) -> None:
        after = change.after
        if after is None:
            raise ValueError("an annotation that was made is deleted, not unmade")
        before = change.before
        if before and after.id in self._unwritten and _leave_the_same(before, after):
            # A version nobody has seen needs no place in the history of the next.
            after = replace(after, history=before.history)
        self._annotations = apply(self._annotations, replace(change, after=after))
        self._unwritten.add(after.id)
        self.placed.put([after])

    def put_overlays(self, before: Overlays, after: Overlays) -> None:
        """Put a change of decisions and corrections into effect; for steps of the undo stack."""
        self._touched.places += places_between(before, after, self.document.found)
        self._overlays = self._overlays.stepped(before, after)
        self._annotations = with_overlays(self._annotations, self._overlays)
        self._show_overlays()
        self.changed.emit()

    def revert_changes(self, *changes: Change) -> None:
        """Let annotations say what they said before changes; for steps of the undo stack."""
        time = now()
        back = []
        for change in changes:
            either = change.after or change.before
            if either is not None:
                current = self.placed[either.id]
                # Before a creation there was nothing: whatever is written there now, others wrote.
                led_to = change.after or deleted(current, now=time)
                after = restored(change.before, current, instead_of=led_to, now=time)
                back.append(Change(before=current, after=after))
        ids = [change.before.id for change in back if change.before is not None]
        places = {id_: self.placed.place_of(id_) for id_ in ids}
        self.apply_changes(*back)
        self._touched.ids += ids
        # What is deleted by this had a place before, what is brought back has it now.
        found = (self.placed.place_of(id_) or places[id_] for id_ in ids)
        self._touched.places += filter(None, found)


def _leave_the_same(before: Annotation, after: Annotation) -> bool:
    """Tell whether a step leaves the versions beside the one shown as they were."""
    if is_one(before) and is_one(after):
        return True
    return heads(before)[1:] == heads(after)[1:]

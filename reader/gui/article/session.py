"""One open article: what the user did to it, and the only way to change that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.annotation.bin import emptying, restoring
from reader.annotation.changes import (
    created,
    created_about_article,
    deleted,
    now,
    rewritten,
    stretched,
)
from reader.annotation.model import STYLES, Annotation, AnnotationSet, Body
from reader.annotation.overlay_records import overlays_of
from reader.annotation.versions import joined, settled
from reader.gui.article.external_changes import merged_with, reconciled_with, whole_set
from reader.gui.article.undo_commands import ChangeCommand
from reader.gui.article.undoable_article import UndoableArticle
from reader.localization import tr
from reader.storage.differences import restored as with_restored
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from reader.annotation.annotation_index import AnnotationIndex
    from reader.document.model import BlockKind, Document
    from reader.document.overlays.repair_decisions import Decision
    from reader.document.unit_table import UnitTable
    from reader.gui.article.external_changes import Reconcile


class Session(UndoableArticle):
    """What the user can do to an open article.

    Every change goes through `_apply` or `_apply_all`: onto the undo stack, into the set, and out
    as one signal from which everything on screen is derived.
    """

    superseded = Signal()
    """Another device chose another encoding: the article is to be read again."""

    def __init__(
        self,
        document: Document,
        annotations: AnnotationSet,
        *,
        is_read_only: bool = False,
        refused_everywhere: Collection[str] = (),
        reconcile: Reconcile | None = None,
        annotation_index: AnnotationIndex | None = None,
        units: UnitTable | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Begin a session.

        Args:
            document: the article; what was decided is laid over it where it is not yet.
            annotations: on it.
            is_read_only: whether nothing can be changed.
            refused_everywhere: words that normalising leaves as they are in every article.
            reconcile: makes what others write count in the encoding the article is read in.
            annotation_index: the annotations by place in it; None to make it.
            units: what it is laid out in; None to find it.
            parent: owner.
        """
        super().__init__(
            document,
            annotations,
            is_read_only=is_read_only,
            refused_everywhere=refused_everywhere,
            annotation_index=annotation_index,
            units=units,
            parent=parent,
        )
        self._reconcile = reconcile
        self._untouched = annotations
        self.is_superseded = False

    @property
    def is_touched(self) -> bool:
        """Whether anything was done to it since it was opened."""
        return self.annotations is not self._untouched

    # What the user can do

    def highlight(self, part: TextRange, color: str, style: str = STYLES[0]) -> str:
        """Mark a range and return the new annotation's id."""
        body = Body(color=color, highlight=style)
        annotation = created(self.document, part, body, now=now())
        self._apply(None, annotation, tr("Highlight"))
        return annotation.id

    def put_bookmark(self, offset: int) -> str:
        """Put a bookmark at a source offset and return its id."""
        annotation = created(self.document, TextRange(offset, offset), None, now=now())
        self._apply(None, annotation, tr("Bookmark"))
        return annotation.id

    def bookmark_at(self, offset: int) -> str | None:
        """Return the id of the bookmark at a source offset; None where there is none."""
        here = self.annotation_index.beginning_in(TextRange(offset, offset + 1))
        return next((each.id for each in here if each.is_bookmark), None)

    def begin_article_note(self) -> str:
        """Make an annotation of the whole article and return its id."""
        annotation = created_about_article(self.document, Body(), now=now())
        self._apply(None, annotation, tr("Note on the article"))
        return annotation.id

    def set_color(self, id_: str, color: str) -> None:
        """Give an annotation another colour; a deleted one has none, nor has a bookmark."""
        body = self.annotation_index[id_].body or Body()
        self._set_look(id_, replace(body, color=color), tr("Change colour"))

    def set_style(self, id_: str, style: str) -> None:
        """Paint an annotation in another way; a deleted one has none, nor has a bookmark."""
        body = self.annotation_index[id_].body or Body()
        self._set_look(id_, replace(body, highlight=style), tr("Change style"))

    def set_tags(self, id_: str, tags: tuple[str, ...]) -> None:
        """Give an annotation other tags; a deleted one has none."""
        body = self.annotation_index[id_].body or Body()
        self._set_body(id_, replace(body, tags=tags), tr("Change tags"))

    def stretch(self, id_: str, part: TextRange, *, goes_on: bool = False) -> None:
        """Let an annotation reach over another range.

        Args:
            id_: of the annotation; a deleted one reaches nowhere.
            part: of the source, not empty.
            goes_on: whether this belongs to the step before, if that stretched it too.
        """
        before = self.annotation_index[id_]
        if before.is_deleted or part.is_empty or part == self.annotation_index.place_of(id_):
            return
        after = stretched(before, self.document, part, now=now())
        self._apply(before, after, tr("Move the ends"), joins=goes_on)

    def set_note(self, id_: str, note: str, *, instead_of: str | None = None) -> None:
        """Write beside an annotation; the strokes of one sitting are one step to undo.

        Args:
            id_: of the annotation.
            note: what is written now.
            instead_of: what the writer had before; what else stands there has come from another
                device since, and stays. None for the note shown.
        """
        body = self.annotation_index[id_].body or Body()
        if body.value != note and not self.annotation_index[id_].is_deleted:
            before = self.annotation_index[id_]
            body, text = replace(body, value=note), tr("Edit note")
            goes_on = self._sitting.goes_on(id_, text)
            after = rewritten(before, body, instead_of=instead_of, goes_on=goes_on, now=now())
            self._apply(before, after, text, joins=True)

    def restore_text(self, id_: str, text: str) -> None:
        """Let a note say what it said before; what it says now is remembered in its turn."""
        before = self.annotation_index[id_]
        if text != before.note and not before.is_deleted:
            body = replace(before.body or Body(), value=text)
            after = rewritten(before, body, now=now())
            self._apply(before, after, tr("Restore an earlier text"))

    def settle(self, id_: str, version: Annotation) -> None:
        """Let an annotation that has several versions say what one of them says."""
        before = self.annotation_index[id_]
        self._apply(before, settled(before, version, now=now()), tr("Choose a version"))

    def join_versions(self, id_: str) -> None:
        """Put the notes of all versions of an annotation into one."""
        before = self.annotation_index[id_]
        self._apply(before, joined(before, now=now()), tr("Keep all notes"))

    def decide(self, decisions: Iterable[Decision], text: str) -> None:
        """Apply repairs or not, or choose others; the annotations stay where they are.

        Args:
            decisions: on some of the repairs of the document.
            text: what the step is called.
        """
        self._overlay(self._displayed.overlays.decided(decisions), text)

    def refuse(self, words: Collection[str], *, everywhere: Collection[str] = ()) -> None:
        """Say which words normalising leaves as they are.

        Args:
            words: in this article.
            everywhere: in all articles; the window remembers them.
        """
        is_other = self._displayed.refuse_everywhere(everywhere)
        is_step = self._overlay(self._displayed.overlays.refusing(words), tr("Normalise"))
        if is_other and not is_step:
            self._show_overlays()

    def correct(self, offset: int, kind: BlockKind, level: int = 0) -> None:
        """Say what the block at a source offset is; the annotations stay where they are."""
        overlays = self._displayed.corrected(offset, kind, level)
        self._overlay(overlays, tr("Correct the structure"))

    def remove(self, id_: str) -> None:
        """Delete an annotation; undo brings it back."""
        current = self.annotation_index[id_]
        if not current.is_deleted:
            self._apply(current, deleted(current, now=now()), tr("Delete"))

    def take_out_of_bin(self, ids: Collection[str] | None = None) -> None:
        """Bring back what was deleted, where its bin was not emptied. One step to undo.

        Args:
            ids: of the annotations wanted back; None for all that lies in the bin.
        """
        changes = restoring(self.annotations.items, ids, now=now())
        self.change_all(changes, tr("Restore from the bin"))

    def empty_bin(self, ids: Collection[str] | None = None) -> None:
        """Let go of what deleted annotations were, on all devices; no step brings them back.

        Args:
            ids: of the annotations; None for all that lies in the bin.
        """
        if self.is_read_only:
            return
        if changes := emptying(self.annotations.items, ids):
            self.apply_changes(*changes)
            self._forget_steps_on([each.before.id for each in changes if each.before])

    def bring_back(self, backup: AnnotationSet, ids: Collection[str], *, decisions: bool) -> None:
        """Bring back what was lost since a backup; all there is still there. One step to undo.

        Args:
            backup: counts in the encoding the article is read in.
            ids: of the annotations wanted back.
            decisions: on repairs, structure and words are wanted back too.
        """
        if self.is_read_only:
            return
        text = tr("Restore from a backup")
        changes = self._open.changes_from(backup, ids)
        self.undo_stack.beginMacro(text)
        self.change_all(changes, text)
        if decisions:
            both = with_restored(self.annotations, replace(backup, items=()), None, now=now())
            self._overlay(overlays_of(both), text)
        self.undo_stack.endMacro()

    def discard_created(self, id_: str) -> None:
        """Take back the making of an annotation, if that was the last step, as if it never was.

        Nothing of it lies in the bin.
        """
        if self.is_read_only:
            return
        last = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(last, ChangeCommand) and last.makes(id_):
            last.forget_when_undone()
            self.undo_stack.undo()
            self._open.unmake(id_)
            self.changed.emit()
        else:
            self.remove(id_)

    def merge_external(self, written: AnnotationSet, taken: AnnotationSet | None = None) -> None:
        """Take in what others wrote to the file in the meantime.

        Args:
            written: the annotations with theirs.
            taken: what theirs were merged into; what is still as it was then need not be again.
        """
        own = self.annotations
        if written is own:
            return
        merged = merged_with(own, written, taken)
        if merged == own:
            return
        if merged.about.encoding != own.about.encoding:
            self.is_superseded = True
        elif self._reconcile is not None:
            merged = reconciled_with(own, merged, self._reconcile)
        # Or undoing what was typed would undo theirs.
        self._sitting.end_for(self._open.merge(merged))
        before, self._displayed.overlays = self._displayed.overlays, overlays_of(merged)
        if self._displayed.overlays != before:
            self._show_overlays()
        self.annotations_changed.emit()
        if self.is_superseded:
            self.superseded.emit()

    def complete(
        self,
        document: Document,
        units: UnitTable,
        annotations: AnnotationSet,
        annotation_index: AnnotationIndex,
        *,
        reconcile: Reconcile | None = None,
        is_written: bool = False,
    ) -> None:
        """Go on with all of an article of which a part was shown; what was done to it stays.

        Args:
            document: all of it.
            units: what it is laid out in.
            annotations: what is kept about it, to which what was done to the part is added.
            annotation_index: the same by place.
            reconcile: as for the part, by all of it.
            is_written: whether what was done to the part is on disk.
        """
        own = self.annotations if self.is_touched else None
        self._untouched, self._reconcile = annotations, reconcile
        self._open.complete(annotations, annotation_index)
        if own is not None:
            self._open.merge(whole_set(own, annotations, document, is_written=is_written))
        self._displayed.overlays = overlays_of(self.annotations)
        self._put((document, units))
        if not self._displayed.is_up_to_date:
            self._show_overlays()
        self.annotations_changed.emit()

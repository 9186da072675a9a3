"""One open article: what the reader did to it, and the only way to change that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from reader.annotation.anchoring import anchor
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
from reader.annotation.merging import heads, is_one, merge
from reader.annotation.model import Annotation, AnnotationSet, Body
from reader.annotation.overlay_records import overlays_of, with_overlays
from reader.annotation.spans import Span, SpanIndex
from reader.annotation.versions import joined, settled, versions
from reader.document.decisions import undecided
from reader.document.rendition import Rendition
from reader.document.roles import Correction
from reader.gui.page.marks import Mark
from reader.gui.steps import OverlayStep, Step, Steps
from reader.localization import tr
from reader.storage.backups import restored as with_restored
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reader.document.decisions import Decision
    from reader.document.model import BlockKind, Document
    from reader.document.overlays import Overlays
    from reader.text.repair import Repair

_FIRST_WORDS = 12
"""Characters of an untitled part of a long text that stand for its title."""


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
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._found = document
        self._overlays = overlays_of(annotations)
        self._refused_everywhere = frozenset(refused_everywhere)
        self.document = self._overlays.over(document)
        self.is_read_only = is_read_only
        self.is_superseded = False
        self.undo_stack = QUndoStack(self)
        self.rendition = Rendition(document)
        self._annotations = annotations
        self._places: dict[str, TextRange | None] = {}
        self._by_id: dict[str, Annotation] = {}
        self._orphans: dict[str, Annotation] = {}
        self._spans = SpanIndex()
        self._may_join = False
        """Whether what is typed next belongs to the step before."""
        self._by_section: list[Sequence[Annotation] | None] = []
        """None for a section where something has changed since it was asked for."""
        self._titles: dict[int, str] = {}
        """Of the sections, in the present rendition."""
        self._unwritten: set[str] = set()
        """Ids whose latest version nobody has seen: the next one may replace it without trace."""
        self._read()

    # What there is

    @property
    def annotations(self) -> AnnotationSet:
        """All items, deleted ones included."""
        return self._annotations

    def take(self) -> AnnotationSet:
        """Return the set in order to write it; from here on its versions are known elsewhere."""
        self._unwritten.clear()
        return self._annotations

    def annotation(self, id_: str) -> Annotation:
        """Return an annotation by its id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[id_]

    def place_of(self, id_: str) -> TextRange | None:
        """Return where an annotation stands, None when its text was not found."""
        return self._places.get(id_)

    def in_reading_order(self) -> Iterator[tuple[TextRange, Annotation]]:
        """Yield the annotations that have a place."""
        for start, end, id_ in self._spans:
            yield TextRange(start, end), self._by_id[id_]

    def by_section(self) -> Iterator[tuple[int, Sequence[Annotation]]]:
        """Yield the sections that have annotations, by index, with theirs in reading order."""
        for index, known in enumerate(self._by_section):
            group = self._read_section(index) if known is None else known
            if group:
                yield index, group

    def orphans(self) -> list[Annotation]:
        """Return the annotations whose text was not found, oldest first."""
        return list(self._orphans.values())

    def undecided(self) -> list[str]:
        """Return the ids of annotations with several versions, those in the text in its order."""
        every = (*(each for _, each in self.in_reading_order()), *self._orphans.values())
        return [each.id for each in every if not is_one(each) and len(versions(each)) > 1]

    def count_in(self, section: int) -> int:
        """Return how many annotations begin in a section, without those below it."""
        return self._spans.count_starting_in(self.document.reach_of(section))

    @property
    def title(self) -> str:
        """The title of the article as displayed."""
        return self.rendition.words(self.document.title)

    @property
    def origin(self) -> str:
        """Who published the article, as displayed; empty where that is not known."""
        return self.rendition.words(self.document.origin or "")

    def section_title(self, index: int) -> str:
        """Return the title of a section as displayed; words of ours for what precedes the first."""
        if index not in self._titles:
            section = self.document.sections[index]
            self._titles[index] = (
                self._untitled(index)
                if section.title is None
                else self.rendition.words(section.title)
            )
        return self._titles[index]

    def _untitled(self, index: int) -> str:
        """Return words of ours for what precedes the first heading, else the first of its own."""
        if index == 0:
            return tr("Opening")
        text = self.rendition.text_of(self.document.sections[index].blocks[0].range)
        return text if len(text) <= _FIRST_WORDS else f"{text[:_FIRST_WORDS]}…"

    def marks_in(self, part: TextRange) -> list[Mark]:
        """Return what the page paints over a range, older marks first."""
        marks = []
        for start, end, id_ in sorted(self._spans.overlapping(part), key=lambda span: span.id):
            annotation = self._by_id[id_]
            marks.append(
                Mark(
                    id_,
                    TextRange(start, end),
                    annotation.color,
                    annotation.style,
                    bool(annotation.note),
                )
            )
        return marks

    def at(self, offset: int) -> list[str]:
        """Return the ids of the annotations over a character, the shortest first."""
        return [span.id for span in self._spans.at(offset)]

    # What can be done

    def show_in(self, target: str) -> None:
        """Show the article in another script."""
        self.rendition = Rendition(self.document, target, refused=self.refused)
        self._titles.clear()

    def highlight(self, part: TextRange, color: str) -> str:
        """Mark a range and return the new annotation's id."""
        annotation = created(self.document, part, Body(color=color), now=now())
        self._apply(None, annotation, tr("Highlight"))
        return annotation.id

    def set_color(self, id_: str, color: str) -> None:
        """Give an annotation another colour; a deleted one has none."""
        body = self._by_id[id_].body or Body()
        if body.color != color and not self._by_id[id_].is_deleted:
            before = self._by_id[id_]
            after = revise(before, now=now(), body=replace(body, color=color))
            self._apply(before, after, tr("Change color"))

    def set_note(self, id_: str, note: str) -> None:
        """Write beside an annotation; the strokes of one sitting are one step to undo."""
        body = self._by_id[id_].body or Body()
        if body.value != note and not self._by_id[id_].is_deleted:
            before = self._by_id[id_]
            after = rewritten(before, replace(body, value=note), now=now())
            self._apply(before, after, tr("Edit note"), joins=True)

    def finish_note(self) -> None:
        """End a sitting: what is typed next is a step of its own."""
        self._may_join = False

    def settle(self, id_: str, version: Annotation) -> None:
        """Let an annotation that has several versions say what one of them says."""
        before = self._by_id[id_]
        self._apply(before, settled(before, version, now=now()), tr("Choose a version"))

    def join_versions(self, id_: str) -> None:
        """Put the notes of all versions of an annotation into one."""
        before = self._by_id[id_]
        self._apply(before, joined(before, now=now()), tr("Keep all notes"))

    def undecided_repairs(self) -> Iterator[Repair]:
        """Yield the repairs the reader has not decided on."""
        return undecided(self.document.repairs, self._overlays.decisions)

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
        current = self._by_id[id_]
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
            Change(before=self._by_id.get(item.id), after=item)
            for item in items
            if self._by_id.get(item.id) != item
        ]
        self.undo_stack.beginMacro(text)
        if changes:
            self.undo_stack.push(Steps(self, changes, text))
        if decisions:
            others = replace(backup, items=())
            both = with_restored(self._annotations, others, None, now=time)
            self._overlay(overlays_of(both), text)
        self.undo_stack.endMacro()

    def unmake(self, id_: str) -> None:
        """Take back the making of an annotation, if that was the last step, as if it never was."""
        if self.is_read_only:
            return
        last = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(last, Step) and last.makes(id_):
            last.forget_when_undone()
            self.undo_stack.undo()
        else:
            self.remove(id_)

    def absorb(self, written: AnnotationSet) -> None:
        """Take in what others wrote to the file in the meantime."""
        if written is self._annotations:
            return
        merged = merge(self._annotations, written)
        if merged == self._annotations:
            return
        before = self._overlays
        self.is_superseded |= merged.about.encoding != self._annotations.about.encoding
        self._annotations = merged
        self._overlays = overlays_of(merged)
        known = self._by_id
        self._read()
        # What is shown of them now may be what another device wrote.
        self._unwritten = {id_ for id_ in self._unwritten if self._by_id[id_] == known[id_]}
        if self._overlays != before:
            self._show_overlays()
        self.annotations_changed.emit()
        if self.is_superseded:
            self.superseded.emit()

    # How it is done

    def _apply(
        self, before: Annotation | None, after: Annotation, text: str, *, joins: bool = False
    ) -> None:
        if self.is_read_only:
            return
        # The stack calls redo() of what is pushed: that is what puts the change into effect.
        self.undo_stack.push(Step(self, before, after, text, joins=joins and self._may_join))
        self._may_join = joins

    def _overlay(self, overlays: Overlays, text: str) -> bool:
        """Take a step to other overlays; False where there is none to take."""
        if self.is_read_only or overlays == self._overlays:
            return False
        self.undo_stack.push(OverlayStep(self, self._overlays, overlays, text))
        return True

    def _show_overlays(self) -> None:
        """Let the document read as the overlays have it."""
        self.document = self._overlays.over(self._found)
        self.rendition = Rendition(self.document, self.rendition.target, refused=self.refused)
        self._titles.clear()
        self._by_section = [None] * len(self.document.sections)
        self.document_changed.emit()

    def put(self, *changes: Change) -> None:
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
        self._forget(after.id)
        self._annotations = apply(self._annotations, replace(change, after=after))
        self._unwritten.add(after.id)
        self._learn(after)

    def put_overlays(self, before: Overlays, after: Overlays) -> None:
        """Put a change of decisions and corrections into effect; for steps of the undo stack."""
        self._overlays = self._overlays.stepped(before, after)
        self._annotations = with_overlays(self._annotations, self._overlays)
        self._show_overlays()
        self.changed.emit()

    def restore(self, *changes: Change) -> None:
        """Let annotations say what they said before changes; for steps of the undo stack."""
        time = now()
        back = []
        for change in changes:
            either = change.after or change.before
            if either is not None:
                current = self._by_id[either.id]
                after = restored(change.before, current, instead_of=change.after, now=time)
                back.append(Change(before=current, after=after))
        self.put(*back)

    def _read(self) -> None:
        self._by_id = {item.id: item for item in self._annotations.items}
        living = [item for item in self._annotations.items if not item.is_deleted]
        self._places = {item.id: anchor(item, self.document) for item in living}
        self._orphans = {item.id: item for item in living if self._places[item.id] is None}
        self._spans = SpanIndex(
            Span(place.start, place.end, id_)
            for id_, place in self._places.items()
            if place is not None
        )
        self._by_section = [None] * len(self.document.sections)

    def _read_section(self, index: int) -> Sequence[Annotation]:
        spans = self._spans.starting_in(self.document.reach_of(index))
        self._by_section[index] = group = [self._by_id[span.id] for span in spans]
        return group

    def _learn(self, annotation: Annotation) -> None:
        id_ = annotation.id
        self._by_id[id_] = annotation
        if annotation.is_deleted:
            return
        self._places[id_] = place = anchor(annotation, self.document)
        if place is None:
            self._orphans[id_] = annotation
        else:
            self._spans.add(Span(place.start, place.end, id_))
            self._by_section[self.document.section_index(place.start)] = None

    def _forget(self, id_: str) -> None:
        self._orphans.pop(id_, None)
        place = self._places.pop(id_, None)
        if place is not None:
            self._spans.remove(Span(place.start, place.end, id_))
            self._by_section[self.document.section_index(place.start)] = None


def _leave_the_same(before: Annotation, after: Annotation) -> bool:
    """Tell whether a step leaves the versions beside the one shown as they were."""
    return is_one(before) or heads(before)[1:] == heads(after)[1:]

"""The annotations of an open article: the set that is saved, and where each of them stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.annotation_index import AnnotationIndex
from reader.annotation.changes import Change, apply, apply_all, deleted, now, restored
from reader.annotation.emptying import contents_of, emptied
from reader.annotation.merging import heads, is_one
from reader.storage.differences import restored as with_restored

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reader.annotation.model import Annotation, AnnotationSet
    from reader.document.model import Document


class OpenAnnotations:
    """Keeps the set, and the index by place, in step with every change."""

    def __init__(
        self,
        document: Document,
        annotations: AnnotationSet,
        annotation_index: AnnotationIndex | None,
    ) -> None:
        self.all = annotations
        """Deleted ones included."""
        self.annotation_index = annotation_index or AnnotationIndex(document, annotations.items)
        self._unwritten: set[str] = set()
        """Ids whose latest version was not written yet: the next may replace it without trace."""
        self._new: set[str] = set()
        """Those of them that no file has held in any version."""

    def complete(self, annotations: AnnotationSet, annotation_index: AnnotationIndex) -> None:
        """Go on with what is kept about an article of which only a part was known."""
        self.all, self.annotation_index = annotations, annotation_index

    def snapshot(self) -> AnnotationSet:
        """Return the set in order to write it; from here on its versions are known elsewhere."""
        self._unwritten.clear()
        self._new.clear()
        return self.all

    def unmake(self, id_: str) -> None:
        """Leave nothing of a deleted annotation, as far as no file has held it."""
        item = self.annotation_index[id_]
        if id_ in self._new:
            # The index has the memory of it on, as it has of all that are deleted.
            self.all = apply(self.all, Change(before=item, after=None))
        elif contents_of(item) is not None:
            self.put([Change(before=item, after=emptied(item))])

    def put(self, changes: Sequence[Change]) -> None:
        """Put changes into effect, of any annotation one.

        Raises:
            ValueError: one leaves nothing; an annotation that was made is deleted instead.
        """
        made = [self._unseen(change) for change in changes]
        self.all = apply_all(self.all, made)
        after = [change.after for change in made if change.after is not None]
        self._unwritten.update(annotation.id for annotation in after)
        self._new.update(each.after.id for each in made if each.after and not each.before)
        self.annotation_index.put(after)

    def merge(self, merged: AnnotationSet) -> set[str]:
        """Put into effect what others wrote, merged already; return the ids that it changed."""
        self.all = merged
        changed = [item for item in merged.items if item is not self.annotation_index.get(item.id)]
        self.annotation_index.put(changed)
        # What is shown of them now may be what another device wrote.
        ids = {item.id for item in changed}
        self._unwritten -= ids
        self._new -= ids
        return ids

    def changes_back(self, changes: Iterable[Change]) -> list[Change]:
        """Return the changes that let annotations say what they said before others."""
        time = now()
        back = []
        for change in changes:
            either = change.after or change.before
            if either is not None:
                current = self.annotation_index[either.id]
                # Before a creation there was nothing: whatever is written there now, others wrote.
                led_to = change.after or deleted(current, now=time)
                after = restored(change.before, current, instead_of=led_to, now=time)
                back.append(Change(before=current, after=after))
        return back

    def changes_from(self, backup: AnnotationSet, ids: Collection[str]) -> list[Change]:
        """Return the changes that bring annotations back from a backup."""
        self._unwritten.clear()
        return [
            Change(before=self.annotation_index.get(item.id), after=item)
            for item in with_restored(self.all, backup, ids, now=now()).items
            if self.annotation_index.get(item.id) != item
        ]

    def _unseen(self, change: Change) -> Change:
        """Return a change that leaves a version nobody has seen out of the history."""
        before, after = change.before, change.after
        if after is None:
            raise ValueError("an annotation that was made is deleted, not unmade")
        if before and after.id in self._unwritten and _leave_the_same(before, after):
            return replace(change, after=replace(after, history=before.history))
        return change


def _leave_the_same(before: Annotation, after: Annotation) -> bool:
    """Tell whether a step leaves the versions beside the one shown as they were."""
    if is_one(before) and is_one(after):
        return True
    return heads(before)[1:] == heads(after)[1:]

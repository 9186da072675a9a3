"""The state of an open article: what is shown and marked, and how changes to it take effect."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.annotation.mark import Mark
from reader.annotation.overlay_records import overlays_of, with_overlays
from reader.document.analysis import as_decided
from reader.document.unit_table import UnitTable
from reader.gui.article.displayed_document import DisplayedDocument
from reader.gui.article.open_annotations import OpenAnnotations
from reader.gui.article.undo_commands import Touched
from reader.gui.widgets.background_job import BackgroundJob
from reader.gui.widgets.busy_cursor import wait_cursor
from reader.progress import UNHEARD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reader.annotation.annotation_index import AnnotationIndex
    from reader.annotation.changes import Change
    from reader.annotation.model import Annotation, AnnotationSet
    from reader.document.model import Document
    from reader.document.overlays.overlays import Overlays
    from reader.document.rendition import Rendition
    from reader.gui.article.display_titles import Titles
    from reader.progress import Progress
    from reader.text.offsets import TextRange
    from reader.text.repair import Repair


_LONG = 200_000
"""Code points; what is shorter is worked out in a tenth of a second, and at once."""


class ArticleState(QObject):
    """An article and its annotations, with a signal for each fact that can change.

    What changes it are the steps of the undo stack, as their `Subject`.
    """

    annotations_changed = Signal()
    document_changed = Signal()
    """The overlays changed: document, rendition and titles are new."""
    rendition_changed = Signal()
    """The same document is shown in another script: rendition and titles are new."""
    second_changed = Signal()
    """The second view shows the document in another script, or there is or was none."""
    writable_changed = Signal()
    """It can be changed from now on, or can no longer."""
    steps_changed = Signal()
    """Other steps can be undone or redone."""
    changed = Signal()
    """There is something to save."""
    deciding = Signal(float)
    """How far it is worked out what a book is under other overlays, from 0 to 1."""
    decided = Signal()
    """That is over: it is shown, or something else was decided."""

    def __init__(
        self,
        document: Document,
        annotations: AnnotationSet,
        *,
        is_read_only: bool,
        refused_everywhere: Collection[str],
        annotation_index: AnnotationIndex | None,
        units: UnitTable | None,
        parent: QObject | None,
    ) -> None:
        super().__init__(parent)
        self._displayed = DisplayedDocument(
            document, overlays_of(annotations), refused_everywhere, units
        )
        self._open = OpenAnnotations(self.document, annotations, annotation_index)
        self._is_read_only = is_read_only
        self._touched = Touched()
        """Filled by steps that are undone or redone."""
        self._deciding: BackgroundJob | None = None
        """Works out what a book is under other overlays."""

    # Facts

    @property
    def document(self) -> Document:
        """The article under the overlays."""
        return self._displayed.document

    @property
    def units(self) -> UnitTable:
        """What the document is laid out in."""
        return self._displayed.units

    @property
    def rendition(self) -> Rendition:
        """The document in the script it is shown in."""
        return self._displayed.rendition

    @property
    def second(self) -> Rendition | None:
        """The document as the second view shows it; None where there is none."""
        return self._displayed.second

    @property
    def titles(self) -> Titles:
        """What the article and its sections are called in that script."""
        return self._displayed.titles

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._is_read_only

    @is_read_only.setter
    def is_read_only(self, is_read_only: bool) -> None:
        if is_read_only != self._is_read_only:
            self._is_read_only = is_read_only
            self.writable_changed.emit()

    @property
    def annotations(self) -> AnnotationSet:
        """All items, deleted ones included."""
        return self._open.all

    @property
    def annotation_index(self) -> AnnotationIndex:
        """The annotations where they stand in the document."""
        return self._open.annotation_index

    def snapshot(self) -> AnnotationSet:
        """Return the set in order to write it; from here on its versions are known elsewhere."""
        return self._open.snapshot()

    def annotation(self, id_: str) -> Annotation:
        """Return an annotation by its id.

        Raises:
            KeyError: there is none.
        """
        return self.annotation_index[id_]

    def marks_in(self, part: TextRange) -> list[Mark]:
        """Return what the page paints over a range, older marks first."""
        return [
            Mark(item.id, place, item.color, item.style, bool(item.note))
            for place, item in self.annotation_index.over(part)
        ]

    def bookmarks_in(self, part: TextRange) -> list[TextRange]:
        """Return where bookmarks are in a range."""
        here = (each for each in self.annotation_index.beginning_in(part) if each.is_bookmark)
        places = (self.annotation_index.place_of(each.id) for each in here)
        return [place for place in places if place is not None]

    def repairs_to_check(self) -> Iterator[Repair]:
        """Yield the doubtful repairs that the user has not decided on."""
        return self._displayed.to_check()

    def readings_of(self, repair: Repair) -> Sequence[str]:
        """Return what may stand for a damaged place, in an order that no decision changes."""
        return self._displayed.readings_of(repair)

    @property
    def refused(self) -> frozenset[str]:
        """Words that normalising leaves as they are, here or everywhere."""
        return self._displayed.refused

    def show_in(self, target: str) -> None:
        """Show the article in another script."""
        if target != self.rendition.target:
            self._displayed.show_in(target)
            self.rendition_changed.emit()

    def show_second(self, target: str | None) -> None:
        """Show the article a second time, in a script or as `UNREPAIRED`; None to do so no more."""
        if target != (self.second.target if self.second else None):
            self._displayed.show_second(target)
            self.second_changed.emit()

    # For the steps of the undo stack

    def apply_changes(self, *changes: Change) -> None:
        """Put changes into effect."""
        self._open.put(changes)
        self.annotations_changed.emit()
        self.changed.emit()

    def put_overlays(self, before: Overlays, after: Overlays) -> None:
        """Put a change of decisions and corrections into effect."""
        self._touched.places += self._displayed.places_between(before, after)
        self._displayed.overlays = overlays = self._displayed.overlays.stepped(before, after)
        self._open.all = with_overlays(self.annotations, overlays)
        self._show_overlays()
        self.changed.emit()

    def revert_changes(self, *changes: Change) -> None:
        """Let annotations say what they said before changes."""
        back = self._open.changes_back(changes)
        ids = [change.before.id for change in back if change.before is not None]
        places = {id_: self.annotation_index.place_of(id_) for id_ in ids}
        self.apply_changes(*back)
        self._touched.ids += ids
        # What is deleted by this had a place before, what is brought back has it now.
        found = (self.annotation_index.place_of(id_) or places[id_] for id_ in ids)
        self._touched.places += filter(None, found)

    def _show_overlays(self) -> None:
        """Show the article under the overlays there are now; a book as soon as it is worked out.

        What is decided meanwhile counts, and nothing that is worked out for what was before. Of a
        part, what is decided shows when the rest is there.
        """
        if self._deciding is not None:
            self._deciding.cancel()
            self._deciding = None
        if self._displayed.is_partial:
            return
        if self._displayed.is_up_to_date:
            self._put((self.document, self.units))
            return
        work = partial(_under, self.document, self._displayed.overlays)
        if len(self.document.source.text) < _LONG:
            with wait_cursor():
                self._put(work(UNHEARD))
            return
        self._deciding = BackgroundJob(work, self)
        self._deciding.progress.connect(self.deciding)
        self._deciding.result.connect(self._put)
        self._deciding.ended.connect(self.decided)
        self._deciding.start()

    def _put(self, made: tuple[Document, UnitTable]) -> None:
        self._displayed.put(*made)
        self.annotation_index.regroup(self.document)
        self.document_changed.emit()


def _under(
    document: Document, overlays: Overlays, progress: Progress
) -> tuple[Document, UnitTable]:
    """Return a document under overlays, and what it is laid out in; in any thread."""
    made = as_decided(document, overlays, progress)
    units = UnitTable(made)
    made.work_out()
    return made, units

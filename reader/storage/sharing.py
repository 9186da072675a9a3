"""A store that other programs write too: merging what they did while nothing is being saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.merging import merge
from reader.errors import (
    AnnotationsNewerError,
    AnnotationsUnreadableError,
    FolderGoneError,
    LibraryUnreadableError,
)
from reader.storage.atomic import write_atomically
from reader.storage.codec import Encoder
from reader.storage.conflicts import conflict_copies, merge_conflict_copies
from reader.storage.folder_index import may_exist
from reader.storage.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotation.model import AnnotationSet
    from reader.storage.article_store import ArticleStore
    from reader.storage.conflicts import MergeReport


class SharedStore:
    """One article's store, read-only while another user or program has the article."""

    def __init__(self, store: ArticleStore, digest: str) -> None:
        """Share a store.

        Args:
            store: the article's.
            digest: of the article's source.
        """
        self._store = store
        self._digest = digest
        self.is_read_only = False
        self.merge_report: MergeReport | None = None
        """What became last of conflict copies that came since the article was opened."""
        self._brought: AnnotationSet | None = None
        """What copies brought to the disk, until the caller has it: else the next save would take
        it away again."""

    @property
    def path(self) -> Path:
        """The file, wherever its folder was found last."""
        return self._store.path

    def save(self, annotations: AnnotationSet) -> AnnotationSet:
        """Write and return what was written; see `ArticleStore.save`.

        Raises:
            FolderGoneError: there is no folder any more.
            ReaderError: it could not be written, or must not.
        """
        self._find_folder()
        written = self._store.save(self._with_brought(annotations))
        self._brought = None
        return written

    def refreshed(self, annotations: AnnotationSet) -> AnnotationSet:
        """Return annotations with what others did to their file, and to copies of it.

        Where somebody else has the article, nothing is changed on disk, and a file that cannot be
        read is not reported: whoever has the article repairs it.

        Raises:
            FolderGoneError: there is no folder any more.
            ReaderError: what was brought together could not be written.
        """
        if self.is_read_only:
            return self._looked_at(annotations)
        self._find_folder()
        annotations = self._with_brought(annotations)
        if conflict_copies(self._store.folder):
            found = merge_conflict_copies(self._store, annotations, digest=self._digest)
            annotations = self._brought = found.annotations or annotations
            self.merge_report = found
        known = self._store.save(annotations) if self._store.is_changed() else annotations
        self._brought = None
        return known

    def _find_folder(self) -> None:
        """Find the article's folder again if it was renamed.

        Raises:
            FolderGoneError: it is nowhere in the library.
        """
        folder, library = self._store.folder, self._store.library
        if may_exist(folder):
            return
        try:
            found = Library(library).find(self._digest)
        except LibraryUnreadableError:
            found = None
        if found is None:
            is_library = not may_exist(library)
            raise FolderGoneError(library if is_library else folder, is_library=is_library)
        self._store.move_to(found.folder)

    def _with_brought(self, annotations: AnnotationSet) -> AnnotationSet:
        return merge(annotations, self._brought) if self._brought else annotations

    def _looked_at(self, annotations: AnnotationSet) -> AnnotationSet:
        try:
            theirs = self._store.load()
        except (AnnotationsUnreadableError, AnnotationsNewerError):
            return annotations
        return merge(annotations, theirs) if theirs else annotations


def write_copy(path: Path, annotations: AnnotationSet) -> None:
    """Write annotations to a file of the user's choice, durably.

    Raises:
        SaveError: it could not be written.
    """
    write_atomically(path, Encoder().encode(annotations))

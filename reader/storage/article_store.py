"""The folder of one article in the library: its source and its annotations."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.emptying import within_limits
from reader.annotation.merging import merge
from reader.clock import utc_now
from reader.errors import AnnotationsUnreadableError, SaveError
from reader.storage.atomic import save_error, sweep_in
from reader.storage.backups import Backup, Backups
from reader.storage.codec import Encoder, decode
from reader.storage.displacing import digest_of_pieces, held_in, is_in_place, take_in, take_place
from reader.storage.folder_lock import lock
from reader.storage.folders import open_folder
from reader.storage.loose_json import TOO_DAMAGED, BeyondSalvageError
from reader.storage.read_regular import (
    LARGEST,
    read_annotations,
    read_annotations_in,
)
from reader.storage.reading_costs import why_too_costly
from reader.storage.recovery import (
    Recovery,
    completed,
    from_backup,
    quarantine,
    recovered,
    unread_ids,
)
from reader.storage.salvage import is_about_another, salvage
from reader.storage.sources import digests_in, source_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from reader.annotation.model import AnnotationSet
    from reader.storage.folders import Folder

ANNOTATIONS = "annotations.json"
_MOST_ATTEMPTS = 20
"""Of a save between which another program changes the file each time."""


class ArticleStore:
    """Loads and saves the annotations of one article.

    Other programs may write the same file at any time, this one in a second process or a
    synchronisation. Saving merges what they did in. A file that cannot be read is copied before it
    is replaced, and one of a newer version of this program is never replaced.
    """

    def __init__(self, folder: Path, backups: Backups | None = None) -> None:
        self.move_to(folder)
        self.backups = backups or Backups(folder.parent)
        self.recovery: Recovery | None = None
        """The last one there was, by loading or by saving; to be told to the user."""
        self.no_backup: SaveError | None = None
        """Why the last backup could not be kept; saving goes on without."""
        self._encoder = Encoder()
        self._known: bytes | None = None
        """Hash of the file as this store last loaded or saved it; None while there was none."""
        self._damaged: bytes | None = None
        """Hash of a file that could not be read, once all that it holds is in memory."""
        self._is_unsettled = False
        """Whether the last write failed: the file may be there and not be durable yet."""

    def anew(self) -> ArticleStore:
        """Return a store of the same folder for what does not follow from what this one has seen.

        Until it has loaded or saved, it takes in all it finds.
        """
        return ArticleStore(self.folder, self.backups)

    def move_to(self, folder: Path) -> None:
        """Go on in the folder, in the same library, that the article's was renamed to."""
        self.folder = folder
        self.path = folder / ANNOTATIONS

    @property
    def library(self) -> Path:
        """The folder below which no link is followed."""
        return self.folder.parent

    @property
    def source_path(self) -> Path | None:
        """The article's bytes as they were opened; None if the file is gone."""
        return source_in(self.folder, self.path)

    def all_backups(self) -> list[Backup]:
        """Return the article's backups, newest first, whatever its folder was called."""
        return self.backups.of(self.folder, digests_in(self.folder, self.path))

    def newest_good_backup(self) -> tuple[Backup, AnnotationSet] | None:
        """Return the newest of them that can be read, and what it holds."""
        return self.backups.newest_good(self.folder, digests_in(self.folder, self.path))

    def load(self) -> AnnotationSet | None:
        """Return the annotations on disk; None where none were ever saved. Nothing is changed.

        Raises:
            AnnotationsNewerError: a newer version of this program wrote them.
            AnnotationsUnreadableError: the file is damaged or cannot be read.
        """
        data = self._read()
        annotations = None if data is None else decode(data, self.path)
        self._known = _digest(data)
        return annotations

    def load_for_writing(self, new: AnnotationSet) -> AnnotationSet:
        """Return the annotations to go on with: those on disk, or `new` where none were saved.

        Where the file is gone, they are those of the newest good backup; there is no way here to
        remove it on purpose. A record in it that cannot be read stays there, and is shown as the
        backup has it.

        A file that is damaged, or about another article, is copied; what can be read of it is
        brought together with the newest good backup, and told of in `recovery`. The file itself
        stays until the next save.

        Raises:
            AnnotationsNewerError: a newer version of this program wrote the file.
            AnnotationsUnreadableError: it cannot be read at all: it is no regular file, too large,
                too much of it is damaged, or the system refuses.
            SaveError: it is damaged, and cannot be copied.
        """
        self.sweep()
        data = self._read()
        if data is None:
            self._known = None
            found = from_backup(self.path, new, self.newest_good_backup())
            return self._told(found, new)
        theirs = self._decoded(data, new)
        if theirs is not None:
            self._known = digest_of_pieces(data)
            if not unread_ids(theirs):
                return theirs
            good = self.newest_good_backup()
            return self._told(completed(self.path, theirs, good), theirs)
        with self._alone():
            everything = self._recover(data, new)
        self._damaged = digest_of_pieces(data)
        return everything

    def load_or_backup(self) -> tuple[AnnotationSet | None, Backup | None]:
        """Return the annotations on disk; those of a backup, and which, where their file is gone.

        Raises:
            AnnotationsNewerError: a newer version of this program wrote them.
            AnnotationsUnreadableError: the file is damaged or cannot be read.
        """
        kept = self.load()
        if kept is None and (good := self.newest_good_backup()):
            return good[1], good[0]
        return kept, None

    def readable(self, new: AnnotationSet) -> AnnotationSet:
        """Return `new` with what can be read of the file, in whatever state. Nothing is changed.

        For showing what must not be written: a newer version's file, or a damaged one that cannot
        be copied.
        """
        try:
            data = self._read()
        except AnnotationsUnreadableError:
            return new
        try:
            found = salvage(data or b"")
        except BeyondSalvageError:
            return new
        return new if found.is_about_another(new) else found.over(new)

    def save(self, annotations: AnnotationSet) -> AnnotationSet:
        """Write the annotations, durably, and return what was written.

        That is more than was given where the file was changed since this store last saw it, and
        less of what was deleted where that is more than is kept.

        Raises:
            AnnotationsNewerError: the file was changed to one that must not be written over.
            AnnotationsUnreadableError: something that cannot be read took its place.
            SaveError: it could not be written, or not to be read again. Saving again is safe.
        """
        with self._alone() as folder:
            left = held_in(folder, ANNOTATIONS)
            for _ in range(_MOST_ATTEMPTS):
                annotations, is_done = self._tried(folder, annotations, left)
                if is_done:
                    return annotations
        raise SaveError(self.path, os.strerror(errno.EBUSY), number=errno.EBUSY)

    def is_changed(self) -> bool:
        """Tell whether the file is another than this store last loaded or saved.

        Raises:
            AnnotationsUnreadableError: something that cannot be read took its place.
        """
        data = self._read()
        return _digest(data) not in {self._known, self._damaged}

    def sweep(self) -> None:
        """Remove what programs that were killed while saving have left."""
        with suppress(OSError), open_folder(self.folder, below=self.library) as folder:
            sweep_in(folder)
            held_in(folder, ANNOTATIONS)

    def displaced(self) -> list[Path]:
        """Return where a save that was stopped left what others had written, for the next one."""
        with suppress(OSError), open_folder(self.folder, below=self.library) as folder:
            return [self.folder / name for name in held_in(folder, ANNOTATIONS)]
        return []

    def _read(self) -> bytes | None:
        return read_annotations(self.path, below=self.library)

    def _tried(
        self, folder: Folder, annotations: AnnotationSet, left: Collection[str]
    ) -> tuple[AnnotationSet, bool]:
        """Save once; return what was written, and whether no other program wrote meanwhile.

        Args:
            folder: the article's.
            annotations: what is to be saved.
            left: names of what earlier saves displaced, and did not come to take in.
        """
        found = [annotations]

        def take(name: str) -> None:
            found.append(self._with_displaced(folder, name, found[-1]))

        displaced = take_in(folder, ANNOTATIONS, take, left=left)
        annotations = found[-1]
        data = read_annotations_in(folder, ANNOTATIONS)
        is_good = data is not None
        present = _digest(data)
        if data is not None and present != self._known:
            annotations, is_good = self._with_theirs(annotations, data)
        annotations = within_limits(annotations, now=self.backups.now())
        new = self._encoder.pieces(annotations)
        if _is_too_large(new):
            # Or no delete would ever make room for anything.
            annotations = within_limits(annotations, most=0)
            new = self._encoder.pieces(annotations)
        if _is_too_large(new):
            raise SaveError(self.path, os.strerror(errno.EFBIG), number=errno.EFBIG)
        if digest_of_pieces(*new) != present or self._is_unsettled:
            if data is not None and is_good:
                # A place for backups that cannot be written to is no reason not to save.
                self.no_backup = self.backups.try_to_keep(self.folder, data)
            self._is_unsettled = True
            ours = take_place(folder, ANNOTATIONS, new, expected=data)
            if ours is None:
                return annotations, False
            self._is_unsettled = False
        else:
            ours = folder.status(ANNOTATIONS)
        for name in displaced:
            with suppress(FileNotFoundError):
                folder.remove(name)
        sweep_in(folder)
        if not is_in_place(folder, ANNOTATIONS, ours):
            return annotations, False
        # Not sooner: whoever is told of a failure has not what was merged.
        self._known = digest_of_pieces(*new)
        self._damaged = None
        return annotations, True

    def _with_displaced(
        self, folder: Folder, name: str, annotations: AnnotationSet
    ) -> AnnotationSet:
        """Return annotations with what another program had put in place of their file."""
        data = read_annotations_in(folder, name)
        return self._with_theirs(annotations, data)[0] if data is not None else annotations

    def _decoded(self, data: bytes, ours: AnnotationSet) -> AnnotationSet | None:
        """Return what a file holds; None where it must not be taken for the article's."""
        try:
            theirs = decode(data, self.path)
        except AnnotationsUnreadableError:
            return None
        if is_about_another(theirs, ours):
            return None
        # An id may be what was damaged: copies, which are known by it, would be left for good.
        return theirs if theirs.id == ours.id else replace(theirs, id=ours.id)

    def _told(
        self, found: tuple[AnnotationSet, Recovery] | None, otherwise: AnnotationSet
    ) -> AnnotationSet:
        """Return what was recovered, which is to be told; where nothing was, the other set."""
        if found is None:
            return otherwise
        annotations, self.recovery = found
        return annotations

    def _with_theirs(self, ours: AnnotationSet, data: bytes) -> tuple[AnnotationSet, bool]:
        """Return our annotations with what a changed file holds; whether that can be read."""
        if digest_of_pieces(data) == self._damaged:
            quarantine(self.path, data, utc_now())  # somebody may have removed the copy
            return ours, False
        theirs = self._decoded(data, ours)
        if theirs is None:
            return self._recover(data, ours), False
        return merge(ours, theirs), True

    def _recover(self, data: bytes, ours: AnnotationSet) -> AnnotationSet:
        try:
            found = salvage(data)
        except BeyondSalvageError as error:
            raise AnnotationsUnreadableError(self.path, TOO_DAMAGED) from error
        copy = quarantine(self.path, data, utc_now())
        # Once the file was read, what it held is in memory.
        good = self.newest_good_backup() if self._known is None else None
        everything, self.recovery = recovered(self.path, found, ours, good, copy=copy)
        return everything

    @contextmanager
    def _alone(self) -> Iterator[Folder]:
        """Keep this program's other processes from saving between our reading and our writing.

        Without locks (Windows, some network drives) what comes between is noticed all the same.

        Raises:
            SaveError: another process does not let go of the folder, or a link leads to it.
        """
        try:
            with lock(self.folder, below=self.library) as folder:
                yield folder
        except OSError as error:
            raise save_error(self.path, error) from error


def _is_too_large(pieces: Collection[bytes]) -> bool:
    """Tell whether what would be written could not be read again."""
    return sum(map(len, pieces)) > LARGEST or bool(why_too_costly(*pieces))


def _digest(data: bytes | None) -> bytes | None:
    return None if data is None else digest_of_pieces(data)

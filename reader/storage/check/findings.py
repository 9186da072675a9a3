"""What checking a library finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reader.errors import ReaderError


class Kind(StrEnum):
    """What is not as it should be."""

    ANNOTATIONS_DAMAGED = "annotations-damaged"
    ANNOTATIONS_REFUSED = "annotations-refused"
    """No regular file, too large, or the system does not let us read it."""
    ANNOTATIONS_NEWER = "annotations-newer"
    """Written by a newer version of this program."""
    ITEMS_UNREADABLE = "items-unreadable"
    """Records in a file that are no annotations we understand; they are carried along."""
    RECORDS_ODD = "records-odd"
    """Fields and records of a set that have another type or range; they have no effect."""
    IDS_TWICE = "ids-twice"
    IDS_ODD = "ids-odd"
    """Annotations whose id is no UUID."""
    SET_ID_ODD = "set-id-odd"
    """A set whose id does not follow from its article: copies of it will not be merged."""
    SOURCE_CHANGED = "source-changed"
    """The source is another than the one the annotations are on."""
    SOURCE_MISSING = "source-missing"
    LINE_ENDS = "line-ends"
    """The lines of the source have other ends than when it was opened; it is read as it was."""
    SOURCE_UNREADABLE = "source-unreadable"
    MOVED = "moved"
    """Annotations whose text stands at one place, and that is another than the one stored."""
    AMBIGUOUS = "ambiguous"
    """Annotations whose text stands at several other places, of which the likeliest is shown."""
    ORPHANS = "orphans"
    """Annotations whose text is not found."""
    TEMPORARY_FILE = "temporary-file"
    """Left by a program that was killed while saving."""
    CONFLICT_COPY = "conflict-copy"
    """Laid beside the annotations by a synchronisation, and not merged yet."""
    TWO_FOLDERS = "two-folders"
    """An article has another folder besides, which holds what the first does not."""
    SPARE_FOLDER = "spare-folder"
    """An article has another folder besides, and all that is in it is in the first as well."""
    EMPTY_FOLDER = "empty-folder"
    """Named as an article's, with nothing in it."""
    STRAY_SOURCE = "stray-source"
    """Named as the article beside which it lies, and not the one the annotations are on."""
    STRAY_ANNOTATIONS = "stray-annotations"
    """Annotations in no article's folder, where they are not looked for."""
    BACKUP_DAMAGED = "backup-damaged"
    ANNOTATIONS_GONE = "annotations-gone"
    """There are backups of annotations, and no file of them, or no folder."""
    IGNORE_LIST = "ignore-list"
    """Files of this device alone would be sent to others."""
    DAMAGED_COPY = "damaged-copy"
    """A damaged file, kept when its annotations were recovered."""
    LINK = "link"
    """A link, which nothing in a library is read or written through."""
    NOT_A_FILE = "not-a-file"
    """A pipe, a device, or a folder where a file belongs."""
    LOCK_FILE = "lock-file"
    """Somebody has the article open, or was stopped while he had."""
    LOCK_LEFT = "lock-left"
    """Whoever had the article open on this machine was stopped."""
    NOT_REPAIRED = "not-repaired"
    """Repairing was tried, and failed."""


_NOTICES = frozenset(
    (
        Kind.DAMAGED_COPY,
        Kind.EMPTY_FOLDER,
        Kind.LINE_ENDS,
        Kind.LOCK_FILE,
        Kind.LOCK_LEFT,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it should be, or worth knowing of."""

    kind: Kind
    path: Path
    """The file or folder it is about."""
    count: int = 1
    """How many annotations or records it is true of."""
    ids: tuple[str, ...] = ()
    """Of those annotations, where they have ids."""
    details: tuple[str, ...] = ()
    """Where in the file, and what: in the terms of the file."""
    other: Path | None = None
    """The other folder of the same article."""
    error: ReaderError | None = None
    """What reading or writing said."""
    can_repair: bool = False
    """Whether it can be repaired without a decision of the user."""
    is_repaired: bool = False

    @property
    def is_notice(self) -> bool:
        """Whether nothing is wrong: it is only told."""
        return self.kind in _NOTICES

    @property
    def stays(self) -> bool:
        """Whether something is wrong, and still is."""
        return not (self.is_notice or self.is_repaired)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One folder that was looked at; all of them together are the library."""

    folder: Path
    number: int
    """Which it is, from 1."""
    total: int
    """How many there are."""
    findings: tuple[Finding, ...]

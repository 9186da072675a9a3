"""Going on with annotations whose file is damaged, gone or another program's, without losing any.

The file is copied before anything takes its place; what can be read of it is brought together with
the newest backup that can be read, and with what is in memory.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from reader.annotation.merging import heads, merge
from reader.storage.atomic import make_names_durable, save_error, write_atomically
from reader.storage.folders import regular_files
from reader.storage.read_regular import is_file_of
from reader.storage.salvage import is_about_another

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.annotation.model import Annotation, AnnotationSet
    from reader.storage.backups import Backup
    from reader.storage.salvage import Salvaged

DAMAGED = ".damaged-"
"""In the name of a copy, between that of the file and the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What was made of a file that could not be read, or not all of it."""

    path: Path
    """The file."""
    copy: Path | None
    """Where its bytes are kept, all of them; None where it is gone, or where it is a good file and
    the records that cannot be read stay in it."""
    is_foreign: bool
    """Whether it is about another article, so that nothing was taken from it."""
    salvaged: int
    """Annotations that were read from it, deleted ones not counted."""
    backup: Backup | None
    """The one that was used; None where there is no good one, or no need of it."""
    from_backup: int
    """Annotations that only the backup had."""
    outdated: int
    """Of these, those that the file has too, damaged, and perhaps in a later version."""
    lost: int
    """Annotations that begin in the file, and are nowhere whole."""
    in_memory: int = 0
    """Annotations that were known without the file, deleted ones not counted; they are saved."""
    is_missing: bool = False
    """Whether there is no such file any more, though there were backups of it."""


def quarantine(path: Path, data: bytes, now: datetime) -> Path:
    """Return a durable copy of a file that is about to be replaced, made beside it if need be.

    Args:
        path: the file.
        data: its bytes.
        now: the time, which names the copy.

    Raises:
        SaveError: it could not be written.
    """
    library = path.parent.parent
    try:
        for copy in regular_files(path.parent, below=library):
            is_copy = copy.name.startswith(f"{path.name}{DAMAGED}")
            if is_copy and is_file_of(copy, data, below=library):
                make_names_durable(copy.parent)  # it may have come about just before a crash
                return copy
    except OSError as error:
        raise save_error(path, error) from error
    stem = f"{path.name}{DAMAGED}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    copy, number = path.with_name(stem), 1
    while os.path.lexists(copy):
        number += 1
        copy = path.with_name(f"{stem}-{number}")
    write_atomically(copy, data, below=library)
    return copy


def from_backup(
    path: Path, new: AnnotationSet, good: tuple[Backup, AnnotationSet] | None
) -> tuple[AnnotationSet, Recovery] | None:
    """Return what a backup holds of a file that is gone; None where there is nothing to bring back.

    Args:
        path: where the file was.
        new: an empty set about the article.
        good: the newest good backup.
    """
    if good is None or is_about_another(good[1], new):
        return None
    backup, annotations = good
    count = sum(not item.is_deleted for item in annotations.items)
    told = _of_readable(path, backup, count, is_missing=True)
    return replace(annotations, id=new.id), told


def completed(
    path: Path, annotations: AnnotationSet, good: tuple[Backup, AnnotationSet] | None
) -> tuple[AnnotationSet, Recovery] | None:
    """Return annotations with those of whom only a record is there that cannot be read.

    The record stays. None where there are no such, or none in the backup either.

    Args:
        path: the file.
        annotations: what was read from it.
        good: the newest good backup.
    """
    wanted = unread_ids(annotations)
    if good is None or not wanted or is_about_another(good[1], annotations):
        return None
    backup, before = good
    supplied = [item for item in before.items if item.id in wanted and not item.is_deleted]
    if not supplied:
        return None
    items = sorted((*annotations.items, *supplied), key=lambda item: item.id)
    return replace(annotations, items=tuple(items)), _of_readable(path, backup, len(supplied))


def unread_ids(annotations: AnnotationSet) -> set[str]:
    """Return the ids of records that cannot be read, where nothing that can be has them."""
    return set(ids_in(annotations.unreadable)) - {item.id for item in annotations.items}


def ids_in(records: Iterable[Any]) -> list[str]:
    """Return the ids of those records that have one."""
    ids = (each.get("id") for each in records if isinstance(each, dict))
    return [id_ for id_ in ids if isinstance(id_, str)]


def _of_readable(path: Path, backup: Backup, count: int, *, is_missing: bool = False) -> Recovery:
    return Recovery(
        path=path,
        copy=None,
        is_foreign=False,
        salvaged=0,
        backup=backup,
        from_backup=count,
        outdated=0,
        lost=0,
        is_missing=is_missing,
    )


def recovered(
    path: Path,
    found: Salvaged,
    onto: AnnotationSet,
    good: tuple[Backup, AnnotationSet] | None,
    *,
    copy: Path,
) -> tuple[AnnotationSet, Recovery]:
    """Return all that is known of an article's annotations, and how it came together.

    Args:
        path: the file that cannot be read.
        found: what was read of it.
        onto: what is in memory, or an empty set about the article.
        good: the newest good backup, where it is wanted.
        copy: of the file.
    """
    is_foreign = found.is_about_another(onto)
    if good is not None and is_about_another(good[1], onto):
        good = None
    read = onto if is_foreign else found.over(onto)
    everything = merge(read, replace(good[1], id=onto.id)) if good else read
    known = {item.id for item in everything.items}
    live = {item.id for item in read.items if not item.is_deleted}
    supplied = [each for each in everything.items if not each.is_deleted and each.id not in live]
    return everything, Recovery(
        path=path,
        copy=copy,
        is_foreign=is_foreign,
        salvaged=0 if is_foreign else sum(not item.is_deleted for item in found.items),
        backup=good[0] if good else None,
        from_backup=len(supplied),
        outdated=0 if is_foreign else _outdated(supplied, found),
        lost=0 if is_foreign else len(found.broken.keys() - known),
        in_memory=sum(not item.is_deleted for item in onto.items),
    )


def _outdated(items: Iterable[Annotation], found: Salvaged) -> int:
    """Count what may say less than a damaged record of the same annotation said."""
    strange = set(ids_in(found.unreadable))
    return sum(
        found.broken[item.id] not in {head.modified for head in heads(item)}
        if item.id in found.broken
        else item.id in strange
        for item in items
    )

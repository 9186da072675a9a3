"""Conflict copies: what synchronisation services put beside a file that two devices changed.

Syncthing, Nextcloud, Dropbox, OneDrive and others keep one of the two states under the name of the
file and the other under a name of their own, in the language of whoever wrote it. So a copy is
known by what it holds; its name tells only which files are looked into, and of which it is told
that they cannot be read. Copies of this article's annotations are merged; once that is durable they
are put aside. Of one that is damaged, what is whole in it is merged.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reader.annotation.merging import merge
from reader.annotation.model import AnnotationSet
from reader.annotation.sets import set_id
from reader.annotation.versions import versions
from reader.errors import (
    AnnotationsNewerError,
    AnnotationsOfAnotherArticleError,
    AnnotationsUnreadableError,
    SaveError,
    SourceMissingError,
)
from reader.storage.article_store import ANNOTATIONS
from reader.storage.atomic import make_folder, write_atomically
from reader.storage.backups import BACKUPS, MERGED
from reader.storage.codec import decode
from reader.storage.displacing import removed_if_known
from reader.storage.folders import open_folder
from reader.storage.loose_json import TOO_DAMAGED, BeyondSalvageError
from reader.storage.read_regular import is_file_of, read_annotations
from reader.storage.recovery import DAMAGED
from reader.storage.salvage import salvage
from reader.storage.sources import head_of
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from reader.storage.article_store import ArticleStore

_COPY = lazy_pattern(r"(.*[^a-z])?annotations([^a-z].*)?\.json.*", re.IGNORECASE)
"""Names such as these, and what other services and languages make of them:

    annotations.sync-conflict-20261122-205053-O6FYWIS.json     Syncthing
    annotations (conflicted copy 2026-11-22 205053).json       Nextcloud
    annotations (Ann's conflicted copy 2026-11-22).json        Dropbox
    annotations-DESKTOP-1A2B3C.json, …-2.json                  OneDrive
    annotations (1).json, annotations 2.json                   Google Drive, iCloud Drive
    Copy of annotations.json, annotations.json.sync-conflict   people, and yet others
"""
_MAY_BE_COPY = lazy_pattern(r"annotations|json", re.IGNORECASE)
"""What is in the name of a file that is a copy if it begins like one."""
_SIGN = b'"AnnotationSet"'
_OUR_OWN = lazy_pattern(rf"\..*|source\..*|.*{re.escape(DAMAGED)}.*|.*\.(lock|tmp)")


Problem = (
    AnnotationsUnreadableError
    | AnnotationsNewerError
    | AnnotationsOfAnotherArticleError
    | SaveError
)
"""What keeps a copy from being merged, or from being put aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What became of the copies that lay beside an article's annotations."""

    annotations: AnnotationSet | None
    """All that the article's file and the copies hold; None where there is nothing at all."""
    merged: tuple[Path, ...] = ()
    """Where the copies are that were merged and put aside."""
    damaged: tuple[Path, ...] = ()
    """Those of them that could not be read whole."""
    duplicates: tuple[Path, ...] = ()
    """Annotations in other folders of the same article; merged and left where they are, because
    another device may still write there."""
    left: tuple[Problem, ...] = ()
    """Why copies were left where they are, or could not be put aside; each names its path."""
    new: int = 0
    """Annotations the copies brought."""
    changed: int = 0
    """Those that say otherwise now than before."""
    deleted: int = 0
    """Those that were there before and are deleted now."""
    undecided: tuple[str, ...] = ()
    """Ids of those that have several versions now, and had not before."""


def conflict_copies(folder: Path, *, below: Path | None = None) -> list[Path]:
    """Return the files in an article's folder that may be copies of its annotations, by name.

    Those whose names say so, whatever they hold, and others that hold annotations.

    Args:
        folder: the article's, or the library itself.
        below: the library, where no link is followed; None for what the folder is in.
    """
    library = below or folder.parent
    try:
        with open_folder(folder, below=library) as opened:
            paths = [folder / name for name in opened.names()]
    except OSError:
        return []  # whoever opens the article will say so
    return [path for path in paths if _may_be_copy(path, library)]


def _may_be_copy(path: Path, library: Path) -> bool:
    name = unicodedata.normalize("NFC", path.name)
    if name == ANNOTATIONS or _OUR_OWN.fullmatch(name):
        return False
    if _COPY.fullmatch(name):
        return True
    return bool(_MAY_BE_COPY.search(name)) and _SIGN in head_of(path, library)


def merge_conflict_copies(
    store: ArticleStore,
    annotations: AnnotationSet | None,
    *,
    digest: str,
    duplicates: Iterable[ArticleStore] = (),
) -> MergeReport:
    """Merge the conflict copies beside an article's annotations into them, and put them aside.

    A copy is moved only after what it holds is durably in the article's own file. A crash before
    leaves it where it is, and merging it again changes nothing.

    Args:
        store: the article's.
        annotations: what was loaded from it, with whatever has been done since.
        digest: that of the article's source, which tells its annotations from another's.
        duplicates: other folders of the same article.
    """
    own = annotations.id if annotations else set_id(digest)
    left: list[Problem] = []
    whole_or_not = partial(_decoded_or_salvaged, own=own, base=annotations)
    copies = dict(_read(conflict_copies(store.folder), own, left, whole_or_not))
    elsewhere = [path for each in duplicates for path in (each.path, *conflict_copies(each.folder))]
    others = dict(_read(elsewhere, own, left, decode))
    everything = annotations
    for _, found in (*copies.values(), *others.values()):
        everything = merge(everything, found) if everything else found
    merged: list[Path] = []
    if everything is not None and (copies or everything != annotations or store.displaced()):
        try:
            everything = store.save(everything)
        except (AnnotationsNewerError, AnnotationsUnreadableError, SaveError) as error:
            left.append(error)
        else:
            merged = list(
                _put_aside(store, {path: data for path, (data, _) in copies.items()}, left)
            )
    return _told(
        annotations,
        MergeReport(
            annotations=everything,
            merged=tuple(merged),
            damaged=tuple(path for path in merged if _is_damaged(path)),
            duplicates=tuple(others),
            left=tuple(left),
        ),
    )


def read_set(path: Path, *, below: Path | None) -> AnnotationSet:
    """Return the annotations in a file of any name.

    Args:
        path: the file.
        below: the library it is in; None for a file that the user named.

    Raises:
        AnnotationsNewerError: a newer version of this program wrote them.
        AnnotationsUnreadableError: it is damaged, or something else.
        SourceMissingError: there is no such file.
    """
    data = read_annotations(path, below=below)
    if data is None:
        raise SourceMissingError(path)
    return decode(data, path)


def _told(before: AnnotationSet | None, merge_report: MergeReport) -> MergeReport:
    """Return what became of copies, with what they brought counted."""
    after = merge_report.annotations
    if after is None or after == before:
        return merge_report
    known = {item.id: item for item in before.items} if before else {}
    new, changed, gone, undecided = 0, 0, 0, []
    for item in after.items:
        old = known.get(item.id)
        if old == item:
            continue
        if old is None or old.is_deleted:
            new += not item.is_deleted
        elif len(versions(item)) > 1 and len(versions(old)) <= 1:
            undecided.append(item.id)
        elif item.is_deleted:
            gone += 1
        else:
            changed += 1
    return replace(merge_report, new=new, changed=changed, deleted=gone, undecided=tuple(undecided))


def _read(
    paths: Iterable[Path],
    own: str,
    left: list[Problem],
    read: Callable[[bytes, Path], AnnotationSet],
) -> Iterator[tuple[Path, tuple[bytes, AnnotationSet]]]:
    """Yield the files that hold the annotations of this article; tell of the others."""
    for path in paths:
        try:
            data = read_annotations(path, below=path.parent.parent)
            if data is None:
                continue  # gone meanwhile
            found = read(data, path)
        except (AnnotationsNewerError, AnnotationsUnreadableError) as error:
            left.append(error)
            continue
        if found.id == own:
            yield path, (data, found)
        else:
            left.append(AnnotationsOfAnotherArticleError(path))


def _decoded_or_salvaged(
    data: bytes, path: Path, *, own: str, base: AnnotationSet | None
) -> AnnotationSet:
    """Return what a copy holds; of a damaged one what is whole in it, if it is this article's.

    Raises:
        AnnotationsNewerError: a newer version of this program wrote it.
        AnnotationsUnreadableError: nothing can be had of it, or it may be about anything.
    """
    try:
        return decode(data, path)
    except AnnotationsUnreadableError:
        try:
            found = salvage(data)
        except BeyondSalvageError as error:
            raise AnnotationsUnreadableError(path, TOO_DAMAGED) from error
        if found.items and found.annotations is not None and found.set_id == own:
            return found.annotations
        targets = [item.target for item in found.items if item.target is not None]
        if base is None or not targets or any(t.source != base.about.source for t in targets):
            raise
        return found.over(AnnotationSet(id=own, about=base.about))


def _is_damaged(path: Path) -> bool:
    try:
        read_set(path, below=path.parents[3])
    except (AnnotationsUnreadableError, SourceMissingError):
        return True
    return False


def _put_aside(
    store: ArticleStore, copies: dict[Path, bytes], left: list[Problem]
) -> Iterator[Path]:
    """Move copies to the backups of the library and yield where they are then."""
    folder = store.folder.parent / BACKUPS / MERGED / store.folder.name
    for path, data in copies.items():
        try:
            make_folder(folder, below=store.library)
            place = _place_for(data, folder / path.name, store.library)
            if read_annotations(place, below=store.library) is None:
                write_atomically(place, data, below=store.library)
            with open_folder(path.parent, below=store.library) as opened:
                if not removed_if_known(opened, path.name, data, of=ANNOTATIONS):
                    continue  # written anew since it was merged: the next time takes it
        except FileNotFoundError:
            continue  # another window was faster
        except (AnnotationsUnreadableError, SaveError) as error:
            left.append(error)
        except OSError as error:
            left.append(SaveError(path, error.strerror or str(error)))
        else:
            yield place


def _place_for(data: bytes, wanted: Path, library: Path) -> Path:
    """Return a path of this name, numbered where another file has it already."""
    place, number = wanted, 2
    while os.path.lexists(place) and not is_file_of(place, data, below=library):
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        number += 1
    return place

"""Repairing in an article's folder what needs no decision of the user.

The annotations as they were are kept first. All writing goes through the article's store, which
merges what others wrote meanwhile.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.anchoring import moved
from reader.annotation.changes import now, revise
from reader.annotation.locating import finder_in, holds, locate
from reader.annotation.merging import with_each_version
from reader.annotation.model import AnnotationSet
from reader.errors import AnnotationsUnreadableError, ReaderError
from reader.storage.atomic import save_error
from reader.storage.check.findings import Kind
from reader.storage.check.stale_locks import LOCK, is_left
from reader.storage.codec import decode, encode
from reader.storage.conflicts import merge_conflict_copies
from reader.storage.folders import open_folder
from reader.storage.loose_json import BeyondSalvageError
from reader.storage.opened_source import read_source
from reader.storage.read_regular import read_annotations
from reader.storage.salvage import salvage
from reader.storage.sources import digest_of, text_in

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from reader.annotation.model import Annotation
    from reader.storage.article_store import ArticleStore

_OF_ANNOTATIONS = frozenset(
    (Kind.ANNOTATIONS_DAMAGED, Kind.IDS_TWICE, Kind.MOVED, Kind.CONFLICT_COPY)
)


def basis(store: ArticleStore, data: bytes, digest: str | None) -> AnnotationSet | None:
    """Return the empty set on which a damaged file can be recovered.

    None where neither the file nor a backup says what it is about, or not about this article: then
    it is left until the article is opened. So is one of which too much is damaged.

    Args:
        store: the article's.
        data: the bytes of the damaged file.
        digest: of the article's source; None where there is none.
    """
    good = store.newest_good_backup()
    try:
        found = salvage(data).annotations
    except BeyondSalvageError:
        return None
    for known in (found, good[1] if good else None):
        if known is not None and digest in (None, known.about.source):
            return AnnotationSet(id=known.id, about=known.about)
    return None


def mend(store: ArticleStore, kinds: Collection[Kind], digest: str | None) -> ReaderError | None:
    """Put right findings of these kinds; return why that could not be done, None where it was.

    Args:
        store: the article's.
        kinds: of what was found and can be repaired.
        digest: of the article's source, or what its annotations say of it.
    """
    try:
        if Kind.TEMPORARY_FILE in kinds:
            store.sweep()
        if Kind.LOCK_LEFT in kinds:
            _remove_locks(store.folder)
        if not _OF_ANNOTATIONS.isdisjoint(kinds):
            annotations = _put_right(store, kinds)
            if Kind.CONFLICT_COPY in kinds and (annotations is not None or digest is not None):
                merge_conflict_copies(store, annotations, digest=digest or "")
    except ReaderError as error:
        return error
    return None


def _remove_locks(folder: Path) -> None:
    try:
        with open_folder(folder, below=folder.parent) as opened:
            for name in opened.names():
                # Whoever opened the article since it was looked at has a lock of his own.
                if name.endswith(LOCK) and is_left(folder / name):
                    with suppress(FileNotFoundError):
                        opened.remove(name)
    except OSError as error:
        raise save_error(folder, error) from error


def _put_right(store: ArticleStore, kinds: Collection[Kind]) -> AnnotationSet | None:
    """Save the annotations as they should be, and return them; None where there are none."""
    data = read_annotations(store.path, below=store.library)
    if data is None:
        return None
    if Kind.CONFLICT_COPY in kinds:
        store.backups.keep_aside(store.folder, data)
    annotations = _readable(store, data)
    if annotations is not None and kinds != {Kind.CONFLICT_COPY}:
        mended = _in_place(store, annotations)
        if Kind.CONFLICT_COPY not in kinds and encode(mended) != data:
            store.backups.keep_aside(store.folder, data)
        annotations = store.save(mended)
    return annotations


def _readable(store: ArticleStore, data: bytes) -> AnnotationSet | None:
    """Return what the file holds; of a damaged one, what can be recovered."""
    try:
        decode(data, store.path)
    except AnnotationsUnreadableError:
        source = read_source(store)
        empty = basis(store, data, None if source is None else digest_of(source))
        return None if empty is None else store.load_for_writing(empty)
    return store.load()


def _in_place(store: ArticleStore, annotations: AnnotationSet) -> AnnotationSet:
    """Return the annotations with their selectors where their text is, if it is at one place."""
    source, path = read_source(store), store.source_path
    if source is None or path is None or digest_of(source) != annotations.about.source:
        return annotations
    text = text_in(source, annotations.about.encoding, path)
    time, finder = now(), finder_in(text)

    def found(version: Annotation) -> Annotation:
        target = version.target
        if target is None or version.is_deleted or holds(target, text):
            return version
        place = locate(target, finder, annotations.about.source)
        if place is None:
            return version
        return revise(version, now=time, target=moved(target, place, text))

    return replace(
        annotations, items=tuple(with_each_version(item, found) for item in annotations.items)
    )

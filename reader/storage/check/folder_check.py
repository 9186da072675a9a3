"""Checking the folder of one article. Nothing is changed."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from reader.annotation.anchor_states import State
from reader.annotation.locating import anchored, finder_in, holds
from reader.annotation.oddities import odd_items, odd_records
from reader.annotation.sets import set_id
from reader.errors import (
    AnnotationsNewerError,
    AnnotationsOfAnotherArticleError,
    AnnotationsUnreadableError,
    ReaderError,
    SourceError,
)
from reader.storage.atomic import stale_files
from reader.storage.backups import mark_in
from reader.storage.check.findings import Finding, Kind
from reader.storage.check.folder_repair import basis
from reader.storage.check.stale_locks import LOCK, is_left, is_own
from reader.storage.codec import decode
from reader.storage.conflicts import conflict_copies, read_set
from reader.storage.folders import odd_in, regular_files
from reader.storage.opened_source import read_source
from reader.storage.read_regular import read_annotations
from reader.storage.recovery import DAMAGED, ids_in
from reader.storage.sources import digest_of, sources_in, text_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reader.annotation.model import AnnotationSet
    from reader.storage.article_store import ArticleStore

_ID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

_KINDS = {State.UNCERTAIN: Kind.AMBIGUOUS, State.LOST: Kind.ORPHANS}
"""What is to be said of annotations that have no certain place."""
_MOST_NAMED = 100
"""Records of one kind that are named; there may be a million."""


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """What was seen of an article."""

    findings: list[Finding]
    digest: str | None
    """Of the source; that which the annotations name where there is none."""


def look(store: ArticleStore) -> FolderCheck:
    """Look at an article: its source once, and its text where annotations stand on it."""
    findings = temporary_files(store.folder, store.library)
    source = None
    try:
        source = read_source(store)
    except SourceError as error:
        path = store.source_path or store.folder
        findings.append(Finding(kind=Kind.SOURCE_UNREADABLE, path=path, error=error))
    digest = None if source is None else digest_of(source)
    findings += _about_line_ends(store, source)
    kept, found = _annotations(store, digest)
    findings += found
    if kept is not None:
        findings += _about_set(store, kept, digest)
        if source is not None:
            findings += _about_places(store, kept, source, is_same=digest == kept.about.source)
    copies = _copies(store, kept, digest)
    is_named = kept is not None or found or copies
    if is_named and store.source_path is None and _can_be_listed(store.folder):
        findings.append(Finding(kind=Kind.SOURCE_MISSING, path=store.folder))
    findings += copies
    known = {each.path for each in findings}
    findings += [
        each for each in odd_findings(store.folder, store.library) if each.path not in known
    ]
    findings += _strays(store)
    findings += _notices(store.folder)
    return FolderCheck(findings, digest or (kept.about.source if kept else None) or None)


def temporary_files(folder: Path, library: Path) -> list[Finding]:
    """Return the files in a folder that no running process is writing."""
    return [
        Finding(kind=Kind.TEMPORARY_FILE, path=path, can_repair=True)
        for path in stale_files(folder, below=library)
    ]


def odd_findings(folder: Path, library: Path) -> list[Finding]:
    """Return the links, pipes and devices in a folder."""
    links, others = odd_in(folder, below=library)
    return [
        *(Finding(kind=Kind.LINK, path=path) for path in links),
        *(Finding(kind=Kind.NOT_A_FILE, path=path) for path in others),
    ]


def _can_be_listed(folder: Path) -> bool:
    try:
        regular_files(folder, below=folder.parent)
    except OSError:
        return False
    return True


def _about_line_ends(store: ArticleStore, source: bytes | None) -> list[Finding]:
    path = store.source_path
    try:
        is_changed = source is not None and path and path.lstat().st_size != len(source)
    except OSError:
        return []  # gone this moment
    return [Finding(kind=Kind.LINE_ENDS, path=path)] if path and is_changed else []


def _strays(store: ArticleStore) -> list[Finding]:
    used = store.source_path
    return [
        Finding(kind=Kind.STRAY_SOURCE, path=path)
        for path in sources_in(store.folder)
        if path != used
    ]


def _notices(folder: Path) -> list[Finding]:
    try:
        files = regular_files(folder, below=folder.parent)
    except OSError:
        return []
    if mark_in(folder.name) and not any(folder.iterdir()):
        return [Finding(kind=Kind.EMPTY_FOLDER, path=folder)]
    copies = [path for path in files if DAMAGED in path.name]
    return [*(Finding(kind=Kind.DAMAGED_COPY, path=path) for path in copies), *_locks(files)]


def _locks(files: Iterable[Path]) -> Iterator[Finding]:
    for path in files:
        if path.suffix != LOCK or is_own(path):
            continue
        if is_left(path):
            yield Finding(kind=Kind.LOCK_LEFT, path=path, can_repair=True)
        else:
            yield Finding(kind=Kind.LOCK_FILE, path=path)


def _annotations(
    store: ArticleStore, digest: str | None
) -> tuple[AnnotationSet | None, list[Finding]]:
    """Return the annotations of an article, and what is wrong with their file as a whole."""
    path = store.path
    try:
        data = read_annotations(path, below=store.library)
    except AnnotationsUnreadableError as error:
        return None, [Finding(kind=Kind.ANNOTATIONS_REFUSED, path=path, error=error)]
    if data is None:
        return None, []
    try:
        kept = decode(data, path)
    except AnnotationsNewerError as error:
        return None, [Finding(kind=Kind.ANNOTATIONS_NEWER, path=path, error=error)]
    except AnnotationsUnreadableError as error:
        can_repair = basis(store, data, digest) is not None
        damage = Finding(
            kind=Kind.ANNOTATIONS_DAMAGED, path=path, error=error, can_repair=can_repair
        )
        return None, [damage]
    return kept, _about_ids(path, data, kept)


def _about_ids(path: Path, data: bytes, kept: AnnotationSet) -> list[Finding]:
    # Reading has merged records of one id: how often each is there only the file itself can tell.
    records = json.loads(data)["items"]
    findings = [
        *_odd(Kind.ITEMS_UNREADABLE, path, odd_items(records) if kept.unreadable else iter(())),
        *_odd(Kind.RECORDS_ODD, path, odd_records(kept)),
    ]
    named = Counter(ids_in(records))
    named.subtract(ids_in(kept.unreadable))
    known = [item.id for item in kept.items]
    twice = [id_ for id_ in known if named[id_] > 1]
    odd = [id_ for id_ in known if not _ID.fullmatch(id_)]
    for kind, ids in ((Kind.IDS_TWICE, twice), (Kind.IDS_ODD, odd)):
        if ids:
            can_repair = kind is Kind.IDS_TWICE
            findings.append(
                Finding(kind=kind, path=path, count=len(ids), ids=tuple(ids), can_repair=can_repair)
            )
    return findings


def _odd(kind: Kind, path: Path, details: Iterator[str]) -> Iterator[Finding]:
    """Yield what is to be said of records that are not understood; of many, the first are named."""
    named = tuple(islice(details, _MOST_NAMED))
    if named:
        count = len(named) + sum(1 for _ in details)
        yield Finding(kind=kind, path=path, count=count, details=named)


def _about_set(store: ArticleStore, kept: AnnotationSet, digest: str | None) -> list[Finding]:
    findings = []
    if digest is not None and kept.about.source != digest:
        path = store.source_path or store.folder
        findings.append(Finding(kind=Kind.SOURCE_CHANGED, path=path))
    if kept.id != set_id(kept.about.source):
        findings.append(Finding(kind=Kind.SET_ID_ODD, path=store.path))
    return findings


def _about_places(
    store: ArticleStore, kept: AnnotationSet, source: bytes, *, is_same: bool
) -> list[Finding]:
    """Hold the selectors of living annotations against the text; it is read only if there are."""
    living = [
        (item.id, item.target)
        for item in kept.items
        if item.target is not None and not item.is_deleted
    ]
    if not living:
        return []
    path = store.source_path or store.folder
    try:
        text = text_in(source, kept.about.encoding, path)
    except SourceError as error:
        return [Finding(kind=Kind.SOURCE_UNREADABLE, path=path, error=error)]
    finder = finder_in(text)
    found: dict[Kind, list[str]] = {Kind.MOVED: [], Kind.AMBIGUOUS: [], Kind.ORPHANS: []}
    for id_, target in living:
        if not holds(target, text):
            state = anchored(target, finder, kept.about.source).state
            found[_KINDS.get(state, Kind.MOVED)].append(id_)
    return [
        Finding(
            kind=kind,
            path=store.path,
            count=len(ids),
            ids=tuple(ids),
            can_repair=kind is Kind.MOVED and is_same,
        )
        for kind, ids in found.items()
        if ids
    ]


def _copies(store: ArticleStore, kept: AnnotationSet | None, digest: str | None) -> list[Finding]:
    own = kept.id if kept else set_id(digest) if digest else None
    findings = []
    for path in (*conflict_copies(store.folder), *store.displaced()):
        problem: ReaderError | None = None
        try:
            if read_set(path, below=store.library).id != own:
                problem = AnnotationsOfAnotherArticleError(path)
        except ReaderError as error:
            problem = error
        findings.append(
            Finding(kind=Kind.CONFLICT_COPY, path=path, error=problem, can_repair=problem is None)
        )
    return findings

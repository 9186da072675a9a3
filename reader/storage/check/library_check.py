"""Checking a whole library, one folder after the other.

One folder after the other is read, so that ten thousand need no more memory than one, and whoever
stops asking for the next has stopped it all. Nothing is changed unless repairs are asked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError, SaveError
from reader.storage.article_store import ANNOTATIONS, ArticleStore
from reader.storage.atomic import sweep
from reader.storage.backups import BACKUPS, Backups, mark_in
from reader.storage.check.duplicate_folders import adds_nothing, put_folder_aside
from reader.storage.check.findings import Examined, Finding, Kind
from reader.storage.check.folder_check import look, odd_findings, temporary_files
from reader.storage.check.folder_repair import mend
from reader.storage.conflicts import conflict_copies
from reader.storage.folder_index import may_exist
from reader.storage.folder_names import is_named_for
from reader.storage.folders import regular_files
from reader.storage.stignore import keep_from_synchronising, unnamed_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.storage.library import Library


def examine(library: Library, *, repairs: bool = False) -> Iterator[Examined]:
    """Look at the library's own files, then at every article, then at every article's backups.

    Args:
        library: where; it need not exist.
        repairs: put right what can be without a person's decision. What is changed is kept as it
            was in the library's backups, and an article that is open elsewhere is merged with.

    Raises:
        LibraryUnreadableError: the folders cannot be listed.
    """
    folders = library.folders()
    backups = Backups(library.root)
    places = backups.folders()
    total = 1 + len(folders) + len(places)
    yield Examined(
        folder=library.root, number=1, total=total, findings=_root_findings(library.root, repairs)
    )
    first: dict[str, Path] = {}
    for number, folder in enumerate(folders, 2):
        findings, digest = _examined(ArticleStore(folder, backups), repairs)
        if digest is not None and (other := first.setdefault(digest, folder)) != folder:
            found = library.find(digest)
            first[digest] = kept = folder if found and found.folder == folder else other
            duplicate = other if kept == folder else folder
            findings += _about_duplicate(ArticleStore(duplicate), ArticleStore(kept), repairs)
        yield Examined(folder=folder, number=number, total=total, findings=tuple(findings))
    named = _by_mark(folders)
    for number, place in enumerate(places, 2 + len(folders)):
        findings = [*_swept(place, library.root, repairs), *_damaged_backups(backups, place)]
        known = {each.path for each in findings}
        odd = odd_findings(place, library.root)
        findings += [each for each in odd if each.path not in known]
        renamed = [each for digest, each in first.items() if is_named_for(place.name, digest)]
        findings += _gone(backups, place, [*named.get(_mark_of(place), []), *renamed])
        yield Examined(folder=place, number=number, total=total, findings=tuple(findings))


def _root_findings(root: Path, repairs: bool) -> tuple[Finding, ...]:
    if not root.is_dir():
        return ()
    findings = [*_swept(root, root, repairs), *odd_findings(root, root)]
    if unnamed_in(root):
        if repairs:
            keep_from_synchronising(root)
        listed = Finding(kind=Kind.IGNORE_LIST, path=root / ".stignore", can_repair=True)
        findings.append(replace(listed, is_repaired=repairs and not unnamed_in(root)))
    strays = [path for path in _files_in(root) if path.name == ANNOTATIONS]
    strays += conflict_copies(root, below=root)
    findings += odd_findings(root / BACKUPS, root)
    findings += [Finding(kind=Kind.STRAY_ANNOTATIONS, path=path) for path in strays]
    return tuple(findings)


def _files_in(root: Path) -> list[Path]:
    try:
        return regular_files(root, below=root)
    except OSError:
        return []


def _about_duplicate(duplicate: ArticleStore, kept: ArticleStore, repairs: bool) -> list[Finding]:
    """Return what there is to say of another folder of an article, besides the one it opens."""
    if not adds_nothing(duplicate, kept):
        return [Finding(kind=Kind.TWO_FOLDERS, path=duplicate.folder, other=kept.folder)]
    spare = Finding(
        kind=Kind.SPARE_FOLDER, path=duplicate.folder, other=kept.folder, can_repair=True
    )
    if not repairs:
        return [spare]
    try:
        put_folder_aside(duplicate.folder)
    except SaveError as error:
        return [spare, Finding(kind=Kind.NOT_REPAIRED, path=duplicate.folder, error=error)]
    return [replace(spare, is_repaired=True)]


def _swept(folder: Path, library: Path, repairs: bool) -> list[Finding]:
    """Return the temporary files in a folder that is no article's."""
    findings = temporary_files(folder, library)
    if repairs and findings:
        sweep(folder, below=library)
        return [replace(each, is_repaired=not each.path.exists()) for each in findings]
    return findings


def _examined(store: ArticleStore, repairs: bool) -> tuple[list[Finding], str | None]:
    """Check an article, and again after something was repaired."""
    before = look(store)
    kinds = {each.kind for each in before.findings if each.can_repair}
    if not repairs or not kinds:
        return before.findings, before.digest
    problem = mend(store, kinds, before.digest)
    after = look(store)
    still = {(each.kind, each.path) for each in after.findings}
    repaired = [
        replace(each, is_repaired=True)
        for each in before.findings
        if (each.kind, each.path) not in still
    ]
    failed = [Finding(kind=Kind.NOT_REPAIRED, path=store.folder, error=problem)] if problem else []
    return [*repaired, *after.findings, *failed], after.digest


def _mark_of(folder: Path) -> str:
    """Return what a folder's name has in common with that of its backups."""
    return mark_in(folder.name) or folder.name


def _by_mark(folders: list[Path]) -> dict[str, list[Path]]:
    named: dict[str, list[Path]] = {}
    for folder in folders:
        named.setdefault(_mark_of(folder), []).append(folder)
    return named


def _gone(backups: Backups, place: Path, folders: list[Path]) -> list[Finding]:
    """Tell of the annotations in backups that no folder of the article has any more."""
    if any(may_exist(folder / ANNOTATIONS) for folder in folders):
        return []
    good = backups.newest_good(backups.root.parent / place.name)
    if good is None or not good[1].items:
        return []
    count = sum(not item.is_deleted for item in good[1].items)
    return [Finding(kind=Kind.ANNOTATIONS_GONE, path=place, count=count)]


def _damaged_backups(backups: Backups, place: Path) -> Iterator[Finding]:
    for backup in backups.inside(place):
        try:
            backup.load()
        except (AnnotationsUnreadableError, AnnotationsNewerError) as error:
            yield Finding(kind=Kind.BACKUP_DAMAGED, path=backup.path, error=error)

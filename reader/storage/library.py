"""The library: one folder for each article that was ever opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import LibraryUnreadableError, SaveError
from reader.storage.article_store import ArticleStore
from reader.storage.atomic import make_folder, write_atomically
from reader.storage.backups import BACKUPS, Backups, mark_in
from reader.storage.folder_index import FolderIndex, may_exist
from reader.storage.folder_names import mark, slug
from reader.storage.folders import is_link
from reader.storage.sources import (
    digest_of,
    forms_of,
    has_source,
    named_source,
    sources_in,
)
from reader.storage.stignore import keep_from_synchronising
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Document
    from reader.storage.known_analyses import KnownAnalyses

_EXTENSION = lazy_pattern(r"\.[a-z0-9]{1,8}")


class Library:
    """The folders of all articles, under one root.

    A folder's name ends with the first eight digits of its set's id, which follow from the content
    of the source; what stands before them is for people, and may be changed by them.
    """

    def __init__(self, root: Path, known: KnownAnalyses | None = None) -> None:
        """Name a library, which need not exist.

        Args:
            root: where it is.
            known: what was understood of articles before; None for a library whose articles are
                understood by the rules each time.
        """
        self.root = root
        self.known = known
        self._index = FolderIndex(root)

    def folders(self) -> list[Path]:
        """Return all folders that may be articles', by name.

        Raises:
            LibraryUnreadableError: they cannot be listed.
        """
        return [self.root / name for name in self._inodes()]

    def articles(self) -> Iterator[ArticleStore]:
        """Yield the stores of all articles, by the names of their folders.

        Annotations make an article even where its source is gone: they say what they are on.

        Raises:
            LibraryUnreadableError: the folders cannot be listed.
        """
        for store in map(self._store, self._inodes()):
            if may_exist(store.path) or store.source_path:
                yield store

    def find(self, digest: str) -> ArticleStore | None:
        """Return the store of the article whose source file has this digest, `sha256:…`.

        Where no source has it, that is a folder without a source that was made for it.

        Raises:
            LibraryUnreadableError: the folders cannot be listed.
        """
        ending = mark(digest)
        likely = [name for name in self._names_with(ending) if name.endswith(ending)]
        bereft = []
        for store in map(self._store, likely):
            if not sources_in(store.folder):
                bereft.append(store)
            elif has_source(store.folder, digest):
                return store
        # Folders that were made or named otherwise.
        for store in map(self._store, self._index.about(digest, self._inodes(), besides=likely)):
            if not sources_in(store.folder):
                bereft.append(store)
            elif has_source(store.folder, digest):
                return store
        return next((store for store in bereft if _is_made_for(store, digest)), None)

    def root_above(self, path: Path) -> Path | None:
        """Return the library as a file's path spells it; None if the file is outside."""
        try:
            root = self.root.stat()
            ways = Path(os.path.abspath(path)).parents  # noqa: PTH100 - no link is to be followed
            return next((way for way in ways if os.path.samestat(way.stat(), root)), None)
        except (OSError, ValueError):
            return None  # neither is there: reading says so

    def find_opened(self, data: bytes) -> tuple[ArticleStore | None, bytes]:
        """Return the store of the article with these bytes, and the bytes it was opened with.

        Those are others where the lines were given other ends since; also where only backups tell
        of the article, and no store is returned.

        Raises:
            LibraryUnreadableError: the folders cannot be listed.
        """
        forms = list(forms_of(data))
        for form in forms:
            if store := self.find(digest_of(form)):
                return store, form
        lost = (form for form in forms if self.find_lost(digest_of(form)))
        return None, next(lost, data)

    def lost(self) -> Iterator[ArticleStore]:
        """Yield stores whose folders are gone, and of which there are good backups.

        Raises:
            LibraryUnreadableError: the folders cannot be listed.
        """
        names = self._inodes()
        marks = {mark_in(name) for name in names}
        for place in Backups(self.root).folders():
            store = self._store(place.name)
            is_there = place.name in names or (mark_in(place.name) or place.name) in marks
            good = None if is_there else store.backups.newest_good(store.folder)
            if good and self.find(good[1].about.source) is None:
                yield store

    def find_lost(self, digest: str) -> ArticleStore | None:
        """Return the store of the article with this digest that only backups tell of.

        Only their names are looked at, and inside those that were made for it.

        Args:
            digest: of the source, as `find` takes it, which has found nothing.
        """
        backups = Backups(self.root)
        for ending in (mark(digest), mark(digest, is_long=True)):
            good = backups.newest_good(self.root / f"-{ending}")
            if good is not None and good[1].about.source == digest:
                return self._store(good[0].path.parent.name)
        return None

    def duplicates(self, store: ArticleStore, digest: str) -> list[ArticleStore]:
        """Return the other folders made for the article, by their names; usually none.

        Two devices make two where they understood the title differently before they heard of each
        other, and services for synchronisation where a folder was renamed on both.

        Args:
            store: the article's, as `find` gives it.
            digest: of its source.

        Raises:
            LibraryUnreadableError: the folders cannot be listed.
        """
        return [
            other
            for name in self._names_with(mark(digest))
            if name != store.folder.name
            and named_source((other := self._store(name)).path) == digest
        ]

    def add(self, data: bytes, path: Path, document: Document) -> ArticleStore:
        """Return the store of an article, made with a copy of its source where there is none yet.

        Args:
            data: the bytes of the file.
            path: where they came from, for the extension.
            document: what was understood of them.

        Raises:
            SaveError: the folder or the copy could not be written.
        """
        try:
            store = self.find(document.source.digest) or self._new_store(document)
        except LibraryUnreadableError as error:
            raise SaveError(error.path, error.reason) from error
        if store.source_path is None:
            extension = path.suffix.lower()
            if not _EXTENSION.fullmatch(extension):
                extension = ".txt"
            write_atomically(store.folder / f"source{extension}", data, below=self.root)
        # Where the articles came from another device this did not come with them.
        keep_from_synchronising(self.root)
        return store

    def _new_store(self, document: Document) -> ArticleStore:
        name, digest = slug(document.title), document.source.digest
        folder = self.root / (name + mark(digest))
        if may_exist(folder):
            # Another article has the same eight digits, or its source was tampered with.
            folder = self.root / (name + mark(digest, is_long=True))
        make_folder(folder, below=self.root)
        return ArticleStore(folder)

    def _store(self, name: str) -> ArticleStore:
        return ArticleStore(self.root / name)

    def _names_with(self, part: str) -> list[str]:
        """Return the names of the folders with this in their names, sorted."""
        named = (entry for entry in self._listed() if part in entry.name)
        return sorted(entry.name for entry in named if _is_folder(entry))

    def _inodes(self) -> dict[str, int]:
        """Return the names of all folders, sorted, and their inodes; no folder is looked into."""
        found = {entry.name: entry.inode() for entry in self._listed() if _is_folder(entry)}
        return dict(sorted(found.items()))

    def _listed(self) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.root) as entries:
                return list(entries)
        except FileNotFoundError:
            return []  # not made yet
        except OSError as error:
            raise LibraryUnreadableError(self.root, error.strerror or str(error)) from error


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether it may be an article's folder; a link is none."""
    if entry.name.startswith(".") or entry.name == BACKUPS:
        return False
    try:
        if not entry.is_dir(follow_symlinks=False):
            return False
        # Only Windows has links that are folders, and knows of them without looking once more.
        return os.name != "nt" or not is_link(entry.stat(follow_symlinks=False))
    except OSError:  # gone this moment
        return False


def _is_made_for(store: ArticleStore, digest: str) -> bool:
    """Tell whether a folder without a source belongs to an article: by what it says, or its name.

    Annotations that say nothing, being damaged, do not speak against the name.
    """
    named = named_source(store.path)
    return named == digest or (named is None and store.folder.name.endswith(mark(digest)))

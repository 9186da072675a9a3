"""The library: one folder for each article that was ever opened."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from reader.annotation.sets import set_id
from reader.errors import LibraryUnreadableError, SaveError
from reader.storage.article_store import ArticleStore
from reader.storage.atomic import make_folder, write_atomically
from reader.storage.backups import BACKUPS
from reader.storage.ignoring import keep_from_synchronising

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.document.model import Document

_LONGEST_SLUG = 40
_HEAD = 8192
"""Bytes of an annotations file in which what it is about is said."""
_MARK_LENGTH = 8
_MARKED = re.compile(rf"--[0-9a-f]{{{_MARK_LENGTH}}}$")
_NAMED_SOURCE = re.compile(rb'"reader:source"\s*:\s*"(sha256:[0-9a-f]{64})"')
_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")


class Library:
    """The folders of all articles, under one root.

    A folder's name ends with the first eight digits of its set's id, which follow from the content
    of the source; what stands before them is for people, and may be changed by them.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def articles(self) -> Iterator[ArticleStore]:
        """Yield the stores of all articles, by the names of their folders.

        Annotations make an article even where its source is gone: they say what they are on.

        Raises:
            LibraryUnreadableError: the folders cannot be listed.
        """
        for store in self._stores():
            if store.source_path or _may_exist(store.path):
                yield store

    def find(self, digest: str) -> ArticleStore | None:
        """Return the store of the article whose source file has this digest, `sha256:…`.

        Where no source has it, that is a folder without a source that was made for it.

        Raises:
            LibraryUnreadableError: the folders cannot be listed.
        """
        stores = self._stores()
        mark = _mark(digest)
        likely = [store for store in stores if store.folder.name.endswith(mark)]
        # Folders that were made or named otherwise say themselves what they are about; hashing
        # every source of a library would take long.
        others = [store for store in stores if store not in likely and _may_hold(store, digest)]
        bereft = []
        for store in (*likely, *others):
            source = store.source_path
            if source is None:
                bereft.append(store)
            elif _digest_of(source) == digest:
                return store
        return next((store for store in bereft if _is_made_for(store, digest)), None)

    def twins(self, store: ArticleStore, digest: str) -> list[ArticleStore]:
        """Return the other folders made for the article, by their names; usually none.

        Two devices make two where they understood the title differently before they heard of each
        other, and services for synchronisation where a folder was renamed on both.

        Args:
            store: the article's, as `find` gives it.
            digest: of its source.

        Raises:
            LibraryUnreadableError: the folders cannot be listed.
        """
        mark = _mark(digest)
        return [
            other
            for other in self._stores()
            if mark in other.folder.name
            and other.folder != store.folder
            and _named_source(other) == digest
        ]

    def adopt(self, data: bytes, path: Path, document: Document) -> ArticleStore:
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
            write_atomically(store.folder / f"source{extension}", data)
        # Where the articles came from another device this did not come with them.
        keep_from_synchronising(self.root)
        return store

    def _new_store(self, document: Document) -> ArticleStore:
        name, digest = slug(document.title), document.source.digest
        folder = self.root / (name + _mark(digest))
        if folder.exists():
            # Another article has the same eight digits, or its source was tampered with.
            folder = self.root / (name + _mark(digest, 4 * _MARK_LENGTH))
        make_folder(folder)
        return ArticleStore(folder)

    def _stores(self) -> list[ArticleStore]:
        try:
            return [
                ArticleStore(entry)
                for entry in sorted(self.root.iterdir())
                if entry.is_dir() and not entry.name.startswith(".") and entry.name != BACKUPS
            ]
        except FileNotFoundError:
            return []  # not made yet
        except OSError as error:
            raise LibraryUnreadableError(self.root, error.strerror or str(error)) from error


def slug(title: str) -> str:
    """Return a title as part of a file name that every file system takes.

    Letters of all scripts and digits stay, everything between them becomes one hyphen.
    """
    lowered = unicodedata.normalize("NFC", title).lower()
    words = "".join(character if character.isalnum() else " " for character in lowered).split()
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "article"


def _mark(digest: str, length: int = _MARK_LENGTH) -> str:
    return "--" + set_id(digest).removeprefix("urn:uuid:").replace("-", "")[:length]


def _may_hold(store: ArticleStore, digest: str) -> bool:
    """Tell whether a folder may be an article's though its name does not say so."""
    if _may_exist(store.path):
        return _named_source(store) == digest
    return not _MARKED.search(store.folder.name)


def _is_made_for(store: ArticleStore, digest: str) -> bool:
    """Tell whether a folder without a source belongs to an article: by what it says, or its name.

    Annotations that say nothing, being damaged, do not speak against the name.
    """
    named = _named_source(store)
    return named == digest or (named is None and store.folder.name.endswith(_mark(digest)))


def _named_source(store: ArticleStore) -> str | None:
    """Return the digest that the beginning of a folder's annotations names, if it names one."""
    try:
        if not store.path.is_file():
            return None  # opening a pipe would block
        with store.path.open("rb") as file:
            named = _NAMED_SOURCE.search(file.read(_HEAD))
    except OSError:
        return None
    return named[1].decode() if named else None


def _may_exist(path: Path) -> bool:
    """Tell whether a file is there, or cannot be looked at, which reading it will tell."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _digest_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""

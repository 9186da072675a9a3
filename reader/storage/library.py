"""The library: one folder for each article that was ever opened."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from reader.annotation.sets import set_id
from reader.errors import SaveError
from reader.storage.article_store import ANNOTATIONS, ArticleStore
from reader.storage.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.document.model import Document

_LONGEST_SLUG = 40
_HEAD = 8192
"""Bytes of an annotations file in which what it is about is said."""
_MARK_LENGTH = 8
_MARKED = re.compile(rf"--[0-9a-f]{{{_MARK_LENGTH}}}$")
_EXTENSION = re.compile(r"\.[a-z0-9]{1,8}")


class Library:
    """The folders of all articles, under one root.

    A folder's name ends with the first eight digits of its set's id, which follow from the content
    of the source; what stands before them is for people, and may be changed by them.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def articles(self) -> Iterator[ArticleStore]:
        """Yield the stores of all articles, by the names of their folders."""
        for folder in self._folders():
            if _source_of(folder):
                yield ArticleStore(folder)

    def find(self, digest: str) -> ArticleStore | None:
        """Return the store of the article whose source file has this digest, `sha256:…`."""
        mark = _mark(digest)
        folders = self._folders()
        likely = [folder for folder in folders if folder.name.endswith(mark)]
        # Folders that were made or named otherwise say themselves what they are about; hashing
        # every source of a library would take long.
        others = (folder for folder in folders if folder not in likely and _names(folder, digest))
        for folder in (*likely, *others):
            source = _source_of(folder)
            if source and _digest_of(source) == digest:
                return ArticleStore(folder)
        return None

    def adopt(self, data: bytes, path: Path, document: Document) -> ArticleStore:
        """Return the store of an article, made with a copy of its source where there is none yet.

        Args:
            data: the bytes of the file.
            path: where they came from, for the extension.
            document: what was understood of them.

        Raises:
            SaveError: the folder or the copy could not be written.
        """
        digest = document.source.digest
        if known := self.find(digest):
            return known
        folder = self.root / (slug(document.title) + _mark(digest))
        if folder.is_dir() and _source_of(folder):
            # Another article has the same eight digits, or its source was tampered with.
            folder = self.root / (slug(document.title) + _mark(digest, 4 * _MARK_LENGTH))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SaveError(folder, error.strerror or str(error)) from error
        extension = path.suffix.lower()
        if not _EXTENSION.fullmatch(extension):
            extension = ".txt"
        write_atomically(folder / f"source{extension}", data)
        return ArticleStore(folder)

    def _folders(self) -> list[Path]:
        try:
            entries = sorted(self.root.iterdir())
        except OSError:
            return []  # not made yet; a root that cannot be written is found out by adopting
        return [entry for entry in entries if entry.is_dir() and not entry.name.startswith(".")]


def slug(title: str) -> str:
    """Return a title as part of a file name that every file system takes.

    Letters of all scripts and digits stay, everything between them becomes one hyphen.
    """
    lowered = unicodedata.normalize("NFC", title).lower()
    words = "".join(character if character.isalnum() else " " for character in lowered).split()
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "article"


def _mark(digest: str, length: int = _MARK_LENGTH) -> str:
    return "--" + set_id(digest).removeprefix("urn:uuid:").replace("-", "")[:length]


def _source_of(folder: Path) -> Path | None:
    return next((path for path in sorted(folder.glob("source.*")) if path.is_file()), None)


def _names(folder: Path, digest: str) -> bool:
    """Tell whether the beginning of a folder's annotations names a source; or there are none."""
    try:
        with (folder / ANNOTATIONS).open("rb") as file:
            return digest.encode() in file.read(_HEAD)
    except FileNotFoundError:
        return not _MARKED.search(folder.name)
    except OSError:
        return False


def _digest_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""

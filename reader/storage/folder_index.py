"""Which article each folder of a library is about, so that not all are read to find one.

Kept in the cache folder, for this device alone; it can be deleted at any time, and is no more than
a hint. A folder it does not know is looked at. One that it knows, whose name says the same as what
lies in it, is not looked at again as long as name and inode stay; one whose name says something
else is, as soon as the file that told what it is about has another time or size.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import SaveError
from reader.paths import cache_folder
from reader.storage.article_store import ArticleStore
from reader.storage.atomic import make_folder, write_atomically
from reader.storage.folder_names import is_named_for
from reader.storage.read_regular import read_regular
from reader.storage.sources import digest_of_file, named_source

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path


class _Entry(NamedTuple):
    inode: int
    """Of the folder."""
    digest: str
    """Of the source it is about; empty where nothing in it tells."""
    is_named_so: bool
    """Whether its name says so too."""
    file: str
    """Name of the file that told; empty where there was none."""
    time: int
    """When that was last changed, in nanoseconds."""
    size: int


_TYPES = [int, str, bool, str, int, int]


class FolderIndex:
    """What is known of the folders under one root."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._entries: dict[str, _Entry] | None = None

    def about(
        self, digest: str, folders: Mapping[str, int], *, besides: Collection[str]
    ) -> list[str]:
        """Return the names of the folders that are about a source, as far as can be told.

        Args:
            digest: of the source.
            folders: all there are: their names, and their inodes.
            besides: names of those that need not be looked at.
        """
        if self._entries is None:
            self._entries = _read(self._file())
        known, learnt, found = self._entries, {}, []
        for name, inode in folders.items():
            if name in besides:
                continue
            entry = known.get(name)
            if entry is None or entry.inode != inode or not self._is_current(name, entry):
                learnt[name] = entry = self._looked_at(name, inode)
            if entry.digest == digest:
                found.append(name)
        if any(known.get(name) != entry for name, entry in learnt.items()):
            self._entries = {name: each for name, each in known.items() if name in folders} | learnt
            self._write()
        return found

    def _is_current(self, name: str, entry: _Entry) -> bool:
        if entry.is_named_so:
            return True
        try:
            status = (self._root / name / entry.file).lstat()
        except (OSError, ValueError):  # ValueError: a name with NUL in it
            return False
        return bool(entry.file) and (status.st_mtime_ns, status.st_size) == entry[-2:]

    def _looked_at(self, name: str, inode: int) -> _Entry:
        store = ArticleStore(self._root / name)
        digest, path = named_source(store.path), store.path
        if digest is None and not may_exist(path):
            source = store.source_path
            digest, path = (digest_of_file(source), source) if source else (None, path)
        try:
            status = path.lstat()
        except OSError:
            return _Entry(inode, "", False, "", 0, 0)
        is_named_so = digest is not None and is_named_for(name, digest)
        told = (path.name, status.st_mtime_ns, status.st_size)
        return _Entry(inode, digest or "", is_named_so, *told)

    def _file(self) -> Path:
        try:
            root = self._root.absolute()
        except OSError:  # the current folder is gone, and what would be in it
            root = self._root
        name = hashlib.sha256(str(root).encode(errors="surrogatepass"))
        return cache_folder() / "folders" / f"{name.hexdigest()[:16]}.json"

    def _write(self) -> None:
        # Without it the folders are looked at again: slower, and no reason to fail.
        with suppress(SaveError, OSError):
            file = self._file()
            make_folder(file.parent)
            data = json.dumps(self._entries).encode()
            write_atomically(file, data, durable=False)


def may_exist(path: Path) -> bool:
    """Tell whether a file is there, be it a link, or cannot be looked at: reading will tell."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _read(file: Path) -> dict[str, _Entry]:
    """Return the entries in a file; those that are none are left out."""
    try:
        record = json.loads(read_regular(file, below=None) or b"null")
    except (OSError, ValueError, RecursionError):
        return {}
    values = record.items() if isinstance(record, dict) else ()
    return {name: _Entry(*value) for name, value in values if _is_entry(value)}


def _is_entry(value: Any) -> bool:
    return isinstance(value, list) and [type(each) for each in value] == _TYPES

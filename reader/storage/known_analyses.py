"""What was understood of articles before, so that a known one is shown without asking the rules.

In the cache folder, for this device alone; it can be deleted at any time. An entry is used only for
the same bytes under the same name, read in the same encoding with the same decisions, by the rules
as they are now: whatever of the program or of its tables is another file, makes all entries others.
One that is damaged is none. The window alone reads them: it is opened again and again and waited
for, while what a command prints is to follow from the file and the library by the rules.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.document.packed import packed, unpacked
from reader.errors import SaveError
from reader.paths import RESOURCES
from reader.storage.atomic import make_folder, write_atomically
from reader.storage.read_regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Document

_CODE = Path(__file__).resolve().parents[1]
_RULES = (
    *(_CODE / name for name in ("text", "document", "importers")),
    *(RESOURCES / name for name in ("readings", "conversion", "frequencies")),
)
"""What an analysis comes from."""
_PACKAGES = ("opencc", "opencc_purepy", "rjieba")
"""Whose tables it comes from besides."""

LARGEST = 64 << 20
"""Bytes of all entries together; the oldest go."""
_MOST = 500
"""Entries."""
_MOST_NOTED = 2
"""Documents held until they are written; one that was understood and never shown may be a book."""
_DIGEST = hashlib.sha256().digest_size


class Key(NamedTuple):
    """What an analysis depends on, besides the rules."""

    digest: str
    """Of the bytes."""
    name: str
    """Of the file: its ending chooses the importer, the rest may be the title."""
    encoding: str
    """What is said of it by what is kept about the article."""
    decisions: str
    """On repairs, as they are kept."""


class KnownAnalyses:
    """The entries in a folder; finding and writing may be done in different threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._new: list[tuple[Key, Document, bytes]] = []

    def find(self, key: Key, data: bytes) -> Document | None:
        """Return what was understood, without corrections of roles; None where it is not known.

        Args:
            key: what is looked for.
            data: the bytes of the article.
        """
        path = self._path(key)
        try:
            entry = read_regular(path, LARGEST, below=None)
            if entry is None:
                return None
            content = memoryview(entry)[_DIGEST:]
            if hashlib.sha256(content).digest() != entry[:_DIGEST]:
                return None
            # Of our own making, in a folder of the user's: what would be put there could as well
            # be put among the program's compiled modules.
            values = marshal.loads(content)  # noqa: S302
            document = unpacked(values, data, Path(key.name).stem)
            os.utime(path)  # it is the newest
        except (OSError, ValueError, TypeError, EOFError, KeyError, IndexError):
            return None
        return document if document.source.digest == key.digest else None

    def note(self, key: Key, document: Document, data: bytes) -> None:
        """Take note of what was understood, to be written later."""
        self._new = [*self._new[1 - _MOST_NOTED :], (key, document, data)]

    def write(self, _: object = None) -> None:
        """Write what was noted, and delete what is too much. Without it all is understood again."""
        while self._new:
            key, document, data = self._new.pop()
            entry = marshal.dumps(packed(document, data))
            if len(entry) > LARGEST // 2:
                continue
            with suppress(SaveError, OSError):
                make_folder(self._folder)
                whole = hashlib.sha256(entry).digest() + entry
                write_atomically(self._path(key), whole, durable=False)
                self._bound()

    def _bound(self) -> None:
        entries = [(entry.stat(), entry.path) for entry in os.scandir(self._folder)]
        entries.sort(key=lambda each: each[0].st_mtime_ns, reverse=True)
        size = 0
        for number, (status, path) in enumerate(entries):
            size += status.st_size
            if size > LARGEST or number >= _MOST:
                Path(path).unlink()

    def _path(self, key: Key) -> Path:
        whole = "\0".join((_rules_in_use(), *key)).encode("utf-8", "surrogatepass")
        return self._folder / hashlib.sha256(whole).hexdigest()[:32]


@cache
def _rules_in_use() -> str:
    """Return what changes with any rule, any table, and the form of entries."""
    told = [str(_told(path)) for path in _parts()]
    interpreter = f"{sys.version_info[:3]} {marshal.version}"
    return hashlib.sha256("\n".join((interpreter, *told)).encode()).hexdigest()


def _parts() -> Iterator[str]:
    for folder in _RULES:
        for place, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            yield from (os.path.join(place, name) for name in sorted(files))  # noqa: PTH118 - 200
    for name in _PACKAGES:
        found = PathFinder.find_spec(name)
        if found is not None and found.origin is not None:
            yield found.origin


def _told(path: str) -> tuple[Any, ...]:
    status = os.stat(path)  # noqa: PTH116 - of two hundred, at a start
    return path, status.st_size, status.st_mtime_ns

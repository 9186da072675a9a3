"""From a file to a document: one importer a format, chosen by the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reader.errors import SourceEmptyError, SourceError
from reader.importers.file_bytes import STANDARD_INPUT, read_bytes
from reader.importers.txt import TextImporter

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from reader.document.model import Document

__all__ = [
    "IMPORTERS",
    "STANDARD_INPUT",
    "Importer",
    "import_bytes",
    "open_source",
    "read_bytes",
    "what_is_wrong_with",
]


class Importer(Protocol):
    """What makes documents of files of one format."""

    @property
    def suffixes(self) -> Collection[str]:
        """Ends of file names, in lower case with their dot."""

    def read(
        self, data: bytes, path: Path, encoding: str | None, *, insists: bool = False
    ) -> Document:
        """Make a document of the bytes of a file.

        Args:
            data: the bytes.
            path: where they are from, for the title and for errors.
            encoding: the encoding the user asked for; None to find it.
            insists: make text of the bytes however much of them is undecodable.

        Raises:
            SourceError: the bytes hold no text, or none of this format.
        """


_TEXT = TextImporter()
IMPORTERS: tuple[Importer, ...] = (_TEXT,)
"""A file with a name none of them knows is read as plain text."""

_BEGINNING = 64 * 1024
"""Bytes, enough to tell text from what is none."""


def open_source(path: Path, encoding: str | None = None) -> Document:
    """Open an article; `-` stands for standard input.

    Raises:
        SourceError: there is no text to be had from it.
    """
    return import_bytes(read_bytes(path), path, encoding)


def what_is_wrong_with(path: Path) -> SourceError | None:
    """Return why a file is plainly no article, by its beginning; None where it may be one."""
    try:
        data = read_bytes(path)
    except SourceError as error:
        return error
    try:
        import_bytes(data[:_BEGINNING], path, insists=True)
    except SourceEmptyError as error:
        # There may be words after white space as long as this.
        return error if len(data) <= _BEGINNING else None
    except SourceError as error:
        return error
    return None


def import_bytes(
    data: bytes, path: Path, encoding: str | None = None, *, insists: bool = False
) -> Document:
    """Make a document of bytes that were read from `path`; see `Importer.read`.

    Raises:
        SourceError: there is no text to be had from them.
    """
    suffix = path.suffix.lower()
    importer = next((i for i in IMPORTERS if suffix in i.suffixes), _TEXT)
    return importer.read(data, path, encoding, insists=insists)

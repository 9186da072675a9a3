"""From a file to what is in it: one importer a format, chosen by the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reader.errors import SourceEmptyError, SourceError
from reader.importers.file_bytes import STANDARD_INPUT, read_bytes
from reader.importers.txt import TextImporter

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from reader.document.model import Document, Extraction

__all__ = [
    "IMPORTERS",
    "STANDARD_INPUT",
    "Importer",
    "extract",
    "import_bytes",
    "open_source",
    "read_bytes",
    "what_is_wrong_with",
]


class Importer(Protocol):
    """What takes the text out of files of one format, and the structure it gives the text."""

    @property
    def suffixes(self) -> Collection[str]:
        """Ends of file names, in lower case with their dot."""

    def extract(
        self, data: bytes, path: Path, encoding: str | None, *, insists: bool = False
    ) -> Extraction:
        """Return what is in the bytes of a file; nothing is repaired or found in it yet.

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


def extract(
    data: bytes,
    path: Path,
    encoding: str | None = None,
    *,
    insists: bool = False,
    importers: Collection[Importer] | None = None,
) -> Extraction:
    """Return what is in bytes that were read from `path`; see `Importer.extract`.

    Args:
        data: the bytes.
        path: where they are from; its ending chooses the importer.
        encoding: the encoding the user asked for; None to find it.
        insists: make text of the bytes however much of them is undecodable.
        importers: those to choose from, the first that knows the ending; None for all there are.

    Raises:
        SourceError: there is no text to be had from them.
    """
    importer = _importer_of(path, IMPORTERS if importers is None else importers)
    return importer.extract(data, path, encoding, insists=insists)


def import_bytes(
    data: bytes, path: Path, encoding: str | None = None, *, insists: bool = False
) -> Document:
    """Make a document of bytes that were read from `path`, without any decisions of the user.

    What a library knows of it is not asked for; see `reader.articles`.

    Raises:
        SourceError: there is no text to be had from them.
    """
    from reader.document.analysis import analyse  # with all rules there are

    return analyse(extract(data, path, encoding, insists=insists))


def open_source(path: Path, encoding: str | None = None) -> Document:
    """Read a file as `import_bytes` does; `-` stands for standard input.

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
    # Of a text the beginning tells; what is packed can only be read as a whole.
    is_text = _importer_of(path, IMPORTERS) is _TEXT
    try:
        extract(data[:_BEGINNING] if is_text else data, path, insists=True)
    except SourceEmptyError as error:
        # There may be words after white space as long as this.
        return None if is_text and len(data) > _BEGINNING else error
    except SourceError as error:
        return error
    return None


def _importer_of(path: Path, importers: Collection[Importer]) -> Importer:
    suffix = path.suffix.lower()
    return next((each for each in importers if suffix in each.suffixes), _TEXT)

"""The copy of an article that lies in its folder: its bytes, and the text annotations are on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reader.errors import AnnotationsUnreadableError, SourceUndecodableError, SourceUnreadableError
from reader.storage.regular import read_annotations
from reader.text.encoding import BinaryError, UndecodableError, canonical, decode

if TYPE_CHECKING:
    from pathlib import Path

    from reader.storage.article_store import ArticleStore


def read_source(store: ArticleStore) -> bytes | None:
    """Return the bytes of an article as they were opened; None where they are gone.

    Raises:
        SourceUnreadableError: the system refuses, or it is no regular file.
    """
    path = store.source_path
    try:
        return None if path is None else read_annotations(path)
    except AnnotationsUnreadableError as error:
        raise SourceUnreadableError(error.path, error.reason) from error


def digest_of(data: bytes) -> str:
    """Return the digest that names a source, `sha256:…`."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def digest_of_file(path: Path) -> str | None:
    """Return the digest of a file; None where it cannot be read."""
    try:
        if not path.is_file():
            return None  # opening a pipe would block
        with path.open("rb") as file:
            return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def text_in(data: bytes, encoding: str, path: Path) -> str:
    """Return the text of a source, whose characters annotations count.

    Args:
        data: the bytes.
        encoding: the one the annotations count in.
        path: for the error.

    Raises:
        SourceUndecodableError: there is no text in that encoding.
    """
    try:
        return canonical(decode(data, encoding, insists=True).text)
    except (BinaryError, UndecodableError) as error:
        raise SourceUndecodableError(path, encoding) from error

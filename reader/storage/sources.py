"""The copy of an article that lies in its folder: its bytes, and the text annotations are on."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from reader.errors import AnnotationsUnreadableError, SourceUndecodableError, SourceUnreadableError
from reader.storage.folder_names import is_named_for
from reader.storage.folders import regular_files
from reader.storage.regular import beginning, read_bytes, read_regular
from reader.text.encoding import BinaryError, UndecodableError, canonical, decode

if TYPE_CHECKING:
    from pathlib import Path

    from reader.storage.article_store import ArticleStore


_HEAD = 8192
"""Bytes of an annotations file in which what it is about is said."""
_NAMED_SOURCE = re.compile(rb'"reader:source"\s*:\s*"(sha256:[0-9a-f]{64})"')


def sources_in(folder: Path) -> list[Path]:
    """Return the files in an article's folder that have the name of a source, by name."""
    try:
        files = regular_files(folder, below=folder.parent)
    except OSError:
        return []
    return [path for path in files if path.name.startswith("source.")]


def source_in(folder: Path, annotations: Path) -> Path | None:
    """Return the file that is the article, of those that may be; None where there is none.

    Others may lie beside it, such as what a synchronisation or an editor makes of it. It is the one
    that the annotations are on, or that the folder is named for.

    Args:
        folder: the article's.
        annotations: the file of its annotations, which need not exist.
    """
    found = sources_in(folder)
    if len(found) < 2:
        return found[0] if found else None
    digests = [digest_of_file(path) or "" for path in found]
    named = named_source(annotations)
    for path, digest in zip(found, digests, strict=True):
        if digest == named:
            return path
    for path, digest in zip(found, digests, strict=True):
        if digest and is_named_for(folder.name, digest):
            return path
    return found[0]


def has_source(folder: Path, digest: str) -> bool:
    """Tell whether a file in an article's folder is the source with this digest."""
    return any(digest_of_file(path) == digest for path in sources_in(folder))


def named_source(annotations: Path) -> str | None:
    """Return the digest that the beginning of a file of annotations names, if it names one."""
    named = _NAMED_SOURCE.search(head_of(annotations, annotations.parent.parent))
    return named[1].decode() if named else None


def head_of(path: Path, library: Path) -> bytes:
    """Return the beginning of a file in a library.

    Nothing of one that cannot be read, is a link or no regular file.
    """
    try:
        return beginning(path, _HEAD, below=library) or b""
    except OSError:
        return b""


def read_source(store: ArticleStore) -> bytes | None:
    """Return the bytes of an article as they were opened; None where they are gone.

    Raises:
        SourceUnreadableError: the system refuses, or it is no regular file.
    """
    path = store.source_path
    try:
        return None if path is None else read_bytes(path, below=store.library)
    except AnnotationsUnreadableError as error:
        raise SourceUnreadableError(error.path, error.reason) from error


def digest_of(data: bytes) -> str:
    """Return the digest that names a source, `sha256:…`."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def digest_of_file(path: Path) -> str | None:
    """Return the digest of a file in an article's folder; None where it cannot be read.

    What is too large for an article is not read.
    """
    try:
        data = read_regular(path, below=path.parent.parent)
    except (OSError, ValueError):
        return None
    return None if data is None else digest_of(data)


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

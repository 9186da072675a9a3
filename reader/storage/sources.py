"""The copy of an article that lies in its folder: its bytes, and the text annotations are on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reader.errors import AnnotationsUnreadableError, SourceUndecodableError
from reader.storage.folder_names import is_named_for
from reader.storage.folders import regular_files
from reader.storage.read_regular import beginning, read_bytes, read_regular
from reader.text.encoding import BinaryError, UndecodableError
from reader.text.patterns import lazy_pattern
from reader.text.source_text import source_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_HEAD = 8192
"""Bytes of an annotations file in which what it is about is said."""
_NAMED_SOURCE = lazy_pattern(rb'"reader:source"\s*:\s*"(sha256:[0-9a-f]{64})"')


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
    digests = [list(_digests_of_file(path)) for path in found]
    named = named_source(annotations)
    for path, forms in zip(found, digests, strict=True):
        if named in forms:
            return path
    for path, forms in zip(found, digests, strict=True):
        if any(is_named_for(folder.name, digest) for digest in forms):
            return path
    return found[0]


def has_source(folder: Path, digest: str) -> bool:
    """Tell whether a file in an article's folder is the source with this digest.

    Also if its lines have other ends now; see `forms_of`.
    """
    return any(digest in _digests_of_file(path) for path in sources_in(folder))


def digests_in(folder: Path, annotations: Path) -> frozenset[str]:
    """Return the digests an article's folder says it is about, by its files and not by its name."""
    found = {digest for path in sources_in(folder) for digest in _digests_of_file(path)}
    return frozenset(found.union(filter(None, [named_source(annotations)])))


def forms_of(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of an article, and what they may have been before its lines got other ends.

    Git does that to a text (`core.autocrlf`), and so do editors. The text is the same, the digest
    is not.
    """
    yield data
    if b"\0" in data:
        return  # UTF-16, in which these bytes are no ends of lines
    with_lf = data.replace(b"\r\n", b"\n")
    yield from (each for each in (with_lf, with_lf.replace(b"\n", b"\r\n")) if each != data)


def _digests_of_file(path: Path) -> Iterator[str]:
    try:
        data = read_bytes(path, below=path.parent.parent)
    except AnnotationsUnreadableError:
        return
    if data is not None:
        yield from map(digest_of, forms_of(data))


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
        return source_text(data, encoding, insists=True).text
    except (BinaryError, UndecodableError) as error:
        raise SourceUndecodableError(path, encoding) from error

"""Writing what a command found, to standard output or a file."""

from __future__ import annotations

import errno
import io
import os
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import SaveError
from reader.localization import tr
from reader.storage.atomic import write_atomically
from reader.wording import explain_backup_shown, on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.articles import Article
    from reader.document.model import Document

STANDARD_OUTPUT = Path("-")
_BATCH = 10_000
"""Pieces written at once."""


def write_text(text: str, out: Path | None = None) -> None:
    """Write text as UTF-8, whatever the terminal's encoding: it is for other programs as well.

    Args:
        text: all there is to write.
        out: the file to replace; None and `-` stand for standard output.

    Raises:
        SaveError: it could not be written.
        BrokenPipeError: whoever was reading has stopped.
    """
    data = text.encode(errors="replace")
    if out is not None and out != STANDARD_OUTPUT:
        _write_file(data, out)
        return
    if sys.stdout is None:  # closed before we began
        raise SaveError(STANDARD_OUTPUT, os.strerror(errno.EBADF))
    try:
        _write_out(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_output()
        raise SaveError(STANDARD_OUTPUT, error.strerror or str(error)) from error


def write_pieces(pieces: Iterator[str]) -> None:
    """Write what is long to standard output as it is made, so that it is never there as a whole.

    Args:
        pieces: of any length, none of them empty.

    Raises:
        SaveError: it could not be written.
        BrokenPipeError: whoever was reading has stopped.
    """
    while batch := "".join(islice(pieces, _BATCH)):
        write_text(batch)


def tell(sentence: str) -> None:
    """Write a line to standard error, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(sentence.encode(errors="replace").decode() + "\n")


def tell_of_damage(document: Document, path: Path) -> None:
    """Say on standard error where parts of an article could not be decoded."""
    if document.source.damage:
        from reader.text_wording import encoding_name

        name = encoding_name(document.source.encoding)
        sentence = tr(
            "Parts of {path} are not in {encoding} and shown as \ufffd."
            " Name another encoding with --encoding."
        )
        tell(on_one_line(sentence.format(path=path, encoding=name)))


def tell_of_backup(article: Article) -> None:
    """Say on standard error that what is shown of an article's annotations is a backup."""
    if article.backup is not None:
        tell(explain_backup_shown(article.backup))


def tell_of_doubt(document: Document) -> None:
    """Say the same where no other encoding can be named: it is chosen in the window."""
    if document.source.damage:
        from reader.text_wording import explain_doubt

        tell(explain_doubt(document.source))


def abandon_output() -> None:
    """Let go of standard output, which Python would otherwise try to write to at the end again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _write_out(data: bytes) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.buffer.write(data)
    else:
        sys.stdout.write(data.decode())
    sys.stdout.flush()


def _write_file(data: bytes, out: Path) -> None:
    try:
        if out.exists() and not out.is_file():  # a device or a pipe: nothing there to be replaced
            with out.open("wb") as file:
                file.write(data)
            return
    except OSError as error:
        raise SaveError(out, error.strerror or str(error)) from error
    write_atomically(out, data)

"""Writing what a command found, to standard output or a file."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader.controls import on_one_line, without_controls
from reader.errors import (
    AnnotationsNewerError,
    AnnotationsUnreadableError,
    OutputIsInputError,
    SaveError,
)
from reader.localization import tr
from reader.storage.atomic import save_error, write_atomically
from reader.wording.errors import (
    explain,
    explain_backup_shown,
    explain_merge,
    explain_no_backup,
    explain_recovery,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.articles import Article
    from reader.document.model import Document, Source
    from reader.storage.article_store import ArticleStore

STANDARD_OUTPUT = Path("-")
_BATCH = 10_000
"""Pieces written at once."""


def write_text(text: str, out: Path | None = None) -> None:
    """Write text as UTF-8, whatever the terminal's encoding: it is for other programs as well.

    Files and other programs get every character; a terminal, which may do what control characters
    say, is shown them as escapes. JSON stays the same JSON so.

    Args:
        text: all there is to write.
        out: the file to replace; None and `-` stand for standard output.

    Raises:
        SaveError: it could not be written.
        BrokenPipeError: whoever was reading has stopped.
    """
    if out is not None and out != STANDARD_OUTPUT:
        _write_file(text, out)
        return
    if sys.stdout is None:  # closed before we began
        raise SaveError(STANDARD_OUTPUT, os.strerror(errno.EBADF))
    try:
        _write_out(_data(text, for_terminal=sys.stdout.isatty()))
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon(sys.stdout)
        raise SaveError(STANDARD_OUTPUT, error.strerror or str(error)) from error


def keep_apart(article: Path | None, out: Path | None) -> None:
    """See to it that an output is not written over the article it is made of.

    Raises:
        OutputIsInputError: it would be, under whatever name.
    """
    if article is None or out is None:
        return
    with suppress(OSError, ValueError):  # where one of them is not there, they are two
        if out.is_file() and out.samefile(article):
            raise OutputIsInputError(out)


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
    """Write a line to standard error, where there is one that takes it."""
    _write_error(on_one_line(sentence) + "\n")


def tell_usage(usage: str, sentence: str) -> None:
    """Write to standard error how a command line should be, and what is wrong with this one."""
    _write_error(f"{usage}{on_one_line(sentence)}\n")


def tell_of_damage(document: Document, path: Path) -> None:
    """Say on standard error where parts of an article could not be decoded."""
    if document.source.damage:
        from reader.wording.texts import encoding_name

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


def tell_of_problem(article: Article) -> None:
    """Say on standard error that what was decided about an article could not be read."""
    if isinstance(article.problem, AnnotationsUnreadableError | AnnotationsNewerError):
        tell(explain(article.problem))


def tell_of_saving(article: Article, store: ArticleStore) -> None:
    """Say on standard error what saving an article's annotations has brought to light."""
    if store.recovery is not None:
        tell(explain_recovery(store.recovery))
    if store.no_backup is not None:
        tell(explain_no_backup(store.no_backup))
    if article.merge_report is not None:
        if brought := explain_merge(article.merge_report):
            tell(brought)
        for error in article.merge_report.left:
            tell(explain(error))


def tell_of_doubt(source: Source) -> None:
    """Say the same where no other encoding can be named: it is chosen in the window."""
    if source.damage:
        from reader.wording.texts import explain_doubt

        tell(explain_doubt(source))


def abandon(stream: TextIO | None) -> None:
    """Let go of a standard stream, which Python would try to write to at the end again."""
    with suppress(OSError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr] # None is suppressed
        os.close(nowhere)


def hold_standard_streams() -> None:
    """Put nothing in the place of standard streams that are closed.

    A file that is opened would be there else, and what libraries write to standard error in it.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free: this one


def _data(text: str, *, for_terminal: bool) -> bytes:
    shown = without_controls(text) if for_terminal else text
    return shown.encode(errors="replace")


def _write_error(text: str) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text.encode(errors="replace").decode())
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody listens, and there is nobody else to tell
        abandon(sys.stderr)


def _write_out(data: bytes) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.buffer.write(data)
    else:
        sys.stdout.write(data.decode())
    sys.stdout.flush()


def _write_file(text: str, out: Path) -> None:
    try:
        if out.exists() and not out.is_file():  # a device or a pipe: nothing there to be replaced
            with out.open("wb") as file:
                file.write(_data(text, for_terminal=file.isatty()))
            return
    except (OSError, ValueError) as error:
        raise save_error(out, error) from error
    write_atomically(out, _data(text, for_terminal=False), is_private=False)

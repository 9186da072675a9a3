"""`convert`: an article in another script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.output import (
    keep_apart,
    tell,
    tell_of_backup,
    tell_of_damage,
    tell_of_problem,
    write_text,
)
from reader.cli.parsing import one_of
from reader.cli.refusing import refused_words
from reader.document.rendition import Rendition
from reader.localization import tr
from reader.storage.library import Library
from reader.text.script import AUTO, CONFIGS, ORIGINAL
from reader.wording.texts import explain_giving_up

if TYPE_CHECKING:
    import argparse

TARGETS = (ORIGINAL, *CONFIGS, *AUTO)
"""What `--to` takes."""


def help() -> str:  # noqa: A001 - named for what it is
    """Return what the command does."""
    return tr("print an article repaired and converted, line for line")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("the article; - reads it in"))
    parser.add_argument(
        "--to",
        required=True,
        type=one_of(TARGETS),
        metavar="CONFIG",
        help=tr("one of {targets}").format(targets=", ".join(TARGETS)),
    )
    parser.add_argument("--encoding", metavar="NAME", help=tr("encoding of the article"))
    parser.add_argument("--no-repair", action="store_true", help=tr("leave damage as it is"))
    parser.add_argument(
        "-o", "--out", type=Path, metavar="OUT", help=tr("file to write, instead of printing")
    )


def run(arguments: argparse.Namespace, library: Path) -> int:
    """Write the converted text."""
    from reader.articles import read_article

    keep_apart(arguments.file, arguments.out)
    kept = Library(library)
    article = read_article(arguments.file, kept, arguments.encoding)
    document = article.document
    text = document.source.text if arguments.no_repair else document.repaired[0]
    rendition = Rendition(document, arguments.to, refused=refused_words(article))
    write_text(rendition.words(text), arguments.out)
    tell_of_problem(article)
    tell_of_backup(article)
    tell_of_damage(document, arguments.file)
    if document.given_up and not arguments.no_repair:
        tell(explain_giving_up(document.given_up))
    return 0

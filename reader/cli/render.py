"""`render`: a picture of a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.convert import TARGETS
from reader.cli.output import keep_apart, tell_of_backup, tell_of_doubt
from reader.cli.parsing import one_of, size, whole_number
from reader.cli.refusing import refused_words
from reader.localization import tr
from reader.storage.library import Library
from reader.text.phonetics import Notation
from reader.text.script import ORIGINAL

if TYPE_CHECKING:
    import argparse

_THEMES = ("light", "sepia", "dark", "contrast")
_SIZE = (1000, 1400)
_RUBY = tuple(Notation)


def help() -> str:  # noqa: A001 - named for what it is
    """Return what the command does."""
    return tr("draw a page of an article with its marks")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("the article; - reads it in"))
    parser.add_argument(
        "-o", "--out", required=True, type=Path, metavar="OUT.png", help=tr("picture to write")
    )
    parser.add_argument(
        "--size",
        type=size,
        default=_SIZE,
        metavar="WxH",
        help=tr("width and height in pixels"),
    )
    parser.add_argument(
        "--to",
        type=one_of(TARGETS),
        default=ORIGINAL,
        metavar="CONFIG",
        help=tr("one of {targets}").format(targets=", ".join(TARGETS)),
    )
    parser.add_argument(
        "--theme", type=one_of(_THEMES), default=_THEMES[0], metavar="T", help=", ".join(_THEMES)
    )
    parser.add_argument(
        "--vertical", action="store_true", help=tr("write in columns, from right to left")
    )
    parser.add_argument(
        "--ruby",
        type=one_of(_RUBY),
        metavar="NOTATION",
        help=tr("how characters are read, in {notations}").format(notations=", ".join(_RUBY)),
    )
    parser.add_argument(
        "--at",
        type=whole_number(0),
        metavar="OFFSET",
        help=tr("character of the source text on the first line"),
    )


def run(arguments: argparse.Namespace, library: Path) -> int:
    """Draw the page, with the marks where the library knows the article."""
    from reader.articles import read_article

    keep_apart(arguments.file, arguments.out)
    article = read_article(arguments.file, Library(library))
    if article.problem is not None:
        raise article.problem
    from reader.gui.app.entry import render

    render(
        article.document,
        article.annotations,
        arguments.out,
        refused=refused_words(article),
        size=arguments.size,
        target=arguments.to,
        theme=arguments.theme,
        is_vertical=arguments.vertical,
        ruby=Notation(arguments.ruby) if arguments.ruby else None,
        at=arguments.at,
    )
    tell_of_doubt(article.document.source)
    tell_of_backup(article)
    return 0

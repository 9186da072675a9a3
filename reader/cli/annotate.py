"""`annotate`: mark a passage, and write beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.changes import Change, apply, created, now
from reader.annotation.model import COLORS, STYLES, Body
from reader.annotation.sets import new_set
from reader.cli.output import tell_of_doubt, tell_of_saving, write_text
from reader.cli.parsing import one_of, whole_number
from reader.errors import QuoteNotFoundError
from reader.localization import tr
from reader.storage.library import Library
from reader.text.matching import find_quote

if TYPE_CHECKING:
    import argparse

    from reader.document.model import Document
    from reader.text.offsets import TextRange


def help() -> str:  # noqa: A001 - named for what it is
    """Return what the command does."""
    return tr("mark a passage and print the id of the annotation")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=tr("the article; - reads it in"))
    parser.add_argument(
        "--quote",
        required=True,
        metavar="TEXT",
        help=tr("the passage, as shown, in Simplified or Traditional"),
    )
    parser.add_argument(
        "--nth",
        type=whole_number(1),
        default=1,
        metavar="N",
        help=tr("which one, where it is said several times; the first is 1"),
    )
    parser.add_argument("--note", default="", metavar="TEXT", help=tr("what to write beside it"))
    parser.add_argument(
        "--color", type=one_of(COLORS), default=COLORS[0], metavar="C", help=", ".join(COLORS)
    )
    parser.add_argument(
        "--style", type=one_of(STYLES), default=STYLES[0], metavar="S", help=", ".join(STYLES)
    )
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        dest="tags",
        metavar="TAG",
        help=tr("a tag; may be given several times"),
    )


def run(arguments: argparse.Namespace, library: Path) -> int:
    """Annotate the passage, taking the article into the library if it is not there yet."""
    from reader.articles import read_article

    kept = Library(library)
    article = read_article(arguments.file, kept)
    document = article.document
    place = _place(document, arguments.quote, arguments.nth)
    body = Body(
        value=arguments.note,
        color=arguments.color,
        highlight=arguments.style,
        tags=tuple(dict.fromkeys(arguments.tags)),
    )
    article = article.for_writing(kept)
    if article.problem is not None:
        raise article.problem
    store = article.kept_in(kept)
    annotations = article.annotations or new_set(document)
    # What other devices decided, and was brought in just now, counts as well.
    annotation = created(article.document, place, body, now=now())
    store.save(apply(annotations, Change(None, annotation)))
    tell_of_doubt(document.source)
    tell_of_saving(article, store)
    write_text(annotation.id + "\n")
    return 0


def _place(document: Document, quote: str, nth: int) -> TextRange:
    """Return where in the source text the repaired text says the quote for the n-th time."""
    text, repaired = document.repaired
    places = find_quote(text, quote)
    if len(places) < nth:
        raise QuoteNotFoundError(quote, nth, len(places))
    return repaired.to_source(places[nth - 1])

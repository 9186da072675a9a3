"""`notes`: what was written about an article, or about all."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.article_versions import without_carried
from reader.annotation.model import COLORS
from reader.cli.output import keep_apart, tell, tell_of_doubt, write_text
from reader.cli.parsing import one_of
from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError, SourceUnreadableError
from reader.export import EXPORTERS, notes_of
from reader.localization import tr
from reader.storage.check.duplicate_folders import together
from reader.storage.library import Library
from reader.storage.opened_source import read_source
from reader.storage.sources import digest_of
from reader.wording.errors import explain_all, explain_backup_shown

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from reader.annotation.model import AnnotationSet
    from reader.storage.article_store import ArticleStore

    _Failure = AnnotationsUnreadableError | AnnotationsNewerError


def help() -> str:  # noqa: A001 - named for what it is
    """Return what the command does."""
    return tr("print the notes on an article, or on all articles")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help=tr("the article; without one, all in the library"),
    )
    parser.add_argument(
        "--format",
        type=one_of(tuple(EXPORTERS)),
        default="markdown",
        metavar="FORMAT",
        help=", ".join(EXPORTERS),
    )
    parser.add_argument(
        "-o", "--out", type=Path, metavar="OUT", help=tr("file to write, instead of printing")
    )
    parser.add_argument(
        "--color",
        action="append",
        type=one_of(COLORS),
        default=[],
        dest="colors",
        metavar="C",
        help=tr("only those of this colour, or of any that is given"),
    )
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        dest="tags",
        metavar="TAG",
        help=tr("only those with this tag, or with any that is given"),
    )


def run(arguments: argparse.Namespace, library: Path) -> int:
    """Write the notes; of those that cannot be read the first is named, the others written."""
    keep_apart(arguments.file, arguments.out)
    loaded, failures = _loaded(_stores(Library(library), arguments.file))
    stores = {annotations.id: store for store, annotations in reversed(loaded)}
    articles = [
        notes_of(_as_it_reads(each, stores[each.id]), colors=arguments.colors, tags=arguments.tags)
        for each in without_carried(together(annotations for _, annotations in loaded))
    ]
    articles = [article for article in articles if article.annotations]
    if articles or not failures:
        write_text(EXPORTERS[arguments.format](articles), arguments.out)
    if failures:
        tell(explain_all(failures))
    return 1 if failures else 0


def _stores(library: Library, path: Path | None) -> Iterable[ArticleStore]:
    if path is None:
        return chain(library.articles(), library.lost())
    from reader.articles import bytes_of
    from reader.importers import extract

    data = bytes_of(path, library)
    store, data = library.find_opened(data)
    digest = digest_of(data)
    if store:
        return [store, *library.duplicates(store, digest)]
    if store := library.find_lost(digest):
        return [store]
    tell_of_doubt(extract(data, path, insists=True).source)  # raises where it is no article at all
    return []


def _as_it_reads(annotations: AnnotationSet, store: ArticleStore) -> AnnotationSet:
    """Return annotations as they quote the article with what the user decided about it."""
    from reader.article_text import as_it_reads

    path = store.source_path
    try:
        data = read_source(store)
    except SourceUnreadableError:
        data = None
    return annotations if data is None or path is None else as_it_reads(annotations, data, path)


def _loaded(
    stores: Iterable[ArticleStore],
) -> tuple[list[tuple[ArticleStore, AnnotationSet]], list[_Failure]]:
    loaded = []
    failures: list[_Failure] = []
    for store in stores:
        try:
            annotations, backup = store.load_or_backup()
        except (AnnotationsUnreadableError, AnnotationsNewerError) as error:
            failures.append(error)
        else:
            if annotations is not None:
                loaded.append((store, annotations))
            if backup is not None:
                tell(explain_backup_shown(backup))
    return loaded, failures

"""`merge`: two states of one annotations file into one, as a merge driver for git."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.merging import merge
from reader.errors import AnnotationsOfAnotherArticleError
from reader.localization import tr
from reader.storage.atomic import write_atomically
from reader.storage.codec import encode
from reader.storage.conflicts import read_set

if TYPE_CHECKING:
    import argparse


def help() -> str:  # noqa: A001 - named for what it is
    """Return what the command does."""
    return tr("merge two states of an annotations file; for git")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "base",
        type=Path,
        metavar="BASE",
        help=tr("what both come from; it need not exist"),
    )
    parser.add_argument(
        "ours", type=Path, metavar="OURS", help=tr("one state; what comes of it is written here")
    )
    parser.add_argument("theirs", type=Path, metavar="THEIRS", help=tr("the other state"))


def run(arguments: argparse.Namespace, _library: Path) -> int:
    """Merge; where it cannot be done, no file is changed."""
    ours, theirs = (read_set(path, below=None) for path in (arguments.ours, arguments.theirs))
    if ours.id != theirs.id:
        raise AnnotationsOfAnotherArticleError(arguments.theirs)
    write_atomically(arguments.ours, encode(merge(ours, theirs)))
    return 0

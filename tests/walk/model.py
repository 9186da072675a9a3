"""What must exist on disk after all a walk did."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.annotation.merging import heads

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.annotation.model import Annotation, AnnotationSet

_TOKEN = re.compile(r"«[a-z]\d+»")


@dataclass
class Kept:
    """What is known of one article."""

    owed: set[str] = field(default_factory=set)
    """Texts that somebody wrote, and that their author did not take back."""
    shown: set[str] = field(default_factory=set)
    """Those that were in the open article when it was seen last."""
    alive: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Colour and quote of each annotation that was there and not deleted when it was seen last."""
    quotes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """What each annotation was seen to quote: the same bytes are another text in each encoding,
    and windows may read in several."""
    firm: set[str] = field(default_factory=set)
    """Ids of annotations that are more than the beginning of a note."""
    doomed: set[str] = field(default_factory=set)
    """Ids and texts that others deleted: they may go at any time."""


class Model:
    """Remembers what was typed and marked, by the digest of the article.

    Texts are tokens, each of which is written once. One is owed for as long as its author did not
    take it back: by undoing, by deleting the annotation, by choosing another version.
    """

    def __init__(self) -> None:
        self.articles: dict[str, Kept] = defaultdict(Kept)
        self.count = 0
        """Of tokens."""

    def token(self, author: str = "t") -> str:
        """Return a text that nobody has written yet."""
        self.count += 1
        return f"«{author}{self.count}»"

    def read(self, digest: str, annotations: AnnotationSet) -> None:
        """Note what the annotations of one window quote."""
        for item in annotations.items:
            self.articles[digest].quotes[item.id].update(each.quote for each in heads(item))

    def see(
        self,
        digest: str,
        annotations: AnnotationSet,
        *,
        unfinished: Collection[str | None],
        takes_back: bool,
    ) -> list[str]:
        """Note what an open article holds now.

        Args:
            digest: of its source.
            annotations: all of it.
            unfinished: ids of annotations being written, which count once they say something.
            takes_back: the author may just have taken back what is missing now.

        Returns:
            What is missing and was not taken back.
        """
        kept = self.articles[digest]
        shown = set(tokens(annotations.items))
        alive = {
            item.id: (item.color, item.quote)
            for item in annotations.items
            if not item.is_deleted
            and (item.note or item.id not in unfinished or item.id in kept.firm)
        }
        kept.firm |= alive.keys() - set(unfinished)
        lost = []
        if takes_back:
            kept.owed -= kept.shown - shown
        else:
            lost += [f"text {each}" for each in sorted(kept.shown - shown - kept.doomed)]
            lost += [
                f"mark {id_}" for id_ in sorted(kept.alive.keys() - alive.keys() - kept.doomed)
            ]
        kept.owed |= shown
        kept.shown, kept.alive = shown, alive
        return lost

    def owe(self, digest: str, text: str) -> None:
        """Note a text that another wrote."""
        self.articles[digest].owed.add(text)

    def doom(self, digest: str, item: Annotation) -> None:
        """Note that another deleted an annotation."""
        gone = {item.id, *tokens([item])}
        self.articles[digest].doomed |= gone
        self.articles[digest].owed -= gone

    def missing(self, library: Path, items: Mapping[str, Collection[Annotation]]) -> Iterator[str]:
        """Yield what is owed and not there.

        Args:
            library: everything below it is searched for texts.
            items: of all articles, as they are read from disk, by their digests.
        """
        written: set[str] = set()
        for path in library.rglob("*"):
            if path.is_file():
                written.update(_TOKEN.findall(path.read_bytes().decode("utf-8", "replace")))
        for digest, kept in self.articles.items():
            for text in sorted(kept.owed - written - kept.doomed):
                yield f"text {text} of {digest[:15]} is nowhere on disk"
            there = {item.id: item for item in items.get(digest, ())}
            for id_, mark in kept.alive.items():
                quotes = {mark[1], *kept.quotes[id_]}
                if id_ not in kept.doomed and not _is_there(there.get(id_), mark[0], quotes):
                    yield f"mark {id_} {mark} of {digest[:15]} is not in its file: {there.get(id_)}"


def _is_there(item: Annotation | None, color: str, quotes: Collection[str]) -> bool:
    """Tell whether one of the versions of an annotation is a mark of this colour and a quote."""
    versions = heads(item) if item else ()
    return any(
        not each.is_deleted and each.color == color and each.quote in quotes for each in versions
    )


def tokens(items: Iterable[Annotation]) -> Iterator[str]:
    """Yield the tokens in the notes of annotations, in all their versions."""
    for item in items:
        for head in heads(item):
            if not head.is_deleted:
                yield from _TOKEN.findall(head.note)

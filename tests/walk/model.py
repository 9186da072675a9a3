"""What must exist on disk after all a walk did."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from reader.annotation.decodings import Decodings
from reader.annotation.merging import heads
from reader.text.encoding import OFFERED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.annotation.model import Annotation, AnnotationSet
    from reader.text.offsets import TextRange

Place = tuple[str, "TextRange"]
"""An encoding and a range of the text that a file is in it."""
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
    places: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    """Where each annotation was seen to stand."""
    firm: set[str] = field(default_factory=set)
    """Ids of annotations that are more than the beginning of a note."""
    doomed: set[str] = field(default_factory=set)
    """Ids and texts that others deleted: they may go at any time."""
    elsewhere: set[str] = field(default_factory=set)
    """Texts that were saved elsewhere: owed, but no longer in the article."""
    seen: set[str] = field(default_factory=set)
    """Texts that ever were in the open article."""
    is_parted: bool = False
    """Whether its folder was taken away at some time: there may be two, which know little of each
    other until the article is opened again."""
    parked: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Like `alive`, of what is in the folder that the open article does not know."""


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

    def read(self, digest: str, annotations: AnnotationSet, encoding: str) -> None:
        """Note what the annotations of one window quote, and where they stand in its reading."""
        kept = self.articles[digest]
        for item in annotations.items:
            for head in heads(item):
                kept.quotes[item.id].add(head.quote)
                if head.target is not None:
                    kept.places[item.id].add((encoding, head.target.range))

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
        if kept.is_parted and not takes_back:
            kept.parked |= {id_: kept.alive[id_] for id_ in kept.alive.keys() - alive.keys()}
        for item in annotations.items:
            kept.parked.pop(item.id, None)
        if takes_back:
            kept.owed -= kept.shown - shown
        elif not kept.is_parted:
            freed = kept.doomed | kept.elsewhere
            lost += [f"text {each}" for each in sorted(kept.shown - shown - freed)]
            lost += [
                f"mark {id_}" for id_ in sorted(kept.alive.keys() - alive.keys() - kept.doomed)
            ]
        kept.owed |= shown
        kept.seen |= shown
        kept.shown, kept.alive = shown, alive
        return lost

    def owe(self, digest: str, text: str) -> None:
        """Note a text that another wrote."""
        self.articles[digest].owed.add(text)

    def owe_late(self, digest: str, text: str) -> None:
        """Note a text that another wrote some time ago: its reader may have deleted it since."""
        if text not in self.articles[digest].seen:
            self.owe(digest, text)

    def part(self, digest: str) -> None:
        """Note that the folder of an article is no longer where it is looked for."""
        self.articles[digest].is_parted = True

    def give_up(self, digest: str, texts: Collection[str] = ()) -> None:
        """Note that nothing known of an article need be kept any longer, nor these texts."""
        kept = self.articles[digest]
        kept.doomed |= {*texts, *kept.owed, *kept.shown, *kept.alive, *kept.parked}
        kept.parked.clear()

    def save_elsewhere(self, digest: str) -> None:
        """Note that what an article holds need not be in its file: its texts are elsewhere."""
        kept = self.articles[digest]
        kept.doomed |= {*kept.alive, *kept.parked}
        kept.elsewhere |= kept.shown

    def doom(self, digest: str, item: Annotation) -> None:
        """Note that another deleted an annotation."""
        gone = {item.id, *tokens([item])}
        self.articles[digest].doomed |= gone
        self.articles[digest].owed -= gone

    def missing(
        self,
        folders: Collection[Path],
        items: Mapping[str, Collection[Annotation]],
        sources: Mapping[str, bytes],
    ) -> Iterator[str]:
        """Yield what is owed and not there.

        Args:
            folders: everything below them is searched for texts.
            items: of all articles, as they are read from all folders of each, by their digests.
            sources: the articles' files, by their digests.
        """
        written: set[str] = set()
        for path in (path for folder in folders for path in folder.rglob("*")):
            if path.is_file():
                written.update(_TOKEN.findall(path.read_bytes().decode("utf-8", "replace")))
        for digest, kept in self.articles.items():
            for text in sorted(kept.owed - written - kept.doomed):
                yield f"text {text} of {digest[:15]} is nowhere on disk"
            there: dict[str, list[Annotation]] = defaultdict(list)
            for item in items.get(digest, ()):
                there[item.id].append(item)
            decodings = Decodings(sources.get(digest, b""), {})
            for id_, (color, quote) in (kept.parked | kept.alive).items():
                quotes, places = {quote, *kept.quotes[id_]}, kept.places[id_]
                if id_ not in kept.doomed and not any(
                    each.quote in quotes or _is_other_reading(each, decodings, places)
                    for each in _of_color(there[id_], color)
                ):
                    yield f"mark {id_} {color} {quote!r} of {digest[:15]} is not in its file: " + (
                        repr(there[id_])
                    )


def _of_color(items: Iterable[Annotation], color: str) -> Iterator[Annotation]:
    """Yield all versions that are marks of a colour."""
    versions = chain.from_iterable(map(heads, items))
    return (each for each in versions if not each.is_deleted and each.color == color)


def _is_other_reading(item: Annotation, decodings: Decodings, places: Iterable[Place]) -> bool:
    """Tell whether a mark is about what the bytes of one of the places are in another encoding.

    A command, or a window that is being closed, may be the only one that read them so.
    """
    found = (decodings.to_bytes(*place) for place in places)
    return item.target is not None and any(
        _is_nearly(item.target.exact, text, there)
        for bytes_ in found
        for other in OFFERED
        if bytes_ is not None
        and (text := decodings.text(other)) is not None
        and (there := decodings.to_text(other, bytes_)) is not None
    )


def _is_nearly(quote: str, text: str, place: TextRange) -> bool:
    """Tell whether a quote stands at a place, but for a character at each end.

    The first and the last character of a mark may be parts of others in another encoding: there it
    is about the whole of them.
    """
    widened = text[max(0, place.start - 1) : place.end + 1]
    return len(quote) >= place.end - place.start - 2 and quote in widened


def tokens(items: Iterable[Annotation]) -> Iterator[str]:
    """Yield the tokens in the notes of annotations, in all their versions."""
    for item in items:
        for head in heads(item):
            if not head.is_deleted:
                yield from _TOKEN.findall(head.note)

"""From the bytes of an article to a document, by what is kept about it: encoding and decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from reader.annotation.encodings import times_chosen
from reader.annotation.recoding import overlays_in, reconciled
from reader.annotation.requoting import requoted
from reader.document.analysis import analyse, as_decided
from reader.document.overlays.overlays import Overlays
from reader.errors import SourceEncodingUnknownError, SourceError, SourceUndecodableError
from reader.importers import extract
from reader.progress import UNHEARD, Stretch
from reader.storage.known_analyses import Key
from reader.storage.sources import digest_of
from reader.text.encoding import Certainty

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotation.model import About, AnnotationSet
    from reader.document.model import Document, Extraction, Source
    from reader.progress import Progress
    from reader.storage.known_analyses import KnownAnalyses

_DECODED, _SHOWN = 0.05, 0.15
"""How far it is once the bytes are decoded, and once a part is shown."""


class ShowFirst(Protocol):
    """Shows a part of a long article while the rest is still to be understood."""

    def place_in(self, digest: str) -> int:
        """Return the source offset that is to be shown of the article with a digest."""

    def show(self, document: Document) -> None:
        """Show a document of which only a part is known."""


def document_of(
    data: bytes,
    path: Path,
    kept: AnnotationSet | None,
    encoding: str | None = None,
    progress: Progress = UNHEARD,
    known: KnownAnalyses | None = None,
    first: ShowFirst | None = None,
) -> Document:
    """Return an article as the user decided that it reads.

    Args:
        data: its bytes.
        path: where they are from.
        kept: what is kept about it.
        encoding: the one asked for; None for the one of `kept`, or the one it seems to be in.
        progress: told how far it is.
        known: what was understood before, which is told of what is understood now; it is not asked
            about another encoding.
        first: shows a part of it before the rest is understood; None where nobody waits for it.

    Raises:
        SourceError: there is no text to be had from the bytes.
        Cancelled: the progress says so.
    """
    progress.report(0)
    asked = known if encoding is None else None
    if asked is not None and (found := _known(asked, data, path, kept)) is not None:
        return as_decided(found, _overlays(kept, data, found.source, is_asked=False))
    if encoding is None and kept is not None:
        extraction = _as_kept(data, path, kept.about)
    else:
        extraction = extract(data, path, encoding, insists=True)
    progress.report(_DECODED)
    overlays = _overlays(kept, data, extraction.source, is_asked=encoding is not None)
    guess = None
    if first is not None:
        # Here, since it brings all rules, which nobody asks about an article that is known.
        from reader.document.first_part import first_part

        place = first.place_in(extraction.source.digest)
        part = first_part(extraction, overlays, place, Stretch(progress, _DECODED, _SHOWN))
        if part is not None:
            first.show(part.document)
            guess = part.guess
    document = analyse(extraction, overlays, Stretch(progress, _SHOWN, 1), guess)
    if asked is not None:
        asked.note(_key(data, path, kept), document.uncorrected or document, data)
    return document


def as_it_reads(annotations: AnnotationSet, data: bytes, path: Path) -> AnnotationSet:
    """Return annotations that quote their article as the user decided that it reads.

    An article about which nothing was decided is not read: it is quoted already. Nor is what became
    another text since: what was quoted is no longer there.

    Args:
        annotations: on the article.
        data: its bytes.
        path: where they are from, for the kind of the file.
    """
    is_decided = annotations.repairs or annotations.roles
    if not is_decided or digest_of(data) != annotations.about.source:
        return annotations
    try:
        extraction = _as_kept(data, path, annotations.about)
    except SourceError:
        return annotations
    extraction = replace(extraction, name=annotations.about.title)
    overlays = overlays_in(annotations, data, extraction.source)
    document = analyse(extraction, overlays)
    return requoted(reconciled(annotations, data, document), document)


def _known(
    known: KnownAnalyses, data: bytes, path: Path, kept: AnnotationSet | None
) -> Document | None:
    """Return what was understood in no encoding asked for, without corrections of roles."""
    key = _key(data, path, kept)
    found = known.find(key, data)
    if found is not None or kept is None or times_chosen(kept.about) > 0:
        return found
    # The first time nothing was kept yet: the encoding it was guessed to be in is the one since.
    found = known.find(key._replace(encoding=""), data)
    return found if found and found.source.encoding == kept.about.encoding else None


def _key(data: bytes, path: Path, kept: AnnotationSet | None) -> Key:
    encoding = decisions = ""
    if kept is not None:
        is_chosen = times_chosen(kept.about) > 0
        encoding = f"{kept.about.encoding}{' as chosen' if is_chosen else ''}"
        decisions = repr(kept.repairs) if kept.repairs else ""
    return Key(digest_of(data), path.name, encoding, decisions)


def _overlays(
    kept: AnnotationSet | None, data: bytes, source: Source, *, is_asked: bool
) -> Overlays:
    """Return the user's overlays; in an encoding asked for, those with a place in it."""
    if kept is None:
        return Overlays()
    return overlays_in(kept, data, source, kept.about.encoding if is_asked else None)


def _as_kept(data: bytes, path: Path, about: About) -> Extraction:
    """Read an article in the encoding its annotations count in, or in the one it seems to be in."""
    is_chosen = times_chosen(about) > 0
    if is_chosen and (chosen := _read_in(about.encoding, data, path, insists=True)):
        return chosen
    try:
        guessed = extract(data, path)
    except SourceUndecodableError:
        kept = _read_in(about.encoding, data, path, insists=True)
        return kept or extract(data, path, insists=True)
    if guessed.source.encoding == about.encoding:
        return guessed
    kept = _read_in(about.encoding, data, path, insists=False)
    if kept is None:
        return guessed
    # An earlier guess, on which annotations stand; today's is another.
    return replace(kept, source=replace(kept.source, certainty=Certainty.DOUBTFUL))


def _read_in(encoding: str, data: bytes, path: Path, *, insists: bool) -> Extraction | None:
    try:
        return extract(data, path, encoding, insists=insists)
    except (SourceUndecodableError, SourceEncodingUnknownError):
        return None

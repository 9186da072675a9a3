"""The set of annotations an article begins with."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha1
from typing import TYPE_CHECKING, Any

from reader.annotation.fields import as_extra
from reader.annotation.model import About, AnnotationSet
from reader.text.script import Script

if TYPE_CHECKING:
    from reader.document.model import Document

_NAMESPACE = bytes.fromhex("4c95ccea f010 4071 be4e 2e28fb86792b")
"""A random number, fixed for good: other ids would make other folders of the same articles."""

_LANGUAGES = {
    Script.SIMPLIFIED: "zh-Hans",
    Script.TRADITIONAL: "zh-Hant",
    Script.NAIVE_TRADITIONAL: "zh-Hant",
    Script.OTHER: "und",
}
PUBLISHER = "dc:publisher"
"""The field of `about` with a list of names."""
DATE = "dc:date"
"""The field of `about` with when it was published."""


def set_id(digest: str) -> str:
    """Return the id of the set about the source file with this digest.

    It is derived from the content, so that two devices that open the same file, each before it has
    heard of the other, make one folder in a synchronised library and not two.
    """
    return f"urn:uuid:{_uuid5(digest)}"


def _uuid5(name: str) -> str:
    """Return the UUID of version 5 of a name, as RFC 9562 has it.

    The standard library's module looks over the whole machine first: every article would wait.
    """
    octets = bytearray(sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x50
    octets[8] = octets[8] & 0x3F | 0x80
    digits = octets.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def new_set(document: Document) -> AnnotationSet:
    """Return a set about a document, without annotations."""
    about = About(
        title=document.title,
        creators=document.creators,
        format=document.media_type,
        language=_LANGUAGES[document.script],
        source=document.source.digest,
        encoding=document.source.encoding,
        text_length=len(document.source.text),
        extra=as_extra(_published(document)),
    )
    return AnnotationSet(id=set_id(document.source.digest), about=about)


def described(about: About, document: Document) -> About:
    """Return what a set says of its article, with what the document says of it now."""
    return replace(
        about,
        title=document.title,
        creators=document.creators or about.creators,
        extra=as_extra({**about.extra, **_published(document)}),
    )


def _published(document: Document) -> dict[str, Any]:
    said: dict[str, Any] = {PUBLISHER: [document.origin]} if document.origin else {}
    if document.date:
        said[DATE] = document.date
    return said


def publishers(about: About) -> tuple[str, ...]:
    """Return who published the article; empty if no publisher is named."""
    names = about.extra.get(PUBLISHER, [])
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


def date_of(about: About) -> str | None:
    """Return when the article was published, as ISO 8601 has it; None where it is not known."""
    date = about.extra.get(DATE)
    return date if isinstance(date, str) else None

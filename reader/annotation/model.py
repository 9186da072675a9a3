"""Annotations in the terms of the W3C Web Annotation Data Model.

What we do not know of a file, a field of a newer version or of another program, is carried along
in `extra` at the level where it stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.text.offsets import TextRange

SCHEMA = 1
"""The version of `annotations.json` this program writes."""

COLORS = ("yellow", "green", "blue", "pink", "purple", "orange")
STYLES = ("solid", "underline", "wavy", "strikethrough", "dots", "outline")

ABOUT, WHOLE_ARTICLE = "reader:about", "article"
"""The field, and what it says, of an annotation whose target is empty and stands for all of it."""

Extra = Mapping[str, Any]
"""Fields we carry but do not read, as parsed from JSON."""
NO_EXTRA: Extra = MappingProxyType({})


def _no_extra() -> Extra:
    # Below Python 3.12 such a mapping has no hash, and dataclasses take it for a mutable default.
    return NO_EXTRA


class Motivation(StrEnum):
    """Why an annotation was made; W3C's values."""

    HIGHLIGHTING = "highlighting"
    COMMENTING = "commenting"
    BOOKMARKING = "bookmarking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What the user added to the text: a note, a colour, tags."""

    value: str = ""
    """The note; empty for a highlight."""
    format: str = "text/markdown"
    color: str = COLORS[0]
    """One of `COLORS`, or what another program wrote."""
    highlight: str = STYLES[0]
    """One of `STYLES`, or what another program wrote."""
    tags: tuple[str, ...] = ()
    extra: Extra = field(default_factory=_no_extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The place in the source text an annotation is about."""

    source: str
    """Digest of the source file, `sha256:…`."""
    range: TextRange
    """W3C's TextPositionSelector, in code points of the source text."""
    exact: str
    """W3C's TextQuoteSelector: the source text in the range,"""
    prefix: str
    """the source text just before it,"""
    suffix: str
    """and just after it."""
    headings: tuple[tuple[int, str], ...] = ()
    """Level and text of the headings above the place, outermost first."""
    extra: Extra = field(default_factory=_no_extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One highlight, note or bookmark; or, when `deleted` is set, the memory that there was one.

    The memory keeps what the annotation was last, unless an older program made it, or it was
    emptied: see `emptying`.
    """

    id: str
    """`urn:uuid:` and a UUID of version 7, so ids sort by creation."""
    created: str
    """UTC, milliseconds, `Z`; so times sort as text."""
    modified: str
    motivation: Motivation = Motivation.HIGHLIGHTING
    body: Body | None = None
    """None for a bookmark, and for an emptied memory."""
    target: Target | None = None
    """None for an emptied memory."""
    quote: str = ""
    """The passage as the user sees it: repaired, in the article's own script."""
    deleted: str | None = None
    """When it was deleted."""
    history: tuple[str, ...] = ()
    """12-digit hashes of the versions this one replaces, oldest first."""
    extra: Extra = field(default_factory=_no_extra)

    @property
    def is_deleted(self) -> bool:
        """Whether only the memory of it is left."""
        return self.deleted is not None

    @property
    def note(self) -> str:
        """The user's note, empty where there is none, and where it was deleted."""
        return "" if self.is_deleted else self.text

    @property
    def text(self) -> str:
        """The note, or what it was before it was deleted."""
        return self.body.value if self.body else ""

    @property
    def is_of_article(self) -> bool:
        """Whether it is about the whole article and no passage of it."""
        return self.extra.get(ABOUT) == WHOLE_ARTICLE

    @property
    def is_bookmark(self) -> bool:
        """Whether it is a place and nothing is written about it but tags."""
        is_place = self.target is not None and self.target.range.is_empty
        return is_place and not self.is_of_article and not self.text

    @property
    def has_look(self) -> bool:
        """Whether its colour and style are to be seen anywhere."""
        return not (self.is_of_article or self.is_bookmark)

    @property
    def color(self) -> str:
        """One of `COLORS`; the first for a colour we do not know."""
        color = self.body.color if self.body else ""
        return color if color in COLORS else COLORS[0]

    @property
    def style(self) -> str:
        """One of `STYLES`; the first for a style we do not know."""
        style = self.body.highlight if self.body else ""
        return style if style in STYLES else STYLES[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The article a set of annotations is about."""

    title: str
    creators: tuple[str, ...] = ()
    format: str = "text/plain"
    language: str = "zh"
    source: str = ""
    """Digest of the source file, `sha256:…`."""
    encoding: str = "utf-8"
    text_length: int = 0
    """Code points of the source text in canonical form 1."""
    extra: Extra = field(default_factory=_no_extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationSet:
    """Everything a user did to one article: the contents of `annotations.json`."""

    id: str
    about: About
    items: tuple[Annotation, ...] = ()
    """Sorted by id, deleted ones included."""
    unreadable: tuple[Any, ...] = ()
    """Items that are no annotations we understand, as parsed; written back as they were."""
    repairs: tuple[Any, ...] = ()
    """Decisions on repairs, as parsed."""
    roles: tuple[Any, ...] = ()
    """Corrected roles of blocks, as parsed."""
    refused: tuple[Any, ...] = ()
    """Words that normalising leaves as they are, as parsed."""
    colors: tuple[Any, ...] = ()
    """Names of colours, as parsed."""
    extra: Extra = field(default_factory=_no_extra)

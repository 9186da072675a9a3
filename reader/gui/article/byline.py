"""The line below the title of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.gui.article.reading_time import minutes_for
from reader.gui.widgets.plain_text import in_a_line
from reader.localization import trn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Document
    from reader.document.rendition import Rendition
    from reader.text.counting import TextLength

_LEAST_SAID = 0.05
"""Of what there is to read, for characters or words to be counted out."""
_CREDITS = 16
"""Blocks among which the lines of credits below the title are."""
_OF_CREDITS = frozenset((BlockKind.BYLINE, BlockKind.DATE_LINE))


def byline(rendition: Rendition) -> str:
    """Return the line below the title: who wrote and published the article, how long it is.

    Names that stand below the title anyway are left out.
    """
    document = rendition.document
    minutes = minutes_for(document.length)
    time = trn("about {count} minute", "about {count} minutes", minutes)
    parts = [*_lengths(document.extent), time.format(count=minutes)]
    if document.part is not None:
        parts.clear()  # only the whole can tell, and a number that changes would be noticed
    known = (*document.creators, *filter(None, [document.origin]))
    shown = _credits_shown(document)
    parts[:0] = [
        in_a_line(rendition.words(name)) for name in known if "".join(name.split()) not in shown
    ]
    return "　·　".join(parts)


def _lengths(length: TextLength) -> Iterator[str]:
    """Yield how long an article is in characters and in words; what is hardly there is not said."""
    least = length.to_read * _LEAST_SAID
    if length.characters >= least:
        characters = trn("{count:,} character", "{count:,} characters", length.characters)
        yield characters.format(count=length.characters)
    if length.words and length.words >= least:
        words = trn("{count:,} word", "{count:,} words", length.words)
        yield words.format(count=length.words)


def _credits_shown(document: Document) -> str:
    """Return what the lines below the title say of author and publisher, without spaces."""
    first = (b for b in document.blocks[:_CREDITS] if b.kind in _OF_CREDITS)
    words = "\n".join(document.repaired_text(block.range) for block in first)
    return "".join(words.split())

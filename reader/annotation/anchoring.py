"""Places in the source text ⇄ what is stored of them.

`describe` and `anchor` are inverse. A stored position counts only while the text there is still the
quote; else the quote is looked for: see `locating`. What cannot be found for certain is an orphan:
better shown without a place than at a wrong one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.locating import CONTEXT, finder_in, locate
from reader.annotation.model import Annotation, Target

if TYPE_CHECKING:
    from reader.annotation.locating import TargetFinder
    from reader.document.model import Document
    from reader.text.offsets import TextRange


def describe(document: Document, place: TextRange) -> Target:
    """Return what is stored of a place in the source text."""
    bare = Target(
        source=document.source.digest,
        range=place,
        exact="",
        prefix="",
        suffix="",
        headings=headings_above(document, place.start),
    )
    return moved(bare, place, document.source.text)


def headings_above(document: Document, offset: int) -> tuple[tuple[int, str], ...]:
    """Return level and text of the headings a source offset stands under, outermost first."""
    headings: list[tuple[int, str]] = []
    level = None
    for section in reversed(document.sections[: document.section_index(offset) + 1]):
        if section.title is not None and (level is None or section.level < level):
            headings.append((section.level, section.title))
            level = section.level
    return tuple(reversed(headings))


def quote_of(document: Document, place: TextRange) -> str:
    """Return a passage as the user sees it: repaired, one line a paragraph, without indents.

    Of what no block shows, such as the origin beside the title, the text itself.
    """
    parts = []
    for block in document.blocks[document.block_index(place.start) :]:
        if block.range.start >= place.end:
            break
        if block.range.overlaps(place):
            parts.append(document.repaired_text(place.clipped_to(block.range)))
    return "\n".join(parts) or document.repaired_text(place).strip()


def anchor(
    annotation: Annotation, document: Document, finder: TargetFinder | None = None
) -> TextRange | None:
    """Return where in the document's source text an annotation stands; None for an orphan.

    Args:
        annotation: the annotation.
        document: the article.
        finder: of its source text, where several annotations are looked for.
    """
    target = annotation.target
    if target is None:
        return None
    return locate(target, finder or finder_in(document.source.text), document.source.digest)


def moved(target: Target, place: TextRange, text: str) -> Target:
    """Return a target at another place of a source text, under the headings it was under."""
    return replace(
        target,
        range=place,
        exact=place.slice(text),
        prefix=text[max(0, place.start - CONTEXT) : place.start],
        suffix=text[place.end : place.end + CONTEXT],
    )

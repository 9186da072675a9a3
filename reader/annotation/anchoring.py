"""Places in the source text ⇄ what is stored of them.

`describe` and `anchor` are inverse. A stored position counts only while the text there is still the
quote; else the quote is looked for, first as it stands, then without regard to script and width.
What cannot be found for certain is an orphan: better shown without a place than at a wrong one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from reader.annotation.model import Annotation, Target
from reader.text.folding import fold
from reader.text.matching import find_quote
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from reader.document.model import Document

CONTEXT = 32
"""Code points of source text kept before and after a quote."""


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
    """Return a passage as the reader sees it: repaired, one line a paragraph, without indents.

    Of what no block shows, such as the origin beside the title, the text itself.
    """
    parts = []
    for block in document.blocks[document.block_index(place.start) :]:
        if block.range.start >= place.end:
            break
        if block.range.overlaps(place):
            parts.append(document.repaired_part(place.clipped_to(block.range))[0])
    return "\n".join(parts) or document.repaired_part(place)[0].strip()


def anchor(annotation: Annotation, document: Document) -> TextRange | None:
    """Return where in the document's source text an annotation stands; None for an orphan."""
    target = annotation.target
    return None if target is None else locate(target, document.source.text)


def locate(target: Target, text: str) -> TextRange | None:
    """Return where in a source text a target is; None where that is not certain."""
    return target.range if holds(target, text) else _best(text, target, candidates(target, text))


def holds(target: Target, text: str) -> bool:
    """Tell whether the quote, or what is around a bookmark, is where it is stored to be."""
    if target.range.end > len(text):
        return False
    if target.exact or not target.range.is_empty:
        return target.range.slice(text) == target.exact
    return text.startswith(target.suffix, target.range.end) and text.endswith(
        target.prefix, 0, target.range.start
    )


def candidates(target: Target, text: str) -> list[TextRange]:
    """Return all places in a source text that say what a target quotes, in order."""
    if target.exact:
        return find_quote(text, target.exact)
    # A bookmark quotes nothing: it stands where what is around it does.
    around = find_quote(text, target.prefix + target.suffix)
    places = [place.start + len(target.prefix) for place in around]
    return [TextRange(place, place) for place in places]


def moved(target: Target, place: TextRange, text: str) -> Target:
    """Return a target at another place of a source text, under the headings it was under."""
    return replace(
        target,
        range=place,
        exact=place.slice(text),
        prefix=text[max(0, place.start - CONTEXT) : place.start],
        suffix=text[place.end : place.end + CONTEXT],
    )


def _best(text: str, target: Target, places: list[TextRange]) -> TextRange | None:
    """Return the only place, or the one in the most similar context, of equals the nearest.

    None where there are several and none has anything of the context.
    """
    if len(places) < 2:
        return places[0] if places else None
    ranked = [
        (_context(text, target, place), -abs(place.start - target.range.start), place)
        for place in places
    ]
    similarity, _, place = max(ranked)
    return place if similarity else None


def _context(text: str, target: Target, place: TextRange) -> int:
    """Count the characters next to a place that are those next to the quote."""
    before = fold(text[max(0, place.start - CONTEXT) : place.start])
    after = fold(text[place.end : place.end + CONTEXT])
    return _common(before[::-1], fold(target.prefix)[::-1]) + _common(after, fold(target.suffix))


def _common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))

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
from reader.annotation.unplaced import state_in
from reader.text.folding import fold
from reader.text.matching import Finder
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from reader.document.model import Document

CONTEXT = 32
"""Code points of source text kept before and after a quote."""
_NEAR = 65_536
"""Code points from where it was that a quote is looked for in its context first."""
_MOST_PLACES = 1_000
"""So many places of one quote say nothing of which is meant."""
_A_COMPARISON = 10_000
"""What it costs to compare the context of a place, in characters looked at."""
_UNDECODED = "\ufffd"
"""Stands in quotes for what no encoding explained when they were made; today one may."""
_EFFORT = 800_000_000
"""Characters that are looked at to find the targets of a set: a second, or a few."""


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


def finder_in(text: str) -> Finder:
    """Return what finds the targets of a set in a source text, with as much work as it is worth.

    A file may quote a thousand times what is not in the text: what is not found in time is taken
    for lost, and is kept and shown as such.
    """
    return Finder(text, _EFFORT)


def anchor(
    annotation: Annotation, document: Document, finder: Finder | None = None
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


def locate(target: Target, finder: Finder, digest: str) -> TextRange | None:
    """Return where in a source text a target is; None where that is not certain.

    Args:
        target: the target.
        finder: of the text.
        digest: of the source of the text.
    """
    if state_in(target, digest) is not None:
        return None
    if holds(target, finder.text):
        return target.range
    return _in_context(target, finder) or _best(target, finder)


def holds(target: Target, text: str) -> bool:
    """Tell whether the quote, or what is around a bookmark, is where it is stored to be."""
    if target.range.end > len(text):
        return False
    if target.exact or not target.range.is_empty:
        return _says(target.range.slice(text), target.exact)
    return text.startswith(target.suffix, target.range.end) and text.endswith(
        target.prefix, 0, target.range.start
    )


def _says(text: str, stored: str) -> bool:
    """Tell whether a text is what was stored of it, or what could not be decoded then."""
    if text == stored or _UNDECODED not in stored:
        return text == stored
    return len(text) == len(stored) and all(
        now == then or then == _UNDECODED for now, then in zip(text, stored, strict=True)
    )


def candidates(target: Target, finder: Finder) -> list[TextRange]:
    """Return the places in a text that say what a target quotes, in order; of many, the first."""
    if target.exact:
        return finder.find(target.exact, _MOST_PLACES)
    # A bookmark quotes nothing: it stands where what is around it does.
    around = finder.find(target.prefix + target.suffix, _MOST_PLACES)
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


def _in_context(target: Target, finder: Finder) -> TextRange | None:
    """Return the nearest place where all of what is stored stands just so; None for nowhere.

    Of all places it is the best, and it is found without looking at the others.
    """
    before, after = target.prefix[-CONTEXT:], target.suffix[:CONTEXT]
    if not (before or after):
        return None
    start = target.range.start - len(before)
    found = finder.nearest(before + target.exact + after, start, _NEAR)
    if found is None:
        return None
    start = found + len(before)
    return TextRange(start, start + len(target.exact))


def _best(target: Target, finder: Finder) -> TextRange | None:
    """Return the only place, or the one in the most similar context, of equals the nearest.

    None where there are several and none has anything of the context, or too many to compare.
    """
    places = candidates(target, finder)
    if len(places) < 2:
        return places[0] if places else None
    if len(places) == _MOST_PLACES or not finder.spend(len(places) * _A_COMPARISON):
        return None
    before, after = fold(target.prefix[-CONTEXT:])[::-1], fold(target.suffix[:CONTEXT])
    ranked = [
        (
            _context(finder.text, before, after, place),
            -abs(place.start - target.range.start),
            place,
        )
        for place in places
    ]
    similarity, _, place = max(ranked)
    return place if similarity else None


def _context(text: str, before: str, after: str, place: TextRange) -> int:
    """Count the characters next to a place that are those next to the quote, the near ones first.

    Args:
        text: the source text.
        before: what stands before the quote, folded, backwards.
        after: what stands after it, folded.
        place: where the quote may be.
    """
    found_before = fold(text[max(0, place.start - CONTEXT) : place.start])
    found_after = fold(text[place.end : place.end + CONTEXT])
    return _common(found_before[::-1], before) + _common(found_after, after)


def _common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))

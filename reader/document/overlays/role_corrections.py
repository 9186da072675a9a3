"""The user's corrections of the structure: this line is a heading, that one is not.

A correction names a block by its range of the source text. One that fits no block any more,
because a rule has learned since, is kept and has no effect. Only blocks and sections change:
source, repairs and whatever is anchored to the source stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.document.model import Block, BlockKind
from reader.document.structure.sections import make_sections
from reader.text.stored import is_number, range_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.document.model import Document
    from reader.text.offsets import TextRange

LOWEST_LEVEL = 6
"""Of headings; 1 is the highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a block is, as the user says.

    Raises:
        ValueError: a heading without a level from 1 to `LOWEST_LEVEL`, or another kind with one.
    """

    range: TextRange
    """The block's, in code points of the source text."""
    kind: BlockKind
    level: int = 0
    """Of a heading; otherwise 0."""

    def __post_init__(self) -> None:
        is_heading = self.kind is BlockKind.HEADING
        if not (1 <= self.level <= LOWEST_LEVEL if is_heading else self.level == 0):
            raise ValueError(f"no level of a {self.kind}: {self.level}")


def with_corrections(
    known: Sequence[Correction], new: Iterable[Correction]
) -> tuple[Correction, ...]:
    """Return corrections, the new ones in place of those of the same blocks, in order of place."""
    latest = {correction.range: correction for correction in (*known, *new)}
    return tuple(sorted(latest.values(), key=lambda correction: correction.range))


def with_roles(document: Document, corrections: Iterable[Correction]) -> Document:
    """Return a document with other kinds of blocks, and the sections they make.

    The last correction of a block counts. There is one title: where a block is made the title,
    what was the title becomes a paragraph.

    Args:
        document: the article as the rules understand it, without corrections.
        corrections: those of this article.
    """
    latest = {correction.range: correction for correction in corrections}
    if not latest or not any(block.range in latest for block in document.blocks):
        return document
    from reader.document.structure.headings.find_headings import without_spacing

    blocks = [_corrected(block, latest.get(block.range)) for block in document.blocks]
    title = document.title
    made = next((b for b in blocks if b.kind is BlockKind.TITLE and b.range in latest), None)
    if made is not None:
        blocks = [_demoted(b) if b is not made else b for b in blocks]
        title = _text_of(document, made)
    known = {section.range.start: section.title for section in document.sections}
    titles = {
        index: known.get(block.range.start) or without_spacing(_text_of(document, block))
        for index, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING
    }
    sections = make_sections(blocks, titles, len(document.source.text))
    return replace(document, sections=sections, title=title)


def to_record(correction: Correction) -> dict[str, Any]:
    """Return what is stored of a correction in `reader:roles`."""
    record: dict[str, Any] = {
        "start": correction.range.start,
        "end": correction.range.end,
        "kind": correction.kind.value,
    }
    if correction.level:
        record["level"] = correction.level
    return record


def key_of(record: Any) -> tuple[Any, ...] | None:
    """Return what a record of `reader:roles` is about, None for what is no such record."""
    match record:
        case {"start": start, "end": end} if range_of(start, end):
            return start, end
    return None


def from_values(values: Iterable[Any]) -> tuple[Correction, ...]:
    """Return the corrections among what stored records say, in order of place."""
    return with_corrections((), filter(None, map(from_value, values)))


def from_value(value: Any) -> Correction | None:
    """Return the correction a record says, None for one that we do not understand."""
    match value:
        case {"start": start, "end": end, "kind": str(kind), **rest}:
            place, level = range_of(start, end), rest.get("level", 0)
            if place is None or not is_number(level):
                return None
            try:
                correction = Correction(range=place, kind=BlockKind(kind), level=level)
            except ValueError:
                return None
            # What would be written again otherwise than it was read is not ours.
            return correction if to_record(correction) == value else None
    return None


def _corrected(block: Block, correction: Correction | None) -> Block:
    if correction is None:
        return block
    return replace(block, kind=correction.kind, level=correction.level)


def _demoted(block: Block) -> Block:
    return replace(block, kind=BlockKind.PARAGRAPH) if block.kind is BlockKind.TITLE else block


def _text_of(document: Document, block: Block) -> str:
    return document.repaired_text(block.range)

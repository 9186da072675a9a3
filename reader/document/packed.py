"""A document as plain values, to be kept, and made of them again without asking any rule.

Whole columns of numbers, as a book has tens of thousands of blocks and may have 100,000 repairs.
"""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING, Any

from reader.document.model import (
    Block,
    BlockKind,
    Document,
    Extraction,
    Picture,
    Section,
    Source,
)
from reader.gc_pause import no_collection
from reader.text.bulk import make_each
from reader.text.counting import TextLength
from reader.text.encoding import Certainty
from reader.text.offsets import TextRange
from reader.text.repair.applying import apply_repairs
from reader.text.repair.model import Confidence, GivenUp, Repair
from reader.text.script import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Packed = tuple[Any, ...]
"""Tuples, lists, texts, numbers and bytes, and nothing else."""

_KINDS = tuple(BlockKind)
_NUMBER = {kind: number for number, kind in enumerate(_KINDS)}


def packed(document: Document, data: bytes) -> Packed:
    """Return all there is to a document, but for corrections of roles and its name.

    Args:
        document: what was understood, as decided, without corrections of roles.
        data: the bytes it was read from; where they are its text as it is, that is left out.
    """
    source, extraction = document.source, document.extraction
    is_plain = _read_plainly(data, source.encoding) == source.text
    return (
        (source.encoding, source.digest, source.certainty.value, source.damage),
        None if is_plain else source.text.encode("utf-8", "surrogatepass"),
        (
            extraction.media_type,
            extraction.blocks is not None,
            list(map(tuple, extraction.pictures)),
        ),
        _packed_repairs(extraction.repairs),
        _packed_repairs(document.found),
        None if document.repairs == document.found else _packed_repairs(document.repairs),
        [tuple(each) for each in document.given_up],
        _packed_blocks(document.blocks),
        _packed_sections(document.sections),
        (document.title, document.origin, document.creators, document.date),
        (document.script.value, *document.extent),
    )


@no_collection()
def unpacked(packed: Packed, data: bytes, name: str) -> Document:
    """Return the document that was packed.

    Args:
        packed: what `packed` returned.
        data: the bytes it was read from.
        name: of the file, without its ending.

    Raises:
        ValueError: it is of other bytes.
    """
    about, kept, form, given, found, repairs, given_up, columns, heads, words, known = packed
    encoding, digest, certainty, damage = about
    text = _read_plainly(data, encoding) if kept is None else kept.decode("utf-8", "surrogatepass")
    if text is None:
        raise ValueError(f"not in {encoding}")
    source = Source(
        text=text, encoding=encoding, digest=digest, certainty=Certainty(certainty), damage=damage
    )
    blocks = _blocks(columns)
    media_type, is_given, pictures = form
    extraction = Extraction(
        source=source,
        name=name,
        repairs=_repairs(given),
        blocks=tuple(blocks) if is_given else None,
        media_type=media_type,
        pictures=tuple(Picture(*each) for each in pictures),
    )
    proposed = _repairs(found)
    decided = proposed if repairs is None else _repairs(repairs)
    title, origin, creators, date = words
    document = Document(
        extraction=extraction,
        found=proposed,
        repairs=decided,
        given_up=tuple(GivenUp(*each) for each in given_up),
        repaired=apply_repairs(text, decided),
        sections=_sections(heads, blocks),
        title=title,
        origin=origin,
        creators=creators,
        date=date,
    )
    # Worked out on first use, which here would be at once.
    script, *extent = known
    vars(document).update(script=Script(script), extent=TextLength(*extent))
    return document


def _read_plainly(data: bytes, encoding: str) -> str | None:
    """Return what the bytes are, decoded and nothing else; None where they cannot be."""
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def _packed_repairs(repairs: Sequence[Repair]) -> Packed:
    if not repairs:
        return ()
    rules, starts, ends, befores, afters, confidences, alternatives, applied = zip(
        *repairs, strict=True
    )
    confident = [each.value for each in confidences]
    # What is the same object is kept once, and once made again: many repairs are of the same words.
    shared: dict[Any, Any] = {}
    columns = (rules, befores, afters, confident, alternatives)
    once = ([shared.setdefault(each, each) for each in column] for column in columns)
    return (_numbers(starts), _numbers(ends), *once, applied)


def _repairs(columns: Packed) -> tuple[Repair, ...]:
    if not columns:
        return ()
    starts, ends, rules, befores, afters, confidences, alternatives, applied = columns
    confident = {each.value: each for each in Confidence}
    rows = zip(
        rules,
        _listed(starts),
        _listed(ends),
        befores,
        afters,
        map(confident.__getitem__, confidences),
        alternatives,
        applied,
        strict=True,
    )
    # Half as long as `Repair._make`.
    return tuple(map(partial(tuple.__new__, Repair), rows))


def _packed_blocks(blocks: Sequence[Block]) -> Packed:
    ranges = [block.range for block in blocks]
    return (
        bytes(_NUMBER[block.kind] for block in blocks),
        *_packed_ranges(ranges),
        bytes(block.level for block in blocks),
    )


def _blocks(columns: Packed) -> list[Block]:
    kinds, starts, ends, levels = columns
    ranges = make_each(TextRange, _listed(starts), _listed(ends))
    return make_each(Block, list(map(_KINDS.__getitem__, kinds)), ranges, list(levels))


def _packed_sections(sections: Sequence[Section]) -> Packed:
    return (
        [section.title for section in sections],
        [section.level for section in sections],
        *_packed_ranges([section.range for section in sections]),
        [len(section.blocks) for section in sections],
    )


def _sections(columns: Packed, blocks: Sequence[Block]) -> tuple[Section, ...]:
    titles, levels, starts, ends, counts = columns
    sections, first = [], 0
    for title, level, start, end, count in zip(
        titles, levels, _listed(starts), _listed(ends), counts, strict=True
    ):
        inside = tuple(blocks[first : first + count])
        first += count
        sections.append(
            Section(title=title, level=level, range=TextRange(start, end), blocks=inside)
        )
    return tuple(sections)


def _packed_ranges(ranges: Sequence[TextRange]) -> tuple[bytes, bytes]:
    return _numbers(each.start for each in ranges), _numbers(each.end for each in ranges)


def _numbers(values: Iterable[int]) -> bytes:
    return array("q", values).tobytes()


def _listed(numbers: bytes) -> list[int]:
    return array("q", numbers).tolist()

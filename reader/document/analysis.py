"""From what an importer took out of a file to a document, as the user wants it.

Structure is found in the text as the user decided that it is repaired, once, and not at all where
the format gives it. What the rules propose is kept beside what was decided, so that any other
decision starts from there and never from the one before.

The rules are loaded where they are asked: a document that is known already is decided without.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import BlockKind, Document
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import decided
from reader.document.overlays.role_corrections import with_roles
from reader.gc_pause import no_collection
from reader.progress import UNHEARD, Stretch
from reader.text.offsets import TextRange
from reader.text.repair.applying import apply_repairs
from reader.text.repair.model import Damage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.model import Block, Extraction
    from reader.document.structure.find_structure import Structure
    from reader.progress import Progress
    from reader.text.offsets import OffsetMap
    from reader.text.repair import Repair

_DAMAGE, _APPLIED = 0.75, 0.85
"""The shares of the time: when damage is found, and repaired. The structure takes the rest.

A text without damage takes as long for both; of one with much of it, the repairs take most.
"""
_AS_FOUND = Overlays()
_OF_TEXT = ("script", "extent")
"""What is worked out of the repaired text on first use."""


@no_collection()
def analyse(
    extraction: Extraction,
    overlays: Overlays = _AS_FOUND,
    progress: Progress = UNHEARD,
    guess: Document | None = None,
) -> Document:
    """Find the damage in a text, repair it as the user decided, and find the structure.

    Args:
        extraction: the text, and the structure where the format gives it.
        overlays: what the user decided about this article.
        progress: told how far it is.
        guess: what it is if there is no other damage than in this document.

    Raises:
        Cancelled: the progress says so.
    """
    from reader.text.repair.rules import find_damage

    source = extraction.source.text
    damage = find_damage(source, extraction.repairs, Stretch(progress, 0, _DAMAGE))
    if extraction.blocks is not None:
        damage = damage._replace(repairs=_within(extraction.blocks, damage.repairs))
    repairs = _with_something_left(source, decided(damage.repairs, overlays.decisions))
    progress.report(_APPLIED)
    structuring = Stretch(progress, _APPLIED, 1)
    if guess is not None and guess.repairs == repairs.repairs:
        document = replace(guess, found=damage.repairs, given_up=damage.given_up)
    else:
        document = _structured(extraction, damage, repairs, structuring)
    document = _corrected(document, overlays)
    progress.report(1)
    return document


def is_as_decided(document: Document, overlays: Overlays) -> bool:
    """Tell whether a document is as the user wants it."""
    return document.laid == key_of(overlays)


@no_collection()
def as_decided(document: Document, overlays: Overlays, progress: Progress = UNHEARD) -> Document:
    """Return a document as the user wants it, whatever was decided before.

    The structure is found again only where decisions on repairs changed.

    Args:
        document: the article.
        overlays: what the user decided about it.
        progress: told how far it is.

    Raises:
        Cancelled: the progress says so.
    """
    if is_as_decided(document, overlays):
        return document
    bare = document.uncorrected or document
    wanted = decided(document.found, overlays.decisions)
    progress.report(0.2)
    if wanted != bare.repairs:
        bare = with_repairs(bare, wanted, Stretch(progress, 0.2, 0.9))
    progress.report(0.9)
    return _corrected(bare, overlays)


@no_collection()
def with_repairs(
    document: Document, repairs: Sequence[Repair], progress: Progress = UNHEARD
) -> Document:
    """Return a document with other repairs of the same source, and no roles corrected.

    Its structure is found again, unless it was given.

    Args:
        document: the article.
        repairs: those it is to have, applied or not.
        progress: told how far it is.

    Raises:
        Cancelled: the progress says so.
    """
    extraction = document.extraction
    if extraction.blocks is not None:
        repairs = _within(extraction.blocks, repairs)
    left = _with_something_left(document.source.text, repairs)
    structuring = Stretch(progress, 0.5, 1)
    return _structured(extraction, Damage(document.found, document.given_up), left, structuring)


def structured(
    extraction: Extraction,
    found: Sequence[Repair],
    repairs: Sequence[Repair],
    progress: Progress = UNHEARD,
) -> Document:
    """Return the document of a text whose damage is known, without roles corrected.

    Args:
        extraction: the text.
        found: the repairs as the rules propose them.
        repairs: the same as they were decided.
        progress: told how far it is.

    Raises:
        Cancelled: the progress says so.
    """
    repaired = _with_something_left(extraction.source.text, repairs)
    return _structured(extraction, Damage(tuple(found)), repaired, progress)


class _Repaired(NamedTuple):
    repairs: tuple[Repair, ...]
    text: tuple[str, OffsetMap]
    """The whole text with the repairs that are applied, and the map source → it."""


def _structured(
    extraction: Extraction, damage: Damage, repaired: _Repaired, progress: Progress = UNHEARD
) -> Document:
    from reader.document.structure.file_name import read_file_name

    progress.report(0)
    structure = _structure(extraction, repaired, progress)
    named = read_file_name(extraction.name)
    is_same = structure.title in {None, named.title}
    return Document(
        extraction=extraction,
        found=damage.repairs,
        repairs=repaired.repairs,
        given_up=damage.given_up,
        repaired=repaired.text,
        sections=structure.sections,
        title=structure.title or named.title,
        origin=structure.origin,
        creators=structure.credits.creators or (named.creators if is_same else ()),
        date=structure.credits.date,
    )


def _structure(extraction: Extraction, repaired: _Repaired, progress: Progress) -> Structure:
    from reader.document.structure.credits import Credits
    from reader.document.structure.find_structure import Structure, find_structure
    from reader.document.structure.sections import make_sections
    from reader.text.page_marks import find_page_ends

    text = extraction.source.text
    if extraction.blocks is None:
        page_marks = [TextRange(end.start, end.end) for end in find_page_ends(text)]
        return find_structure(*repaired.text, page_marks, progress)
    blocks = extraction.blocks
    titles = {
        number: _words(block, repaired)
        for number, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING
    }
    title = next((_words(each, repaired) for each in blocks if each.kind is BlockKind.TITLE), None)
    return Structure(title or None, Credits(), make_sections(blocks, titles, len(text)))


def _words(block: Block, repaired: _Repaired) -> str:
    """Return the repaired text of a block on one line."""
    text, offsets = repaired.text
    return " ".join(offsets.to_target(block.range).slice(text).split())


def _within(blocks: Sequence[Block], repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    """Return the repairs that leave given blocks what they are: they join and part no lines."""
    starts = [block.range.start for block in blocks]

    def is_within(repair: Repair) -> bool:
        block = blocks[max(0, bisect_right(starts, repair.start) - 1)].range
        return (
            block.start <= repair.start
            and repair.end <= block.end
            and repair.before.count("\n") == repair.after.count("\n")
        )

    return tuple(filter(is_within, repairs))


def _corrected(document: Document, overlays: Overlays) -> Document:
    corrected = with_roles(document, overlays.corrections)
    uncorrected = None if corrected is document else document
    laid = replace(corrected, uncorrected=uncorrected, laid=key_of(overlays))
    # Roles change neither; where they are known, they need not be worked out again.
    vars(laid).update({name: vars(document)[name] for name in _OF_TEXT if name in vars(document)})
    return laid


def key_of(overlays: Overlays) -> tuple[object, ...]:
    """Return what `Document.laid` is under overlays."""
    return (overlays.decisions, overlays.corrections)


def _with_something_left(source: str, repairs: Sequence[Repair]) -> _Repaired:
    """Return the repairs and the repaired text; none is applied where all would leave no text.

    What consists of nothing but `&nbsp;` is shown as it is: an article has a block to show.
    """
    repaired = apply_repairs(source, repairs)
    if repaired[0].strip():
        return _Repaired(tuple(repairs), repaired)
    offered = tuple(repair._replace(applied=False) for repair in repairs)
    return _Repaired(offered, apply_repairs(source, offered))

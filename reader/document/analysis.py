"""From a source text to a document, and to the same document with other repairs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.document.model import Document, Source
from reader.document.structure.file_name import read_file_name
from reader.document.structure.find_structure import find_structure
from reader.gc_pause import no_collection
from reader.text.offsets import TextRange
from reader.text.page_marks import find_page_ends
from reader.text.repair import apply_repairs, find_damage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.offsets import OffsetMap
    from reader.text.repair import Repair


@no_collection()
def understand(source: Source, name: str, known: Sequence[Repair] = ()) -> Document:
    """Find the damage in a text, and the structure of what is repaired.

    Args:
        source: the text.
        name: of its file, which tells the title of a text that has none, and who wrote it.
        known: repairs that were found before the text was canonical.
    """
    damage = find_damage(source.text, known)
    repairs, repaired = _with_something_left(source.text, damage.repairs)
    structure = find_structure(*repaired, _page_marks(source.text))
    named = read_file_name(name)
    is_same = structure.title in {None, named.title}
    return Document(
        source=source,
        repairs=repairs,
        given_up=damage.given_up,
        repaired=repaired,
        sections=structure.sections,
        title=structure.title or named.title,
        origin=structure.origin,
        creators=structure.credits.creators or (named.creators if is_same else ()),
        date=structure.credits.date,
    )


@no_collection()
def with_repairs(document: Document, repairs: Sequence[Repair]) -> Document:
    """Return a document with other repairs of the same source; its structure is found anew."""
    repairs, repaired = _with_something_left(document.source.text, repairs)
    structure = find_structure(*repaired, _page_marks(document.source.text))
    return replace(
        document,
        repairs=repairs,
        repaired=repaired,
        sections=structure.sections,
        title=structure.title or document.title,
        origin=structure.origin,
        creators=structure.credits.creators or document.creators,
        date=structure.credits.date,
    )


def _page_marks(text: str) -> list[TextRange]:
    return [TextRange(end.start, end.end) for end in find_page_ends(text)]


def _with_something_left(
    source: str, repairs: Sequence[Repair]
) -> tuple[tuple[Repair, ...], tuple[str, OffsetMap]]:
    """Return the repairs and the repaired text; none is applied where all would leave no text.

    What consists of nothing but `&nbsp;` is shown as it is: an article has a block to show.
    """
    repaired = apply_repairs(source, repairs)
    if repaired[0].strip():
        return tuple(repairs), repaired
    offered = tuple(repair._replace(applied=False) for repair in repairs)
    return offered, apply_repairs(source, offered)

"""From the lines of a text to title, sections and blocks.

The rules were measured on a dozen articles and books of different kinds; each errs towards
leaving a line a paragraph.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.document.back_matter import find_back_matter
from reader.document.captions import find_captions
from reader.document.headings import find_headings, is_heading
from reader.document.lines import Lines
from reader.document.model import Block, BlockKind, Section
from reader.document.title import Title, read_title
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.offsets import OffsetMap


class Structure(NamedTuple):
    """What the lines of a text are."""

    title: str | None
    origin: str | None
    sections: tuple[Section, ...]
    """Never empty."""


class _Roles(NamedTuple):
    """What is not a plain paragraph, by the number of its line."""

    kinds: dict[int, BlockKind]
    levels: dict[int, int]
    """Of the headings, in order."""


def find_structure(repaired: str, offsets: OffsetMap) -> Structure:
    """Find the title, the sections and the blocks of a text.

    Args:
        repaired: the text with its repairs applied.
        offsets: the map source → repaired; what is returned is in offsets of the source.
    """
    lines = Lines(repaired)
    title = _title(lines)
    roles = _roles(lines, title)
    return Structure(
        None if title is None else lines[0][title.start : title.end],
        None if title is None else title.origin,
        _sections(lines, roles, _blocks(lines, roles, title, offsets), offsets.source_length),
    )


def _title(lines: Lines) -> Title | None:
    # A line alone is what there is to read, not the title of something.
    if len(lines) < 2 or is_heading(lines[0]):
        return None
    return read_title(lines[0])


def _roles(lines: Lines, title: Title | None) -> _Roles:
    body = find_back_matter(lines)
    levels = find_headings(lines, body)
    kinds = dict.fromkeys(range(body, len(lines)), BlockKind.BACK_MATTER)
    kinds.update(dict.fromkeys(find_captions(lines, body), BlockKind.CAPTION))
    kinds.update(dict.fromkeys(levels, BlockKind.HEADING))
    if title is not None:
        kinds[0] = BlockKind.TITLE
        levels.pop(0, None)
    return _Roles(kinds, dict(sorted(levels.items())))


def _blocks(lines: Lines, roles: _Roles, title: Title | None, offsets: OffsetMap) -> list[Block]:
    starts, ends = list(lines.starts), list(lines.ends)
    if title is not None:
        starts[0], ends[0] = lines.starts[0] + title.start, lines.starts[0] + title.end
    ranges = offsets.to_source_each(zip(starts, ends, strict=True))
    blocks = [Block(kind=BlockKind.PARAGRAPH, range=covered) for covered in ranges]
    for number, kind in roles.kinds.items():
        level = roles.levels.get(number, 0)
        blocks[number] = Block(kind=kind, range=ranges[number], level=level)
    return blocks


def _sections(
    lines: Lines, roles: _Roles, blocks: Sequence[Block], length: int
) -> tuple[Section, ...]:
    headings = list(roles.levels)
    first = headings[0] if headings else len(blocks)
    ends = _section_ends(blocks, headings, length)
    sections = [
        Section(
            title=lines[number],
            level=roles.levels[number],
            range=TextRange(blocks[number].range.start, end),
            blocks=tuple(blocks[number:following]),
        )
        for (number, following), end in zip(pairwise([*headings, len(blocks)]), ends, strict=True)
    ]
    if first or not sections:
        before = tuple(blocks[:first])
        sections.insert(0, Section(title=None, level=0, range=TextRange(0, length), blocks=before))
    return tuple(sections)


def _section_ends(blocks: Sequence[Block], headings: Sequence[int], length: int) -> list[int]:
    """Return, for each heading, where the next one of its own level or above begins."""
    ends = [length] * len(headings)
    open_sections: list[int] = []
    for number, i in enumerate(headings):
        while open_sections and blocks[headings[open_sections[-1]]].level >= blocks[i].level:
            ends[open_sections.pop()] = blocks[i].range.start
        open_sections.append(number)
    return ends

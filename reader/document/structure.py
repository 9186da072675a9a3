"""From the lines of a text to title, sections and blocks.

The rules were measured on a dozen articles and books of different kinds; each errs towards
leaving a line a paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.document.back_matter import find_back_matter, is_back_matter
from reader.document.captions import find_captions
from reader.document.chapters import is_chapter
from reader.document.headings import Headings, find_headings, is_rule, section_title
from reader.document.lines import Lines
from reader.document.markdown import Markdown, Part, is_markdown, read_markdown
from reader.document.model import Block, BlockKind, Section
from reader.document.punctuation import BULLETS
from reader.document.sections import make_sections
from reader.document.title import Title, read_title
from reader.document.verse import find_verse

if TYPE_CHECKING:
    from reader.text.offsets import OffsetMap


class Structure(NamedTuple):
    """What the lines of a text are."""

    title: str | None
    origin: str | None
    sections: tuple[Section, ...]
    """Never empty."""


class _Reading(NamedTuple):
    """What was read of a text, in its own offsets."""

    title: str | None
    origin: str | None
    starts: list[int]
    """Of the blocks, in order."""
    ends: list[int]
    kinds: dict[int, BlockKind]
    """Of the blocks that are not plain paragraphs, by index."""
    levels: dict[int, int]
    """Of the headings, by index."""
    titles: dict[int, str]
    """Of the sections the headings begin, by index."""


def find_structure(repaired: str, offsets: OffsetMap) -> Structure:
    """Find the title, the sections and the blocks of a text.

    Args:
        repaired: the text with its repairs applied.
        offsets: the map source → repaired; what is returned is in offsets of the source.
    """
    if is_markdown(repaired):
        reading = _read_marked(repaired, read_markdown(repaired))
    else:
        reading = _read_lines(Lines(repaired))
    ranges = offsets.to_source_each(zip(reading.starts, reading.ends, strict=True))
    blocks = [Block(kind=BlockKind.PARAGRAPH, range=covered) for covered in ranges]
    for index, kind in reading.kinds.items():
        level = reading.levels.get(index, 0)
        blocks[index] = Block(kind=kind, range=blocks[index].range, level=level)
    sections = make_sections(blocks, reading.titles, offsets.source_length)
    return Structure(reading.title, reading.origin, sections)


def _read_lines(lines: Lines) -> _Reading:
    body = find_back_matter(lines)
    headings = find_headings(lines, body)
    title = _title(lines, headings)
    kinds = _kinds(lines, headings, body)
    starts, ends = list(lines.starts), list(lines.ends)
    if title is not None:
        starts[0], ends[0] = lines.starts[0] + title.start, lines.starts[0] + title.end
        # The title of the first piece of a collection is the collection's for want of another.
        kinds.setdefault(0, BlockKind.TITLE)
        if kinds[0] is not BlockKind.HEADING:
            kinds[0] = BlockKind.TITLE
    return _Reading(
        title=None if title is None else lines[0][title.start : title.end],
        origin=None if title is None else title.origin,
        starts=starts,
        ends=ends,
        kinds=kinds,
        levels=headings.levels,
        titles={n: section_title(lines, n, headings.subtitles) for n in headings.levels},
    )


def _title(lines: Lines, headings: Headings) -> Title | None:
    # A line alone is what there is to read, not the title of something.
    if len(lines) < 2 or is_chapter(lines[0]) or is_rule(lines[0]):
        return None
    if 0 in headings.items or (0 in headings.levels and lines[0][0].isnumeric()):
        return None
    return read_title(lines[0])


def _kinds(lines: Lines, headings: Headings, body: int) -> dict[int, BlockKind]:
    """Return the kinds of the lines that are no paragraphs."""
    kinds = dict.fromkeys(range(body, len(lines)), BlockKind.BACK_MATTER)
    kinds.update(dict.fromkeys(find_verse(lines, body), BlockKind.QUOTE))
    kinds.update(dict.fromkeys(find_captions(lines, body), BlockKind.CAPTION))
    kinds.update(dict.fromkeys(headings.items, BlockKind.LIST_ITEM))
    for number in range(body):
        if lines.first_character(number) in _MARKS:
            if lines.first_character(number) in BULLETS:
                kinds[number] = BlockKind.LIST_ITEM
            elif is_rule(lines[number]):
                kinds[number] = BlockKind.RULE
    kinds.update(dict.fromkeys(headings.levels, BlockKind.HEADING))
    return kinds


_MARKS = frozenset("-－—─━=＝*＊_~～·・") | frozenset(BULLETS)


def _read_marked(text: str, markdown: Markdown) -> _Reading:
    parts = markdown.parts
    kinds: dict[int, BlockKind] = {i: part.kind for i, part in enumerate(parts)}
    headings = [i for i, kind in kinds.items() if kind is BlockKind.HEADING]
    titles = {i: text[parts[i].start : parts[i].end] for i in headings}
    last = len(parts)
    while last > 1 and _is_back_matter(text, parts[last - 1]):
        last -= 1
        kinds[last] = BlockKind.BACK_MATTER
    return _Reading(
        title=markdown.title or _marked_title(parts, titles),
        origin=None,
        starts=[part.start for part in parts],
        ends=[part.end for part in parts],
        kinds=kinds,
        levels={i: parts[i].level for i in headings},
        titles=titles,
    )


def _is_back_matter(text: str, part: Part) -> bool:
    return part.kind is BlockKind.PARAGRAPH and is_back_matter(text[part.start : part.end])


def _marked_title(parts: list[Part], titles: dict[int, str]) -> str | None:
    """Return the heading that is the title: the first of all blocks, or alone of its level 1."""
    if not titles:
        return None
    first = min(titles)
    if all(part.kind in {BlockKind.FIGURE, BlockKind.RULE} for part in parts[:first]):
        return titles[first]
    highest = [i for i in titles if parts[i].level == 1]
    return titles[highest[0]] if len(highest) == 1 else None

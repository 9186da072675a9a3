"""From the lines of a text to title, sections and blocks.

The rules were measured on a dozen articles and books of different kinds; each errs towards
leaving a line a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import Block, BlockKind, Section
from reader.document.structure.back_matter import find_back_matter
from reader.document.structure.captions import find_captions, find_named_captions
from reader.document.structure.credits import Credits
from reader.document.structure.drawn_lines import DRAWN, is_drawn
from reader.document.structure.front_matter.article_head import (
    MOST_LINES,
    credits_of,
    find_head,
    is_lead,
    joined,
)
from reader.document.structure.front_matter.find_front_matter import Opening, find_opening
from reader.document.structure.front_matter.title_line import is_over_chapters
from reader.document.structure.headings.enumerations import is_counted
from reader.document.structure.headings.find_headings import (
    Headings,
    find_headings,
    section_titles,
)
from reader.document.structure.lines import Lines
from reader.document.structure.markdown import is_markdown, read_markdown
from reader.document.structure.marked_up import read_marked
from reader.document.structure.punctuation import BULLETS
from reader.document.structure.readable_text import Reading
from reader.document.structure.sections import make_sections
from reader.document.structure.tables import find_table
from reader.document.structure.verse import find_poem_authors, find_verse
from reader.progress import UNHEARD
from reader.text.bulk import make_each
from reader.text.signs import without_selectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.document.structure.title import Title
    from reader.progress import Progress
    from reader.text.offsets import OffsetMap, TextRange


class Structure(NamedTuple):
    """What the lines of a text are."""

    title: str | None
    credits: Credits
    sections: tuple[Section, ...]
    """Never empty."""

    @property
    def origin(self) -> str | None:
        """Who published the text, where its title or a line of credits says so."""
        return self.credits.origin


def find_structure(
    repaired: str,
    offsets: OffsetMap,
    page_marks: Sequence[TextRange] = (),
    progress: Progress = UNHEARD,
) -> Structure:
    """Find the title, the sections and the blocks of a text.

    Args:
        repaired: the text with its repairs applied.
        offsets: the map source → repaired; what is returned is in offsets of the source.
        page_marks: where the source has numbers and heads of pages.
        progress: told how far it is.

    Raises:
        Cancelled: the progress says so.
    """
    text, to_text = without_selectors(repaired)
    if not to_text.is_identity:
        offsets = offsets.then(to_text)
    if is_markdown(text):
        reading = read_marked(text, read_markdown(text))
    else:
        lines = Lines(text)
        of_pages = _lines_in(lines, map(offsets.to_target, page_marks))
        reading = _read_lines(lines, of_pages, progress)
    progress.report(0.7)
    ranges = offsets.to_source_each(zip(reading.starts, reading.ends, strict=True))
    progress.report(0.8)
    kinds, levels = [BlockKind.PARAGRAPH] * len(ranges), [0] * len(ranges)
    for index, level in reading.levels.items():
        levels[index] = level
    for index, kind in reading.kinds.items():
        kinds[index] = kind
        if kind is BlockKind.VERSE and _begins_stanza(text, reading, index):
            levels[index] = 1
    blocks = make_each(Block, kinds, ranges, levels)
    sections = make_sections(blocks, reading.titles, offsets.source_length)
    return Structure(reading.title, reading.credits, sections)


def _begins_stanza(text: str, reading: Reading, index: int) -> bool:
    """Tell whether a blank line stands between a line of verse and one before it."""
    if reading.kinds.get(index - 1) is not BlockKind.VERSE:
        return False
    return text.count("\n", reading.ends[index - 1], reading.starts[index]) > 1


def _lines_in(lines: Lines, parts: Iterable[TextRange]) -> list[int]:
    """Return the numbers of the lines that begin in parts of the text."""
    found: list[int] = []
    for part in parts:
        found += range(bisect_left(lines.starts, part.start), bisect_left(lines.starts, part.end))
    return found


def _read_lines(lines: Lines, of_pages: Sequence[int], progress: Progress) -> Reading:
    body = find_back_matter(lines)
    opening = find_opening(lines)
    top = opening.top
    of_head, in_head = _head(lines, body, opening)
    captions = dict.fromkeys(find_named_captions(lines, body), BlockKind.CAPTION)
    tables = dict.fromkeys(find_table(lines, body), BlockKind.TABLE)
    marks = dict.fromkeys(of_pages, BlockKind.BACK_MATTER)
    known = {**tables, **captions, **of_head, **opening.kinds, **marks}
    progress.report(0.3)
    headings = find_headings(lines, body, known, top)
    progress.report(0.5)
    title = opening.title
    if _is_of_series(lines, top, headings) or _is_of_preface(lines, top, headings):
        title = None
    kinds = _kinds(lines, headings, body)
    others = {**kinds, **known, top: BlockKind.TITLE}
    kinds.update(_verse(lines, headings, body, others, has_title=title is not None))
    if title is not None:
        # The title of the first piece of a collection is the collection's for want of another.
        kinds.setdefault(top, BlockKind.TITLE)
        if kinds[top] is not BlockKind.HEADING:
            kinds[top] = BlockKind.TITLE
    kinds.update(known)
    if title is not None and _is_set_off(kinds, first := opening.end + len(of_head)):
        kinds[first] = BlockKind.LEAD
    after = credits_of([lines[n] for n in range(body, len(lines))])
    of_title = Credits(title.creators, origin=title.origin) if title else Credits()
    reading = Reading(
        title=opening.called if title is None else opening.name(lines),
        credits=joined(
            joined(of_title, opening.credits),
            joined(in_head, after._replace(origin=None)),
        ),
        starts=list(lines.starts),
        ends=list(lines.ends),
        kinds=kinds,
        levels=headings.levels,
        titles=section_titles(lines, headings),
    )
    return reading if title is None else _with_line_of_title(reading, lines, opening, title)


def _with_line_of_title(reading: Reading, lines: Lines, opening: Opening, title: Title) -> Reading:
    """Return a reading in which what stands beside the title in its line is a block of its own.

    All but a label before it and the origin, which is shown elsewhere.
    """
    top, start, end = opening.top, lines.starts[opening.top], lines.ends[opening.top]
    parts = [(start + title.start, start + title.end, reading.kinds[top])]
    beside = BlockKind.BYLINE if title.creators or opening.is_labelled else BlockKind.BACK_MATTER
    if title.creators and not opening.is_labelled and title.origin is None:
        parts.insert(0, (start, start + title.start, beside))
    parts.append((start + title.end, end, beside))
    parts = [(*_trimmed(lines.text, *part[:2]), part[2]) for part in parts]
    of_title = len(parts) - 2
    shown = [
        part
        for n, part in enumerate(parts)
        if n == of_title or any(map(str.isalnum, lines.text[part[0] : part[1]]))
    ]
    number = top + shown.index(parts[of_title])

    def moved(index: int) -> int:
        return index + len(shown) - 1 if index > top else number if index == top else index

    kinds = {moved(index): kind for index, kind in reading.kinds.items()}
    kinds.update({top + n: kind for n, (_, _, kind) in enumerate(shown)})
    return reading._replace(
        starts=[*reading.starts[:top], *(part[0] for part in shown), *reading.starts[top + 1 :]],
        ends=[*reading.ends[:top], *(part[1] for part in shown), *reading.ends[top + 1 :]],
        kinds=kinds,
        levels={moved(index): level for index, level in reading.levels.items()},
        titles={moved(index): name for index, name in reading.titles.items()},
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the white space at its ends."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _is_of_series(lines: Lines, top: int, headings: Headings) -> bool:
    """Tell whether the first line is the first of several that are counted, or alike."""
    if top in headings.pieces:
        return True
    if top not in headings.levels:
        return top in headings.items
    return lines.first_character(top).isnumeric() or is_counted(lines[top])


def _is_of_preface(lines: Lines, top: int, headings: Headings) -> bool:
    """Tell whether the first line heads a preface to what has chapters."""
    has_chapters = len(headings.levels) - (top in headings.levels) >= _FEWEST_CHAPTERS
    return has_chapters and lines[top].endswith("序") and _PREFACE.fullmatch(lines[top]) is not None


def _head(lines: Lines, body: int, opening: Opening) -> tuple[dict[int, BlockKind], Credits]:
    """Return the kinds of the lines of the head below the title, by number, and its credits."""
    first = opening.end
    is_named = opening.title is not None or bool(opening.credits.creators)
    if not is_named and not any(map(is_lead, (lines[n] for n in range(first, len(lines))[:2]))):
        return {}, Credits()
    # The line before the back matter is what there is of a body.
    texts = [lines[n] for n in range(first, min(first + MOST_LINES, body - 1))]
    end = lines.ends[body - 1]

    def is_of_body(name: str) -> bool:
        if is_over_chapters(lines, opening.top, name, end):
            return False
        return (
            lines.text.count(name, 0, end) > 1
            or is_counted(name)
            or _has_short_headings(lines, first, body, name)
        )

    known = opening.credits.creators or (opening.title and opening.title.creators)
    head = find_head(texts, is_of_body, has_authors=bool(known))
    return {first + n: kind for n, kind in head.kinds.items()}, head.credits


def _has_short_headings(lines: Lines, first: int, body: int, name: str) -> bool:
    """Tell whether lines as short as a name, but other ones, stand before paragraphs."""
    lengths = lines.lengths
    return any(
        lengths[n] <= _NAME and lines[n] != name and lengths[n + 1] >= _LONG and lines[n].isalnum()
        for n in range(first, body - 1)
    )


def _kinds(lines: Lines, headings: Headings, body: int) -> dict[int, BlockKind]:
    """Return the kinds of the lines that are no paragraphs."""
    kinds = dict.fromkeys(range(body, len(lines)), BlockKind.BACK_MATTER)
    kinds.update(dict.fromkeys(find_captions(lines, body), BlockKind.CAPTION))
    kinds.update(dict.fromkeys(headings.items, BlockKind.LIST_ITEM))
    for number, first in enumerate(lines.firsts[:body]):
        if first in _MARKS:
            if first in DRAWN and is_drawn(lines[number]):
                kinds[number] = BlockKind.RULE
            elif first in BULLETS:
                kinds[number] = BlockKind.LIST_ITEM
    kinds.update(dict.fromkeys(headings.levels, BlockKind.HEADING))
    return kinds


def _verse(
    lines: Lines, headings: Headings, body: int, others: Mapping[int, BlockKind], *, has_title: bool
) -> dict[int, BlockKind]:
    """Return the kinds of the lines of verse, and of the names of poets above it."""
    if lines.are_scraps:
        return {}
    authors = set(find_poem_authors(lines, list(headings.levels), body)) - others.keys()
    known = {*others, *authors}
    verse = find_verse(lines, body, known, has_title=has_title)
    named = authors.intersection(number - 1 for number in verse)
    return dict.fromkeys(verse, BlockKind.VERSE) | dict.fromkeys(named, BlockKind.BYLINE)


def _is_set_off(kinds: Mapping[int, BlockKind], number: int) -> bool:
    """Tell whether the only rule of a text stands under a paragraph."""
    rules = [n for n, kind in kinds.items() if kind is BlockKind.RULE]
    return rules == [number + 1] and number not in kinds


_FEWEST_CHAPTERS = 3
_PREFACE = re.compile(r".{1,24}(?:[”》」』]|[新總总代自原再初][版]?|作品集|全集|[譯译]者?)序")
_NAME, _LONG = 4, 30
"""Code points of the longest name, and of the shortest paragraph that is clearly one."""
_MARKS = DRAWN | frozenset(BULLETS)

"""From the blocks of a text that is marked up to its title, head and back matter."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.document.structure.back_matter import is_back_matter
from reader.document.structure.credits import Credits, read_credits
from reader.document.structure.front_matter.article_head import (
    MOST_LINES,
    credits_of,
    find_head,
    is_lead,
    joined,
)
from reader.document.structure.headings.find_headings import find_plain_headings
from reader.document.structure.headings.keywords import is_contents
from reader.document.structure.readable_text import Reading
from reader.document.structure.title import read_formal_title, read_title
from reader.document.structure.web_boilerplate import is_boilerplate

if TYPE_CHECKING:
    from reader.document.structure.markdown import Markdown, Part


def read_marked(text: str, markdown: Markdown) -> Reading:
    """Return what a text is that is marked up."""
    parts = markdown.parts
    kinds: dict[int, BlockKind] = {i: part.kind for i, part in enumerate(parts)}
    headings = [i for i, kind in kinds.items() if kind is BlockKind.HEADING]
    titles = {i: text[parts[i].start : parts[i].end] for i in headings}
    levels = {i: parts[i].level for i in headings}
    if headings == [0]:
        # Only the title is marked.
        unmarked = {
            part.start: i for i, part in enumerate(parts) if part.kind is BlockKind.PARAGRAPH
        }
        for i, level, heading in find_plain_headings(text, unmarked):
            kinds[i], levels[i], titles[i] = BlockKind.HEADING, 1 + level, heading
    last = len(parts)
    while last > 1 and _is_back_matter(text, parts[last - 1]):
        last -= 1
        kinds[last] = BlockKind.BACK_MATTER
    named = _marked_title(parts, titles)
    if named is None and (plain := _plain_title(text, parts)):
        named, titles[0] = 0, plain
        kinds[0] = BlockKind.TITLE
    first = len(parts) if named is None else named + 1
    within = list(takewhile(lambda part: part.kind is BlockKind.PARAGRAPH, parts[first : last - 1]))
    texts = [text[part.start : part.end] for part in within[:MOST_LINES]]
    formal = None if named is None else read_formal_title(titles[named])
    of_title = Credits(formal.creators) if formal else Credits()
    of_front = credits_of([] if markdown.title is None else _front_matter(text, parts[0]))
    known = joined(of_title, of_front)
    head = find_head(texts, lambda name: text.count(name) > 1, has_authors=bool(known.creators))
    kinds.update((first + n, kind) for n, kind in head.kinds.items())
    after = credits_of([text[part.start : part.end] for part in parts[last:]])
    return Reading(
        title=markdown.title
        or (formal and formal.name)
        or (None if named is None else titles[named]),
        credits=joined(joined(known, head.credits), after._replace(origin=None)),
        starts=[part.start for part in parts],
        ends=[part.end for part in parts],
        kinds=kinds,
        levels=levels,
        titles=titles,
    )


def _front_matter(text: str, part: Part) -> list[str]:
    """Return the lines over a text that is marked up, between two rules."""
    return text[part.start : part.end].splitlines()


def _is_back_matter(text: str, part: Part) -> bool:
    return part.kind is BlockKind.PARAGRAPH and is_back_matter(text[part.start : part.end])


def _marked_title(parts: list[Part], titles: dict[int, str]) -> int | None:
    """Return the heading that is the title: the first of all blocks, or alone of its level 1."""
    if not titles:
        return None
    first = min(titles)
    if all(part.kind in {BlockKind.FIGURE, BlockKind.RULE} for part in parts[:first]):
        return first
    highest = [i for i in titles if parts[i].level == 1]
    return highest[0] if len(highest) == 1 else None


def _plain_title(text: str, parts: list[Part]) -> str | None:
    """Return the first line where it is the title of a text whose headings alone are marked."""
    line = text[parts[0].start : parts[0].end]
    if parts[0].kind is not BlockKind.PARAGRAPH or is_contents(line) or is_boilerplate(line):
        return None
    if is_lead(line) or read_credits(line) or read_title(line) is None:
        return None
    return line

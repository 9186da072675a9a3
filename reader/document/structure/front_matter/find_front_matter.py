"""The beginning of a text: what stands above its title, and the title.

Sites put advertisements, terms and marks of pages over a text, books their labels, posts and
letters their heads. The title is not the first line of the file, but the first of the text itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import BlockKind
from reader.document.structure.credits import Credits, read_credits
from reader.document.structure.front_matter.article_head import joined
from reader.document.structure.front_matter.labels import read_labels
from reader.document.structure.front_matter.official_papers import read_official
from reader.document.structure.front_matter.posts import read_post
from reader.document.structure.front_matter.site_notices import (
    has_address,
    is_beginning,
    is_notice,
    work_named_in,
)
from reader.document.structure.front_matter.title_line import (
    has_author_below,
    is_site_over_title,
    name_before_heading,
    title_at,
)
from reader.document.structure.headings.find_headings import is_rule, without_spacing
from reader.document.structure.title import Title, read_formal_title
from reader.document.structure.web_boilerplate import is_boilerplate

if TYPE_CHECKING:
    from reader.document.structure.front_matter.masthead import Masthead
    from reader.document.structure.lines import Lines

_MOST_ABOVE = 40
"""Lines above the title, at most."""


class Opening(NamedTuple):
    """What was found at the beginning of a text."""

    top: int
    """Number of the line with the title; of the first line of the text where it has none."""
    title: Title | None
    kinds: dict[int, BlockKind]
    """Of the lines above what may be head or body, but for the title's, by number."""
    credits: Credits
    end: int
    """Number of the first line that may be of the head below the title."""
    is_labelled: bool = False
    """Whether the title stands behind a label, which is no part of it."""

    called: str | None = None
    """What the text is called where no line is its title: by a heading with its name before it."""

    def name(self, lines: Lines) -> str | None:
        """Return the title without marks around it and without spaces that spread it."""
        if self.title is None:
            return None
        name = self.title.name or lines[self.top][self.title.start : self.title.end]
        return without_spacing(name)


@dataclass(slots=True)
class _Above:
    """What was read of the lines above the text itself."""

    kinds: dict[int, BlockKind] = field(default_factory=dict)
    credits: Credits = Credits()  # noqa: RUF009 - an immutable tuple
    labelled: tuple[int, Title] | None = None
    """The title under a label, with the number of its line."""
    advertised: tuple[int, Title] | None = None
    """The title a notice begins with."""
    masthead: Masthead | None = None
    end: int = 0


def find_opening(lines: Lines) -> Opening:
    """Find the title of a text, and what stands above it."""
    if len(lines) < 2:
        # A line alone is what there is to read, not the title of something.
        return Opening(0, None, {}, Credits(), 0)
    above = _read_above(lines)
    if (masthead := above.masthead) is not None:
        kinds = above.kinds | masthead.kinds
        known = joined(masthead.credits, above.credits)
        return Opening(masthead.line, masthead.title, kinds, known, masthead.end, True)
    title = title_at(lines, above.end)
    is_sure = title is not None and (title.is_formal or has_author_below(lines, above.end))
    if said := above.labelled or (None if is_sure else above.advertised):
        number, known_title = said
        kinds = {n: kind for n, kind in above.kinds.items() if n != number}
        is_labelled = above.labelled is not None
        return Opening(number, known_title, kinds, above.credits, above.end, is_labelled)
    end = above.end if title is None else above.end + 1
    called = None if title else name_before_heading(lines, above.end)
    return Opening(above.end, title, above.kinds, above.credits, end, called=called)


def _read_above(lines: Lines) -> _Above:
    above = _Above()
    last = len(lines) - 1
    first = _beginning(lines)
    for number in range(first):
        kind = _read_line(lines, number, above)
        above.kinds[number] = BlockKind.BACK_MATTER if kind is None else kind
        title = read_formal_title(lines[number]) if above.labelled is None else None
        if title is not None and title.creators:
            above.labelled = (number, title)
    for number in range(first, min(first + _MOST_ABOVE, last)):
        above.end = number
        above.masthead = read_post(lines, number) or read_official(lines, number)
        if above.masthead is not None:
            return above
        kind = _read_line(lines, number, above)
        if kind is None:
            return above
        above.kinds[number] = kind
    above.end = len(above.kinds)
    # Where nothing else is left, it is what there is to read.
    return above if above.end < last or above.labelled else _Above()


def _beginning(lines: Lines) -> int:
    """Return the number of the line after the last that says that the text begins below it."""
    first = range(min(_MOST_ABOVE, len(lines) - 1))
    return max((n + 1 for n in first if is_beginning(lines[n])), default=0)


def _read_line(lines: Lines, number: int, above: _Above) -> BlockKind | None:
    """Return what a line above the text is, and note what it says; None for one of the text."""
    line = lines[number]
    if not any(map(str.isalnum, line[:_LONGEST_RULE])):
        return BlockKind.RULE if is_rule(line) else BlockKind.PARAGRAPH
    if is_boilerplate(line):
        return BlockKind.PARAGRAPH
    if is_notice(line) or (BlockKind.BACK_MATTER in above.kinds.values() and has_address(line)):
        if above.advertised is None and (span := work_named_in(line)):
            above.advertised = (number, Title(*span, None))
        return BlockKind.BACK_MATTER
    if (labels := read_labels(line)) is not None:
        if labels.title is not None and above.labelled is None:
            name = line[slice(*labels.title)].strip("《》")
            above.labelled = (number, Title(*labels.title, None, (), name))
        known = read_credits(line) or Credits(labels.creators, labels.date)
        above.credits = joined(above.credits, known)
        return BlockKind.BYLINE
    known_line = read_credits(line)
    if known_line is not None and (known_line.creators or title_at(lines, number + 1)):
        above.credits = joined(above.credits, known_line)
        return BlockKind.BYLINE if known_line.creators else BlockKind.DATE_LINE
    return BlockKind.BACK_MATTER if is_site_over_title(lines, number) else None


_LONGEST_RULE = 400
"""Code points of a drawn line that are looked at."""

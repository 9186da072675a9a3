"""Which lines are headings.

Four kinds: numbered ones (`第三章 歸途`) and keywords (`後記`), counted ones (`一、總論`), and, in
articles that have neither, lines that stand like headings.
"""

from __future__ import annotations

import re
from itertools import count as numbers_from
from typing import TYPE_CHECKING, NamedTuple

from reader.document.chapters import LONGEST, find_chapters, has_number, is_chapter
from reader.document.chapters import is_bare_number as is_bare_chapter
from reader.document.contents import find_listed_headings
from reader.document.enumerations import find_enumerations
from reader.document.enumerations import is_bare_number as is_bare_count
from reader.document.group_labels import find_group_labels
from reader.document.marked_headings import find_marked_headings
from reader.document.number_last import find_numbered_last
from reader.document.punctuation import FINAL, LETTER, NOT_FIRST
from reader.document.short_headings import find_short_headings, is_centred
from reader.document.verse import find_poem_titles

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from reader.document.lines import Lines

_RULE = re.compile(r"[-－—─━=＝*＊_~～·・\s]{3,}")
_LONGEST_SUBTITLE = 24
_MOST_RULES = 3
_LEAST_WITH_SUBTITLE = 0.6
_SPACED = re.compile(
    # Two words of one character may have a space between them; two spread over a line have more.
    rf"(?:^|\s+)({LETTER}(?:\s+{LETTER}(?!\S)){{2,}}|{LETTER}(?:\u3000+|\s{{2,}}){LETTER})(?!\S)"
)


_PAIR = re.compile(rf"(?<![^\s、.．）)])({LETTER})\s({LETTER})$")
"""A word of two characters with a space between them, at the end of a heading."""


class Headings(NamedTuple):
    """The headings of a text, by the number of their line."""

    levels: dict[int, int]
    """1 is the highest; in order."""
    subtitles: dict[int, int]
    """Of those whose title stands on a line of its own, the number of that line."""
    items: frozenset[int]
    """Lines that are counted like headings, and are items of lists."""


def find_headings(lines: Lines, count: int, known: Container[int] = (), title: int = 0) -> Headings:
    """Find the headings among the first `count` lines. The last of them is never one.

    Args:
        lines: all lines.
        count: lines that are part of the article.
        known: numbers of lines that are known to be something else.
        title: number of the line that may be the title, below what is of the page.
    """
    lengths = lines.lengths[: max(0, count - 1)]
    short = [n for n, length in enumerate(lengths) if length <= LONGEST and n not in known]
    levels = find_chapters(lines, short)
    numbered = [n for n in levels if has_number(lines[n])]
    if not numbered:
        numbered = find_numbered_last(lines, short)
        levels.update(dict.fromkeys(numbered, 1))
    others = (n for n in range(count) if n not in levels and n not in known)
    counted = find_enumerations(lines, others, count)
    # What is counted stands below chapters, and beside keywords.
    below = max((levels[n] for n in numbered), default=0)
    levels.update((n, below + level) for n, level in counted.headings.items())
    if not numbered and not counted.headings:
        left = [n for n in short if n not in levels and n not in counted.items]
        # The title heads nothing but the whole; the first line of a text may be of a collection.
        left = [n for n in left if n != title or not title]
        found = (
            find_listed_headings(lines, left)
            or find_marked_headings(lines, left)
            or find_poem_titles(lines, left, count)
            or _find_standing(lines, left, count, _after(known, title))
        )
        levels.update(dict.fromkeys(found, 1))
    bare = [
        n
        for n in (*numbered, *counted.headings)
        if is_bare_chapter(lines[n]) or is_bare_count(lines[n])
    ]
    subtitles = _subtitles(lines, sorted(bare))
    taken = set(subtitles.values())
    return Headings(
        {n: level for n, level in sorted(levels.items()) if n not in taken},
        subtitles,
        counted.items,
    )


def is_rule(line: str) -> bool:
    """Tell whether a line is drawn, to separate what stands above and below."""
    return _RULE.fullmatch(line) is not None


def section_titles(lines: Lines, headings: Headings) -> dict[int, str]:
    """Return the titles of the sections the headings begin: with subtitles, not letter-spaced."""
    titles = {n: without_spacing(lines[n]) for n in headings.levels}
    pairs = [n for n, title in titles.items() if _PAIR.search(title)]
    for number in pairs:
        # A space within one title stands between two words; in several it is the layout.
        if len(pairs) > 1 or (is_chapter(lines[number]) and not has_number(lines[number])):
            titles[number] = _PAIR.sub(r"\1\2", titles[number])
    for number, under in headings.subtitles.items():
        if number in titles:
            titles[number] += f"\u3000{without_spacing(lines[under])}"
    return titles


def without_spacing(line: str) -> str:
    """Return a line whose words are not spaced out: `第二章　優　勝` as `第二章 優勝`."""
    return _SPACED.sub(lambda match: " " + "".join(match[1].split()), line).lstrip()


def _find_standing(lines: Lines, left: list[int], count: int, after: int) -> list[int]:
    """Return the headings told by how they stand, over paragraphs and over groups of lines."""
    short = find_short_headings(lines, left, count, after=after)
    return sorted({*short, *find_group_labels(lines, left, count)})


def _after(known: Container[int], title: int) -> int:
    """Return the first line after the title that is not known."""
    return next(n for n in numbers_from(title + 1) if n not in known)


def _subtitles(lines: Lines, bare: Sequence[int]) -> dict[int, int]:
    """Return the lines that are the titles of headings with nothing but a number.

    A centred line is one; another short line only where most of these headings have one.
    """
    centred: dict[int, int] = {}
    plain: dict[int, int] = {}
    for number in bare:
        under = _after_rules(lines, number)
        if under is None or not _may_be_subtitle(lines, under):
            continue
        if is_centred(lines, under) or lines.indent(under) > lines.indent(number) + 4:
            centred[number] = under
        elif under + 1 < len(lines) and lines.lengths[under + 1] > _LONGEST_SUBTITLE:
            plain[number] = under
    if len(plain) > 1 and len(plain) + len(centred) >= _LEAST_WITH_SUBTITLE * len(bare):
        return {**plain, **centred}
    return centred


def _after_rules(lines: Lines, number: int) -> int | None:
    """Return the number of the first line after a heading that is no rule."""
    last = min(number + 2 + _MOST_RULES, len(lines))
    return next((n for n in range(number + 1, last) if not is_rule(lines[n])), None)


def _may_be_subtitle(lines: Lines, number: int) -> bool:
    line = lines[number]
    return (
        len(line) <= _LONGEST_SUBTITLE
        and not line.endswith(FINAL)
        and not line.startswith(NOT_FIRST)
        and not has_number(line)
    )

"""Which lines are headings.

Four kinds: numbered ones (`第三章 歸途`) and keywords (`後記`), counted ones (`一、總論`), and, in
articles that have neither, lines that stand like headings.
"""

from __future__ import annotations

import re
from itertools import count as numbers_from
from typing import TYPE_CHECKING, NamedTuple

from reader.document.structure.back_matter import find_back_matter
from reader.document.structure.headings.chapters import (
    LONGEST,
    LONGEST_COUNTED,
    Chapters,
    find_chapters,
    has_number,
    level_of,
)
from reader.document.structure.headings.collection_titles import find_titles_after_space
from reader.document.structure.headings.editable import find_editable, without_link
from reader.document.structure.headings.enumerations import find_enumerations, is_bare_number
from reader.document.structure.headings.group_labels import find_group_labels
from reader.document.structure.headings.keywords import find_keywords, is_keyword
from reader.document.structure.headings.listed_in_contents import (
    find_listed_beside,
    find_listed_headings,
)
from reader.document.structure.headings.numbered_lines import cores_of, is_counted_alone
from reader.document.structure.headings.piece_titles import find_over_first, find_ruled
from reader.document.structure.headings.poem_titles import find_titles_alike, find_titles_over_verse
from reader.document.structure.headings.series import find_series, is_timed
from reader.document.structure.headings.symbol_marked import find_marked_headings
from reader.document.structure.headings.trailing_numbers import NumberedLast, find_numbered_last
from reader.document.structure.headings.unnumbered import find_short_headings, is_centred
from reader.document.structure.lines import Lines
from reader.document.structure.punctuation import FINAL, LETTER, NOT_FIRST
from reader.document.structure.verse import find_poem_titles

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping, Sequence

SHORTEST_RULE = 3
_RULE = re.compile(rf"[-－—─━=＝*＊_~～·・\s]{{{SHORTEST_RULE},}}")
_LONGEST_SUBTITLE = 24
_MOST_RULES = 3
_MANY_MORE = 4
"""Times there are more headings without numbers than with, where both are headings."""
_LEAST_WITH_SUBTITLE = 0.6
_SPACED = re.compile(
    # Two words of one character may have a space between them; two spread over a line have more.
    rf"(?:^|(?<!\s)\s+)({LETTER}(?:\s+{LETTER}(?!\S)){{2,}}|{LETTER}(?:\u3000+|\s{{2,}}){LETTER})(?!\S)"
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
    pieces: frozenset[int] = frozenset()
    """Of those that are one of several of their kind, so that none names the whole."""


def find_headings(
    lines: Lines, count: int, known: Collection[int] = (), title: int = 0
) -> Headings:
    """Find the headings among the first `count` lines. The last of them is never one.

    Args:
        lines: all lines.
        count: lines that are part of the article.
        known: numbers of lines that are known to be something else.
        title: number of the line that may be the title, below what is of the page.
    """
    if lines.are_scraps or is_timed(lines):
        return Headings({}, {}, frozenset())
    lengths = lines.lengths[: max(0, count - 1)]
    short = [n for n, length in enumerate(lengths) if length <= LONGEST and n not in known]
    long = [
        n
        for n, length in enumerate(lengths)
        if LONGEST < length <= LONGEST_COUNTED and lines.firsts[n] == "第" and n not in known
    ]
    cores = cores_of(lines, short)
    keywords = find_keywords(lines, short, cores)
    chapters = find_chapters(lines, [*short, *long], cores, keywords)
    levels, bare = _levels(lines, chapters, short, cores)
    last = NumberedLast([], []) if levels else find_numbered_last(lines, short)
    levels.update(dict.fromkeys(last.sure, 1))
    ruled = find_ruled(lines, {*short, *levels}, count)
    usual = [levels[n] for n in ruled if n in levels]
    level = max(set(usual), key=usual.count, default=1)
    levels.update((n, level) for n in ruled if n not in levels)
    levels = _with_others(levels, find_editable(lines, [n for n in short if n not in levels]))
    numbered = list(levels)
    top = min((level_of(read) for read in chapters.numbered.values()), default=1)
    levels.update((n, top) for n in chapters.keywords if n not in levels)
    if not numbered:
        levels.update(dict.fromkeys(last.others, 1))
    counted = find_enumerations(lines, {*levels, *known}, count)
    left = [n for n in short if n not in levels and n not in counted.items]
    # The title heads nothing but the whole; the first line of a text may be of a collection.
    left = [n for n in left if n != title or not title]
    pieces = find_titles_after_space(
        lines, {*left}.difference(counted.headings), {*levels, *counted.headings}, count
    )
    bare += [n for n in counted.headings if is_bare_number(lines[n])]
    over_first = find_over_first(lines, {title, *left}, bare)
    poems = find_poem_titles(lines, left, count) or find_titles_over_verse(lines, left, count)
    alike = find_titles_alike(lines, [title, *left] if title in short else left)
    poems = sorted({*poems, *alike} - {*over_first})
    if over_first:
        pieces = sorted({*pieces, *over_first})
    elif numbered and not (poems or pieces):
        pieces, table = find_listed_beside(lines, left, levels)
        levels = {n: level for n, level in levels.items() if n not in table}
        numbered = [n for n in numbered if n not in table]
    elif not (poems or numbered):
        standing = _find_unnumbered(lines, left, count, _after(known, title))
        # `第三天`: what is counted, but not in a series, heads nothing by itself.
        standing = [n for n in standing if not is_counted_alone(lines[n])]
        if len(standing) > max(len(pieces), _MANY_MORE * len(counted.headings) - 1):
            pieces = standing
    # Titles of pieces stand below parts; what is counted stands below both, but beside keywords.
    below = max((levels[n] for n in numbered), default=0)
    if pieces:
        below += len(pieces) > len(numbered)
        levels.update(dict.fromkeys(pieces, max(below, 1)))
    levels.update((n, below + level) for n, level in counted.headings.items())
    is_below = numbered or counted.headings
    level = 1 + max(levels.values()) if is_below else 1
    levels.update(dict.fromkeys(poems, level))
    subtitles = _subtitles(lines, sorted(bare), levels)
    taken = set(subtitles.values())
    return Headings(
        {n: level for n, level in sorted(levels.items()) if n not in taken},
        subtitles,
        counted.items,
        frozenset((*ruled, *over_first, *alike)),
    )


def _levels(
    lines: Lines, chapters: Chapters, short: Sequence[int], decorated: Container[int]
) -> tuple[dict[int, int], list[int]]:
    """Return the levels of chapters and series, and those of them that are a number alone."""
    levels = {n: level_of(read) for n, read in chapters.numbered.items()}
    bare = [n for n, read in chapters.numbered.items() if not read.title]
    taken = {*levels, *chapters.keywords}
    all_series = find_series(lines, short, decorated, taken)
    for members in sorted(all_series):
        levels.update(_with_series([member.line for member in members], levels))
        bare += [member.line for member in members if not member.counted.rest]
    return levels, bare


def _with_others(levels: dict[int, int], others: Sequence[int]) -> dict[int, int]:
    """Return the levels of headings and of others, which stand above them if they come first."""
    if not (levels and others and others[0] < min(levels)):
        return levels | dict.fromkeys(others, max(levels.values(), default=0) + 1)
    return dict.fromkeys(others, 1) | {n: 1 + level for n, level in levels.items()}


def _with_series(members: Sequence[int], levels: dict[int, int]) -> dict[int, int]:
    """Return the levels of the lines of a series, and of others that they change."""
    if not levels:
        return dict.fromkeys(members, 1)
    if members[0] > min(levels):
        return dict.fromkeys(members, max(levels.values()) + 1)
    highest = min(levels.values())
    if highest > 1:
        return dict.fromkeys(members, highest - 1)
    return {**{n: level + 1 for n, level in levels.items()}, **dict.fromkeys(members, 1)}


def find_plain_headings(text: str, blocks: Mapping[int, int]) -> list[tuple[int, int, str]]:
    """Return the headings of a marked-up text of which only the title is marked.

    Args:
        text: the text; its first line is the title.
        blocks: the indices of its paragraphs, by where they start.

    Returns:
        Of each, the index of its block, its level, and its title.
    """
    lines = Lines(text)
    headings = find_headings(lines, find_back_matter(lines), {0})
    return [
        (blocks[lines.starts[n]], headings.levels[n], title)
        for n, title in section_titles(lines, headings).items()
        if lines.starts[n] in blocks
    ]


def is_rule(line: str) -> bool:
    """Tell whether a line is drawn, to separate what stands above and below."""
    return _RULE.fullmatch(line) is not None


def section_titles(lines: Lines, headings: Headings) -> dict[int, str]:
    """Return the titles of the sections the headings begin: with subtitles, not letter-spaced."""
    titles = {n: without_spacing(without_link(lines[n])) for n in headings.levels}
    pairs = [n for n, title in titles.items() if _PAIR.search(title)]
    for number in pairs:
        # A space within one title stands between two words; in several it is the layout.
        if len(pairs) > 1 or is_keyword(lines[number]):
            titles[number] = _PAIR.sub(r"\1\2", titles[number])
    for number, under in headings.subtitles.items():
        if number in titles:
            titles[number] += f"\u3000{without_spacing(lines[under])}"
    return titles


def without_spacing(line: str) -> str:
    """Return a line whose words are not spaced out: `第二章　優　勝` as `第二章 優勝`."""
    return _SPACED.sub(lambda match: " " + "".join(match[1].split()), line).lstrip()


def _find_unnumbered(lines: Lines, left: list[int], count: int, after: int) -> list[int]:
    """Return the headings that are listed, marked, or stand like headings."""
    return (
        find_listed_headings(lines, left)
        or find_marked_headings(lines, left)
        or _find_standing(lines, left, count, after)
    )


def _find_standing(lines: Lines, left: list[int], count: int, after: int) -> list[int]:
    """Return the headings told by how they stand, over paragraphs and over groups of lines."""
    short = find_short_headings(lines, left, count, after=after)
    return sorted({*short, *find_group_labels(lines, left, count)})


def _after(known: Container[int], title: int) -> int:
    """Return the first line after the title that is not known."""
    return next(n for n in numbers_from(title + 1) if n not in known)


def _subtitles(lines: Lines, bare: Sequence[int], levels: Container[int]) -> dict[int, int]:
    """Return the lines that are the titles of headings with nothing but a number.

    A centred line is one; another short line only where most of these headings have one.
    """
    centred: dict[int, int] = {}
    plain: dict[int, int] = {}
    for number in bare:
        under = _after_rules(lines, number)
        if under is None or under in levels or not _may_be_subtitle(lines, under):
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

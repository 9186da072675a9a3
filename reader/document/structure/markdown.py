"""Texts marked up as Markdown: which lines are headings, code, quotes, lists, tables and rules.

The marks of blocks are read as CommonMark has them, one line a paragraph. Marks within a line stay
text. https://spec.commonmark.org/0.31.2/
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import BlockKind
from reader.document.structure.punctuation import STOPS
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = lazy_pattern(r" {0,3}(#{1,6})[ \t\u3000]+(\S.*)")
_FENCE = lazy_pattern(r" {0,3}(`{3,}|~{3,})([^`]*)")
_QUOTE = lazy_pattern(r"[ \t]*(?:>[ \t]?)+(\S.*)?")
_ITEM = lazy_pattern(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+\S.*")
_RULE = lazy_pattern(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_UNDERLINE = lazy_pattern(r" {0,3}(=+|-{2,})[ \t]*")
_FIGURE = lazy_pattern(r"\s*!\[[^\]]*\]\([^)]*\)\s*")
_FRONT_MATTER = lazy_pattern(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = lazy_pattern(r"^title[ \t]*:[ \t]*(['\"]?)(\S.*?)\1[ \t]*$", re.MULTILINE)
_FIRST = frozenset("#>-*_+|!0123456789")
"""What lines begin with that are more than paragraphs; lists may have other digits, too."""
_LONGEST_FRONT_MATTER = 4_000
_LONGEST_UNDERLINED = 44
_ENOUGH_HEADINGS, _MANY_HEADINGS = 2, 12
"""Headings that make a text a marked one, and so many that nothing else is looked at."""
_MORE_CHAPTERS = 2
_CHAPTER = lazy_pattern(
    r"^[ \t\u3000]*第[〇零一二三四五六七八九十百千\d]{1,7}[章回节節卷].{0,40}$", re.MULTILINE
)


class Part(NamedTuple):
    """A block of a text, in offsets of that text."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Of a heading."""


class Markdown(NamedTuple):
    """What the marks of a text say."""

    parts: list[Part]
    title: str | None
    """As the front matter has it."""


def is_markdown(text: str) -> bool:
    """Tell whether a text is marked up: two headings outside code, or one on the first line."""
    if "#" not in text:
        return False
    found = 0
    fence = ""
    for line in _lines_with_marks(text):
        if match := _FENCE.fullmatch(line):
            fence = _next_fence(fence, match)
        elif not fence and _HEADING.fullmatch(line):
            found += 1
            if found == _MANY_HEADINGS:
                return True
    is_marked = found >= _ENOUGH_HEADINGS or _HEADING.match(text.lstrip()) is not None
    return found > 0 and is_marked and not _has_chapters(text, _MORE_CHAPTERS * found)


def _has_chapters(text: str, least: int) -> bool:
    """Tell whether so many chapters are not marked: a plain text in which a few lines are."""
    chapters = islice(_CHAPTER.finditer(text), least)
    return sum(1 for _ in chapters) >= least


def read_markdown(text: str) -> Markdown:
    """Return the blocks of a text that is marked up."""
    front = _FRONT_MATTER.match(text, 0, _LONGEST_FRONT_MATTER)
    start = front.end() if front else 0
    parts = list(_merged(text, _underlined(text, list(_parts(text, start)))))
    if front is None:
        return Markdown(parts, None)
    parts.insert(0, Part(BlockKind.CODE, front.start(1), front.end(1) - 1))
    title = _TITLE.search(front[1])
    return Markdown(parts, title[2] if title else None)


def _lines_with_marks(text: str) -> Iterator[str]:
    """Yield the lines that begin with the mark of a heading or of code, without the others."""
    return (match[0] for match in re.finditer(r"^ {0,3}[#`~].*", text, re.MULTILINE))


def _next_fence(fence: str, match: re.Match[str]) -> str:
    """Return the fence that is open after a line that is one; empty for none."""
    if not fence:
        return match[1]
    is_end = match[1].startswith(fence) and not match[2].strip()
    return "" if is_end else fence


def _parts(text: str, start: int) -> Iterator[Part]:
    """Yield a part for each line; those within a fence are code, the fences themselves none."""
    fence = ""
    for match in re.finditer(r".+", text[start:]):
        line, offset = match[0], start + match.start()
        marks = _FENCE.fullmatch(line) if "```" in line or "~~~" in line else None
        if marks and (not fence or _next_fence(fence, marks) != fence):
            fence = _next_fence(fence, marks)
        elif fence:
            yield Part(BlockKind.CODE, offset, offset + len(line))
        elif not line.isspace():
            yield _part(line, offset)


def _part(line: str, offset: int) -> Part:
    content = line.strip()
    start = offset + len(line) - len(line.lstrip())
    kind = BlockKind.PARAGRAPH
    # Nearly all lines of most texts.
    if content[0] not in _FIRST and not content[0].isdecimal():
        return Part(kind, start, start + len(content))
    if match := _HEADING.fullmatch(line):
        first = match.start(2)
        return Part(
            BlockKind.HEADING, offset + first, offset + _heading_end(line, first), len(match[1])
        )
    if (match := _QUOTE.fullmatch(line)) and match[1]:
        return Part(BlockKind.QUOTE, offset + match.start(1), offset + len(line.rstrip()))
    if _RULE.fullmatch(line):
        kind = BlockKind.RULE
    elif _ITEM.fullmatch(line):
        kind = BlockKind.LIST_ITEM
    elif content.startswith("|"):
        kind = BlockKind.TABLE
    elif _FIGURE.fullmatch(line):
        kind = BlockKind.FIGURE
    return Part(kind, start, start + len(content))


def _heading_end(line: str, start: int) -> int:
    """Return where the text of a heading ends, without marks that close it: `## x ##`."""
    whole = line.rstrip(" \t")
    before = whole.rstrip("#")
    text = before.rstrip(" \t")
    # Not by a pattern: one that tries each white space within the line takes long.
    return len(text) if len(text) < len(before) < len(whole) and len(text) > start else len(whole)


def _underlined(text: str, parts: list[Part]) -> Iterator[Part]:
    """Make headings of paragraphs with a line of `=` or `-` right under them."""
    skipped = -1
    for i, part in enumerate(parts):
        if i == skipped:
            continue
        level = _underline(text, part, parts[i + 1]) if i + 1 < len(parts) else 0
        if level:
            skipped = i + 1
            yield part._replace(kind=BlockKind.HEADING, level=level)
        else:
            yield part


def _underline(text: str, part: Part, following: Part) -> int:
    """Return the level the line after a part makes it a heading of; 0 for none."""
    # What is quick to tell comes first: a text may have a hundred thousand lines.
    if part.kind is not BlockKind.PARAGRAPH or text[following.start] not in "=-":
        return 0
    line = text[following.start : following.end]
    is_title = (
        _UNDERLINE.fullmatch(line) is not None
        and following.kind in {BlockKind.PARAGRAPH, BlockKind.RULE}
        and part.end - part.start <= _LONGEST_UNDERLINED
        and text.count("\n", part.end, following.start) == 1
        and not text[part.start : part.end].endswith(STOPS)
    )
    return (1 if line.startswith("=") else 2) if is_title else 0


def _merged(text: str, parts: Iterator[Part]) -> Iterator[Part]:
    """Join the lines of one piece of code, or of one table."""
    last: Part | None = None
    for part in parts:
        if last is not None and _continues(text, last, part):
            last = last._replace(end=part.end)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _continues(text: str, last: Part, part: Part) -> bool:
    if part.kind is not last.kind or part.kind not in {BlockKind.CODE, BlockKind.TABLE}:
        return False
    between = text[last.end : part.start]
    # A fence between two pieces of code is no white space; a blank line ends a table.
    return between.isspace() and (part.kind is BlockKind.CODE or between.count("\n") == 1)

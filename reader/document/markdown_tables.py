"""The rows and cells of a table, as Markdown has them or as tabulators part them.

https://github.github.com/gfm/#tables-extension-
"""

from __future__ import annotations

from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern

_PIPE = lazy_pattern(r"(?<!\\)\|")
_TAB = lazy_pattern("\t")
_RULE = lazy_pattern(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_NUMBER = lazy_pattern(r"[-+−–]?[0-9０-９][0-9０-９,，.．]*[%％‰]?")
_MOST_COLUMNS = 40
"""A line with more pipes is no row that anyone can read as one."""


class Align(Enum):
    """Where the words of a column stand."""

    START = "start"
    CENTER = "center"
    END = "end"


class Table(NamedTuple):
    """A table. Ranges are of its text, without the white space around what a cell says."""

    rows: tuple[tuple[TextRange, ...], ...]
    """The cells of each; all rows have as many, empty ones for those that are not there."""
    aligns: tuple[Align, ...]
    """Of each column."""
    has_head: bool
    """Whether the first row says what is in the others."""


def read_table(text: str) -> Table | None:
    """Return the table that a text is; None where it is none that can be shown as one."""
    if all("\t" in line for line in text.split("\n") if line.strip()) and not _PIPE.search(text):
        return _of_tabulators(text)
    rows: list[list[TextRange]] = []
    aligns: list[Align] = []
    has_head = False
    start = 0
    for line in text.split("\n"):
        if len(rows) == 1 and not has_head and "-" in line and _RULE.fullmatch(line):
            has_head = True
            aligns = [_align(cell.slice(line)) for cell in _cells(line, 0)]
        elif line.strip():
            rows.append(_cells(line, start))
        start += len(line) + 1
    columns = max(map(len, rows), default=0)
    if columns < 1 or columns > _MOST_COLUMNS or (columns == 1 and not has_head):
        return None
    aligns += [Align.START] * (columns - len(aligns))
    filled = tuple(_filled(row, columns) for row in rows)
    return Table(filled, tuple(aligns[:columns]), has_head)


def _of_tabulators(text: str) -> Table | None:
    """Return the table whose cells tabulators part; numbers end at one place."""
    rows: list[list[TextRange]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            tabs = [match.start() for match in _TAB.finditer(line)]
            edges = pairwise((-1, *tabs, len(line)))
            rows.append([_trimmed(line, a + 1, b).shifted(start) for a, b in edges])
        start += len(line) + 1
    columns = max(map(len, rows), default=0)
    if columns > _MOST_COLUMNS or columns < 2:
        return None
    filled = tuple(_filled(row, columns) for row in rows)
    aligns = tuple(
        # What the first row says may be what the numbers are.
        Align.END
        if all(_NUMBER.fullmatch(cell.slice(text)) for cell in column[1:])
        else Align.START
        for column in zip(*filled, strict=True)
    )
    return Table(filled, aligns if len(rows) > 1 else (Align.START,) * columns, has_head=False)


def _filled(row: list[TextRange], columns: int) -> tuple[TextRange, ...]:
    """Return a row with empty cells for those that it lacks."""
    end = row[-1].end
    return (*row, *[TextRange(end, end)] * (columns - len(row)))


def _cells(line: str, start: int) -> list[TextRange]:
    """Return the cells of a row that begins at an offset."""
    pipes = [match.start() for match in _PIPE.finditer(line)]
    # A pipe at an end of the line opens or closes the row.
    edges = [-1, *pipes, len(line)]
    if pipes and not line[: pipes[0]].strip():
        edges = edges[1:]
    if len(edges) > 2 and not line[edges[-2] + 1 :].strip():
        edges = edges[:-1]
    return [_trimmed(line, before + 1, after).shifted(start) for before, after in pairwise(edges)]


def _trimmed(line: str, start: int, end: int) -> TextRange:
    cell = line[start:end]
    if not cell.strip():
        return TextRange(start, start)
    before = len(cell) - len(cell.lstrip())
    return TextRange(start + before, start + before + len(cell.strip()))


def _align(rule: str) -> Align:
    if rule.endswith(":"):
        return Align.CENTER if rule.startswith(":") else Align.END
    return Align.START

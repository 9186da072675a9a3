"""Tables of contents: the entries that are no headings, and the headings that they list."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.structure.headings.keywords import is_contents
from reader.document.structure.punctuation import STOPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.document.structure.lines import Lines

_ENTRY = re.compile(r"(\S.*?)(?:\s*[.．…·⋯]{2,}\s*|\s{2,}|\t)\d{1,4}")
_LONGEST = 200
"""Code points of an entry: its pattern tries each white space of a line."""
_PAGE = re.compile(r"[\s.．…·⋯]+\d+$")
_WIDE = re.compile(r"\s{2,}|[\u3000\t]+")
_NUMBER = re.compile(r"^(?:\d{1,3}[.．、\s]+|[一二三四五六七八九十]{1,3}[、.．\s]+)(?=\S)")
_LONGEST_ROW, _LONGEST_ENTRY = 600, 30
"""Code points of a line of several entries, and of one entry of those."""
_ABOVE = 40
"""Lines above a table of contents, at most."""
_FEWEST, _FEWEST_UNNAMED = 3, 4
"""Entries of a table of contents: under the word for it, and without."""
_FAR = 80
"""The same where a book says much of itself first."""
_LONGEST_TABLE = 400
_APART = 0.9
"""Of the lines that a table lists so many have something below them."""
_FOUND = 0.6
"""Share of the entries that stand as lines of the text: some headings are written otherwise."""


def find_entries(
    lines: Lines, numbered: Mapping[int, tuple[str, int]], keywords: Sequence[int]
) -> set[int]:
    """Return the headings that are entries of a table of contents.

    Several with nothing between them, which come again later or stand under the word for it.

    Args:
        lines: all lines.
        numbered: unit and number of the numbered headings, by number of the line.
        keywords: numbers of the lines of the headings that are a word.
    """
    keys = {line: "".join(_PAGE.sub("", lines[line]).split()) for line in (*numbered, *keywords)}
    last = {key: line for line, key in keys.items()}
    last_of = {read: line for line, read in numbered.items()}
    listed: set[int] = set()
    for run in _runs(sorted(keys)):
        if len(run) < _FEWEST:
            continue
        is_named = run[0] > 0 and is_contents(lines[run[0] - 1])
        reads = [numbered[line] for line in run if line in numbered]
        told_again = Counter(unit for unit, n in reads if last_of[unit, n] > run[-1])
        told = {
            unit
            for unit, many in Counter(unit for unit, _ in reads).items()
            if many >= _FEWEST and told_again[unit] >= _FOUND * many
        }
        seen: set[str | tuple[str, int]] = set()
        for line in run:
            # The first chapter itself may follow the table at once.
            is_named = is_named and keys[line] not in seen
            read = numbered.get(line)
            is_told = read is not None and read[0] in told and read not in seen
            seen.update({keys[line], *([read] if read else [])})
            if is_named or is_told or last[keys[line]] > line:
                listed.add(line)
    return listed


def find_listed_headings(lines: Lines, short: Sequence[int]) -> list[int]:
    """Return those of the short lines that a table of contents above them lists."""
    top = next((n for n in short if n < _ABOVE and is_contents(lines[n])), None)
    if top is not None:
        paged = _paged(lines, top + 1)
        if len(paged) >= _FEWEST:
            return _listed(lines, short, paged, top + 1 + len(paged))
    return _listed_without_pages(
        lines, short, 0 if top is None else top + 1, is_named=top is not None
    )


def find_listed_beside(
    lines: Lines, short: Sequence[int], headings: Iterable[int]
) -> tuple[list[int], range]:
    """Return those of the short lines that a table of contents lists beside known headings, and it.

    The table may have several entries on a line, and numbers that the headings do not have.

    Args:
        lines: all lines.
        short: numbers of those that may be headings.
        headings: numbers of those that are.
    """
    titles = {lines[n] for n in headings}
    tables = [
        _table_under(lines, n) for n in range(min(_FAR, len(lines))) if _is_over_table(lines, n)
    ]
    best: tuple[list[int], range] = ([], range(0))
    for entries, rows in tables:
        wanted = entries - titles
        found = _listed(lines, short, sorted(wanted), rows.stop) if wanted else []
        apart = sum(after > before + 1 for before, after in pairwise(found))
        if apart >= _APART * (len(found) - 1) and len(found) > max(_FEWEST, len(best[0])):
            best = found, rows
    return best


def _table_under(lines: Lines, top: int) -> tuple[set[str], range]:
    """Return the entries of a table of contents under the word for it, and where it stands."""
    entries: set[str] = set()
    end = top + 1
    while end < min(len(lines), top + _LONGEST_TABLE):
        row = _row(lines, end)
        if not row or not entries.isdisjoint(row):
            break
        entries.update(row)
        end += 1
    return entries, range(top + 1, end)


def _is_over_table(lines: Lines, number: int) -> bool:
    return lines.lengths[number] <= _LONGEST_ENTRY and is_contents(lines[number])


def _row(lines: Lines, number: int) -> list[str]:
    """Return the entries on a line, without their numbers and pages; none for a sentence."""
    if lines.lengths[number] > _LONGEST_ROW:
        return []
    entries = [_PAGE.sub("", entry) for entry in _WIDE.split(lines[number])]
    if any(len(entry) > _LONGEST_ENTRY or entry.endswith(STOPS) for entry in entries):
        return []
    return [_NUMBER.sub("", entry, count=1) for entry in entries if entry]


def _paged(lines: Lines, number: int) -> list[str]:
    """Return the entries with the numbers of pages from a line on."""
    entries: list[str] = []
    while number < len(lines) and (match := _paged_entry(lines, number)):
        entries.append(match[1])
        number += 1
    return entries


def _paged_entry(lines: Lines, number: int) -> re.Match[str] | None:
    return _ENTRY.fullmatch(lines[number]) if lines.lengths[number] <= _LONGEST else None


def _listed(lines: Lines, short: Iterable[int], entries: Sequence[str], first: int) -> list[int]:
    """Return the first lines from `first` on that are the entries, if most are found."""
    wanted = set(entries)
    initials = {entry[0] for entry in wanted}
    found: dict[str, int] = {}
    for line in short:
        if line >= first and lines.firsts[line] in initials and lines[line] in wanted:
            found.setdefault(lines[line], line)
    return sorted(found.values()) if len(found) >= _FOUND * len(wanted) else []


def _listed_without_pages(
    lines: Lines, short: Sequence[int], start: int, *, is_named: bool
) -> list[int]:
    """Return the headings listed at the top, line by line, without the numbers of pages.

    All of the table come again below it, in its order and with something between them.
    """
    for run in _runs([n for n in short if n < start + _LONGEST_TABLE]):
        if run[0] > start + (0 if is_named else _ABOVE):
            break
        entries = ((lines[n], _paged_entry(lines, n)) for n in run if n >= start)
        titles = [paged[1] if paged else line for line, paged in entries]
        # The first heading may follow the table at once.
        size = _until_repeated(titles)
        if size < _FEWEST:
            continue
        again = _listed(lines, short, titles[:size], max(run[0], start) + size)
        if len(again) < (_FEWEST if is_named else _FEWEST_UNNAMED):
            continue
        order = [titles.index(lines[n]) for n in again]
        if order == sorted(order) and all(after > before + 1 for before, after in pairwise(again)):
            return again
    return []


def _until_repeated(titles: Sequence[str]) -> int:
    """Return how many titles there are before the first that is the same as one before it."""
    seen: set[str] = set()
    for number, title in enumerate(titles):
        if title in seen:
            return number
        seen.add(title)
    return len(titles)


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Return the numbers in runs of those that follow each other."""
    runs = [[number] for number in numbers[:1]]
    for before, number in pairwise(numbers):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs

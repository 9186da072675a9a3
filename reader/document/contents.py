"""Headings without numbers that a table of contents lists, with the pages they are on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.chapters import is_contents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.lines import Lines

_ENTRY = re.compile(r"(\S.*?)(?:\s*[.．…·⋯]{2,}\s*|\s{2,}|\t)\d{1,4}")
_LONGEST = 200
"""Code points of an entry: its pattern tries each white space of a line."""
_ABOVE = 40
"""Lines above a table of contents, at most."""
_FEWEST = 3
_FOUND = 0.6
"""Share of the entries that stand as lines of the text: some headings are written otherwise."""


def find_listed_headings(lines: Lines, short: Sequence[int]) -> list[int]:
    """Return those of the short lines that the table of contents of the text lists."""
    top = next((n for n in short if n < _ABOVE and is_contents(lines[n])), None)
    if top is None:
        return []
    entries: set[str] = set()
    number = top + 1
    while number < len(lines) and lines.lengths[number] <= _LONGEST:
        match = _ENTRY.fullmatch(lines[number])
        if match is None:
            break
        entries.add(match[1])
        number += 1
    if len(entries) < _FEWEST:
        return []
    found: dict[str, int] = {}
    for line in short:
        if line >= number and lines[line] in entries:
            found.setdefault(lines[line], line)
    return sorted(found.values()) if len(found) >= _FOUND * len(entries) else []

"""Tables whose columns are set by tabulators."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.document.structure.lines import Lines

_FEWEST = 3
"""Rows with as many columns as each other that make a table."""


def find_table(lines: Lines, count: int) -> list[int]:
    """Return the numbers of the rows of tables among the first `count` lines."""
    if "\t" not in lines.text:
        return []
    found: list[int] = []
    run: list[int] = []
    columns = 0
    for number in range(1, count + 1):
        of_line = lines.columns(number) if number < count else 0
        if of_line != columns or not of_line:
            if len(run) >= _FEWEST:
                found += run
            run, columns = [], of_line
        if of_line:
            run.append(number)
    return found

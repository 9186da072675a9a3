"""Titles of pieces told by what stands above or below all of them: a rule, the number one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.structure.headings.series import is_over_text
from reader.document.structure.numerals import value_of
from reader.document.structure.punctuation import NOT_FIRST, STOPS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from reader.document.structure.lines import Lines

_RULE_FIRSTS = frozenset("-－—─━=＝*＊_")
_RULE = re.compile(r"[-－—─━=＝*＊_]{5,}")
_LONGEST = 34
_FEWEST_RULES, _UNDER_RULES = 4, 0.9
"""Rules there are at least, and the share of them that have a short line below."""
_FEWEST = 3
_ONE = re.compile(r"[（(【\[]?\s*([一1１Ⅰ壹])\s*[)）】\]]?[、.．]?")


def find_ruled(lines: Lines, short: Container[int], count: int) -> list[int]:
    """Return the short lines under rules, where nearly every rule stands over one.

    Args:
        lines: all lines.
        short: numbers of the lines that may be headings.
        count: lines that are part of the article.
    """
    rules = [
        n
        for n, first in enumerate(lines.firsts[: max(0, count - 1)])
        if first in _RULE_FIRSTS and _RULE.fullmatch(lines[n]) is not None
    ]
    if len(rules) < _FEWEST_RULES:
        return []
    under = [
        n + 1 for n in rules if n + 1 in short and _may_be_title(lines, n + 1) and n + 1 < count - 1
    ]
    is_closed = len(under) >= _UNDER_RULES * len(rules)
    # Who scanned a book may sign each chapter, under a rule.
    is_closed = is_closed and len({lines[n] for n in under}) >= _UNDER_RULES * len(under)
    over_text = sum(is_over_text(lines, n) for n in under)
    return under if is_closed and over_text >= _UNDER_RULES * len(under) else []


def find_over_first(lines: Lines, short: Container[int], bare: Iterable[int]) -> list[int]:
    """Return the short lines that stand over parts counted from one, where several do.

    Args:
        lines: all lines.
        short: numbers of the lines that may be headings.
        bare: numbers of the headings that are a number and nothing else.
    """
    found = [
        n - 1
        for n in sorted(bare)
        if n - 1 in short and _is_one(lines[n]) and _may_be_title(lines, n - 1)
    ]
    return found if len(found) >= _FEWEST else []


def _is_one(line: str) -> bool:
    match = _ONE.fullmatch(line)
    return match is not None and value_of(match[1]) == 1


def _may_be_title(lines: Lines, number: int) -> bool:
    line = lines[number]
    return (
        len(line) <= _LONGEST
        and not line.endswith((*STOPS, "…", "—"))
        and not line.startswith(NOT_FIRST)
        and "。" not in line
        and any(map(str.isalpha, line))
    )

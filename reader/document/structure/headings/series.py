"""Headings that are told by being a series: one form, counting on, spread over the text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.document.structure.headings.numbered_lines import (
    Counted,
    Order,
    firsts_of_counted,
    read_counted,
)
from reader.document.structure.punctuation import SENTENCE_END, STOPS
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from reader.document.structure.lines import Lines

LONGEST = 44
"""Code points of the longest line of a series."""
_FEWEST, _FEWEST_OF_OTHERS = 2, 3
"""Lines of a series: of those with words that headings have, and of others."""
_FEWEST_LISTED = 3
"""So many lines with nothing between them are a list, or a table of contents."""
_COUNTS_ON = 0.7
"""Share of the lines whose number follows that of the line before."""
_STOPPED = 0.5
"""Share of lines that end like sentences: in a series of headings few do."""
_LEAST_BETWEEN = 20
"""Code points between two lines of a series, at least, as a median."""
_SENTENCE = 30
_MOST_ABOVE_TEXT = 6
"""Lines from a heading to the first sentence under it, at most."""
_TIMED = lazy_pattern(r"[\[(（]?\d{1,2}[:：]\d{2}.*")
_SAMPLED = 200
_MOSTLY_TIMED = 0.2
_TIME_CODE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?[,.:]\d{1,3}\s*--?>.*|\[\d{1,3}:\d{2}[.:\]].*")


class Member(NamedTuple):
    """A line of a series, by its number."""

    line: int
    counted: Counted


def find_series(
    lines: Lines, candidates: Sequence[int], decorated: Container[int], taken: Container[int]
) -> list[list[Member]]:
    """Return the series among some lines, each in the order of its lines.

    Args:
        lines: all lines.
        candidates: numbers of those that may be of a series.
        decorated: of those that begin with an ornament or a bracket, the ones that may be counted.
        taken: numbers of those that are known to be something else.
    """
    firsts, counted_firsts = lines.firsts, firsts_of_counted()
    groups: dict[str, list[Member]] = {}
    for line in candidates:
        if (firsts[line] in counted_firsts or line in decorated) and line not in taken:
            counted = read_counted(lines[line])
            if counted is not None and not lines[line].endswith(("，", "、", ",", "；", ";")):
                groups.setdefault(counted.form, []).append(Member(line, counted))
    return [
        members for found in groups.values() if _is_series(lines, members := _without_lists(found))
    ]


def is_timed(lines: Lines) -> bool:
    """Tell whether a text is subtitles or lyrics with the time each line is due."""
    middle = max(0, (len(lines) - _SAMPLED) // 2)
    # Each cue has as many lines as the next: every tenth line may always be the same of them.
    sampled = range(middle, min(len(lines), middle + _SAMPLED))
    timed = (
        lines.first_character(n) in "[0123456789" and _TIME_CODE.match(lines[n]) is not None
        for n in sampled
    )
    return sum(timed) > _MOSTLY_TIMED * len(sampled)


def _without_lists(members: Sequence[Member]) -> list[Member]:
    """Return the members without runs of lines with nothing between them: lists and contents."""
    left: list[Member] = []
    run: list[Member] = []
    for member in members:
        if run and not _is_next(run[-1], member):
            left += run if len(run) < _FEWEST_LISTED else []
            run = []
        run.append(member)
    return left + (run if len(run) < _FEWEST_LISTED else [])


def _is_next(before: Member, after: Member) -> bool:
    # Under the last line of a table of contents the first chapter may stand at once.
    is_under = after.line == before.line + 1
    return is_under and after.counted.number >= before.counted.number


def _is_series(lines: Lines, members: Sequence[Member]) -> bool:
    is_known = all(member.counted.is_known for member in members)
    if len(members) < (_FEWEST if is_known else _FEWEST_OF_OTHERS):
        return False
    stopped = sum(lines[m.line].endswith(STOPS) and m.counted.rest != "" for m in members)
    return (
        _counts_on([(m.counted.number, m.counted.piece) for m in members], members[0].counted.order)
        and stopped <= _STOPPED * len(members)
        and _is_spread(lines, members)
        and not (members[0].counted.form.startswith("date") and _are_under_titles(lines, members))
    )


def _are_under_titles(lines: Lines, members: Sequence[Member]) -> bool:
    """Tell whether most dates stand right under a short line after space: a poem's title."""
    under = sum(
        lines.gaps[n] == 1 and lines.gaps[n - 1] > 1 and lines.lengths[n - 1] <= _SENTENCE
        for n in (member.line for member in members)
        if n > 1 and not lines[n - 1].endswith(STOPS)
    )
    return 2 * under > len(members)


def _counts_on(numbers: Sequence[tuple[int, int]], order: Order) -> bool:
    """Tell whether numbers, and those of pieces of one number, mostly go up or start again."""
    steps = [_follows(before, after, order) for before, after in pairwise(numbers)]
    goes_up = any(after > before for before, after in pairwise(numbers))
    return goes_up and sum(steps) >= _COUNTS_ON * len(steps)


def _follows(before: tuple[int, int], after: tuple[int, int], order: Order) -> bool:
    if after[0] == 1:
        return True
    step = after[0] - before[0]
    if step == 0:
        # The number of a part may stand before each of its pieces.
        return after[1] in (before[1], before[1] + 1)
    return step > 0 if order is Order.ASCENDING else step == 1


def _is_spread(lines: Lines, members: Sequence[Member]) -> bool:
    """Tell whether there is something to read between the lines of a series."""
    numbers = [member.line for member in members]
    between = sorted(
        lines.starts[after] - lines.ends[before] for before, after in pairwise(numbers)
    )
    longest = max(lines.lengths[n] for n in numbers)
    if between[len(between) // 2] < max(_LEAST_BETWEEN, longest // 2):
        return False
    under = [n for n in numbers if n + 1 < len(lines)]
    timed = sum(_TIMED.match(lines[n + 1]) is not None for n in under)
    with_text = sum(is_over_text(lines, n) for n in under)
    return 2 * timed <= len(numbers) and 2 * with_text >= len(under)


def is_over_text(lines: Lines, number: int) -> bool:
    """Tell whether one of the lines below is a sentence, or as long as one."""
    below = range(number + 1, min(number + 1 + _MOST_ABOVE_TEXT, len(lines)))
    return any(
        lines.lengths[n] >= _SENTENCE or lines[n].endswith((*SENTENCE_END, "，", "："))
        for n in below
    )

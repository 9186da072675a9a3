"""What two texts have in common, in order: the longest way to read one as the other, near enough.

Stretches that each of the two has once part the texts into gaps, in which shorter stretches are
unique in their turn, down to gaps so small that every character can be compared. So an article of
a million characters, of which some were changed, costs little more than reading it twice; a text
that says one thing again and again, or nothing of the other, is soon given up.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_STRETCHES = (24, 12, 6, 4)
"""Characters of what is unique in both, the first that there is any of."""
_SHORTEST_ANYWHERE = 12
"""Characters that are looked for in a gap of any size."""
_LARGE = 30_000
"""Characters of a gap in which stretches begin only at some of its characters."""
_ONE_OF = 8
"""So many of all characters are those, told by their codes, hence the same in both texts."""
_SMALL = 512
"""Characters of a gap of which each is compared with each."""
_ALIKE = 0.5
"""How much of the shorter side of such a gap must be in the other to be more than chance."""
_NEAR = 16
"""Characters between two runs that speak for each other."""
_FEWEST = 8
"""Characters that runs near each other must have; fewer are there by chance."""


class Run(NamedTuple):
    """A stretch that is in both texts; runs sort as the first text has them."""

    first: int
    """Where it begins in the one,"""
    second: int
    """and in the other."""
    length: int


class _Gap(NamedTuple):
    first_start: int
    first_end: int
    second_start: int
    second_end: int


def common_runs(first: str, second: str) -> list[Run]:
    """Return what two texts have in common, in the order it has in both, without overlaps.

    A few characters that stand alone amid what is different are not told of.
    """
    found: list[Run] = []
    gaps = [_Gap(0, len(first), 0, len(second))]
    while gaps:
        gap = _trimmed(gaps.pop(), first, second, found)
        if gap.first_start == gap.first_end or gap.second_start == gap.second_end:
            continue
        runs = _parting(gap, first, second)
        if runs:
            found += runs
            gaps += _between(gap, runs)
    least = min(_FEWEST, max(1, min(len(first), len(second)) // 2))
    return _credible(_joined(sorted(found)), least)


def unique_pairs(
    first: str, second: str, length: int, firsts: Iterable[int], seconds: Iterable[int]
) -> list[tuple[int, int]]:
    """Return where stretches begin that are once among those of each text, by the first one.

    Args:
        first: the one text.
        second: the other.
        length: of the stretches.
        firsts: where they may begin in the one.
        seconds: where they may begin in the other.
    """
    here, there = _once(first, length, firsts), _once(second, length, seconds)
    pairs = ((start, there.get(stretch, -1)) for stretch, start in here.items())
    return sorted((start, other) for start, other in pairs if start >= 0 and other >= 0)


def beginnings(text: str, start: int, last: int, size: int) -> Iterable[int]:
    """Return where stretches are looked for: everywhere, or at some characters of a large text.

    Args:
        text: the text.
        start: the first place there may be.
        last: the last one.
        size: how much is looked at in all.
    """
    if size <= _LARGE:
        return range(start, last + 1)
    return (
        start + index
        for index, character in enumerate(text[start : last + 1])
        if ord(character) % _ONE_OF == 0
    )


def common_subsequence(first: str, second: str) -> list[Run]:
    """Return a longest common subsequence, each character compared with each; for short texts.

    Bits of one number say what a row of the usual table does: one where the length of what is
    common does not rise at a character of the first text.
    """
    places: dict[str, int] = {}
    for index, character in enumerate(first):
        places[character] = places.get(character, 0) | 1 << index
    every = (1 << len(first)) - 1
    row, rows = every, []
    for character in second:
        same = row & places.get(character, 0)
        row = ((row + same) | (row - same)) & every
        rows.append(row)
    matches = []
    i, j = len(first), len(second)
    while i and j:
        bit = 1 << (i - 1)
        if rows[j - 1] & bit:
            i -= 1
            continue
        j -= 1
        if j and not rows[j - 1] & bit:
            continue
        i -= 1
        matches.append(Run(i, j, 1))
    return _joined(reversed(matches))


def _trimmed(gap: _Gap, first: str, second: str, found: list[Run]) -> _Gap:
    """Take what both sides of a gap begin and end with into the runs found; return the rest."""
    a, a_end, b, b_end = gap
    before = _common_start(first[a:a_end], second[b:b_end])
    if before:
        found.append(Run(a, b, before))
        a, b = a + before, b + before
    behind = _common_start(first[a:a_end][::-1], second[b:b_end][::-1])
    if behind:
        a_end, b_end = a_end - behind, b_end - behind
        found.append(Run(a_end, b_end, behind))
    return _Gap(a, a_end, b, b_end)


def _common_start(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    step = 16
    while one[low : low + step] == other[low : low + step]:
        low, step = low + step, step * 2
    high = min(high, low + step)
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _parting(gap: _Gap, first: str, second: str) -> list[Run]:
    """Return runs that part a gap, with the same order in both texts; none where it is left."""
    size = max(gap.first_end - gap.first_start, gap.second_end - gap.second_start)
    for length in _STRETCHES:
        if size < 2 * length or (size > _LARGE and length < _SHORTEST_ANYWHERE):
            continue
        pairs = unique_pairs(
            first,
            second,
            length,
            beginnings(first, gap.first_start, gap.first_end - length, size),
            beginnings(second, gap.second_start, gap.second_end - length, size),
        )
        if chain := _longest_rising(pairs):
            return _apart(chain, length)
    return _compared(gap, first, second) if size <= _SMALL else []


def _compared(gap: _Gap, first: str, second: str) -> list[Run]:
    one = first[gap.first_start : gap.first_end]
    other = second[gap.second_start : gap.second_end]
    runs = common_subsequence(one, other)
    shorter, longer = sorted((len(one), len(other)))
    if longer <= 2 * _FEWEST:
        return [Run(a + gap.first_start, b + gap.second_start, length) for a, b, length in runs]
    is_lost_in_it = shorter < _FEWEST and shorter * _FEWEST < longer
    if is_lost_in_it or sum(run.length for run in runs) < _ALIKE * shorter:
        runs = [run for run in runs if run.length >= _FEWEST]
    return [Run(a + gap.first_start, b + gap.second_start, length) for a, b, length in runs]


def _once(text: str, length: int, starts: Iterable[int]) -> dict[str, int]:
    """Return where each stretch begins that there is; -1 for one that there is again."""
    found: dict[str, int] = {}
    for start in starts:
        stretch = text[start : start + length]
        found[stretch] = -1 if stretch in found else start
    return found


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return most of the pairs so that both numbers rise; the pairs are sorted by the first."""
    ends: list[int] = []
    last: list[int] = []
    before = [-1] * len(pairs)
    for index, (_, second) in enumerate(pairs):
        place = bisect_left(ends, second)
        before[index] = last[place - 1] if place else -1
        if place == len(ends):
            ends.append(second)
            last.append(index)
        else:
            ends[place], last[place] = second, index
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _apart(chain: Sequence[tuple[int, int]], length: int) -> list[Run]:
    """Return the runs of pairs that rise together, without overlaps; the gaps say how far they go.

    Args:
        chain: where stretches begin in both texts.
        length: of each.
    """
    runs: list[Run] = []
    for first, second in chain:
        cut = 0
        if runs:
            last = runs[-1]
            cut = max(0, last.first + last.length - first, last.second + last.length - second)
        if cut < length:
            runs.append(Run(first + cut, second + cut, length - cut))
    return runs


def _between(gap: _Gap, runs: Sequence[Run]) -> Iterator[_Gap]:
    a, b = gap.first_start, gap.second_start
    for run in runs:
        yield _Gap(a, run.first, b, run.second)
        a, b = run.first + run.length, run.second + run.length
    yield _Gap(a, gap.first_end, b, gap.second_end)


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Return runs with those made one that go on without a gap."""
    joined: list[Run] = []
    for run in runs:
        if joined:
            last = joined[-1]
            if (last.first + last.length, last.second + last.length) == run[:2]:
                joined[-1] = last._replace(length=last.length + run.length)
                continue
        joined.append(run)
    return joined


def _credible(runs: Iterable[Run], least: int) -> list[Run]:
    """Return runs without those that have too little of what is around them in common.

    Args:
        runs: in the order of both texts.
        least: characters that must be in common near each other.
    """
    kept: list[Run] = []
    group: list[Run] = []
    for run in runs:
        if group and _distance(group[-1], run) > _NEAR:
            kept += group if _speaks(group, least) else ()
            group = []
        group.append(run)
    return [*kept, *(group if _speaks(group, least) else ())]


def _distance(run: Run, after: Run) -> int:
    between = after.first - run.first, after.second - run.second
    return max(between) - run.length


def _speaks(group: Sequence[Run], least: int) -> bool:
    matched = sum(run.length for run in group)
    if not group or matched < least:
        return False
    reach = _distance(group[0], group[-1]) + group[0].length + group[-1].length
    return len(group) == 1 or matched >= _ALIKE * reach

"""The rules, in their order, and the damage that all of them find in a text."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from functools import cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.progress import UNHEARD, Stretch
from reader.text.by_lines import is_in_lines
from reader.text.repair import (
    byte_shift,
    double_code,
    entity,
    inline_pinyin,
    line_ends,
    lost_char,
    mojibake,
    nbsp,
    padding,
    page_break,
    private_use,
    rewrap,
    small_forms,
    split_words,
    terminal_colors,
    toneless_pinyin,
    widen,
    zero_width,
)
from reader.text.repair.applying import repaired_text
from reader.text.repair.model import Damage, GivenUp, LateRule, Repair, RepairRule, Unfinished

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.progress import Progress

RULES: tuple[RepairRule, ...] = (
    mojibake.RULE,
    byte_shift.RULE,
    lost_char.RULE,
    inline_pinyin.RULE,
    toneless_pinyin.RULE,
    nbsp.RULE,
    entity.RULE,
    terminal_colors.RULE,
    zero_width.RULE,
    double_code.RULE,
    private_use.RULE,
    line_ends.RULE,
    page_break.RULE,
    rewrap.RULE,
    split_words.RULE,
    small_forms.RULE,
)
"""Where two rules claim the same text, the earlier one has it."""

LATE_RULES: tuple[LateRule, ...] = (widen.RULE,)
"""They read the text as all of `RULES` repaired it, and leave alone what those wrote."""
_LONG_ONES = {mojibake.NAME: 3, byte_shift.NAME: 3, inline_pinyin.NAME: 7, widen.NAME: 18}
"""Rules that take longer than others, and how many times."""
_NAMES = (*(rule.name for rule in RULES), *(rule.name for rule in LATE_RULES))
_EFFORTS = list(accumulate(_LONG_ONES.get(name, 1) for name in _NAMES))
"""What is done after each rule, in order."""


_RANGE = itemgetter(*map(Repair._fields.index, ("start", "end")))

_BY_CONVERTERS = frozenset({inline_pinyin.NAME, byte_shift.NAME, lost_char.NAME})
"""Rules for what is done by tools that first turn Simplified into Traditional by the character."""


def find_repairs(source: str) -> tuple[Repair, ...]:
    """Return the repairs a source text needs, ordered and disjoint, applied or only offered."""
    return find_damage(source).repairs


def find_before_canonical(raw: str) -> Sequence[Repair]:
    """Return the repairs of a text for which what canonical form lacks is needed.

    They are ordered, disjoint, and of the canonical text.
    """
    found: Sequence[Repair] = ()
    for rule in (mojibake, padding, line_ends):
        found = with_more(found, rule.find_before_canonical(raw))
    return found


def find_damage(source: str, known: Sequence[Repair] = (), progress: Progress = UNHEARD) -> Damage:
    """Return the repairs a source text needs, and which rules did not look at all of it.

    Args:
        source: the source text.
        known: repairs that were found before the text was canonical, ordered and disjoint.
        progress: told after each rule.

    Raises:
        Cancelled: the progress says so.
    """
    found: Sequence[Repair] = known
    given_up: list[GivenUp] = []
    has_signs = is_in_lines(_signs(), source)
    for number, rule in enumerate(RULES):
        progress.report(_EFFORTS[number - 1] / _EFFORTS[-1] if number else 0)
        if rule.signs and not has_signs:
            continue
        new = rule.find(source)
        if isinstance(new, Unfinished):
            given_up.append(GivenUp(rule.name, new.stopped_at))
            new = new.repairs
        found = with_more(found, new)
    for number, late in enumerate(LATE_RULES, start=len(RULES)):
        begun, done = _EFFORTS[number - 1] / _EFFORTS[-1], _EFFORTS[number] / _EFFORTS[-1]
        progress.report(begun)
        applied = [repair for repair in found if repair.applied]
        repaired = repaired_text(source, applied)
        late_found = late.find(repaired, source, Stretch(progress, begun, done))
        found = with_more(found, _placed(late_found, applied))
    progress.report(1)
    return Damage(tuple(found), tuple(given_up))


def with_more(found: Sequence[Repair], new: Sequence[Repair]) -> Sequence[Repair]:
    """Return what was found before with what is new, as far as that leaves the former alone."""
    if not found or not new:
        return found or new
    if found[-1].end <= new[0].start:
        return [*found, *new]
    starts = [repair.start for repair in found]
    free = []
    for repair in new:
        after = bisect_left(starts, repair.end)
        if not after or found[after - 1].end <= repair.start:
            free.append(repair)
    # What is put in stands before what begins there.
    return sorted([*found, *free], key=_RANGE)


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(f"[{''.join(rule.signs for rule in RULES)}]")


def _placed(repairs: Sequence[Repair], applied: Sequence[Repair]) -> Sequence[Repair]:
    """Return repairs of the repaired text as ones of the source: those of text that is in both."""
    if not applied:
        return repairs
    # Step by step through both, as either may be tens of thousands.
    shift = 0
    upcoming = ((each.start, each.end, len(each.after)) for each in applied)
    placed = []
    nothing = (sys.maxsize, sys.maxsize, 0)
    first, last, length = next(upcoming, nothing)
    for repair in repairs:
        while first - shift + length <= repair.start:
            shift += last - first - length
            first, last, length = next(upcoming, nothing)
        if repair.end <= first - shift:
            placed.append(repair.shifted(shift))
    return placed


def tell_of_conversion(repairs: Sequence[Repair]) -> bool:
    """Tell whether the damage is that of tools that convert to Traditional by the character.

    Readings without tones are never taken out unasked; that they were found is enough.
    """
    return any(
        repair.rule == toneless_pinyin.NAME or (repair.applied and repair.rule in _BY_CONVERTERS)
        for repair in repairs
    )

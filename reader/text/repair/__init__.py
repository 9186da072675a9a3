"""Damage that converters and crawlers did to a text: find it, and show what was there before.

One rule a file, in the order of `RULES`. A rule looks at the whole text before it touches
anything: what is damage in one text is what the author wrote in another.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.text.offsets import OffsetMap
from reader.text.repair import (
    byte_shift,
    inline_pinyin,
    lost_char,
    mojibake,
    nbsp,
    rewrap,
    toneless_pinyin,
    zero_width,
)
from reader.text.repair.model import Confidence, Repair, RepairRule

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RULES", "Confidence", "Repair", "RepairRule", "apply_repairs", "find_repairs"]

RULES: tuple[RepairRule, ...] = (
    mojibake.RULE,
    byte_shift.RULE,
    lost_char.RULE,
    inline_pinyin.RULE,
    toneless_pinyin.RULE,
    nbsp.RULE,
    zero_width.RULE,
    rewrap.RULE,
)
"""Where two rules claim the same text, the earlier one has it."""


def find_repairs(source: str, known: Sequence[Repair] = ()) -> tuple[Repair, ...]:
    """Return the repairs a source text needs, ordered and disjoint, applied or only offered.

    Args:
        source: the source text.
        known: repairs that were found before the text was canonical, ordered and disjoint.
    """
    found = list(known)
    for rule in RULES:
        new = rule.find(source)
        if found:
            new = [repair for repair in new if not _overlaps(repair, found)]
        found = sorted([*found, *new], key=_start) if found else list(new)
    return tuple(found)


def apply_repairs(source: str, repairs: Sequence[Repair]) -> tuple[str, OffsetMap]:
    """Return the text with its applied repairs, and the map source → repaired.

    Args:
        source: the source text.
        repairs: repairs of this text, ordered and disjoint; those not applied are skipped.
    """
    pieces: list[str] = []
    replacements: list[tuple[int, int, int]] = []
    end = 0
    for repair in repairs:
        if repair.applied:
            pieces += (source[end : repair.start], repair.after)
            replacements.append((repair.start, repair.end, len(repair.after)))
            end = repair.end
    if not replacements:
        return source, OffsetMap.identity(len(source))
    pieces.append(source[end:])
    return "".join(pieces), OffsetMap.from_replacements(len(source), replacements)


def _overlaps(repair: Repair, others: list[Repair]) -> bool:
    after = bisect_left(others, repair.end, key=_start)
    return after > 0 and others[after - 1].end > repair.start


def _start(repair: Repair) -> int:
    return repair.start

"""Repairs in groups of one rule and certainty: the doubtful ones first, the trivial ones last."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.text.repair import Confidence
from reader.text.repair.trivial import TRIVIAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.repair import Repair

_DOUBT = (Confidence.NONE, Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


class GroupKey(NamedTuple):
    """What the repairs of a group have in common."""

    rule: str
    confidence: Confidence

    @property
    def is_trivial(self) -> bool:
        """Whether nobody looks at each of them."""
        return self.rule in TRIVIAL


@dataclass(frozen=True, slots=True)
class RepairGroup:
    """The repairs of one rule that are equally certain."""

    key: GroupKey
    numbers: Sequence[int]
    """Of its repairs among those of the article, in the order of the text."""

    def nearest(self, repairs: Sequence[Repair], offset: int) -> int:
        """Return the place in `numbers` of the repair that is nearest to a source offset."""
        after = bisect_left(self.numbers, offset, key=lambda number: repairs[number].start)
        near = [each for each in (after - 1, after) if 0 <= each < len(self.numbers)]
        return min(near, key=lambda each: abs(repairs[self.numbers[each]].start - offset))


def grouped(repairs: Sequence[Repair]) -> list[RepairGroup]:
    """Return the groups of repairs that are ordered by place; none is empty."""
    found: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    # By identity, as the hash of a confidence is Python: a book has 100,000 repairs.
    for number, repair in enumerate(repairs):
        found[repair.rule, id(repair.confidence)].append(number)
    firsts = ((repairs[numbers[0]], numbers) for numbers in found.values())
    groups = (RepairGroup(GroupKey(r.rule, r.confidence), numbers) for r, numbers in firsts)
    return sorted(groups, key=_urgency)


def _urgency(group: RepairGroup) -> tuple[bool, int, int]:
    key = group.key
    return key.is_trivial, _DOUBT.index(key.confidence), group.numbers[0]

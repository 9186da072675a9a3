"""Measure whether any rule takes more than its share of time or memory on the worst of texts.

`python3 -m tests.bounds [--sizes 1,2,4] [--rules PART] [--foods PART] [--worst N]` tries every
food in a small size on every rule first, then measures what is worst for each in the full sizes
(megabytes of UTF-8), each in a process of its own. It ends with 1 where a rule takes more than a
second or 300 MB a megabyte, or more than 2.5 times as much for twice the text, or raises.
"""

from __future__ import annotations

import argparse
import heapq
import sys
from typing import TYPE_CHECKING, NamedTuple

from tests.bounds.foods import Food, foods
from tests.bounds.measuring import Cost, measure, seconds_here
from tests.bounds.rules import Rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_SECONDS, MOST_MEGABYTES, MOST_GROWTH = 1.0, 300.0, 2.5
"""A megabyte of text may take so much; and twice the text so many times as much."""
_TRIED = (8_000, 32_000)
"""Bytes of the texts that are only to show which are worth a full measurement."""
_PROMPT = 0.02
"""Seconds for the longer of these; what takes no more is not tried with the shorter."""
_LIMIT = 3
"""Seconds for a megabyte, before the call is ended."""
_TOO_SHORT = 0.3
"""Seconds, below which nothing is told from how time grows."""
_TOO_LITTLE = 30.0
"""Megabytes, likewise."""


class Tried(NamedTuple):
    """How bad a food is for a rule: the more seconds at the end of growth, the worse."""

    expected: float
    food: Food


def main() -> int:
    """Measure, print a line for each rule and food, return 1 where something goes too far."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.bounds", description=__doc__)
    parser.add_argument("--sizes", default="1,2,4", help="megabytes, the smallest first")
    parser.add_argument("--rules", default="", help="only rules whose names have this")
    parser.add_argument("--foods", default="", help="only foods whose names have this")
    parser.add_argument("--worst", type=int, default=2, help="how many foods of each are measured")
    asked = parser.parse_args()
    sizes = [int(float(size) * 1_000_000) for size in asked.sizes.split(",")]
    failed = 0
    for rule in rules():
        if asked.rules not in rule.name:
            continue
        # What is read when first needed is no part of what a text takes.
        rule.on("燈下翻書。\n")()
        tried = [
            Tried(_expected(rule, food), food)
            for food in _different(rule)
            if asked.foods in food.name
        ]
        for _, food in heapq.nlargest(asked.worst, tried, key=lambda each: each.expected):
            costs = _costs(rule, food, sizes)
            found = findings(costs, sizes)
            failed += bool(found)
            print(f"{rule.name:44} {food.name[:34]:36}{_shown(costs)}  {found}", flush=True)
    print(f"{failed} of the above go too far." if failed else "All within bounds.")
    return 1 if failed else 0


def _costs(rule: Rule, food: Food, sizes: Sequence[int]) -> list[Cost]:
    """Return the costs of a food by size, up to the first that is far too much."""
    costs: list[Cost] = []
    for size in sizes:
        costs.append(cost_of(rule, food, size))
        if costs[-1].failure:
            break
    return costs


def cost_of(rule: Rule, food: Food, size: int) -> Cost:
    """Return what a rule takes for a food of a size."""
    limit = max(2, _LIMIT * size // 1_000_000)
    return measure(lambda: rule.on(food.make(size)), limit)


def findings(costs: Sequence[Cost], sizes: Sequence[int]) -> str:
    """Return what is wrong with the costs at some sizes, empty for nothing."""
    found = [cost.failure for cost in costs if cost.failure][:1]
    megabytes = sizes[len(costs) - 1] / 1_000_000
    if costs[-1].seconds > MOST_SECONDS * megabytes:
        found.append(f"{costs[-1].seconds / megabytes:.1f} s/MB")
    if costs[-1].megabytes > MOST_MEGABYTES * megabytes:
        found.append(f"{costs[-1].megabytes / megabytes:.0f} MB/MB")
    if len(costs) > 1:
        most = MOST_GROWTH * sizes[len(costs) - 1] / sizes[len(costs) - 2] / 2
        if costs[-1].seconds > max(_TOO_SHORT, most * costs[-2].seconds):
            found.append(f"time × {costs[-1].seconds / costs[-2].seconds:.1f}")
        if costs[-1].megabytes > max(_TOO_LITTLE, most * costs[-2].megabytes):
            found.append("memory grows faster")
    return ", ".join(found)


def _different(rule: Rule) -> Iterator[Food]:
    """Yield the foods of a rule, each text once."""
    known = set()
    for food in foods(rule.module):
        if food.name not in known:
            known.add(food.name)
            yield food


def _expected(rule: Rule, food: Food) -> float:
    """Return how many seconds a megabyte may take, by how time grows between two small sizes."""
    small, large = _TRIED
    seconds = seconds_here(rule.on(food.make(large)), _LIMIT)
    if seconds < _PROMPT:
        return seconds
    before = seconds_here(rule.on(food.make(small)), _LIMIT)
    return seconds * max(1.0, seconds / max(before, 1e-3) / (large / small))


def _shown(costs: Sequence[Cost]) -> str:
    return " ".join(f"{cost.seconds:7.2f} s{cost.megabytes:6.0f} MB" for cost in costs)


if __name__ == "__main__":
    sys.exit(main())

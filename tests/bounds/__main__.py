"""Measure whether any rule takes more than its share of time or memory on the worst of texts.

`python3 -m tests.bounds [--sizes 1,4] [--rules PART] [--foods PART] [--worst N] [--jobs N]` is a
sieve: every food in a small size on every rule, then the slowest of these in two larger sizes,
which show how time grows, and what is worst of these in megabytes of UTF-8, in a process of its
own. A line for each rule and food says how many seconds and megabytes it takes for each megabyte,
and whether that is linear. It ends with 1 where a rule takes more than a second or 300 MB a
megabyte, or more than 2.5 times as much for twice the text, or raises.

With `--openings` whole articles are opened instead, and what counts is a million characters.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from heapq import nlargest
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from tests.bounds.foods import Food, foods
from tests.bounds.measuring import Cost, measure, seconds_here
from tests.bounds.openings import REFUSED, Opening, openings
from tests.bounds.openings import cost_of as cost_of_opening
from tests.bounds.rules import Rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_SECONDS, MOST_MEGABYTES, MOST_GROWTH = 1.0, 300.0, 2.5
"""A megabyte of text may take so much; and twice the text so many times as much."""
_WARMING = 4_000
_TRIED = 6_000
"""Bytes of the texts that are only to show which are worth a second look."""
_GROWN = (25_000, 100_000)
"""And of those that show how time grows."""
_SECOND_LOOKS = 8
"""Foods of a rule, the slowest, that are looked at twice."""
_LIMIT = 6
"""Seconds for a megabyte, before the call is ended; a quarter of one for the small texts."""
_MEASURED = 0.3
"""Seconds a megabyte, above which the sizes after the first are measured as well."""
_TOO_SHORT = 0.3
"""Seconds, below which nothing is told from how time grows."""
_TOO_LITTLE = 30.0
"""Megabytes, likewise."""


class Tried(NamedTuple):
    """How bad a food is for a rule."""

    expected: float
    """Seconds a megabyte, more where they grow faster than the text."""
    food: Food


def main() -> int:
    """Measure, print a line for each rule and food, return 1 where something goes too far."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.bounds", description=__doc__)
    parser.add_argument("--sizes", default="1,4", help="megabytes, the smallest first")
    parser.add_argument("--rules", default="", help="only rules whose names have this")
    parser.add_argument("--foods", default="", help="only foods whose names have this")
    parser.add_argument("--worst", type=int, default=1, help="how many foods of each are measured")
    parser.add_argument("--jobs", type=int, help="rules at once; as many as there are processors")
    parser.add_argument("--openings", action="store_true", help="open whole articles")
    asked = parser.parse_args()
    sizes = [int(float(size) * 1_000_000) for size in asked.sizes.split(",")]
    failed = _open(asked.foods, sizes) if asked.openings else _try_rules(asked, sizes)
    print(f"{failed} of the above go too far." if failed else "All within bounds.")
    return 1 if failed else 0


def _try_rules(asked: argparse.Namespace, sizes: Sequence[int]) -> int:
    """Measure the rules, print a line for each and its worst foods, return how many go too far."""
    failed = 0
    print(f"{'rule':44} {'food':36}{'s/MB':>7}{'MB/MB':>7}  grows")
    names = [rule.name for rule in rules() if asked.rules in rule.name]
    try_rule = partial(_try_rule, part=asked.foods, worst=asked.worst, sizes=sizes)
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("fork")) as processes:
        for lines in processes.map(try_rule, names):
            for line, is_too_much in lines:
                failed += is_too_much
                print(line, flush=True)
    return failed


def _try_rule(name: str, part: str, worst: int, sizes: Sequence[int]) -> list[tuple[str, bool]]:
    """Measure a rule, return a line for each of its worst foods and whether it goes too far."""
    rule = next(rule for rule in rules() if rule.name == name)
    lines = []
    for tried in _worst(rule, part, worst):
        costs = _costs(rule, tried, sizes)
        found = findings(costs, sizes)
        shown = _shown(costs, sizes)
        lines.append((f"{name:44} {tried.food.name[:34]:36}{shown}  {found}", bool(found)))
    return lines


def _open(part: str, sizes: Sequence[int]) -> int:
    """Measure openings with a part of a name, print a line for each, return how many go too far."""
    failed = 0
    print(f"{'article':44}{'s/M':>7}{'MB/M':>7}  grows; M is a million characters")
    for opening in openings():
        if part in opening.name:
            costs = _costs_of_opening(opening, sizes)
            # What is no text is refused, and a rule that raises leaves no characters either.
            lengths = [max(1, cost.told) for cost in costs]
            found = "" if costs[-1].failure in REFUSED else findings(costs, lengths)
            failed += bool(found)
            shown = _shown(costs, lengths) if costs[-1].told else f"{'':14}"
            print(f"{opening.name:44}{shown}  {found or costs[-1].failure}", flush=True)
    return failed


def _costs_of_opening(opening: Opening, sizes: Sequence[int]) -> list[Cost]:
    """Return the costs of an opening by size, up to the first that fails."""
    costs: list[Cost] = []
    for size in sizes:
        costs.append(cost_of_opening(opening, size))
        if costs[-1].failure:
            break
    return costs


def _worst(rule: Rule, part: str, many: int) -> list[Tried]:
    """Return the foods with a part of a name that are worst for a rule."""
    # What is read when first needed is no part of what a text takes.
    rule.on("燈下翻書。\n")()
    foods_of_rule = [food for food in _different(rule) if part in food.name]
    tried = [Tried(_rate(rule, food, _TRIED), food) for food in foods_of_rule]
    slowest = nlargest(_SECOND_LOOKS, tried, key=lambda each: each.expected)
    again = [Tried(_expected(rule, food), food) for _, food in slowest]
    return nlargest(many, again, key=lambda each: each.expected)


def _costs(rule: Rule, tried: Tried, sizes: Sequence[int]) -> list[Cost]:
    """Return the costs of a food by size, up to the first that is far too much.

    What is quick, and does not grow, is measured once.
    """
    costs: list[Cost] = []
    for size in sizes:
        costs.append(cost_of(rule, tried.food, size))
        is_slow = max(tried.expected, costs[0].seconds / sizes[0] * 1_000_000) > _MEASURED
        if costs[-1].failure or not (is_slow or _takes_much(costs[0], sizes[0])):
            break
    return costs


def _takes_much(cost: Cost, size: int) -> bool:
    return cost.megabytes > _MEASURED * MOST_MEGABYTES * size / 1_000_000


def cost_of(rule: Rule, food: Food, size: int) -> Cost:
    """Return what a rule takes for a food of a size, once it has read its tables."""
    limit = max(2, _LIMIT * size // 1_000_000)
    return measure(lambda: rule.on(food.make(size)), limit, rule.on(food.make(_WARMING)))


def findings(costs: Sequence[Cost], sizes: Sequence[int]) -> str:
    """Return what is wrong with the costs at some sizes, empty for nothing."""
    found = [cost.failure for cost in costs if cost.failure][:1]
    megabytes = sizes[len(costs) - 1] / 1_000_000
    if costs[-1].seconds > MOST_SECONDS * megabytes:
        found.append("too slow")
    if costs[-1].megabytes > MOST_MEGABYTES * megabytes:
        found.append("too large")
    if len(costs) > 1:
        most = MOST_GROWTH * sizes[len(costs) - 1] / sizes[len(costs) - 2] / 2
        if costs[-1].seconds > max(_TOO_SHORT, most * costs[-2].seconds):
            found.append("time grows faster than the text")
        if costs[-1].megabytes > max(_TOO_LITTLE, most * costs[-2].megabytes):
            found.append("memory grows faster than the text")
    return ", ".join(found)


def _different(rule: Rule) -> Iterator[Food]:
    """Yield the foods of a rule, each text once."""
    known = set()
    for food in foods(rule.module):
        if food.name not in known:
            known.add(food.name)
            yield food


def _rate(rule: Rule, food: Food, size: int) -> float:
    """Return the seconds for a megabyte, as a small text has them."""
    return seconds_here(rule.on(food.make(size)), _LIMIT / 4) / size * 1_000_000


def _expected(rule: Rule, food: Food) -> float:
    """Return the seconds that a megabyte may take, by how time grows between two sizes."""
    before, after = (_rate(rule, food, size) for size in _GROWN)
    return after * max(1.0, after / max(before, 1e-3))


def _shown(costs: Sequence[Cost], sizes: Sequence[int]) -> str:
    """Return the costs of a megabyte at the largest size, and how both grew with the text."""
    megabytes = sizes[len(costs) - 1] / 1_000_000
    shown = f"{costs[-1].seconds / megabytes:7.2f}{costs[-1].megabytes / megabytes:7.0f}"
    if len(costs) == 1:
        return f"{shown}  (quick)"
    text = sizes[len(costs) - 1] / sizes[0]
    return f"{shown}  × {costs[-1].seconds / max(costs[0].seconds, 1e-3):.1f} for × {text:.1f}"


if __name__ == "__main__":
    sys.exit(main())

"""How many accidents of each kind are undone, in texts that are damaged here.

Run as `python -m tests.corruption FILE…` with Traditional texts; Simplified ones are converted
as the tools do it. A line counts for its accident if it has one, and as right if all of it is.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text.encoding import decode
from reader.text.repair import apply_repairs, find_repairs
from reader.text.source_text import canonical_text
from tests.corruption import CUTS, FULL_WIDTH, SCALE, Accident, Loss, corrupt, naive_traditional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_LONGEST = 250
"""Characters of a line; in longer ones there is seldom a single accident."""
_LINES = (1, 2, 5, 20, 40)
_TABLES = (0, 0, 19, 62, len(SCALE))
_CUTS = ("", "！", "！。，", CUTS)


class Kind(NamedTuple):
    """What accidents have in common."""

    cause: str
    torn: str
    """`stop` or `character` at a cut."""
    loss: Loss
    is_folded: bool

    def __str__(self) -> str:
        width = "folded" if self.is_folded else "full width"
        return f"{self.cause:7} {self.torn:10} {self.loss.name.lower():8} {width:10}"


class Score(NamedTuple):
    """What became of the lines."""

    right: Counter[Kind]
    all: Counter[Kind]
    changed: int
    """Lines without an accident that did not come out as they were."""


def score(lines: Sequence[str], seed: int = 0) -> Score:
    """Damage lines, a few at a time and each time otherwise, and count what is undone."""
    rng = random.Random(seed)  # noqa: S311 — repeatable, not secret
    right: Counter[Kind] = Counter()
    total: Counter[Kind] = Counter()
    changed = 0
    start = 0
    while start < len(lines):
        some = lines[start : start + rng.choice(_LINES)]
        start += len(some)
        table, cuts, fold = SCALE[: rng.choice(_TABLES)], rng.choice(_CUTS), rng.random() < 0.5
        damaged = corrupt("\n".join(some), table, cuts=cuts, seed=seed, fold=fold)
        by_line: Mapping[int, list[Accident]] = defaultdict(list)
        for accident in damaged.accidents:
            by_line[accident.line].append(accident)
        for number, (want, got) in enumerate(zip(some, _repaired(damaged.text), strict=True)):
            is_right = want.translate(FULL_WIDTH) == got.translate(FULL_WIDTH)
            if number not in by_line:
                changed += not is_right
            elif len(by_line[number]) == 1:
                kind = _kind(by_line[number][0], is_folded=fold)
                total[kind] += 1
                right[kind] += is_right
    return Score(right, total, changed)


def _repaired(text: str) -> list[str]:
    return apply_repairs(text, find_repairs(text))[0].split("\n")


def _kind(accident: Accident, *, is_folded: bool) -> Kind:
    torn = "" if accident.cause == "needle" else "stop" if accident.torn == "。" else "character"
    return Kind(accident.cause, torn, accident.loss, is_folded)


def _lines_of(files: Iterable[Path]) -> Iterator[str]:
    convert = cache(naive_traditional)
    for file in files:
        for line in canonical_text(decode(file.read_bytes()).text).split("\n"):
            text = "".join(map(convert, line.strip()[:_LONGEST]))
            if text and "?" not in text and text.encode("gbk", "ignore").decode("gbk") == text:
                yield text


def main(files: Iterable[Path]) -> int:
    """Print how many accidents of each kind are undone in texts; 0 is returned."""
    found = list(_lines_of(files))
    random.Random(0).shuffle(found)  # noqa: S311 — repeatable, not secret
    result = score(found)
    sys.stdout.write(f"{sum(map(len, found)):,} characters, {result.changed} other lines changed\n")
    for kind, count in sorted(result.all.items()):
        sys.stdout.write(f"{kind}{result.right[kind]:6} of {count}\n")
    return 0

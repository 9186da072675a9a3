"""How many accidents of each kind are undone, in texts that are damaged here.

Run as `python -m tests.corruption FILE…` with Traditional texts; Simplified ones are converted
as the tools do it, and cut as they are as well. A line counts for its accident if it has one, and
as right if all of it is.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text.encoding import decode
from reader.text.han import is_han
from reader.text.repair import apply_repairs, find_repairs
from reader.text.repair.vocabulary import is_simplified_only
from reader.text.source_text import canonical_text
from tests.corruption import CUTS, FULL_WIDTH, SCALE, Accident, Loss, corrupt, naive_traditional

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """`stop`, another `mark` or a `character` at a cut."""
    loss: Loss
    is_folded: bool
    is_simplified: bool = False

    def __str__(self) -> str:
        width = "folded" if self.is_folded else "full width"
        script = "simplified" if self.is_simplified else "traditional"
        return f"{self.cause:7} {self.torn:10} {self.loss.name.lower():8} {width:10} {script:11}"


class Score(NamedTuple):
    """What became of the lines."""

    right: Counter[Kind]
    all: Counter[Kind]
    changed: int
    """Lines without an accident that did not come out as they were."""


def score(lines: Sequence[str], seed: int = 0, *, is_simplified: bool = False) -> Score:
    """Damage lines, a few at a time and each time otherwise, and count what is undone.

    Args:
        lines: what GBK can encode.
        seed: decides how they are damaged.
        is_simplified: whether they are Simplified; those are only cut, as no tool annotates them.
    """
    rng = random.Random(seed)  # noqa: S311 — repeatable, not secret
    right: Counter[Kind] = Counter()
    total: Counter[Kind] = Counter()
    changed = 0
    start = 0
    while start < len(lines):
        some = lines[start : start + rng.choice(_LINES)]
        start += len(some)
        table, cuts, fold = SCALE[: rng.choice(_TABLES)], rng.choice(_CUTS), rng.random() < 0.5
        table = "" if is_simplified else table
        damaged = corrupt("\n".join(some), table, cuts=cuts, seed=seed, fold=fold)
        by_line: Mapping[int, list[Accident]] = defaultdict(list)
        for accident in damaged.accidents:
            by_line[accident.line].append(accident)
        for number, (want, got) in enumerate(zip(some, _repaired(damaged.text), strict=True)):
            is_right = want.translate(FULL_WIDTH) == got.translate(FULL_WIDTH)
            if number not in by_line:
                changed += not is_right
            elif len(by_line[number]) == 1:
                kind = _kind(by_line[number][0], fold, is_simplified)
                total[kind] += 1
                right[kind] += is_right
    return Score(right, total, changed)


def _repaired(text: str) -> list[str]:
    return apply_repairs(text, find_repairs(text))[0].split("\n")


def _kind(accident: Accident, is_folded: bool, is_simplified: bool) -> Kind:
    if accident.cause == "needle":
        torn = ""
    elif accident.torn == "。":
        torn = "stop"
    else:
        torn = "character" if is_han(accident.torn) else "mark"
    return Kind(accident.cause, torn, accident.loss, is_folded, is_simplified)


def _lines_of(files: Iterable[Path], convert: Callable[[str], str]) -> list[str]:
    """Return the lines of texts that GBK can encode, in no order."""
    convert = cache(convert)
    found = []
    for file in files:
        for line in canonical_text(decode(file.read_bytes()).text).split("\n"):
            text = "".join(map(convert, line.strip()[:_LONGEST]))
            if text and "?" not in text and text.encode("gbk", "ignore").decode("gbk") == text:
                found.append(text)
    random.Random(0).shuffle(found)  # noqa: S311 — repeatable, not secret
    return found


def _is_simplified(line: str) -> bool:
    return any(map(is_simplified_only, line))


def main(files: Iterable[Path]) -> int:
    """Print how many accidents of each kind are undone in texts; 0 is returned."""
    given = list(files)
    traditional = _lines_of(given, naive_traditional)
    simplified = [line for line in _lines_of(given, str) if _is_simplified(line)]
    results = score(traditional), score(simplified, is_simplified=True)
    changed = sum(result.changed for result in results)
    characters = sum(map(len, (*traditional, *simplified)))
    sys.stdout.write(f"{characters:,} characters, {changed} other lines changed\n")
    for result in results:
        for kind, count in sorted(result.all.items()):
            sys.stdout.write(f"{kind}{result.right[kind]:6} of {count}\n")
    return 0

"""What becomes of annotations in other versions of an article: `tests.bench anchoring`."""

from __future__ import annotations

import time
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from reader.annotation.anchor_states import State
from reader.annotation.anchoring import moved
from reader.annotation.carrying import carried_place
from reader.annotation.locating import anchored, finder_in
from reader.annotation.model import Target
from reader.importers import import_bytes
from reader.text.bare import bare
from reader.text.comparison import Comparison
from tests.bench.books import SAMPLE, make_book
from tests.places import ROOT
from tests.support.variants import (
    KINDS,
    REPEATED,
    Article,
    case_of,
    cells_of,
    made_article,
    mapped,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotation.anchor_states import Anchored
    from reader.text.offsets import TextRange
    from tests.support.variants import Case, Truth

_CLEAN = ROOT / "tests" / "data" / "sample-clean.txt"
SEEDS = 5
"""Versions of each kind that are made of each text."""
_BLUR = 2
_REAL = ROOT.parent / "shared" / "data" / "articles"
_LONGEST = 30_000
"""Characters of a real text that are looked at."""


@cache
def articles() -> dict[str, Article]:
    """Return the texts, by name: made ones, the sample, and real ones where there are any."""
    sample = SAMPLE.read_text("utf-8")
    found = {
        "made": made_article(_CLEAN.read_text("utf-8"), 12_000, 1),
        "repeating": _plain(make_book(sample, 12_000, 5)),
        "sample": _real(SAMPLE),
    }
    if _REAL.is_dir():
        found |= {path.stem: _real(path) for path in sorted(_REAL.glob("*.txt"))}
    return found


def judged(case: Case, passage: TextRange, anchored: Anchored) -> str:
    """Return a word on what was found of a passage.

    `right`, `wrong`, `unsure`, or `missed` of one that is there; `lost`, `unsure` or `wrong` of one
    that is gone; `torn` of one of which a part is there, unless it is put in a wrong place.
    """
    truth, place = case.new.truth(passage, case.old), anchored.place
    if place is not None and not _is_right(place, truth, case, passage):
        return "wrong"
    if truth.least is None:
        return "gone: lost" if anchored.state is State.LOST else "gone: unsure"
    if not truth.is_there:
        return "torn"
    if place is not None:
        return "right"
    return "unsure" if anchored.state is State.UNCERTAIN else "missed"


def outcomes(case: Case, *, is_compared: bool) -> Iterator[tuple[str, int]]:
    """Yield a word for each passage of a case, and its index.

    Args:
        case: the case.
        is_compared: whether both texts are, as when annotations are carried over; else a passage is
            looked for by what is stored of it, as when an article is opened.
    """
    new = case.new.text
    comparison, finder = Comparison(case.old, new), finder_in(new)
    for index, place in enumerate(case.places):
        if is_compared:
            found = carried_place(place, case.old, new, comparison)
        else:
            target = Target(source="old", range=place, exact="", prefix="", suffix="")
            found = anchored(moved(target, place, case.old), finder, "new")
        yield judged(case, place, found), index


def main() -> None:
    """Print the tables."""
    print_table("carried over", is_compared=True)
    print_table("by the quotation alone", is_compared=False)


def print_table(title: str, *, is_compared: bool) -> None:
    """Print a row for each kind of version."""
    columns = ("right", "unsure", "missed", "wrong", "gone: lost", "gone: unsure", "torn")
    print(f"{title:24}" + "".join(f"{each:>13}" for each in columns) + f"{'% right':>9}")
    for kind in (*KINDS, REPEATED):
        found: Counter[str] = Counter()
        started = time.process_time()
        for article in articles().values():
            for seed in range(SEEDS):
                case = case_of(kind, article, seed)
                found.update(word for word, _ in outcomes(case, is_compared=is_compared))
        there = sum(found[each] for each in ("right", "unsure", "missed"))
        row = "".join(f"{found[each]:>13}" for each in columns)
        rate = 100 * found["right"] / max(1, there)
        print(f"{kind:24}{row}{rate:>9.2f}  {time.process_time() - started:.1f} s", flush=True)
    print()


def _is_right(place: TextRange, truth: Truth, case: Case, passage: TextRange) -> bool:
    """Tell whether a place holds all that is left of a passage, and nothing else.

    What belongs to another one and says just what the passage said there is nothing else. Beside
    a character that was changed an end may be off by two.
    """
    least, most, new = truth.least, truth.most, case.new
    if least is None or most is None or place.start >= least.end or place.end <= least.start:
        return False
    old = bare(passage.slice(case.old)).text
    before, behind = new.text[place.start : least.start], new.text[least.end : place.end]
    is_begun = most.start <= place.start <= least.start or (
        abs(place.start - least.start) <= _BLUR and new.is_blurred(least.start)
    )
    is_ended = least.end <= place.end <= most.end or (
        abs(place.end - least.end) <= _BLUR and new.is_blurred(least.end)
    )
    return (is_begun or (before != "" and old.startswith(bare(before).text))) and (
        is_ended or (behind != "" and old.endswith(bare(behind).text))
    )


def _plain(text: str) -> Article:
    return Article(text, cells_of(text))


def _real(path: Path) -> Article:
    document = import_bytes(path.read_bytes(), path)
    old = document.source.text[:_LONGEST]
    text, offsets = document.repaired
    clean = [
        cell
        for cell in mapped(cells_of(document.source.text), text, offsets)
        if cell.origin is None or cell.origin[1] <= len(old)
    ]
    return Article(old, clean)

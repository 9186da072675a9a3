"""Make 200,000 highlights in real and damaged texts and see whether any is ever moved.

`python3 -m tests.long_run [HOW MANY]` prints what it did, and ends with 1 where a highlight lost
its characters. The sample article, a damaged book and, where they lie beside the checkout, real
texts are shown in every script; repairs are decided and roles corrected in between.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING

from reader.annotation.changes import created, now
from reader.annotation.model import Body
from reader.importers import import_bytes
from tests.bench.books import SAMPLE, make_book
from tests.conftest import SHARED_DATA
from tests.corruption import SCALE, corrupt
from tests.support.highlights import VIEWS, Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotation.model import Annotation
    from reader.document.model import Document
    from reader.text.offsets import TextRange

    Kept = tuple[Annotation, TextRange, str]

HIGHLIGHTS = 200_000
_AT_A_TIME = 1_000
_ACTS = 2
"""Changes of mind each lot of highlights lives through; in each, it is shown in every script."""
_LONGEST = 12_000
"""Characters of a text that are read; structure is found anew at each change of mind."""


def main(arguments: list[str]) -> int:
    """Return 0 where every highlight kept its characters."""
    wanted = int(arguments[0]) if arguments else HIGHLIGHTS
    rng = random.Random(20261123)  # noqa: S311 - repeatable, not secret
    articles = list(_articles())
    started = time.perf_counter()
    tally: Counter[str] = Counter()
    while tally["highlights"] < wanted:
        for name, article in articles:
            if tally["highlights"] < wanted:
                _live_through(name, article, rng, tally)
    for what, count in tally.items():
        print(f"{what:28}{count:>12,}")
    print(f"{'texts':28}{len(articles):>12,}")
    print(f"{'scripts':28}{len(VIEWS):>12,}")
    print(f"{'seconds':28}{time.perf_counter() - started:>12.0f}")
    return 1 if tally["violations"] else 0


def _live_through(name: str, article: Document, rng: random.Random, tally: Counter[str]) -> None:
    """Make a lot of highlights, and look at all of them in every script after each change."""
    reader = Reader(article, rng)
    reader.act()
    kept = _marked(reader, rng)
    tally["highlights"] += len(kept)
    faults = list(_faults(reader, kept, tally))
    for _ in range(_ACTS):
        reader.act()
        tally["decisions and corrections"] += 1
        faults += _faults(reader, kept, tally)
    faults += reader.faults_stored([annotation for annotation, _, _ in kept])
    tally["read back from a file"] += len(kept)
    tally["violations"] += len(faults)
    for fault in faults[:3]:
        print(f"{name}: {fault}")


def _marked(reader: Reader, rng: random.Random) -> list[Kept]:
    kept = []
    for _ in range(_AT_A_TIME):
        place, _ = reader.view(rng.choice(VIEWS)).select(rng)
        annotation = created(reader.document, place, Body(color="green"), now=now())
        kept.append((annotation, place, place.slice(reader.document.source.text)))
    return kept


def _faults(reader: Reader, kept: list[Kept], tally: Counter[str]) -> Iterator[str]:
    for target in VIEWS:
        view = reader.view(target)
        yield from view.dishonest_blocks()
        for _, place, _ in kept:
            yield from view.faults_of(place)
        tally["looked at in a script"] += len(kept)
    for annotation, place, quote in kept:
        yield from reader.faults_of(annotation, place, quote)
    tally["found again"] += len(kept)


def _articles() -> Iterator[tuple[str, Document]]:
    sample = SAMPLE.read_text("utf-8")
    yield SAMPLE.name, _article(sample.encode(), SAMPLE)
    book = make_book(sample, _LONGEST, 4)
    clean = book.encode("gbk", "ignore").decode("gbk")
    for size in (19, 62):
        yield f"damaged book ({size})", _article(corrupt(clean, SCALE[:size]).text.encode(), SAMPLE)
    for path in sorted(SHARED_DATA.glob("art*/*.*")):
        if path.suffix in {".txt", ".md"}:
            yield path.name, _article(path.read_bytes(), path)


def _article(data: bytes, path: Path) -> Document:
    whole = import_bytes(data, path)
    text = whole.source.text
    if len(text) <= _LONGEST:
        return whole
    return import_bytes(text[: text.rfind("\n", 0, _LONGEST) + 1].encode(), path)

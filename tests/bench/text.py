"""How fast a text is understood and converted, and with how much memory.

Each row is measured in a process of its own, whose memory nothing else has stretched; what is told
of it is the most that process ever had, interpreter, tables and text included.
"""

from __future__ import annotations

import time
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.document.structure.find_structure import find_structure
from reader.importers import import_bytes
from reader.text.encoding import decode
from reader.text.folding import fold, fold_without_leftovers
from reader.text.phonetics import Notation, readings
from reader.text.repair import apply_repairs, find_repairs
from reader.text.script import CONFIGS, convert
from reader.text.source_text import canonical_text
from reader.text.words import words
from tests.bench.meters import peak_memory
from tests.corruption import SCALE, corrupt

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    Work = Callable[[Any], object]

_SHORTEST = 0.3
"""Seconds to measure for; short texts are gone through several times."""
_FIRST = 4_000
"""Characters done before, so that tables are read and patterns compiled."""
_ENGINE_PART = 40_000
"""Characters the engine is given: it is slow, and linear."""

_READ = 1_000_000
"""Characters whose readings are looked up: five million would take as long as all the rest."""


class Speed(NamedTuple):
    """What came out for one text."""

    characters: float
    """A second."""
    megabytes: float
    """The most the process had."""
    times_engine: float | None = None
    """How many times as fast as the engine on the same text, for conversions."""

    def __str__(self) -> str:
        times = "" if self.times_engine is None else f" ×{self.times_engine:.1f}"
        return f"{self.characters / 1e6:.2f}M{times} {self.megabytes:5.0f}"


def measure(file: Path) -> dict[str, Speed]:
    """Return the speeds on one file by what was done."""
    data = file.read_bytes()
    source = canonical_text(decode(data).text)
    clean = apply_repairs(source, find_repairs(source))[0]
    figures = {"decode, UTF-8": _decoding(clean, "utf-8")}
    figures["decode, GB18030"] = _decoding(clean, "gb18030")
    figures["repair, clean"] = _over(find_repairs, clean)
    # What GBK lacks cannot have been damaged in it.
    encodable = clean.encode("gbk", "ignore").decode("gbk")
    for size in (19, 62):
        damaged = corrupt(encodable, SCALE[:size]).text
        figures[f"repair, damaged ({size} characters)"] = _over(find_repairs, damaged)
    figures["structure"] = _over(_structure, clean)
    figures["open, all of it"] = _over(partial(_open, path=file), clean)
    for config in CONFIGS:
        speed = _over(partial(convert, chain=(config,)), clean)
        ratio = _times_engine(config, clean[:_ENGINE_PART])
        figures[f"convert, {config} (× the engine)"] = speed._replace(times_engine=ratio)
    figures["fold"] = _over(fold, clean)
    figures["fold, without leftovers"] = _over(fold_without_leftovers, clean)
    figures["segment"] = _over(words, clean)
    pinyin = partial(readings, notation=Notation.PINYIN)
    figures["pinyin, of the first million"] = _over(pinyin, clean[:_READ])
    return figures


def growth(small: object, large: object) -> str:
    """Return how much longer a character takes in the larger text; about 1 where it is linear."""
    if not isinstance(small, Speed) or not isinstance(large, Speed):
        return ""
    return f"{small.characters / large.characters:.2f} × the time a character"


def _decoding(text: str, codec: str) -> Speed:
    return _apart(_decode, text.encode(codec), text[:_FIRST].encode(codec), len(text))


def _decode(data: bytes) -> object:
    return canonical_text(decode(data).text)


def _structure(text: str) -> object:
    return find_structure(*apply_repairs(text, ()))


def _open(text: str, path: Path) -> object:
    return import_bytes(text.encode(), path)


def _over(work: Work, text: str) -> Speed:
    return _apart(work, text, text[:_FIRST], len(text))


def _apart(work: Work, material: object, first: object, characters: int) -> Speed:
    """Measure in a new process.

    Args:
        work: what to do.
        material: what to do it to.
        first: what to do it to before, so that tables are read and patterns compiled.
        characters: how many there are in the material.
    """
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_tell, args=(work, material, first, there))
    child.start()
    seconds, megabytes = here.recv()
    child.join()
    return Speed(characters / seconds, megabytes)


def _tell(work: Work, material: object, first: object, to: Connection) -> None:
    work(first)
    seconds = _seconds(work, material)
    to.send((seconds, peak_memory()))


def _times_engine(config: str, text: str) -> float:
    from opencc import OpenCC

    engine = OpenCC(config).convert
    ours = partial(convert, chain=(config,))
    for work in (ours, engine):
        work(text[:_FIRST])
    return _seconds(engine, text) / _seconds(ours, text)


def _seconds(work: Work, material: object) -> float:
    """Return how long it takes once, on the average of as often as fits into a while."""
    times = 0
    started = time.perf_counter()
    while (took := time.perf_counter() - started) < _SHORTEST or not times:
        work(material)
        times += 1
    return took / times

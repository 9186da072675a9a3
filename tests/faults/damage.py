"""Files cut at every byte, and with bits flipped, opened, gone on with and saved."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from pathlib import Path

from reader.errors import AnnotationsNewerError
from reader.storage.article_store import ArticleStore
from reader.storage.codec import encode
from reader.storage.salvage import salvage
from tests.faults.outcome import Outcome
from tests.support.made_sets import a_set, an_annotation, missing_from, notes, texts_of, whole_in

FLIPS = 5_000
_TWENTY = notes(20)
_TEXTS = texts_of(_TWENTY.items)
_MANY = notes(40)
_NEW = an_annotation(999, "後寫")


def run_bits() -> Outcome:
    """Flip bits of a file of twenty annotations: mostly one, sometimes many."""
    outcome = Outcome()
    rng = random.Random(20261123)  # noqa: S311 - repeatable, not secret
    data = encode(_TWENTY)
    for _ in range(FLIPS):
        damaged = bytearray(data)
        for _ in range(rng.choice((1, 1, 1, 2, 8, 64))):
            damaged[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        _go_on(bytes(damaged), outcome)
    return outcome


def run_recovered_cuts() -> Outcome:
    """Cut a file of twenty annotations after every byte, open what is left, and save."""
    outcome = Outcome()
    data = encode(_TWENTY)
    for length in range(len(data)):
        _go_on(data[:length], outcome)
    return outcome


def run_cuts() -> Outcome:
    """Cut a larger file after every byte and read what is left."""
    outcome = Outcome()
    data = encode(_MANY)
    ends = [data.index(text) + len(text) for _, text in texts_of(_MANY.items)]
    for length in range(len(data)):
        whole = sum(end <= length for end in ends)
        outcome.count("cuts")
        outcome.count("annotations recovered", whole)
        items = salvage(data[:length]).items
        outcome.expect(items == _MANY.items[:whole], f"{len(items)} of {whole} at {length}")
    return outcome


def _go_on(damaged: bytes, outcome: Outcome) -> None:
    """Check that a damaged file costs only what the damage hit, and is itself never lost."""
    outcome.count("files")
    number = outcome.figures["files"]
    whole = whole_in(damaged, _TEXTS)
    with tempfile.TemporaryDirectory(prefix="quandian-damage-", dir=_memory()) as root:
        folder = Path(root) / "article--01234567"
        folder.mkdir()
        store = ArticleStore(folder)
        store.path.write_bytes(damaged)
        try:
            annotations = store.load_for_writing(a_set())
        except AnnotationsNewerError:
            outcome.count("taken for a newer version's")
            shown = store.readable(a_set()).items
            outcome.expect(not missing_from(shown, whole), f"file {number}: not shown")
            outcome.expect(store.path.read_bytes() == damaged, f"file {number}: changed")
            return
        outcome.count("copied" if store.recovery else "read as they were")
        outcome.count("annotations whole in them", len(whole))
        outcome.expect(not missing_from(annotations.items, whole), f"file {number}: not read")
        outcome.expect(store.path.read_bytes() == damaged, f"file {number}: changed by opening")
        items = sorted((*annotations.items, _NEW), key=lambda item: item.id)
        saved = store.save(replace(annotations, items=tuple(items)))
        again = ArticleStore(folder).load()
        outcome.expect(again == saved, f"file {number}: not saved")
        outcome.expect(not missing_from(saved.items, [*whole, _NEW]), f"file {number}: not kept")
        kept = [path.read_bytes() for path in Path(root).rglob("*") if path.is_file()]
        outcome.expect(damaged in kept, f"file {number}: gone")


def _memory() -> Path | None:
    """Return a folder that is no disk, where there is one: durability is not what is tested."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of a random name is made in it
    return memory if memory.is_dir() else None

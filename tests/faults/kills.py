"""kill -9 at random moments while another process saves one state after the other."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.model import Body
from reader.storage.article_store import ANNOTATIONS, ArticleStore
from reader.storage.codec import decode, encode
from tests.faults.outcome import Outcome
from tests.places import ROOT
from tests.support.faulty_files import temporary_files
from tests.support.made_sets import a_set, notes

if TYPE_CHECKING:
    from reader.annotation.model import AnnotationSet

KILLS = 200
SIZES = {120_000: 40, 500_000: 40, 1_000_000: 40, 2_000_000: 40, 4_000_000: 40}
"""Bytes of a file, about, and how often its saving is killed."""
_NOTES = 100
_LONGEST = 3.0
"""The last moment of a kill, in times that one save takes."""


def state(number: int, size: int) -> AnnotationSet:
    """Return a state whose first note is its number, as a file of about so many bytes."""
    base = notes(_NOTES, "字" * (size // _NOTES // 3 - 250))
    first = replace(base.items[0], body=Body(value=str(number)))
    return replace(base, items=(first, *base.items[1:]))


def number_of(annotations: AnnotationSet) -> int:
    """Return the number of a state."""
    return int(annotations.items[0].note)


def run() -> Outcome:
    """Kill savers; after each, the file must be a state that was told as saved, or the next."""
    outcome = Outcome()
    rng = random.Random(20261123)  # noqa: S311 - repeatable, not secret
    for size, count in SIZES.items():
        with tempfile.TemporaryDirectory(prefix="quandian-kills-") as root:
            folder = Path(root) / "article--01234567"
            folder.mkdir()
            ArticleStore(folder).save(state(0, size))
            took = _time_of_a_save(folder, size)
            for _ in range(count):
                _kill_once(folder, size, rng.uniform(0, _LONGEST * took), outcome)
            _sweep(folder, outcome)
    outcome.expect(int(outcome.figures.get("in the middle of a save", 0)) > 0, "no kill hit a save")
    return outcome


def _time_of_a_save(folder: Path, size: int) -> float:
    store = ArticleStore(folder)
    store.load_for_writing(a_set())
    started = time.perf_counter()
    store.save(state(0, size + 3))
    store.save(state(0, size))
    return (time.perf_counter() - started) / 2


def _kill_once(folder: Path, size: int, seconds: float, outcome: Outcome) -> None:
    before = len(list(temporary_files(folder)))
    command = [sys.executable, "-m", "tests.faults.kills", str(folder), str(size)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0) as child:
        assert child.stdout is not None
        first = int(child.stdout.readline())
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
        told = [first, *map(int, child.stdout.read().split(b"\n")[:-1])]
    outcome.count("kills")
    outcome.count("saves told of", len(told) - 1)
    outcome.count("in the middle of a save", len(list(temporary_files(folder))) - before)
    data = (folder / ANNOTATIONS).read_bytes()
    try:
        number = number_of(decode(data, folder / ANNOTATIONS))
    except Exception as error:
        outcome.expect(False, f"{size}: after {told[-1]}: {error}")
        return
    outcome.expect(number in (told[-1], told[-1] + 1), f"{size}: {number} after {told[-1]}")
    outcome.expect(data == encode(state(number, size)), f"{size}: {number} is not whole")
    for backup in ArticleStore(folder).backups.of(folder):
        outcome.expect(bool(backup.load().items), f"{backup.path} is not whole")


def _sweep(folder: Path, outcome: Outcome) -> None:
    """Check that the next to open the article clears up, once nobody can be writing any more."""
    for path in temporary_files(folder):
        os.utime(path, (0, 0))
    ArticleStore(folder).load_for_writing(a_set())
    outcome.expect(not list(temporary_files(folder)), "something was left behind")


def _save_on_and_on(folder: Path, size: int) -> None:
    store = ArticleStore(folder)
    annotations = store.load_for_writing(a_set())
    number = number_of(annotations)
    os.write(1, b"%d\n" % number)
    while True:
        number += 1
        store.save(state(number, size))
        os.write(1, b"%d\n" % number)


if __name__ == "__main__":
    _save_on_and_on(Path(sys.argv[1]), int(sys.argv[2]))

"""Another process renames its file into place, as a synchronisation does, while notes are saved.

Each of its files has one note that no other has, and none of ours: it has seen nothing of what was
saved here. So what is replaced without being looked at is nowhere on the disk any more.
"""

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

from reader.storage.article_store import ANNOTATIONS, ArticleStore
from reader.storage.codec import encode
from tests.faults.outcome import Outcome
from tests.places import ROOT
from tests.support.made_sets import a_set, an_annotation, notes

if TYPE_CHECKING:
    from reader.annotation.model import AnnotationSet

ARRIVALS = 500
_OLD = notes(50)
_LONGEST_S = 0.03
"""Before an arrival: about what a save takes."""
_PATIENCE_S = 20.0
"""Until what arrived must be in the file, together with what was there."""
_OURS, _THEIRS = 1_000, 1_000_000
"""Numbers of the first notes."""


def run(arrivals: int = ARRIVALS) -> Outcome:
    """Save one note after the other while files arrive at random moments."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="quandian-renames-") as root:
        folder = Path(root) / "article--01234567"
        folder.mkdir()
        store = ArticleStore(folder)
        annotations = store.save(store.load_for_writing(_OLD))
        command = [sys.executable, "-m", "tests.faults.renames", str(folder), str(arrivals)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0) as other:
            assert other.stdout is not None
            other.stdout.read(1)
            while other.poll() is None:
                annotations = store.save(_with_note(annotations, _OURS, outcome))
            lost = other.stdout.read().split()
        store.save(annotations)
        outcome.expect(other.returncode == 0, "the other process failed")
        outcome.count("arrivals", arrivals)
        outcome.expect(not lost, f"{len(lost)} arrivals are gone")
        kept = {item.id for item in (ArticleStore(folder).load() or a_set()).items}
        ours = {an_annotation(_OURS + each).id for each in range(int(outcome.figures["saves"]))}
        theirs = {an_annotation(_THEIRS + each).id for each in range(arrivals)}
        outcome.expect(ours <= kept, f"{len(ours - kept)} notes of ours are gone")
        outcome.expect(theirs <= kept, f"{len(theirs - kept)} notes of theirs are gone")
        left = {path.name for path in folder.iterdir()} - {ANNOTATIONS}
        outcome.expect(not left, f"something was left behind: {left}")
    return outcome


def _with_note(annotations: AnnotationSet, first: int, outcome: Outcome) -> AnnotationSet:
    outcome.count("saves")
    number = first + int(outcome.figures["saves"]) - 1
    items = sorted((*annotations.items, an_annotation(number)), key=lambda item: item.id)
    return replace(annotations, items=tuple(items))


def _arrive(folder: Path, arrivals: int) -> None:
    moments = random.Random(20261128)  # noqa: S311 - repeatable, not secret
    path, arriving = folder / ANNOTATIONS, folder / ".syncthing.annotations.json.tmp"
    os.write(1, b".")
    for number in range(_THEIRS, _THEIRS + arrivals):
        arriving.write_bytes(encode(a_set(*_OLD.items, an_annotation(number))))
        moment = time.perf_counter() + moments.uniform(0, _LONGEST_S)
        while time.perf_counter() < moment:
            pass
        arriving.replace(path)
        sign = an_annotation(number).id.encode()
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            data = path.read_bytes()
            if sign in data and an_annotation(_OURS).id.encode() in data:
                break
            if time.monotonic() > deadline:
                os.write(1, b"%d\n" % number)
                break


if __name__ == "__main__":
    _arrive(Path(sys.argv[1]), int(sys.argv[2]))

"""Disks that are full or can only be read, mounted where no other process sees them."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import SaveError
from reader.storage.article_store import ArticleStore
from reader.wording.errors import explain
from tests.faults.outcome import Outcome
from tests.places import ROOT
from tests.support.faulty_files import temporary_files
from tests.support.made_sets import a_set, notes

if TYPE_CHECKING:
    from reader.annotation.model import AnnotationSet

_SMALL, _LARGE = notes(20), notes(400)
"""As files some 17 and 330 kB."""
_SIZES = {"full": "256k", "read-only": "4M"}


def run_full() -> Outcome:
    """Save more than fits on a disk of 256 kB."""
    return _run("full")


def run_read_only() -> Outcome:
    """Save on a disk that has become read-only."""
    return _run("read-only")


def _run(name: str) -> Outcome:
    if shutil.which("unshare") is None or os.geteuid() != 0:
        return Outcome(skipped="mounting needs root, and unshare")
    done = subprocess.run(
        ["unshare", "--mount", sys.executable, "-m", "tests.faults.disks", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        if "unshare:" in done.stderr or "mount:" in done.stderr:
            return Outcome(skipped=lines[-1])
        return Outcome(violations=[lines[-1]])
    return Outcome(**json.loads(done.stdout))


def _full(folder: Path, disk: Path) -> Outcome:
    outcome = Outcome()
    store = ArticleStore(folder)
    store.save(_SMALL)
    before = store.path.read_bytes()
    for _ in range(20):
        _fail(store, errno.ENOSPC, before, outcome)
    filler = disk / "filler"
    filler.write_bytes(bytes(256 * 1024 - 4096 * 12))
    middle = notes(40)
    with_backup = _fail(store, errno.ENOSPC, before, outcome, notes(60))
    outcome.expect("MB are left" in with_backup, with_backup)
    filler.unlink()
    store.save(middle)
    outcome.expect(ArticleStore(folder).load() == middle, "the retry was not saved")
    _mount("remount,size=4M", disk)
    store.save(_LARGE)
    outcome.expect(ArticleStore(folder).load() == _LARGE, "the retry was not saved")
    outcome.count("retries that succeeded", 2)
    outcome.figures["said"] = f"“{with_backup}”"
    return outcome


def _read_only(folder: Path, disk: Path) -> Outcome:
    outcome = Outcome()
    store = ArticleStore(folder)
    store.save(_SMALL)
    before = store.path.read_bytes()
    _mount("remount,ro", disk)
    said = ""
    for _ in range(20):
        said = _fail(store, errno.EROFS, before, outcome)
    outcome.expect(ArticleStore(folder).load_for_writing(a_set()) == _SMALL, "cannot be read")
    _mount("remount,rw", disk)
    store.save(_LARGE)
    outcome.expect(ArticleStore(folder).load() == _LARGE, "the retry was not saved")
    store.path.write_bytes(before[:-9])
    _mount("remount,ro", disk)
    try:
        ArticleStore(folder).load_for_writing(a_set())
        outcome.expect(False, "a damaged file was taken for good without a copy of it")
    except SaveError:
        shown = ArticleStore(folder).readable(a_set())
        outcome.expect(len(shown.items) == len(_SMALL.items) - 1, "whole notes are not shown")
    outcome.count("retries that succeeded")
    outcome.figures["said"] = f"“{said}”"
    return outcome


def _fail(
    store: ArticleStore,
    number: int,
    before: bytes,
    outcome: Outcome,
    annotations: AnnotationSet = _LARGE,
) -> str:
    """Check that a save fails as it should; return what is said of it."""
    outcome.count("saves that failed")
    try:
        store.save(annotations)
    except SaveError as error:
        outcome.expect(error.number == number, f"{error.number} for {number}")
        said = explain(error)
    else:
        outcome.expect(False, "a save succeeded that cannot")
        said = ""
    outcome.expect(store.path.read_bytes() == before, "the old file is gone")
    outcome.expect(not list(temporary_files(store.folder.parent)), "something was left behind")
    return said


def _mount(options: str, disk: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], check=True)


def _main(name: str) -> None:
    with tempfile.TemporaryDirectory(prefix="quandian-disk-") as root:
        disk = Path(root) / "disk"
        disk.mkdir()
        _mount(f"size={_SIZES[name]}", disk)
        try:
            folder = disk / "article--01234567"
            folder.mkdir()
            outcome = {"full": _full, "read-only": _read_only}[name](folder, disk)
        finally:
            subprocess.run(["umount", str(disk)], check=True)
    print(json.dumps({"figures": outcome.figures, "violations": outcome.violations}))


if __name__ == "__main__":
    _main(sys.argv[1])

"""A failure at the n-th call to the system, for n = 1, 2, 3 … until a save makes no n calls."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from reader.errors import AnnotationsUnreadableError, ReaderError
from reader.storage.article_store import ArticleStore
from reader.storage.backups import Backups
from reader.storage.codec import encode
from tests.places import ROOT
from tests.support.faulty_files import FaultyFiles, temporary_files
from tests.support.made_sets import a_set, missing_from, notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLD, NEW = notes(3), notes(5)
BOTH = (encode(OLD), encode(NEW))
ERRORS = [
    *(OSError(number, os.strerror(number)) for number in (errno.EIO, errno.ENOSPC, errno.EACCES)),
    KeyboardInterrupt(),
]


def a_library(root: Path) -> Iterator[tuple[int, Path]]:
    """Yields numbers from 1 on, each with the folder of an article that has a saved state."""
    for number in range(1, 400):
        folder = root / str(number) / "article--01234567"
        folder.mkdir(parents=True)
        (folder / "annotations.json").write_bytes(BOTH[0])
        yield number, folder
    pytest.fail("no save takes so many calls")


@pytest.mark.parametrize("error", ERRORS, ids=["EIO", "ENOSPC", "EACCES", "^C"])
def test_failure_at_any_call_leaves_the_old_or_the_new_file(
    tmp_path: Path, error: BaseException
) -> None:
    for number, folder in a_library(tmp_path):
        store = ArticleStore(folder)
        store.load_for_writing(a_set())
        is_saved = False
        with FaultyFiles(number, error) as files, suppress(ReaderError, KeyboardInterrupt):
            is_saved = store.save(NEW) == NEW

        assert store.path.read_bytes() in BOTH
        assert all(each.path.read_bytes() == BOTH[0] for each in store.backups.of(folder))
        store.sweep()  # where removing a file was what failed
        assert not list(temporary_files(folder.parent))
        if not files.has_failed:
            break
        assert store.save(NEW) == NEW
        assert store.path.read_bytes() == BOTH[1]
        assert len(store.backups.of(folder)) == 1 or is_saved

    assert number > 20
    assert {"write", "fsync", "replace", "_renamed", "mkdir", "unlink"} <= set(files.names)


@pytest.mark.parametrize("error", ERRORS, ids=["EIO", "ENOSPC", "EACCES", "^C"])
def test_failure_at_any_call_of_a_recovery_loses_nothing(
    tmp_path: Path, error: BaseException
) -> None:
    damaged = BOTH[0][:-30]
    for number, folder in a_library(tmp_path):
        Backups(folder.parent).keep(folder, BOTH[0])
        store = ArticleStore(folder)
        store.path.write_bytes(damaged)
        with FaultyFiles(number, error) as files, suppress(ReaderError, KeyboardInterrupt):
            store.save(store.load_for_writing(NEW))

        copies = [path.read_bytes() for path in folder.glob("*.damaged-*")]
        assert copies in ([], [damaged])
        assert store.path.read_bytes() in ((damaged, BOTH[1]) if copies else (damaged,))
        store.sweep()  # where removing a file was what failed
        assert not list(temporary_files(folder.parent))
        if not files.has_failed:
            break
        again = ArticleStore(folder)
        assert again.save(again.load_for_writing(NEW)) == NEW
        assert [path.read_bytes() for path in folder.glob("*.damaged-*")] == [damaged]

    assert number > 30


def test_failed_merge_is_merged_again(tmp_path: Path) -> None:
    """What others saved is not in the memory of who failed to save."""
    for number, folder in a_library(tmp_path):
        store = ArticleStore(folder)
        store.load_for_writing(a_set())
        ArticleStore(folder).save(NEW)
        mine = notes(4)
        with (
            FaultyFiles(number, OSError(errno.EIO, "no")) as files,
            suppress(ReaderError),
        ):
            mine = store.save(mine)
        if not files.has_failed:
            break

        assert not missing_from(store.save(mine).items, NEW.items)


def test_what_failed_to_be_made_durable_is_written_again(tmp_path: Path) -> None:
    _, folder = next(a_library(tmp_path))
    store = ArticleStore(folder)
    store.load_for_writing(a_set())
    with FaultyFiles(None, OSError()) as files:
        store.save(OLD)
    assert "fsync" not in files.names  # nothing to do

    calls = _calls_of_a_save(tmp_path / "like")
    last = len(calls) - calls[::-1].index("fsync")
    with FaultyFiles(last, OSError(errno.EIO, "no")), suppress(ReaderError):
        store.save(NEW)
    assert store.path.read_bytes() == BOTH[1]

    with FaultyFiles(None, OSError()) as files:
        store.save(NEW)
    assert files.names.count("fsync") == 2


def _calls_of_a_save(root: Path) -> list[str]:
    _, folder = next(a_library(root))
    store = ArticleStore(folder)
    store.load_for_writing(a_set())
    with FaultyFiles(None, OSError()) as files:
        store.save(NEW)
    return files.names


def test_backup_is_durable_before_the_file_is_replaced(tmp_path: Path) -> None:
    names = [
        name
        for name in _calls_of_a_save(tmp_path)
        if name in ("write", "fsync", "replace", "mkdir")
    ]

    once = ["write", "fsync", "replace", "fsync"]
    folders = [name for name in names if name == "mkdir"]
    assert [name for name in names if name != "mkdir"][-8:] == [*once, *once]
    assert folders


def test_backups_that_cannot_be_written_do_not_stop_saving(tmp_path: Path) -> None:
    _, folder = next(a_library(tmp_path))
    (folder.parent / "backups").write_text("in the way")
    store = ArticleStore(folder)
    store.load_for_writing(a_set())

    assert store.save(NEW) == NEW


def test_unreadable_file_is_no_reason_to_write_over_it(tmp_path: Path) -> None:
    _, folder = next(a_library(tmp_path))
    store = ArticleStore(folder)
    with (
        FaultyFiles(1, OSError(errno.EIO, "no")) as files,
        pytest.raises(AnnotationsUnreadableError),
    ):
        store.load()
    assert files.names[0] == "open"


CHILD = """
import json, resource, signal, sys
from pathlib import Path
from reader.errors import SaveError
from reader.storage.article_store import ArticleStore
from reader.wording.errors import explain
from tests.support.made_sets import a_set, notes

store = ArticleStore(Path(sys.argv[1]))
store.load_for_writing(a_set())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), most[1]))
try:
    store.save(notes(60))
except SaveError as error:
    failed = error.number, explain(error)
resource.setrlimit(resource.RLIMIT_FSIZE, most)
before = store.path.read_bytes().decode()
store.save(notes(60))
print(json.dumps([*failed, before]))
"""


@pytest.mark.parametrize("most", [0, 1, 4096, 20_000])
def test_limit_of_the_system_leaves_the_old_file_and_a_later_save_succeeds(
    tmp_path: Path, most: int
) -> None:
    _, folder = next(a_library(tmp_path))
    command = [sys.executable, "-c", CHILD, str(folder), str(most)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)

    number, said, before = json.loads(done.stdout)
    assert number == errno.EFBIG
    assert str(folder / "annotations.json") in said
    assert before.encode() == BOTH[0]
    assert ArticleStore(folder).load() == notes(60)
    assert not list(temporary_files(folder.parent))

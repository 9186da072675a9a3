from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader import locking
from reader.annotation.changes import deleted
from reader.annotation.merging import heads, successor
from reader.annotation.model import AnnotationSet, Body
from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError, SaveError
from reader.storage import article_store, folder_lock
from reader.storage.article_store import ANNOTATIONS, LARGEST, ArticleStore
from reader.storage.codec import encode
from tests.places import ROOT
from tests.support.made_sets import a_set, an_annotation, missing_from, notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "source.txt").write_bytes(b"")
    return tmp_path


@pytest.fixture
def store(folder: Path) -> ArticleStore:
    return ArticleStore(folder)


def test_nothing_was_saved_yet(store: ArticleStore) -> None:
    assert store.load() is None
    assert not store.path.exists()


def test_what_was_saved_is_loaded(store: ArticleStore, folder: Path) -> None:
    annotations = a_set(an_annotation(1))

    assert store.save(annotations) is annotations
    assert ArticleStore(folder).load() == annotations


def test_source_is_found_whatever_its_extension(store: ArticleStore, folder: Path) -> None:
    assert store.source_path == folder / "source.txt"


def test_source_may_be_missing(tmp_path: Path) -> None:
    (tmp_path / "source.d").mkdir()

    assert ArticleStore(tmp_path).source_path is None


def test_unchanged_set_does_not_touch_the_file(store: ArticleStore) -> None:
    store.save(a_set(an_annotation(1)))
    before = store.path.stat()

    store.save(a_set(an_annotation(1)))

    assert store.path.stat().st_ino == before.st_ino
    assert store.path.stat().st_mtime_ns == before.st_mtime_ns


def test_pipe_in_place_of_the_file_is_refused(store: ArticleStore) -> None:
    os.mkfifo(store.path)

    for use in (store.load, lambda: store.save(a_set())):
        with pytest.raises(AnnotationsUnreadableError, match="regular file"):
            use()

    assert store.path.is_fifo()


def test_file_too_large_to_be_ours_is_refused(store: ArticleStore) -> None:
    with store.path.open("wb") as file:
        file.truncate(LARGEST + 1)  # takes no room on the disk

    with pytest.raises(AnnotationsUnreadableError, match="64 MB"):
        store.load()


def test_set_too_large_to_be_read_again_is_not_saved(store: ArticleStore) -> None:
    store.save(a_set())
    before = store.path.read_bytes()

    for note in (LARGEST * "x", LARGEST // 4 * "x" + "𠮷"):
        with pytest.raises(SaveError):
            store.save(a_set(an_annotation(1, note=note)))

    assert store.path.read_bytes() == before


def test_deleting_makes_room_where_the_set_is_too_large(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A delete keeps what was deleted, and alone makes a file larger."""
    full, over = notes(50, "記" * 300), list(notes(52, "記" * 300).items)
    monkeypatch.setattr(article_store, "LARGEST", len(encode(full)))
    store.save(full)
    with pytest.raises(SaveError):
        store.save(a_set(*over))

    for number in range(0, 12):
        over[number] = deleted(over[number], now="2026-02-01T00:00:00.000Z")
    store.save(a_set(*over))

    loaded = ArticleStore(store.folder).load()
    assert loaded is not None
    assert [item.id for item in loaded.items if item.is_deleted] == [each.id for each in over[:12]]
    assert missing_from(loaded.items, over[12:]) == []


def test_changes_others_saved_are_merged_in(store: ArticleStore, folder: Path) -> None:
    first, other = an_annotation(1), ArticleStore(folder)
    store.save(a_set(first))
    theirs = other.load()
    assert theirs is not None
    edit = replace(theirs.items[0], body=Body(value="他人改"), history=("0123456789ab",))
    other.save(replace(theirs, items=(edit, an_annotation(3))))

    mine = successor(first, body=Body(value="我改"))
    saved = store.save(a_set(mine, an_annotation(2)))

    assert [item.id[-1] for item in saved.items] == ["1", "2", "3"]
    assert {head.note for head in heads(saved.items[0])} >= {"他人改", "我改"}
    assert ArticleStore(folder).load() == saved


def test_file_that_was_there_before_the_first_load_is_merged_in(
    store: ArticleStore, folder: Path
) -> None:
    ArticleStore(folder).save(a_set(an_annotation(1)))

    assert len(store.save(a_set(an_annotation(2))).items) == 2


@pytest.mark.parametrize("id_", ["urn:quid:s", "urn:uuie:s", "", "?"])
def test_id_that_was_damaged_does_not_stay(store: ArticleStore, folder: Path, id_: str) -> None:
    good = a_set(an_annotation(1))
    odd = encode(replace(good, id=id_))
    store.save(good)
    store.path.write_bytes(odd)

    assert store.save(a_set(an_annotation(1), an_annotation(2))).id == good.id
    store.path.write_bytes(odd)
    loaded = ArticleStore(folder).load_for_writing(replace(good, items=()))
    assert loaded == good


def test_what_this_store_took_out_stays_out(store: ArticleStore) -> None:
    store.save(a_set(an_annotation(1), an_annotation(2)))

    assert len(store.save(a_set(an_annotation(1))).items) == 1


def test_file_that_vanished_is_written_again(store: ArticleStore) -> None:
    store.save(a_set(an_annotation(1)))
    store.path.unlink()

    store.save(a_set(an_annotation(1)))

    assert store.path.exists()


@pytest.mark.parametrize("is_loaded", [True, False])
def test_file_of_a_newer_version_is_never_written_over(
    store: ArticleStore, folder: Path, is_loaded: bool
) -> None:
    ArticleStore(folder).save(a_set(an_annotation(1)))
    if is_loaded:
        store.load()
    newer = store.path.read_text("utf-8").replace('schema": 1', 'schema": 999')
    store.path.write_text(newer, "utf-8")

    for use in (
        lambda: store.save(a_set(an_annotation(2))),
        store.load,
        lambda: store.load_for_writing(a_set()),
    ):
        with pytest.raises(AnnotationsNewerError):
            use()

    assert store.path.read_text("utf-8") == newer
    assert names_in(folder) == {ANNOTATIONS, "source.txt"}
    assert store.readable(a_set()).items == (an_annotation(1),)


def test_folder_in_place_of_the_file_is_refused(store: ArticleStore) -> None:
    store.path.mkdir()

    with pytest.raises(AnnotationsUnreadableError):
        store.load()
    with pytest.raises(AnnotationsUnreadableError):
        store.save(a_set())


def test_folder_that_vanished_is_a_save_error(tmp_path: Path) -> None:
    with pytest.raises(SaveError):
        ArticleStore(tmp_path / "gone").save(a_set())


def test_failed_save_can_be_tried_again(store: ArticleStore, folder: Path) -> None:
    store.save(a_set(an_annotation(1)))
    hidden = folder.rename(folder.with_name("hidden"))
    with pytest.raises(SaveError):
        store.save(a_set(an_annotation(1), an_annotation(2)))
    hidden.rename(folder)

    store.save(a_set(an_annotation(1), an_annotation(2)))

    assert len(load(folder).items) == 2


def test_old_temporary_files_are_swept_and_new_ones_left(store: ArticleStore, folder: Path) -> None:
    old, new = folder / f".{ANNOTATIONS}.0123.tmp", folder / f".{ANNOTATIONS}.4567.tmp"
    old.write_text("half")
    new.write_text("half")
    os.utime(old, (0, 0))

    store.save(a_set())

    assert not old.exists()
    assert new.exists()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def load(folder: Path) -> AnnotationSet:
    annotations = ArticleStore(folder).load()
    assert annotations is not None
    return annotations


# Other processes

SAVING = """
import itertools, os, sys
from dataclasses import replace
from pathlib import Path
from reader.storage import folder_lock
from reader.storage.article_store import ArticleStore

def saving(folder, numbers):
    store = ArticleStore(Path(folder))
    annotations = store.load()
    item = annotations.items[0]
    yield
    for number in numbers:
        new = replace(item, id=f"urn:uuid:{number:08}")
        annotations = store.save(replace(annotations, items=(*annotations.items, new)))
        os.write(1, b"%d\\n" % number)
"""
CHILD = (
    SAVING
    + """
first, step, steps = map(int, sys.argv[2:])
begun = saving(sys.argv[1], range(first, first + step * steps, step))
next(begun)
os.write(1, b"ready\\n")
os.read(0, 1)
list(begun)
"""
)
PARENT = (
    SAVING
    + """
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(sys.argv[2], os.O_WRONLY), 1)
        begun = saving(sys.argv[1], itertools.count(int(line)))
        next(begun)
        # Tell of every file opened and renamed, so that one can stop in the middle.
        sys.addaudithook(lambda event, _: event in ("open", "os.rename") and os.write(1, b"."))
        list(begun)
    os.write(1, b"%d\\n" % child)
    os.waitpid(child, 0)
"""
)


def start(code: str, folder: Path, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", code, str(folder), *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, bufsize=0)


class Savers:
    """Processes that save until they are killed, one after the other.

    They are made of one that has loaded the program, which takes longer than what they do.
    """

    def __init__(self, folder: Path, pipe: Path) -> None:
        os.mkfifo(pipe)
        self._pipe = pipe
        self._parent = start(PARENT, folder, pipe)

    def begin(self, first: int) -> tuple[int, BinaryIO]:
        """Let one save this number and those after it; return its id, and what it tells."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(b"%d\n" % first)
        child = int(self._parent.stdout.readline())
        return child, self._pipe.open("rb", buffering=0)

    def end(self) -> None:
        self._parent.communicate()
        assert self._parent.returncode == 0


@pytest.fixture
def savers(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Savers]:
    ArticleStore(folder).save(a_set(*(an_annotation(number) for number in range(200))))
    made = Savers(folder, tmp_path_factory.mktemp("savers") / "told")
    yield made
    made.end()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be made of another here")
def test_kill_at_any_moment_loses_nothing_that_was_saved(folder: Path, savers: Savers) -> None:
    moments = random.Random(25)  # noqa: S311 - no secrets here
    number, leftovers = 1000, 0
    for _ in range(25):
        child, told_by_it = savers.begin(number)
        with told_by_it:
            told = b""
            for _ in range(moments.randrange(1, 60)):
                told += told_by_it.read(1)
            os.kill(child, signal.SIGKILL)
            told += told_by_it.read()

        saved = [int(line) for line in told.replace(b".", b"").split(b"\n")[:-1]]
        numbers = {int(item.id[-8:]) for item in load(folder).items}
        assert numbers >= set(saved)
        assert len(numbers) - 200 in (max(numbers) - 999, 0)
        number = max(999, *numbers) + 1
        leftovers += len(list(folder.glob(".*.tmp")))
        assert {path.name for path in folder.glob("[!.]*")} == {ANNOTATIONS, "source.txt"}

    assert number > 1000
    assert leftovers > 0, "no kill hit the middle of a save"


def test_processes_that_save_at_once_lose_nothing_of_each_other(folder: Path) -> None:
    ArticleStore(folder).save(a_set(an_annotation(0)))

    children = [start(CHILD, folder, first, 3, 40) for first in (1, 2, 3)]
    for child in children:
        assert child.stdout is not None
        child.stdout.read(len("ready\n"))
    for child in children:
        assert child.stdin is not None
        child.stdin.write(b"\n")
    for child in children:
        child.communicate()

    assert {int(item.id[-8:]) for item in load(folder).items} == set(range(121))


def test_folder_that_another_process_keeps_is_not_waited_for_without_end(
    store: ArticleStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "PATIENCE_S", 0.02)
    annotations = a_set(an_annotation(1))
    holder = folder_lock.lock(folder, below=folder.parent)

    with pytest.raises(SaveError) as raised:
        store.save(annotations)

    assert raised.value.number == errno.EBUSY
    assert not store.path.exists()
    holder.close()
    store.save(annotations)
    assert store.load() == annotations

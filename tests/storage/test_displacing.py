"""Others rename their file into place while it is being saved: at every call of a save."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError, ReaderError
from reader.storage import displacing
from reader.storage.article_store import ANNOTATIONS, ArticleStore
from reader.storage.check.findings import Kind
from reader.storage.check.library_check import examine
from reader.storage.codec import encode
from reader.storage.conflicts import merge_conflict_copies
from reader.storage.displacing import held_in, take_place
from reader.storage.folders import Folder, open_folder
from reader.storage.library import Library
from tests.faults import renames
from tests.support.faulty_files import FaultyFiles
from tests.support.made_sets import DIGEST, a_set, an_annotation, notes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.annotation.model import AnnotationSet

OLD = notes(3)
OURS = a_set(*OLD.items, an_annotation(10, "此"))
THEIRS = a_set(*OLD.items, an_annotation(20, "彼"))
MORE = a_set(*OLD.items, an_annotation(30, "又"))
NEWER = encode(THEIRS).replace(b'schema": 1', b'schema": 999')


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no disk: durability is not what is tested here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


class Meddling(FaultyFiles):
    """Does something before the n-th call to the system, and before some after it."""

    def __init__(self, *acts: tuple[int, Callable[[], object]]) -> None:
        super().__init__(None, OSError())
        self._acts = dict(acts)
        self._is_acting = False

    def count(self, name: str) -> None:
        if self._is_acting:
            return
        super().count(name)
        if act := self._acts.pop(len(self.names), None):
            self._is_acting = True
            act()
            self._is_acting = False

    @property
    def is_over(self) -> bool:
        """Whether there were fewer calls."""
        return bool(self._acts)


def an_article(root: Path, number: int, before: AnnotationSet | None = OLD) -> ArticleStore:
    folder = root / str(number) / "article--01234567"
    folder.mkdir(parents=True)
    store = ArticleStore(folder)
    if before is not None:
        store.path.write_bytes(encode(before))
    store.load_for_writing(a_set())
    return store


def rename_into_place(store: ArticleStore, data: bytes) -> None:
    """Do as a synchronisation does."""
    arriving = store.folder / ".syncthing.annotations.json.tmp"
    arriving.write_bytes(data)
    os.replace(arriving, store.path)  # noqa: PTH105 - uncounted


def noted(annotations: AnnotationSet | None) -> set[str]:
    return {item.note for item in annotations.items} if annotations else set()


def on_disk(store: ArticleStore) -> set[str]:
    return noted(ArticleStore(store.folder).load())


def left_in(store: ArticleStore) -> set[str]:
    known = {ANNOTATIONS, "backups"}
    return {path.name for path in store.folder.iterdir()} - known


@pytest.mark.parametrize("before", [OLD, None], ids=["replaced", "first"])
def test_what_is_renamed_into_place_at_any_call_of_a_save_is_merged(
    tmp_path: Path, before: AnnotationSet | None
) -> None:
    for number in range(1, 400):
        store = an_article(tmp_path, number, before)
        arrive = (number, lambda store=store: rename_into_place(store, encode(THEIRS)))
        with Meddling(arrive) as files:
            saved = store.save(OURS)
        if files.is_over:
            break
        if store.is_changed():  # it came when all was done: the next look takes it in
            assert files.names[number - 1 :] == ["close"]
            store.save(saved)

        assert on_disk(store) >= {"此", "彼"}, files.names[number - 1]
        assert not left_in(store)
    assert number > 20


def test_several_arrivals_in_one_save_are_all_merged(tmp_path: Path) -> None:
    for number in range(1, 400):
        store = an_article(tmp_path, number)
        arrivals = [
            (
                number + 7 * nth,
                lambda data=data, store=store: rename_into_place(store, data),
            )
            for nth, data in enumerate((encode(THEIRS), encode(MORE)))
        ]
        with Meddling(*arrivals) as files:
            saved = store.save(OURS)
        if files.is_over:
            break
        if store.is_changed():
            store.save(saved)

        # The second may replace the first before we have seen it, as it would without us.
        assert on_disk(store) >= {"此", "又"}, files.names[number - 1]
        assert not left_in(store)
    assert number > 30


def test_file_that_goes_at_any_call_of_a_save_is_there_again(tmp_path: Path) -> None:
    for number in range(1, 400):
        store = an_article(tmp_path, number)
        go = (number, lambda store=store: store.path.rename(store.folder.parent / "gone"))
        with Meddling(go) as files, suppress(FileNotFoundError):
            saved = store.save(OURS)
        if files.is_over:
            break
        if store.is_changed():
            store.save(saved)
        if files.names[number - 1 :] != ["close"]:  # when all was done
            assert on_disk(store) == noted(OURS), files.names[number - 1]
        assert not left_in(store)
    assert number > 30


@pytest.mark.parametrize(
    ("data", "error"),
    [(NEWER, AnnotationsNewerError), (encode(THEIRS)[:-40], None), (b"", None)],
    ids=["newer", "damaged", "empty"],
)
def test_what_is_not_to_be_replaced_is_kept_at_any_call(
    tmp_path: Path, data: bytes, error: type[ReaderError] | None
) -> None:
    for number in range(1, 400):
        store = an_article(tmp_path, number)
        told: ReaderError | None = None
        with Meddling((number, lambda store=store: rename_into_place(store, data))) as files:
            try:
                store.save(OURS)
            except ReaderError as caught:
                told = caught
        if files.is_over:
            break
        kept = [path.read_bytes() for path in store.folder.parent.rglob("*") if path.is_file()]
        assert data in kept, files.names[number - 1]
        if told is not None:
            assert error is not None
            assert isinstance(told, error)
            assert store.path.read_bytes() == data
    assert number > 30


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_file_is_put_back(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")

    def put(store: ArticleStore) -> None:
        store.path.unlink(missing_ok=True)
        if kind == "link":
            store.path.symlink_to(secret)
        elif kind == "pipe":
            os.mkfifo(store.path)
        else:
            store.path.mkdir()

    for number in range(1, 400):
        store = an_article(tmp_path, number)
        is_refused = False
        with Meddling((number, lambda store=store: put(store))) as files:
            try:
                store.save(OURS)
            except ReaderError:
                is_refused = True
        if files.is_over:
            break
        assert is_refused or files.names[number - 1 :] == ["close"]
        status = store.path.lstat()
        assert not os.path.isfile(store.path) or store.path.is_symlink(), status  # noqa: PTH113
        assert not left_in(store)
    assert secret.read_bytes() == b"secret"


def test_stop_at_any_call_after_an_arrival_loses_nothing(tmp_path: Path) -> None:
    """The power goes while what was displaced is not merged yet; the next opening takes it in."""
    calls = _calls_until_exchanged(tmp_path / "like")
    for number in range(calls, 400):
        store = an_article(tmp_path, number)

        def stop() -> None:
            raise KeyboardInterrupt

        arrive = (calls, lambda store=store: rename_into_place(store, encode(THEIRS)))
        later = (number + 1, stop)
        with Meddling(arrive, later) as files, suppress(KeyboardInterrupt):
            store.save(OURS)
        if files.is_over:
            break

        again = ArticleStore(store.folder)
        found = merge_conflict_copies(again, again.load(), digest=DIGEST)
        assert noted(found.annotations) >= {"彼"}, files.names[number:]
        assert on_disk(store) >= {"彼"}
        assert not [name for name in left_in(store) if "held" in name]


def _calls_until_exchanged(root: Path) -> int:
    store = an_article(root, 0)
    with Meddling() as files:
        store.save(OURS)
    return files.names.index("_renamed") + 1


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    with open_folder(tmp_path, below=tmp_path) as folder:
        yield folder


def held_name(old: bytes, new: bytes) -> str:
    return displacing._held_name(ANNOTATIONS, old, new)


def test_leftover_of_no_worth_is_cleared_and_another_is_merged(tmp_path: Path) -> None:
    store = an_article(tmp_path, 0)
    (store.folder / held_name(encode(OLD), b"x")).write_bytes(encode(OLD))
    (store.folder / held_name(b"x", encode(MORE))).write_bytes(encode(MORE))
    foreign = store.folder / held_name(b"x", b"y")
    foreign.write_bytes(encode(THEIRS))

    assert store.displaced()
    found = [each for one in examine(Library(store.library)) for each in one.findings]
    assert [each.path for each in found if each.kind is Kind.CONFLICT_COPY] == [foreign]

    store.save(OURS)
    assert on_disk(store) == noted(OURS) | noted(THEIRS)
    assert not left_in(store)


def test_planted_leftover_of_a_newer_version_replaces_nothing(tmp_path: Path) -> None:
    store = an_article(tmp_path, 0)
    planted = store.folder / held_name(b"x", b"y")
    planted.write_bytes(NEWER)

    assert store.save(OURS) == OURS

    assert on_disk(store) == noted(OURS)
    assert planted.read_bytes() == NEWER


def test_opening_takes_in_what_a_stopped_save_displaced(tmp_path: Path) -> None:
    store = an_article(tmp_path, 0)
    (store.folder / held_name(b"x", b"y")).write_bytes(encode(THEIRS))

    found = merge_conflict_copies(store, store.load(), digest=DIGEST)

    assert found.new == 1
    assert on_disk(store) == noted(THEIRS)
    assert not left_in(store)


def test_one_who_never_stops_writing_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = an_article(tmp_path, 0)
    rename, count = displacing._renamed, iter(range(1000))

    def late(*arguments: object) -> object:
        theirs = a_set(*OLD.items, an_annotation(100 + next(count), "彼"))
        rename_into_place(store, encode(theirs))
        return rename(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(displacing, "_renamed", late)
    with pytest.raises(ReaderError) as told:
        store.save(OURS)
    monkeypatch.undo()
    seen = next(count)

    assert not isinstance(told.value, AnnotationsUnreadableError)
    saved = store.save(OURS)
    assert len([item for item in saved.items if item.note == "彼"]) == seen
    assert not left_in(store)


@pytest.mark.parametrize("has_links", [True, False])
def test_where_names_cannot_be_exchanged_it_is_looked_at_right_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    def refuse(*_: object, **_named: object) -> None:
        raise OSError(95, "no")

    monkeypatch.setattr(displacing, "_renameat2", lambda: None)
    if not has_links:
        monkeypatch.setattr(os, "link", refuse)
    for before in (OLD, None):
        store = an_article(tmp_path, 1 if before else 2, before)
        with Meddling() as files:
            store.save(OURS)
        assert on_disk(store) == noted(OURS)
        last = files.names.index("fsync") + 1
        for number in range(1, last + 1):
            store = an_article(tmp_path / f"{number}", 1 if before else 2, before)
            arrive = (number, lambda store=store: rename_into_place(store, encode(THEIRS)))
            with Meddling(arrive):
                store.save(OURS)
            assert on_disk(store) >= {"此", "彼"}, files.names[number - 1]
            assert not left_in(store)


def test_nothing_is_replaced_that_is_not_expected(folder: Folder) -> None:
    (folder.path / "a").write_bytes(b"theirs")

    assert take_place(folder, "a", [b"ours"], expected=b"before") is None
    assert take_place(folder, "a", [b"ours"], expected=None) is None

    kept = {(folder.path / name).read_bytes() for name in folder.names()}
    assert b"theirs" in kept
    assert [(folder.path / name).read_bytes() for name in held_in(folder, "a")] == [b"theirs"]


def test_system_without_the_call_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    displacing._renameat2.cache_clear()
    monkeypatch.setattr(displacing.ctypes, "CDLL", lambda *_, **_named: object())
    assert displacing._renameat2() is None
    displacing._renameat2.cache_clear()


def test_rights_of_the_file_stay(tmp_path: Path) -> None:
    store = an_article(tmp_path, 0)
    store.path.chmod(0o640)

    store.save(replace(OURS))

    assert store.path.stat().st_mode & 0o777 == 0o640


def test_arrivals_from_another_process_are_all_taken_in() -> None:
    outcome = renames.run(15)

    assert outcome.violations == []
    assert int(outcome.figures["saves"]) > 0

"""What holds notes is its user's alone, at every moment; a shared folder stays shared."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotation.sets import new_set
from reader.importers import import_bytes
from reader.storage.article_store import ArticleStore
from reader.storage.atomic import make_folder, write_atomically
from reader.storage.codec import encode
from reader.storage.conflicts import merge_conflict_copies
from reader.storage.folders import Folder
from reader.storage.library import Library
from reader.storage.settings import ReadingState, Settings, SettingsStore
from reader.storage.sharing import write_copy
from tests.support.made_sets import a_set, an_annotation, notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "燈下翻書，夜讀不倦。\n".encode()


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def all_in(root: Path) -> dict[Path, int]:
    return {path.relative_to(root): rights(path) for path in (root, *root.rglob("*"))}


def use(root: Path, source: Path) -> ArticleStore:
    """Leave as many kinds of files in a library as there are."""
    source.write_bytes(TEXT)
    document = import_bytes(TEXT, source)
    store = Library(root).add(TEXT, source, document)
    store.save(new_set(document))
    store.save(replace(new_set(document), items=(an_annotation(1),)))
    store.backups.keep_aside(store.folder, b"{}")
    copy = store.folder / "annotations (1).json"
    copy.touch()
    copy.chmod(0o600)  # whatever this umask is: another program made it
    copy.write_bytes(encode(new_set(document)))
    merge_conflict_copies(store, store.load(), digest=document.source.digest)
    store.path.write_bytes(store.path.read_bytes()[:-30])
    store.save(store.load_for_writing(new_set(document)))
    return store


def test_all_in_a_new_library_is_its_users_alone(tmp_path: Path) -> None:
    root = tmp_path / "data" / "library"

    use(root, tmp_path / "a.txt")

    found = all_in(tmp_path / "data")
    assert len(found) > 10
    for path, mode in found.items():
        assert mode == (0o700 if (tmp_path / "data" / path).is_dir() else 0o600), path


@pytest.mark.parametrize("umask", [0o000, 0o027, 0o277, 0o377, 0o477, 0o777])
def test_no_umask_opens_or_shuts_what_holds_notes(tmp_path: Path, umask: int) -> None:
    os.umask(umask)

    store = use(tmp_path / "data" / "library", tmp_path / "a.txt")
    settings = SettingsStore(tmp_path / "config" / "quandian")
    settings.save_reading("urn:uuid:1", ReadingState())
    write_copy(tmp_path / "copy.json", a_set(an_annotation(1)))

    for top in (tmp_path / "data", tmp_path / "config"):
        for path, mode in all_in(top).items():
            assert mode == (0o700 if (top / path).is_dir() else 0o600), path
    assert rights(tmp_path / "copy.json") == 0o600
    assert store.load()


@pytest.mark.parametrize("umask", [0o077, 0o777])
def test_no_umask_shuts_what_is_made_in_a_shared_library(tmp_path: Path, umask: int) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library").chmod(0o2770)
    os.umask(umask)

    store = use(tmp_path / "library", tmp_path / "a.txt")

    assert rights(store.folder) == 0o2770
    assert {rights(path) for path in store.folder.iterdir()} == {0o660}


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o700])
def test_folder_that_was_there_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    root = tmp_path / "library"
    root.mkdir()
    root.chmod(mode)

    store = use(root, tmp_path / "a.txt")

    assert rights(root) == mode
    assert rights(store.folder) == 0o700
    assert {rights(path) for path in store.folder.iterdir()} == {0o600}


def test_library_in_which_others_may_write_stays_open_to_them(tmp_path: Path) -> None:
    root = tmp_path / "library"
    root.mkdir()
    root.chmod(0o2770)

    store = use(root, tmp_path / "a.txt")

    assert rights(store.folder) == 0o2770
    assert {rights(path) for path in store.folder.iterdir()} == {0o660}
    assert rights(root / "backups") == 0o2770


def test_file_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    store = ArticleStore(tmp_path)
    store.save(a_set())
    store.path.chmod(0o644)

    store.save(notes(2))

    assert rights(store.path) == 0o644


def test_what_is_elsewhere_is_private_too(tmp_path: Path) -> None:
    settings = SettingsStore(tmp_path / "config" / "quandian")
    settings.save(Settings())
    settings.save_reading("urn:uuid:1", ReadingState())
    write_copy(tmp_path / "copy.json", a_set(an_annotation(1)))

    for path, mode in all_in(tmp_path / "config").items():
        assert mode == (0o700 if (tmp_path / "config" / path).is_dir() else 0o600), path
    assert rights(tmp_path / "copy.json") == 0o600


def test_at_no_moment_it_is_open_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As any call to the system finds it."""
    seen: dict[str, int] = {}
    opened, made = Folder.open, os.mkdir

    def look() -> None:
        for path, mode in all_in(tmp_path / "data").items():
            seen[path.name] = seen.get(path.name, 0) | (mode & 0o077)

    def opening(folder: Folder, name: str, flags: int, mode: int = 0o600) -> int:
        descriptor = opened(folder, name, flags, mode)
        look()
        return descriptor

    def making(*arguments: object, **named: object) -> None:
        made(*arguments, **named)  # type: ignore[arg-type]
        look()

    (tmp_path / "data").mkdir(mode=0o700)
    monkeypatch.setattr(Folder, "open", opening)
    monkeypatch.setattr(os, "mkdir", making)
    use(tmp_path / "data" / "library", tmp_path / "a.txt")
    monkeypatch.undo()

    assert not [name for name, mode in seen.items() if mode]
    assert any(name.endswith(".tmp") for name in seen)


def test_a_disk_that_has_no_rights_to_give_is_asked_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchmod", refuse)
    monkeypatch.setattr(os, "chmod", refuse)

    make_folder(tmp_path / "a")
    write_atomically(tmp_path / "a" / "copy.json", b"x")

    assert (tmp_path / "a" / "copy.json").read_bytes() == b"x"


def test_output_a_person_asks_for_is_as_open_as_they_like(tmp_path: Path) -> None:
    write_atomically(tmp_path / "out.txt", b"x", is_private=False)

    assert rights(tmp_path / "out.txt") == 0o644


def test_output_can_be_read_by_the_person_who_asked_for_it(tmp_path: Path) -> None:
    os.umask(0o777)

    write_atomically(tmp_path / "out.txt", b"x", is_private=False)

    assert rights(tmp_path / "out.txt") == 0o600


def test_folders_on_the_way_are_private(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")

    assert {rights(tmp_path / "a"), rights(tmp_path / "a" / "b")} == {0o700}


def test_folder_in_the_sticky_one_of_all_is_private(tmp_path: Path) -> None:
    everybodys = tmp_path / "tmp"
    everybodys.mkdir()
    everybodys.chmod(0o1777)

    use(everybodys / "library", tmp_path / "a.txt")
    write_copy(everybodys / "copy.json", a_set())

    assert rights(everybodys / "library") == 0o700
    assert rights(everybodys / "copy.json") == 0o600

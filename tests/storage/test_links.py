"""Links that somebody put into a shared library: none is read or written through."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotation.sets import new_set
from reader.articles import read_article
from reader.errors import (
    AnnotationsUnreadableError,
    ReaderError,
    SaveError,
    SourceUnreadableError,
)
from reader.importers import import_bytes
from reader.storage import folders
from reader.storage.backups import Backups
from reader.storage.check.findings import Kind
from reader.storage.check.library_check import examine
from reader.storage.check.stale_locks import is_left, is_own
from reader.storage.conflicts import merge_conflict_copies
from reader.storage.folders import open_folder
from reader.storage.library import Library
from reader.storage.opened_source import read_source
from reader.wording.errors import explain
from reader.wording.library_check import explain_finding
from tests.support.made_sets import an_annotation

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.storage.article_store import ArticleStore

TEXT = "燈下翻書，夜讀不倦。\n".encode()
DOCUMENT = import_bytes(TEXT, Path("a.txt"))
SECRET = b'{"type": "AnnotationSet", "secret": 1}'
NEW = new_set(DOCUMENT)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that is no library's, with a file in it."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret").write_bytes(SECRET)
    os.utime(folder / "secret", (0, 0))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> ArticleStore:
    library = Library(tmp_path / "library")
    made = library.add(TEXT, Path("a.txt"), DOCUMENT)
    (library.root / ".stignore").unlink()
    return made


def relative(target: Path, link: Path) -> str:
    return os.path.relpath(target, link.parent)


TARGETS: dict[str, Callable[[Path, Path], str]] = {
    "absolute": lambda outside, _: str(outside / "secret"),
    "relative": lambda outside, link: relative(outside / "secret", link),
    "folder": lambda outside, _: str(outside),
    "relative folder": relative,
    "dangling": lambda outside, _: str(outside / "made"),
    "looping": lambda _, link: link.name,
    "device": lambda _outside, _link: "/dev/zero",
    "inside": lambda _, link: relative(link.parent / "other", link),
}
PLACES = (
    "annotations.json",
    "annotations.lock",
    "annotations.json.damaged-20260101T000000Z",
    "annotations.sync-conflict-20260101-000000-ABCDEFG.json",
    "annotations-DESKTOP.json",
    ".annotations.json.0123456789abcdef.tmp",
    ".annotations.json.0123456789abcdef.0123456789abcdef.01234567.held.tmp",
    "source.txt",
    "source.bin",
    "article.json",
    "../.stignore",
    "../backups",
    "../backups/{name}",
    "../backups/{name}/2026-01-01.json",
    "../backups/merged",
    "../backups/merged/{name}",
    "../backups/repaired",
    "../strange--01234567",
)


def use_all(store: ArticleStore) -> list[ReaderError]:
    """Do all that can be done to an article, and return what was refused."""
    refused: list[ReaderError] = []
    library = Library(store.library)

    def look_for_more() -> None:
        merge_conflict_copies(store, None, digest=DOCUMENT.source.digest)

    def look_through() -> None:
        for repairs in (False, True):
            list(examine(library, repairs=repairs))

    uses: tuple[Callable[[], object], ...] = (
        lambda: store.load_for_writing(NEW),
        lambda: store.save(store.readable(NEW)),
        lambda: store.save(NEW),
        look_for_more,
        lambda: read_source(store),
        lambda: library.add(TEXT, Path("a.txt"), DOCUMENT),
        lambda: Backups(store.library).keep_aside(store.folder, b"{}"),
        look_through,
        lambda: [is_own(path) or is_left(path) for path in store.folder.glob("*.lock")],
        lambda: list(library.articles()),
        lambda: read_article(store.source_path or store.folder / "source.txt", library),
    )
    for use in uses:
        try:
            use()
        except ReaderError as error:
            refused.append(error)
    return refused


def state_of(folder: Path) -> dict[str, object]:
    return {
        str(path): (path.lstat().st_mtime_ns, path.lstat().st_mode, path.lstat().st_nlink)
        for path in (folder, *folder.rglob("*"))
    }


@pytest.mark.parametrize(
    ("place", "target"),
    [
        *((PLACES[0], target) for target in TARGETS),
        *((place, target) for place in PLACES[1:] for target in ("absolute", "folder", "dangling")),
    ],
)
def test_nothing_is_read_or_written_through_a_link(
    store: ArticleStore, outside: Path, place: str, target: str
) -> None:
    store.save(NEW)
    link = Path(os.path.normpath(store.folder / place.format(name=store.folder.name)))
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    if link.is_dir():
        link.rename(link.with_name("away"))
    (link.parent / "other").write_bytes(SECRET)
    link.symlink_to(TARGETS[target](outside, link))
    before = state_of(outside)

    refused = use_all(store)

    assert state_of(outside) == before
    assert link.is_symlink(), "the link itself is left"
    read = [path for path in store.library.rglob("*") if _holds_secret(path)]
    assert read == [link.parent / "other"]
    for error in refused:
        assert "\n" not in explain(error)


def _holds_secret(path: Path) -> bool:
    if not stat.S_ISREG(path.lstat().st_mode):
        return False
    return b"secret" in path.read_bytes()


@pytest.mark.parametrize(
    "place",
    [place for place in PLACES if not place.startswith(("../backups/", "annotations.json."))],
)
def test_check_names_every_link(store: ArticleStore, outside: Path, place: str) -> None:
    store.save(NEW)
    link = Path(os.path.normpath(store.folder / place))
    link.unlink(missing_ok=True)
    link.symlink_to(outside / "secret")

    found = [each for one in examine(Library(store.library)) for each in one.findings]

    said = [explain_finding(each) for each in found if each.path == link]
    assert len(said) == 1
    assert "link" in said[0]
    assert "not followed" in said[0]


def test_link_for_the_annotations_is_refused_in_a_sentence(
    store: ArticleStore, outside: Path
) -> None:
    store.path.symlink_to(outside / "secret")

    with pytest.raises(AnnotationsUnreadableError) as unread:
        store.load()
    with pytest.raises(AnnotationsUnreadableError):
        store.save(NEW)

    assert "a link is in its place" in explain(unread.value)


def test_link_for_the_folder_is_no_article(store: ArticleStore, tmp_path: Path) -> None:
    store.save(NEW)
    store.folder.rename(tmp_path / "moved")
    store.folder.symlink_to(tmp_path / "moved")
    before = (tmp_path / "moved" / "annotations.json").stat().st_mtime_ns

    with pytest.raises(SaveError) as refused:
        store.save(new_set(DOCUMENT))

    assert "link" in explain(refused.value)
    assert Library(store.library).find(DOCUMENT.source.digest) is None
    assert (tmp_path / "moved" / "annotations.json").stat().st_mtime_ns == before
    links = [each for one in examine(Library(store.library)) for each in one.findings]
    assert Kind.LINK in {each.kind for each in links}


@pytest.mark.parametrize("is_library_a_link", [False, True])
def test_article_that_became_a_link_is_not_opened(
    store: ArticleStore, outside: Path, tmp_path: Path, is_library_a_link: bool
) -> None:
    """As the next start does with the article that was read last."""
    (outside / "secret").write_text("不可告人之事，不可告人之事。\n", "utf-8")
    source = store.source_path
    assert source is not None
    source.unlink()
    source.symlink_to(outside / "secret")
    root = store.library
    if is_library_a_link:
        root = tmp_path / "way"
        root.symlink_to(store.library)
    path = root / store.folder.name / source.name

    with pytest.raises(SourceUnreadableError) as refused:
        read_article(path, Library(root))

    assert "link" in explain(refused.value)
    assert len(Library(root).folders()) == 1


def test_link_to_an_article_elsewhere_is_opened(store: ArticleStore, outside: Path) -> None:
    (outside / "a.txt").write_bytes(TEXT)
    (outside / "link.txt").symlink_to(outside / "a.txt")

    assert read_article(outside / "link.txt", Library(store.library)).data == TEXT


@pytest.mark.parametrize("depth", [0, 1])
def test_library_itself_may_be_reached_by_links(tmp_path: Path, depth: int) -> None:
    (tmp_path / "disk" / "library").mkdir(parents=True)
    way = tmp_path / "way"
    way.symlink_to(tmp_path / "disk" / "library" if depth == 0 else tmp_path / "disk")
    library = Library(way if depth == 0 else way / "library")

    store = library.add(TEXT, Path("a.txt"), DOCUMENT)
    annotations = replace(NEW, items=(an_annotation(1),))
    store.save(annotations)
    store.save(NEW)

    assert store.load() == NEW
    assert len(store.backups.of(store.folder)) == 1
    assert not [each for one in examine(library) for each in one.findings if each.stays]


def test_link_that_comes_between_look_and_open_is_not_followed(
    store: ArticleStore, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(NEW)
    opened = os.open

    def late(name: object, *arguments: object, **named: object) -> int:
        if name == "annotations.json" and not store.path.is_symlink():
            store.path.unlink()
            store.path.symlink_to(outside / "secret")
        return opened(name, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", late)

    with pytest.raises(AnnotationsUnreadableError):
        store.load()


def test_folder_that_becomes_a_link_during_a_save_is_not_followed(
    store: ArticleStore, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(NEW)
    changed = replace(NEW, items=(an_annotation(1),))
    before, away, fsync = state_of(outside), store.library / "away", os.fsync

    def late(descriptor: int) -> None:
        if not away.exists():
            store.folder.rename(away)
            store.folder.symlink_to(outside)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", late)
    store.save(changed)

    assert state_of(outside) == before
    assert b"00000001" in (away / "annotations.json").read_bytes()


def test_hard_link_is_parted_and_not_written_through(store: ArticleStore, outside: Path) -> None:
    store.save(NEW)
    os.link(store.path, outside / "duplicate")
    before = (outside / "duplicate").read_bytes()

    store.save(replace(NEW, items=(an_annotation(1),)))

    assert (outside / "duplicate").read_bytes() == before


def test_junction_of_windows_is_a_link(
    store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows tells of one, which has no descriptors of folders either."""
    store.save(NEW)
    look = os.stat

    class Junction:
        def __init__(self, status: os.stat_result) -> None:
            self.st_mode, self.st_reparse_tag = status.st_mode, 0xA0000003

    def as_junction(path: object, *arguments: object, **named: object) -> object:
        status = look(path, *arguments, **named)  # type: ignore[arg-type]
        is_it = str(path).endswith(store.folder.name) and named.get("follow_symlinks") is False
        return Junction(status) if is_it else status

    monkeypatch.setattr(folders, "_HAS_DESCRIPTORS", False)
    assert store.load() == NEW
    monkeypatch.setattr(os, "stat", as_junction)

    with pytest.raises(AnnotationsUnreadableError) as refused:
        store.load()
    assert "link" in explain(refused.value)


def test_without_descriptors_links_are_refused_as_well(
    store: ArticleStore, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_HAS_DESCRIPTORS", False)
    store.save(NEW)
    assert store.load() == NEW
    store.path.unlink()
    store.path.symlink_to(outside / "secret")

    with pytest.raises(AnnotationsUnreadableError):
        store.load()
    with pytest.raises(OSError, match="link"), open_folder(store.folder, below=store.library) as f:
        f.open("annotations.json", os.O_WRONLY)


@pytest.mark.parametrize(
    "name",
    [
        "annotations.json",
        "annotations.lock",
        "annotations.json.damaged-20260101T000000Z",
        "annotations-DESKTOP.json",
        ".annotations.json.0123456789abcdef.tmp",
        ".annotations.json.0123456789abcdef.0123456789abcdef.01234567.held.tmp",
        "source.txt",
        "../.stignore",
        "../backups/{name}/2026-01-01.json",
    ],
)
def test_pipe_hangs_nothing_and_is_named(store: ArticleStore, name: str) -> None:
    store.save(NEW)
    pipe = Path(os.path.normpath(store.folder / name.format(name=store.folder.name)))
    pipe.parent.mkdir(parents=True, exist_ok=True)
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)

    use_all(store)
    found = [each for one in examine(Library(store.library)) for each in one.findings]

    assert pipe.is_fifo()
    assert pipe in {each.path for each in found}

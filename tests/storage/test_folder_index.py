from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotation.sets import new_set
from reader.storage.article_store import ArticleStore
from reader.storage.codec import encode
from reader.storage.folder_names import mark
from reader.storage.library import Library
from tests.places import ROOT
from tests.support.file_accesses import accesses

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

MISSING = "sha256:" + 64 * "0"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, of this test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def root(tmp_path: Path, cache: Path) -> Path:
    assert not cache.exists()
    return tmp_path / "library"


@pytest.fixture
def article(make_document: Callable[..., Document]) -> Callable[[int], tuple[bytes, Document]]:
    def article(number: int) -> tuple[bytes, Document]:
        text = f"第{number}篇，燈下翻書。\n"
        return text.encode(), make_document(text, title=f"{number}")

    return article


@pytest.fixture
def fill(
    root: Path, article: Callable[[int], tuple[bytes, Document]]
) -> Callable[..., list[ArticleStore]]:
    """Makes articles, each with annotations of its own unless they are not wanted."""

    def fill(*numbers: int, are_annotated: bool = True) -> list[ArticleStore]:
        stores = []
        for number in numbers:
            data, document = article(number)
            store = ArticleStore(root / f"{number}{mark(document.source.digest)}")
            store.folder.mkdir(parents=True)
            (store.folder / "source.txt").write_bytes(data)
            if are_annotated:
                store.path.write_bytes(encode(new_set(document)))
            stores.append(store)
        return stores

    return fill


def index_in(cache: Path) -> Path:
    (path,) = cache.rglob("*.json")
    return path


def folder_of(root: Path, document: Document) -> Path | None:
    store = Library(root).find(document.source.digest)
    return store.folder if store else None


@pytest.mark.parametrize("are_annotated", [True, False])
def test_folders_are_looked_into_once(
    root: Path, fill: Callable[..., list[ArticleStore]], are_annotated: bool
) -> None:
    fill(*range(20), are_annotated=are_annotated)
    Library(root).find(MISSING)

    with accesses(root) as seen:
        assert Library(root).find(MISSING) is None

    assert set(seen) == {root}


def test_renamed_folder_is_found_again(
    root: Path,
    fill: Callable[..., list[ArticleStore]],
    article: Callable[[int], tuple[bytes, Document]],
) -> None:
    stores = fill(*range(5))
    Library(root).find(MISSING)
    renamed = stores[2].folder.rename(root / "我的最愛")

    for _ in range(2):
        assert folder_of(root, article(2)[1]) == renamed


@pytest.mark.parametrize("are_annotated", [True, False])
def test_folders_that_swapped_names_are_found(
    root: Path,
    fill: Callable[..., list[ArticleStore]],
    article: Callable[[int], tuple[bytes, Document]],
    are_annotated: bool,
) -> None:
    one, other = (store.folder for store in fill(1, 2, are_annotated=are_annotated))
    Library(root).find(MISSING)
    one.rename(root / "third")
    other.rename(one)
    (root / "third").rename(other)

    for _ in range(2):
        assert folder_of(root, article(1)[1]) == other
        assert folder_of(root, article(2)[1]) == one


def test_what_lies_in_a_renamed_folder_may_change(
    root: Path,
    fill: Callable[..., list[ArticleStore]],
    article: Callable[[int], tuple[bytes, Document]],
) -> None:
    (store,) = fill(1)
    folder = store.folder.rename(root / "我的最愛")
    Library(root).find(MISSING)
    data, document = article(2)
    (folder / "source.txt").write_bytes(data + b"\n")
    (folder / "source.txt").write_bytes(data)
    (folder / "annotations.json").unlink()

    assert folder_of(root, document) == folder
    assert folder_of(root, article(1)[1]) is None


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"\xff{"),
        lambda path: path.write_text("[]"),
        lambda path: path.write_text("[" * 100_000),
        lambda path: path.write_text(json.dumps({"我的最愛": [1, 2], "x": None})),
        lambda path: path.write_text(
            json.dumps({"我的最愛": [1, MISSING, True, "annotations.json", 1, 1]})
        ),
        lambda path: path.write_text(
            path.read_text().replace("sha256:", "sha256:0")  # of nothing there is
        ),
    ],
    ids=["deleted", "no text", "a list", "deep", "other values", "another inode", "other digests"],
)
def test_index_that_is_gone_or_wrong_costs_time_alone(
    root: Path,
    cache: Path,
    fill: Callable[..., list[ArticleStore]],
    article: Callable[[int], tuple[bytes, Document]],
    harm: Callable[[Path], object],
) -> None:
    stores = fill(*range(5))
    renamed = stores[2].folder.rename(root / "我的最愛")
    Library(root).find(MISSING)
    harm(index_in(cache))
    data, document = article(2)
    (renamed / "annotations.json").touch()

    assert folder_of(root, document) == renamed
    assert Library(root).add(data, Path("a.txt"), document).folder == renamed


@pytest.mark.parametrize("kind", ["file for folder", "folder for file"])
def test_index_that_cannot_be_written_is_done_without(
    root: Path,
    cache: Path,
    fill: Callable[..., list[ArticleStore]],
    article: Callable[[int], tuple[bytes, Document]],
    kind: str,
) -> None:
    stores = fill(*range(5))
    renamed = stores[2].folder.rename(root / "我的最愛")
    Library(root).find(MISSING)
    path = index_in(cache)
    path.unlink()
    if kind == "folder for file":
        path.mkdir()
    else:
        path.parent.rmdir()
        path.parent.write_text("")

    assert folder_of(root, article(2)[1]) == renamed


def test_two_processes_share_an_index(
    root: Path,
    cache: Path,
    fill: Callable[..., list[ArticleStore]],
    article: Callable[[int], tuple[bytes, Document]],
) -> None:
    stores = fill(*range(20))
    renamed = stores[2].folder.rename(root / "我的最愛")
    search = (
        "import sys; from pathlib import Path; from reader.storage.library import Library\n"
        "for number in range(20):\n"
        "    library = Library(Path(sys.argv[1]))\n"
        "    (library.root / f'{sys.argv[2]}{number}').mkdir()\n"
        "    assert library.find('sha256:' + 64 * '0') is None\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", search, root, name],
            cwd=ROOT,
            env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        )
        for name in "ab"
    ]

    assert [process.wait() for process in processes] == [0, 0]
    assert folder_of(root, article(2)[1]) == renamed
    assert json.loads(index_in(cache).read_bytes())


def test_work_on_one_article_does_not_grow_with_the_library(
    root: Path,
    fill: Callable[..., list[ArticleStore]],
    article: Callable[[int], tuple[bytes, Document]],
) -> None:
    data, document = article(-1)
    store = Library(root).add(data, Path("a.txt"), document)
    for extra in ({}, {"x:read": 0}):  # with the library's own files, a folder of backups too
        store.save(replace(new_set(document), extra=extra))
    counts, done = [], 0
    for size in (10, 100, 1000):
        fill(*range(done, size))
        done = size
        Library(root).find(MISSING)  # once, all are looked into
        with accesses(root) as seen:
            data, document = article(size - 1)
            store = Library(root).add(data, Path("a.txt"), document)
            annotations = store.load()
            assert annotations is not None
            store.save(replace(annotations, extra={"x:read": size}))
            data, document = article(-size)
            Library(root).add(data, Path("a.txt"), document)
        counts.append(len(seen))

    assert counts[0] == counts[1] == counts[2]

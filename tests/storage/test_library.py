from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotation.sets import new_set, set_id
from reader.errors import LibraryUnreadableError, SaveError
from reader.storage.article_store import ArticleStore
from reader.storage.folder_names import slug
from reader.storage.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

DATA = "夜讀\n燈下翻書。\n".encode()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document(DATA.decode(), title="夜讀")


def source_of(store: ArticleStore) -> Path:
    source = store.source_path
    assert source is not None
    return source


def test_library_that_was_never_used_is_empty(library: Library) -> None:
    assert list(library.articles()) == []
    assert library.find("sha256:" + 64 * "0") is None
    assert not library.root.exists()


def test_adopted_article_is_found_by_its_content(library: Library, document: Document) -> None:
    store = library.add(DATA, Path("somewhere/My Article.TXT"), document)

    found = library.find(document.source.digest)

    assert found is not None
    assert found.folder == store.folder
    assert source_of(store).name == "source.txt"
    assert source_of(store).read_bytes() == DATA
    assert [each.folder for each in library.articles()] == [store.folder]


def test_folder_is_named_after_title_and_content(library: Library, document: Document) -> None:
    folder = library.add(DATA, Path("a.txt"), document).folder

    assert folder.parent == library.root
    assert folder.name == "夜讀--" + set_id(document.source.digest)[9:17]


def test_two_devices_make_the_same_folder(tmp_path: Path, document: Document) -> None:
    one, two = (Library(tmp_path / name).add(DATA, Path("a.txt"), document).folder for name in "ab")

    assert one.name == two.name


def test_set_id_never_changes() -> None:
    # Another one would make a second folder of every article there is.
    digest = "sha256:" + hashlib.sha256(b"").hexdigest()

    assert set_id(digest) == "urn:uuid:728e0a52-cf26-557f-891a-216b8da44f05"


def test_adopting_again_changes_nothing(library: Library, document: Document) -> None:
    first = library.add(DATA, Path("a.txt"), document)
    before = source_of(first).stat()

    again = library.add(DATA, Path("b.md"), document)

    assert again.folder == first.folder
    assert source_of(again).stat().st_ino == before.st_ino


def test_folder_that_was_renamed_is_found(library: Library, document: Document) -> None:
    folder = library.add(DATA, Path("a.txt"), document).folder
    renamed = folder.rename(library.root / "我的最愛")

    found = library.find(document.source.digest)

    assert found is not None
    assert found.folder == renamed


def test_folder_with_an_id_of_another_making_is_found(library: Library, document: Document) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    store.save(new_set(document))
    other = store.folder.rename(library.root / "夜讀--5b0c77a9")

    found = library.find(document.source.digest)

    assert found is not None
    assert found.folder == other


@pytest.mark.parametrize("is_annotated", [False, True])
def test_folder_without_its_source_is_completed(
    library: Library, document: Document, is_annotated: bool
) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    if is_annotated:
        store.save(new_set(document))
    source_of(store).unlink()
    found = library.find(document.source.digest)
    assert found is not None
    assert found.folder == store.folder

    again = library.add(DATA, Path("a.txt"), document)

    assert again.folder == store.folder
    assert source_of(again).read_bytes() == DATA


def test_renamed_folder_without_its_source_is_completed(
    library: Library, document: Document
) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    store.save(new_set(document))
    source_of(store).unlink()
    renamed = store.folder.rename(library.root / "我的最愛")

    again = library.add(DATA, Path("a.txt"), document)

    assert again.folder == renamed
    assert source_of(again).read_bytes() == DATA
    assert [each.folder for each in library.articles()] == [renamed]


def test_folder_with_a_source_goes_before_one_without(library: Library, document: Document) -> None:
    bereft = library.add(DATA, Path("a.txt"), document)
    bereft.save(new_set(document))
    source_of(bereft).rename(library.root / "source.txt")
    whole = library.root / "我的最愛"
    whole.mkdir()
    (library.root / "source.txt").rename(whole / "source.txt")

    found = library.find(document.source.digest)

    assert found is not None
    assert found.folder == whole


def test_annotations_on_another_article_are_not_taken_for_its_own(
    library: Library, document: Document, make_document: Callable[..., Document]
) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    store.save(new_set(make_document("另一篇。\n")))
    source_of(store).unlink()

    assert library.find(document.source.digest) is None
    assert library.add(DATA, Path("a.txt"), document).folder != store.folder


def test_annotations_without_a_source_make_an_article(library: Library, document: Document) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    store.save(new_set(document))
    source_of(store).unlink()

    assert [each.folder for each in library.articles()] == [store.folder]


@pytest.mark.parametrize("name", [None, "我的最愛"])
def test_pipe_in_place_of_annotations_does_not_block(
    library: Library, document: Document, name: str | None
) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    source_of(store).unlink()
    os.mkfifo(store.path)
    if name:
        store.folder.rename(library.root / name)

    found = library.find(document.source.digest)

    assert (found is None) == (name is not None)
    assert len(list(library.articles())) == 1


def test_damaged_annotations_without_a_source_are_found_by_the_name(
    library: Library, document: Document
) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    source_of(store).unlink()
    store.path.write_text("{")

    found = library.find(document.source.digest)

    assert found is not None
    assert found.folder == store.folder


def test_another_source_under_the_same_name_is_left_alone(
    library: Library, document: Document
) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    source_of(store).write_bytes(b"tampered")

    again = library.add(DATA, Path("a.txt"), document)
    found = library.find(document.source.digest)

    assert source_of(store).read_bytes() == b"tampered"
    assert again.folder != store.folder
    assert found is not None
    assert found.folder == again.folder


def test_saved_annotations_make_the_folder_complete(library: Library, document: Document) -> None:
    store = library.add(DATA, Path("a.txt"), document)

    store.save(new_set(document))

    assert sorted(path.name for path in store.folder.iterdir()) == [
        "annotations.json",
        "source.txt",
    ]


def test_what_is_no_article_is_passed_over(library: Library, document: Document) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    (library.root / "backups").mkdir()
    (library.root / ".stversions").mkdir()
    (library.root / ".stversions" / "source.txt").write_bytes(DATA)
    (library.root / "source.txt").write_bytes(DATA)

    assert [each.folder for each in library.articles()] == [store.folder]


@pytest.mark.parametrize("name", ["-", "noextension", "a.b c", "a." + 20 * "x", "a.中文", ".txt"])
def test_strange_extensions_become_txt(library: Library, document: Document, name: str) -> None:
    assert source_of(library.add(DATA, Path(name), document)).name == "source.txt"


def test_library_that_is_no_folder_is_told(tmp_path: Path, document: Document) -> None:
    (tmp_path / "file").touch()

    for use in (lambda library: list(library.articles()), lambda library: library.find("")):
        with pytest.raises(LibraryUnreadableError):
            use(Library(tmp_path / "file"))
    with pytest.raises(SaveError):
        Library(tmp_path / "file").add(DATA, Path("a.txt"), document)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("過橋的人", "過橋的人"),
        ("人民法院報 – 以黨建促審判", "人民法院報-以黨建促審判"),
        ("Hello, World!  2", "hello-world-2"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("../../etc/passwd", "etc-passwd"),
        ("con.", "con"),
        ("", "article"),
        ("……", "article"),
        ("《史記》\n卷一", "史記-卷一"),
        ("𠮷野家", "𠮷野家"),
        ("e\u0301te\u0301", "été"),
        ("nul\0tab\t", "nul-tab"),
        ("長" * 100, "長" * 40),
        ("a" * 39 + "  b", "a" * 39),
        ("-- x --", "x"),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slug(title) == expected


def named(store: ArticleStore, document: Document) -> ArticleStore:
    store.save(new_set(document))
    return store


def test_other_folders_of_an_article_are_found(library: Library, document: Document) -> None:
    store = named(library.add(DATA, Path("a.txt"), document), document)
    name = store.folder.name
    duplicates = [
        named(ArticleStore(store.folder.with_name(other)), document)
        for other in (f"{name} (Ann's conflicted copy 2026-11-22)", f"另一題{name[2:]}")
        if (library.root / other).mkdir() is None
    ]
    foreign = store.folder.with_name(f"{name} 2")
    foreign.mkdir()
    (foreign / "annotations.json").write_text("{}")

    found = library.duplicates(store, document.source.digest)

    assert {each.folder for each in found} == {each.folder for each in duplicates}


def test_what_belongs_to_one_device_is_not_synchronised(
    library: Library, document: Document
) -> None:
    library.add(DATA, Path("a.txt"), document)

    assert (library.root / ".stignore").read_text() == ".*.tmp\n*.lock\n/backups\n"


def test_lines_of_a_person_stay_before_ours(library: Library, document: Document) -> None:
    library.root.mkdir()
    ignored = library.root / ".stignore"
    ignored.write_text("!/backups\n// *.lock\n草稿", "utf-8")

    for _ in range(2):
        library.add(DATA, Path("a.txt"), document)

    assert ignored.read_text("utf-8") == "!/backups\n// *.lock\n草稿\n.*.tmp\n/backups\n"


@pytest.mark.parametrize("kind", ["folder", "no text"])
def test_strange_list_of_what_is_ignored_is_left(
    library: Library, document: Document, kind: str
) -> None:
    library.root.mkdir()
    ignored = library.root / ".stignore"
    if kind == "folder":
        ignored.mkdir()
    else:
        ignored.write_bytes(b"\xff")

    assert library.add(DATA, Path("a.txt"), document).source_path

    assert ignored.is_dir() or ignored.read_bytes() == b"\xff"


@pytest.mark.parametrize("name", ["source.bak", "source.sync-conflict-20261122-205053-O6FYWIS.txt"])
def test_stray_file_does_not_take_the_place_of_the_article(
    library: Library, document: Document, name: str
) -> None:
    store = library.add(DATA, Path("a.txt"), document)
    (store.folder / name).write_bytes(b"other")

    found = library.find(document.source.digest)

    assert found is not None
    assert found.folder == store.folder
    assert found.source_path == store.folder / "source.txt"

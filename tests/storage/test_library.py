from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotation.sets import new_set, set_id
from reader.errors import SaveError
from reader.storage.library import Library, slug

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


def test_library_that_was_never_used_is_empty(library: Library) -> None:
    assert list(library.articles()) == []
    assert library.find("sha256:" + 64 * "0") is None
    assert not library.root.exists()


def test_adopted_article_is_found_by_its_content(library: Library, document: Document) -> None:
    store = library.adopt(DATA, Path("somewhere/My Article.TXT"), document)

    found = library.find(document.source.digest)

    assert found is not None
    assert found.folder == store.folder
    assert store.source_path.name == "source.txt"
    assert store.source_path.read_bytes() == DATA
    assert [each.folder for each in library.articles()] == [store.folder]


def test_folder_is_named_after_title_and_content(library: Library, document: Document) -> None:
    folder = library.adopt(DATA, Path("a.txt"), document).folder

    assert folder.parent == library.root
    assert folder.name == "夜讀--" + set_id(document.source.digest)[9:17]


def test_two_devices_make_the_same_folder(tmp_path: Path, document: Document) -> None:
    one, two = (
        Library(tmp_path / name).adopt(DATA, Path("a.txt"), document).folder for name in "ab"
    )

    assert one.name == two.name


def test_set_id_never_changes() -> None:
    # Another one would make a second folder of every article there is.
    digest = "sha256:" + hashlib.sha256(b"").hexdigest()

    assert set_id(digest) == "urn:uuid:728e0a52-cf26-557f-891a-216b8da44f05"


def test_adopting_again_changes_nothing(library: Library, document: Document) -> None:
    first = library.adopt(DATA, Path("a.txt"), document)
    before = first.source_path.stat()

    again = library.adopt(DATA, Path("b.md"), document)

    assert again.folder == first.folder
    assert again.source_path.stat().st_ino == before.st_ino


def test_folder_that_was_renamed_is_found(library: Library, document: Document) -> None:
    folder = library.adopt(DATA, Path("a.txt"), document).folder
    renamed = folder.rename(library.root / "我的最愛")

    found = library.find(document.source.digest)

    assert found is not None
    assert found.folder == renamed


def test_folder_with_an_id_of_another_making_is_found(library: Library, document: Document) -> None:
    store = library.adopt(DATA, Path("a.txt"), document)
    store.save(new_set(document))
    other = store.folder.rename(library.root / "夜讀--01934a5e")

    found = library.find(document.source.digest)

    assert found is not None
    assert found.folder == other


def test_folder_without_its_source_is_completed(library: Library, document: Document) -> None:
    store = library.adopt(DATA, Path("a.txt"), document)
    store.source_path.unlink()
    assert library.find(document.source.digest) is None

    again = library.adopt(DATA, Path("a.txt"), document)

    assert again.folder == store.folder
    assert again.source_path.read_bytes() == DATA


def test_another_source_under_the_same_name_is_left_alone(
    library: Library, document: Document
) -> None:
    store = library.adopt(DATA, Path("a.txt"), document)
    store.source_path.write_bytes(b"tampered")

    again = library.adopt(DATA, Path("a.txt"), document)
    found = library.find(document.source.digest)

    assert store.source_path.read_bytes() == b"tampered"
    assert again.folder != store.folder
    assert found is not None
    assert found.folder == again.folder


def test_saved_annotations_make_the_folder_complete(library: Library, document: Document) -> None:
    store = library.adopt(DATA, Path("a.txt"), document)

    store.save(new_set(document))

    assert sorted(path.name for path in store.folder.iterdir()) == [
        "annotations.json",
        "source.txt",
    ]


def test_what_is_no_article_is_passed_over(library: Library, document: Document) -> None:
    store = library.adopt(DATA, Path("a.txt"), document)
    (library.root / "backups").mkdir()
    (library.root / ".stversions").mkdir()
    (library.root / ".stversions" / "source.txt").write_bytes(DATA)
    (library.root / "source.txt").write_bytes(DATA)

    assert [each.folder for each in library.articles()] == [store.folder]


@pytest.mark.parametrize("name", ["-", "noextension", "a.b c", "a." + 20 * "x", "a.中文", ".txt"])
def test_strange_extensions_become_txt(library: Library, document: Document, name: str) -> None:
    assert library.adopt(DATA, Path(name), document).source_path.name == "source.txt"


def test_library_that_cannot_be_written_is_a_save_error(tmp_path: Path, document: Document) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(SaveError):
        Library(tmp_path / "file").adopt(DATA, Path("a.txt"), document)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("荷塘月色", "荷塘月色"),
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

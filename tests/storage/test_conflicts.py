from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotation.changes import Change, apply, created, revise
from reader.annotation.merging import heads
from reader.annotation.model import AnnotationSet, Body
from reader.annotation.sets import new_set
from reader.errors import (
    AnnotationsNewerError,
    AnnotationsOfAnotherArticleError,
    AnnotationsUnreadableError,
    SaveError,
)
from reader.storage import conflicts, displacing
from reader.storage.article_store import ANNOTATIONS, ArticleStore
from reader.storage.codec import encode
from reader.storage.conflicts import MergeReport, conflict_copies, merge_conflict_copies
from reader.text.offsets import TextRange
from reader.wording.errors import explain_merge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.document.model import Document

T0, T1 = "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:01.000Z"
NAMES = [
    "annotations.sync-conflict-20261122-205053-O6FYWIS.json",  # Syncthing
    "annotations (conflicted copy 2026-11-22 205053).json",  # Nextcloud
    "annotations (Konfliktkopie von Ann 2026-11-22 205053).json",
    "annotations_conflict-20161122-205053.json",  # ownCloud
    "annotations (Ann's conflicted copy 2026-11-22).json",  # Dropbox
    "annotations (Ann’s conflicted copy 2026-11-22 (1)).json",
    "annotations (Copie en conflit de Ann 2026-11-22).json",
    "annotations (Ann 的衝突複本 2026-11-22).json",
    "annotations (Case Conflict).json",
    "annotations-DESKTOP-1A2B3C.json",  # OneDrive
    "annotations-DESKTOP-1A2B3C-2.json",
    "annotations (1).json",  # Google Drive
    "annotations 2.json",  # iCloud Drive
    "annotations (SFConflict ann@example.org 2026-11-22-20-50-53).json",  # Seafile
    "Annotations.Conflict.json",  # Resilio
    "Copy of annotations.json",
    f"{ANNOTATIONS} (conflicted copy)",
    f"{ANNOTATIONS}.sync-conflict",
    "annotations~HEAD",
    "annotations@host.json",
    "annotations（衝突）.json",
    "副本.json",
]
OTHERS = [
    ANNOTATIONS,
    f".{ANNOTATIONS}.0123.tmp",
    ".syncthing.annotations.json.tmp",
    f"{ANNOTATIONS}.damaged-20261122T205053Z",
    "annotationsheet.json",
    "article.json",
    "annotations.md",
    f"{ANNOTATIONS}.lock",
    "source.txt",
]


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document("燈下翻書，窗外有雨。\n")


@pytest.fixture
def base(document: Document) -> AnnotationSet:
    item = created(document, TextRange(0, 4), Body(value="初"), now=T0)
    return apply(new_set(document), Change(None, item))


@pytest.fixture
def store(tmp_path: Path) -> ArticleStore:
    folder = tmp_path / "library" / "夜讀--0123abcd"
    folder.mkdir(parents=True)
    return ArticleStore(folder)


def with_note(annotations: AnnotationSet, note: str) -> AnnotationSet:
    (item,) = annotations.items
    return apply(annotations, Change(item, revise(item, now=T1, body=Body(value=note))))


def put(path: Path, annotations: AnnotationSet) -> Path:
    path.write_bytes(encode(annotations))
    return path


def merge_report(store: ArticleStore, *duplicates: ArticleStore) -> MergeReport:
    digest = "sha256:?"
    found = ArticleStore(store.folder)
    return merge_conflict_copies(found, found.load(), digest=digest, duplicates=duplicates)


def notes(annotations: AnnotationSet | None) -> set[str]:
    assert annotations is not None
    return {head.note for item in annotations.items for head in heads(item)}


@pytest.mark.parametrize("name", NAMES)
def test_copy_is_merged_and_put_aside(store: ArticleStore, base: AnnotationSet, name: str) -> None:
    store.save(with_note(base, "此"))
    copy = put(store.folder / name, with_note(base, "彼"))
    data = copy.read_bytes()

    result = merge_report(store)

    aside = store.folder.parent / "backups" / "merged" / store.folder.name / name
    assert result.merged == (aside,)
    assert aside.read_bytes() == data
    assert not copy.exists()
    assert notes(result.annotations) == notes(ArticleStore(store.folder).load()) == {"此", "彼"}
    assert merge_report(store) == MergeReport(annotations=result.annotations)


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_are_no_copies(store: ArticleStore, name: str) -> None:
    (store.folder / name).write_text("{}")

    assert conflict_copies(store.folder) == []


def test_all_copies_are_merged(store: ArticleStore, base: AnnotationSet) -> None:
    store.save(base)
    for name in NAMES:
        put(store.folder / name, with_note(base, name))

    result = merge_report(store)

    assert notes(result.annotations) == set(NAMES)
    assert len(result.merged) == len(NAMES)
    assert {path.name for path in store.folder.iterdir()} == {ANNOTATIONS}


def test_copy_is_all_that_is_left(store: ArticleStore, base: AnnotationSet) -> None:
    put(store.folder / NAMES[0], base)

    result = merge_conflict_copies(store, None, digest=base.about.source)

    assert result.annotations == ArticleStore(store.folder).load() == base
    assert conflict_copies(store.folder) == []


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda data: data[:-9], AnnotationsUnreadableError),
        (lambda _: b"{}", AnnotationsUnreadableError),
        (lambda data: data.replace(b'schema": 1', b'schema": 2'), AnnotationsNewerError),
        (lambda data: data.replace(b'"id": "', b'"id": "x', 1), AnnotationsOfAnotherArticleError),
    ],
)
def test_what_cannot_be_merged_is_left_and_told_of(
    store: ArticleStore,
    base: AnnotationSet,
    change: Callable[[bytes], bytes],
    error: type[Exception],
) -> None:
    store.save(base)
    bad, good = store.folder / NAMES[0], store.folder / NAMES[1]
    bad.write_bytes(change(encode(with_note(base, "彼"))))
    put(good, with_note(base, "此"))
    before = bad.read_bytes()

    result = merge_report(store)

    assert [type(each) for each in result.left] == [error]
    assert bad.read_bytes() == before
    assert notes(result.annotations) == {"此"}
    assert not good.exists()


def test_links_and_pipes_are_not_read(store: ArticleStore, base: AnnotationSet) -> None:
    store.save(base)
    (store.folder / NAMES[0]).symlink_to(store.path)
    os.mkfifo(store.folder / NAMES[1])

    result = merge_report(store)

    assert result.annotations == base
    assert [type(each) for each in result.left] == 2 * [AnnotationsUnreadableError]


def test_copies_of_one_name_do_not_replace_each_other(
    store: ArticleStore, base: AnnotationSet
) -> None:
    store.save(base)
    places = []
    for note in "甲乙丙乙":
        put(store.folder / NAMES[0], with_note(base, note))
        places += merge_report(store).merged

    assert len({path.read_bytes() for path in places}) == 3
    assert places[1] == places[3]


def test_copy_stays_where_saving_fails(store: ArticleStore, base: AnnotationSet) -> None:
    store.save(base)
    copy = put(store.folder / NAMES[0], with_note(base, "彼"))

    class FullStore(ArticleStore):
        def save(self, annotations: AnnotationSet) -> AnnotationSet:
            raise SaveError(self.path, os.strerror(28))

    result = merge_conflict_copies(FullStore(store.folder), base, digest=base.about.source)

    assert copy.exists()
    assert notes(result.annotations) == {"彼"}
    assert [type(each) for each in result.left] == [SaveError]


def test_copy_stays_where_it_cannot_be_put_aside(store: ArticleStore, base: AnnotationSet) -> None:
    store.save(base)
    copy = put(store.folder / NAMES[0], with_note(base, "彼"))
    (store.folder.parent / "backups").write_text("in the way")

    result = merge_report(store)

    assert copy.exists()
    assert notes(ArticleStore(store.folder).load()) == {"彼"}
    assert [type(each) for each in result.left] == [SaveError]


class Crash(BaseException):
    """The power goes."""


@pytest.mark.parametrize("step", range(9))
def test_crash_at_any_step_loses_nothing(
    store: ArticleStore, base: AnnotationSet, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    store.save(with_note(base, "此"))
    put(store.folder / NAMES[0], with_note(base, "彼"))
    put(store.folder / NAMES[1], with_note(base, "他"))
    left = iter(range(step))

    def crashing(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if next(left, None) is None:
                raise Crash
            return function(*arguments, **named)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", crashing(os.unlink))
        patch.setattr(os, "replace", crashing(os.replace))
        patch.setattr(displacing, "_renamed", crashing(displacing._renamed))
        patch.setattr(conflicts, "write_atomically", crashing(conflicts.write_atomically))
        with pytest.raises(Crash):
            merge_report(store)

    everything = ArticleStore(store.folder).load()
    left = [*conflict_copies(store.folder), *store.folder.glob("*.held.tmp")]
    texts = notes(everything).union(*map(notes_in, left))
    assert texts == {"此", "彼", "他"}
    assert notes(merge_report(store).annotations) == {"此", "彼", "他"}
    assert conflict_copies(store.folder) == []


def notes_in(copy: Path) -> set[str]:
    return notes(conflicts.read_set(copy, below=None))


def test_copy_written_anew_meanwhile_stays(
    store: ArticleStore, base: AnnotationSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(base)
    copy = put(store.folder / NAMES[0], with_note(base, "彼"))
    write = conflicts.write_atomically

    def late(path: Path, data: bytes, *, below: Path) -> None:
        write(path, data, below=below)
        put(copy, with_note(base, "又"))

    with monkeypatch.context() as patch:
        patch.setattr(conflicts, "write_atomically", late)
        assert merge_report(store).merged == ()

    assert notes(merge_report(store).annotations) == {"彼", "又"}


def test_other_folder_of_the_article_is_read_and_left(
    store: ArticleStore, base: AnnotationSet
) -> None:
    store.save(with_note(base, "此"))
    folder = store.folder.with_name("另一題--0123abcd")
    folder.mkdir()
    duplicate = ArticleStore(folder)
    duplicate.save(with_note(base, "彼"))
    before = duplicate.path.read_bytes()

    result = merge_report(store, duplicate)

    assert result.duplicates == (duplicate.path,)
    assert notes(ArticleStore(store.folder).load()) == {"此", "彼"}
    assert duplicate.path.read_bytes() == before
    status = store.path.stat()
    assert merge_report(store, duplicate).annotations == result.annotations
    assert store.path.stat().st_mtime_ns == status.st_mtime_ns


def test_foreign_article_does_not_become_this_one(store: ArticleStore, base: AnnotationSet) -> None:
    put(store.folder / NAMES[0], replace(base, id="urn:uuid:other"))

    result = merge_conflict_copies(store, None, digest=base.about.source)

    assert result.annotations is None
    assert [type(each) for each in result.left] == [AnnotationsOfAnotherArticleError]


def test_what_is_whole_in_a_damaged_copy_is_merged_and_the_copy_kept(
    store: ArticleStore, base: AnnotationSet, document: Document
) -> None:
    other = created(document, TextRange(5, 8), Body(value="窗"), now=T1)
    store.save(base)
    data = encode(apply(base, Change(None, other)))[:-3]
    for damaged in (data, data[data.index(b'"items"') :]):
        (store.folder / NAMES[0]).write_bytes(damaged)

        result = merge_report(store)

        assert result.annotations is not None
        assert {item.note for item in result.annotations.items} == {"初", "窗"}
        assert result.damaged == result.merged
        (aside,) = result.merged
        assert aside.read_bytes() == damaged
        assert str(aside) in explain_merge(result)
        assert not result.left


def test_damaged_copy_about_anything_is_left(store: ArticleStore, base: AnnotationSet) -> None:
    store.save(base)
    foreign = encode(base).replace(b"sha256:", b"sha256:0").replace(b"urn:uuid:", b"urn:uuid:0")
    copy = store.folder / NAMES[0]
    copy.write_bytes(foreign[:-3])

    result = merge_report(store)

    assert result.annotations == base
    assert [type(error) for error in result.left] == [AnnotationsUnreadableError]
    assert copy.exists()

from __future__ import annotations

import json
import os
import random
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.changes import deleted, now
from reader.annotation.merging import heads
from reader.annotation.model import Body
from reader.annotation.sets import new_set
from reader.articles import read_article
from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError, SaveError
from reader.storage import recovery
from reader.storage.article_store import ANNOTATIONS, ArticleStore
from reader.storage.backups import Backups
from reader.storage.codec import encode
from reader.storage.library import Library
from reader.wording.errors import explain_no_backup, explain_recovery
from tests.support.made_sets import (
    TIME,
    a_set,
    an_annotation,
    missing_from,
    notes,
    texts_of,
    whole_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.annotation.model import AnnotationSet

TEN = notes(10)
DATA = encode(TEN)
TEXTS = texts_of(TEN.items)
CUT = DATA[: DATA.index("第6條".encode())]
"""Six are whole in it, and one has only begun."""
LONG_AGO = datetime(2026, 2, 3, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library" / "article--01234567"
    folder.mkdir(parents=True)
    (folder / "source.txt").write_bytes(b"")
    return folder


@pytest.fixture
def store(folder: Path) -> ArticleStore:
    return ArticleStore(folder)


def copies_in(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{ANNOTATIONS}.damaged-*"))


def keep_backup(folder: Path, annotations: AnnotationSet) -> None:
    Backups(folder.parent, lambda: LONG_AGO).keep(folder, encode(annotations))


def test_whole_annotations_of_a_damaged_file_are_there_and_it_stays(
    store: ArticleStore, folder: Path
) -> None:
    store.path.write_bytes(CUT)

    annotations = store.load_for_writing(a_set())

    assert annotations.items == TEN.items[:6]
    assert store.path.read_bytes() == CUT
    (copy,) = copies_in(folder)
    assert copy.read_bytes() == CUT
    assert re.fullmatch(r"annotations\.json\.damaged-\d{8}T\d{6}Z", copy.name)
    recovery = store.recovery
    assert recovery is not None
    assert (recovery.path, recovery.copy, recovery.salvaged) == (store.path, copy, 6)
    assert (recovery.backup, recovery.from_backup, recovery.lost) == (None, 0, 1)


def test_backup_supplies_what_the_file_has_lost(store: ArticleStore, folder: Path) -> None:
    gone = replace(TEN, items=(deleted(TEN.items[0], now=TIME), *TEN.items[1:]))
    edited = replace(gone.items[1], body=Body(value="新寫"), history=("0123456789ab",))
    keep_backup(folder, TEN)
    later = encode(replace(gone, items=(gone.items[0], edited, *gone.items[2:])))
    store.path.write_bytes(later[: later.index("第6條".encode())])

    annotations = store.load_for_writing(a_set())

    assert annotations.items[0].is_deleted, "a note came back that had been deleted"
    assert "新寫" in {head.note for head in heads(annotations.items[1])}
    assert annotations.items[2:] == TEN.items[2:]
    assert store.recovery is not None
    assert (store.recovery.from_backup, store.recovery.lost) == (4, 0)
    assert store.recovery.backup is not None
    assert store.recovery.backup.day == LONG_AGO.date()


@pytest.mark.parametrize(
    ("modified", "outdated"),
    [("2026-05-05T00:00:00.000Z", 1), (TIME, 0), ("a time that cannot be read" * 4, 1)],
)
def test_later_version_that_was_damaged_is_told_of(
    store: ArticleStore, folder: Path, modified: str, outdated: int
) -> None:
    keep_backup(folder, TEN)
    edited = replace(TEN.items[3], modified=modified, body=Body(value="新寫的一條"))
    later = encode(replace(TEN, items=(*TEN.items[:3], edited, *TEN.items[4:])))
    store.path.write_bytes(later.replace("新寫的一條".encode(), b"\x00" * 15))

    annotations = store.load_for_writing(a_set())

    assert annotations.items == TEN.items
    recovery = store.recovery
    assert recovery is not None
    assert (recovery.from_backup, recovery.outdated, recovery.lost) == (1, outdated, 0)
    said = explain_recovery(recovery)
    assert ("1 of them is shown as it was that day" in said) == bool(outdated)


def test_record_that_is_strange_now_is_shown_as_it_was(store: ArticleStore, folder: Path) -> None:
    keep_backup(folder, TEN)
    store.path.write_bytes(DATA.replace(b'"commenting"', b"17", 1)[:-9])

    assert store.load_for_writing(a_set()).items == TEN.items
    assert store.recovery is not None
    assert (store.recovery.outdated, store.recovery.lost) == (1, 0)


def test_damaged_backup_is_passed_over(store: ArticleStore, folder: Path) -> None:
    keep_backup(folder, TEN)
    Backups(folder.parent).keep(folder, b"damaged")
    store.path.write_bytes(b"")

    assert store.load_for_writing(a_set()).items == TEN.items


def test_backup_about_another_article_is_not_used(store: ArticleStore, folder: Path) -> None:
    keep_backup(folder, another(TEN))
    store.path.write_bytes(CUT)

    assert store.load_for_writing(a_set()).items == TEN.items[:6]


def test_next_save_takes_the_place_of_the_damaged_file(store: ArticleStore, folder: Path) -> None:
    store.path.write_bytes(CUT)
    annotations = store.load_for_writing(a_set())

    store.save(replace(annotations, items=(*annotations.items, an_annotation(99))))

    after = ArticleStore(folder).load()
    assert after is not None
    assert not missing_from(after.items, (*TEN.items[:6], an_annotation(99)))
    assert [copy.read_bytes() for copy in copies_in(folder)] == [CUT]
    assert not store.backups.of(folder), "a damaged file was kept as a backup"


def test_opening_again_and_again_makes_one_copy(folder: Path) -> None:
    (folder / ANNOTATIONS).write_bytes(CUT)

    for _ in range(3):
        ArticleStore(folder).load_for_writing(a_set())

    assert len(copies_in(folder)) == 1


def test_copies_of_the_same_second_do_not_replace_each_other(folder: Path) -> None:
    for length in (100, 200, 300):
        (folder / ANNOTATIONS).write_bytes(DATA[:length])
        ArticleStore(folder).load_for_writing(a_set())

    assert {len(copy.read_bytes()) for copy in copies_in(folder)} == {100, 200, 300}


def test_copy_that_was_removed_is_made_again_before_saving(
    store: ArticleStore, folder: Path
) -> None:
    store.path.write_bytes(CUT)
    annotations = store.load_for_writing(a_set())
    copies_in(folder)[0].unlink()

    store.save(annotations)

    assert [copy.read_bytes() for copy in copies_in(folder)] == [CUT]


@pytest.mark.parametrize("is_loaded", [True, False])
@pytest.mark.parametrize("damaged", [CUT, b"", b'{"type": "Playlist"}', DATA.replace(b":", b";")])
def test_file_damaged_while_open_costs_nothing(
    store: ArticleStore, folder: Path, damaged: bytes, is_loaded: bool
) -> None:
    store.path.write_bytes(DATA)
    if is_loaded:
        store.load_for_writing(a_set())
    store.path.write_bytes(damaged)

    saved = store.save(a_set(an_annotation(99)))

    assert not missing_from(saved.items, [an_annotation(99), *whole_in(damaged, TEXTS)])
    assert ArticleStore(folder).load() == saved
    assert [copy.read_bytes() for copy in copies_in(folder)] == [damaged]
    assert store.recovery is not None


def another(annotations: AnnotationSet) -> AnnotationSet:
    source = "sha256:another"
    items = []
    for item in annotations.items:
        assert item.target is not None
        items.append(replace(item, target=replace(item.target, source=source)))
    about = replace(annotations.about, source=source)
    return replace(annotations, id="urn:uuid:another", about=about, items=tuple(items))


def test_annotations_of_another_article_are_put_aside_whole(
    store: ArticleStore, folder: Path
) -> None:
    foreign = encode(another(TEN))
    store.path.write_bytes(foreign)

    assert store.load_for_writing(a_set()) == a_set()
    assert store.recovery is not None
    assert store.recovery.is_foreign
    store.save(a_set(an_annotation(99)))

    assert ArticleStore(folder).load() == a_set(an_annotation(99))
    assert [copy.read_bytes() for copy in copies_in(folder)] == [foreign]


def test_damaged_head_does_not_make_a_file_another_articles(store: ArticleStore) -> None:
    head, items = DATA.split(b'"items"')
    damaged = head.replace(b"sha256:", b"sha255:").replace(b"5e7", b"5e6") + b'"items"' + items
    store.path.write_bytes(damaged[:-9])

    annotations = store.load_for_writing(a_set())

    assert annotations == replace(TEN, items=TEN.items[:9])


def test_reading_changes_nothing(store: ArticleStore, folder: Path) -> None:
    store.path.write_bytes(CUT)
    old = folder / ".annotations.json.0123456789abcdef.tmp"
    old.write_text("half")
    os.utime(old, (0, 0))
    before = {path: path.stat().st_mtime_ns for path in folder.parent.rglob("*")}

    with pytest.raises(AnnotationsUnreadableError):
        store.load()
    assert store.readable(a_set()).items == TEN.items[:6]

    assert {path: path.stat().st_mtime_ns for path in folder.parent.rglob("*")} == before
    store.load_for_writing(a_set())
    assert not old.exists()


def test_file_that_cannot_be_copied_is_not_replaced(store: ArticleStore, folder: Path) -> None:
    store.path.write_bytes(CUT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recovery, "write_atomically", _refused)
        with pytest.raises(SaveError):
            store.save(a_set())
    assert store.path.read_bytes() == CUT
    assert not copies_in(folder)


def _refused(path: Path, _data: bytes, *, below: Path) -> None:
    raise SaveError(path, f"not below {below}")


def test_random_flipped_bits_never_cost_what_they_do_not_hit(tmp_path: Path) -> None:
    rng = random.Random(7)  # noqa: S311 - the same each time
    for number in range(60):
        damaged = bytearray(DATA)
        for _ in range(rng.choice((1, 1, 5))):
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        folder = tmp_path / str(number)
        folder.mkdir()
        assert_survives(ArticleStore(folder), bytes(damaged))


def assert_survives(store: ArticleStore, damaged: bytes) -> None:
    """Check that a damaged file is gone on with and never lost."""
    whole = whole_in(damaged, TEXTS)
    store.path.write_bytes(damaged)
    try:
        annotations = store.load_for_writing(a_set())
    except AnnotationsNewerError:
        assert not missing_from(store.readable(a_set()).items, whole)
        assert store.path.read_bytes() == damaged
        return
    assert not missing_from(annotations.items, whole)
    assert store.path.read_bytes() == damaged
    store.save(replace(annotations, unreadable=(*annotations.unreadable, "new")))
    kept = [*copies_in(store.folder), *(backup.path for backup in store.backups.of(store.folder))]
    assert damaged in [path.read_bytes() for path in kept]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(("x:a", "x:b", "reader:unknown")), JSON), st.data())
def test_unknown_fields_survive_an_edit(
    tmp_path_factory: pytest.TempPathFactory, extra: dict[str, object], data: st.DataObject
) -> None:
    store = ArticleStore(tmp_path_factory.mktemp("article"))
    record = json.loads(DATA)
    item = record["items"][3]
    level = data.draw(st.sampled_from((record, item, item["body"], item["target"])))
    level |= extra
    store.path.write_text(json.dumps(record), "utf-8")

    annotations = store.load_for_writing(a_set())
    store.save(replace(annotations, items=(*annotations.items, an_annotation(99))))

    saved = json.loads(store.path.read_bytes())
    item = saved["items"][3]
    assert any(
        extra.items() <= level.items() for level in (saved, item, item["body"], item["target"])
    )


# From the file to the user


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "文.txt"
    path.write_text("夜讀\n\n燈下讀書，窗外有雨。\n", "utf-8")
    return path


def damage(library: Library, path: Path, change: Callable[[bytes], bytes]) -> ArticleStore:
    article = read_article(path, library)
    store = article.kept_in(library)
    store.save(replace(new_set(article.document), items=notes(3).items))
    store.path.write_bytes(change(store.path.read_bytes()))
    return store


def test_article_with_a_damaged_file_can_be_written_on(tmp_path: Path, article: Path) -> None:
    library = Library(tmp_path / "library")
    damage(library, article, lambda data: data[:-9])

    opened = read_article(article, library)
    assert isinstance(opened.problem, AnnotationsUnreadableError)
    writable = opened.for_writing(library)

    assert writable.problem is None
    assert writable.annotations is not None
    assert len(writable.annotations.items) == 2
    assert writable.store is not None
    assert writable.store.recovery is not None
    said = explain_recovery(writable.store.recovery)
    assert str(writable.store.recovery.copy) in said
    assert "2 annotations" in said
    assert "1 is lost" in said


def test_article_with_a_newer_file_is_shown_and_not_written(tmp_path: Path, article: Path) -> None:
    library = Library(tmp_path / "library")
    store = damage(library, article, lambda data: data.replace(b'schema": 1', b'schema": 999'))
    before = store.path.read_bytes()

    writable = read_article(article, library).for_writing(library)

    assert isinstance(writable.problem, AnnotationsNewerError)
    assert writable.annotations is not None
    assert writable.annotations.items == notes(3).items
    assert store.path.read_bytes() == before
    assert not copies_in(store.folder)


# Files that are gone, and records that cannot be read


def test_file_that_is_gone_is_gone_on_with_as_it_was_backed_up(
    store: ArticleStore, folder: Path
) -> None:
    keep_backup(folder, TEN)

    annotations = store.load_for_writing(a_set())

    assert annotations == TEN
    assert store.recovery is not None
    assert (store.recovery.is_missing, store.recovery.from_backup) == (True, 10)
    assert "10 annotations came from the backup of 2026-02-03" in explain_recovery(store.recovery)


def test_file_that_never_was_is_not_told_of(store: ArticleStore, folder: Path) -> None:
    assert store.load_for_writing(a_set()) == a_set()
    keep_backup(folder, another(TEN))
    assert store.load_for_writing(a_set()) == a_set()
    assert store.recovery is None


def test_record_that_cannot_be_read_is_shown_as_backed_up_and_stays(
    store: ArticleStore, folder: Path
) -> None:
    keep_backup(folder, TEN)
    store.path.write_bytes(DATA.replace(b'"target"', b'"tarfet"', 1))

    annotations = store.load_for_writing(a_set())

    assert annotations.items == TEN.items
    assert [record["id"] for record in annotations.unreadable] == [TEN.items[0].id]
    assert store.recovery is not None
    assert (store.recovery.copy, store.recovery.from_backup) == (None, 1)
    assert "1 annotation in" in explain_recovery(store.recovery)
    again = ArticleStore(folder)
    assert store.save(annotations) == again.load_for_writing(a_set())
    assert again.recovery is None


def test_note_that_was_deleted_does_not_come_back_for_its_record(
    store: ArticleStore, folder: Path
) -> None:
    keep_backup(folder, TEN)
    gone = deleted(TEN.items[0], now=now())  # long ago, it would be in no bin any more
    strange = {"id": gone.id, "type": "Annotation"}
    store.save(replace(TEN, items=(gone, *TEN.items[1:]), unreadable=(strange,)))

    assert ArticleStore(folder).load_for_writing(a_set()).items[0] == gone


def test_backups_that_cannot_be_written_are_told_of(store: ArticleStore, folder: Path) -> None:
    store.save(TEN)
    (folder.parent / "backups").write_text("in the way")

    store.save(a_set(an_annotation(99)))

    assert store.no_backup is not None
    assert str(folder.parent / "backups") in explain_no_backup(store.no_backup)


@pytest.mark.parametrize("is_folder", [True, False])
def test_article_whose_notes_are_gone_is_shown_as_backed_up(
    tmp_path: Path, article: Path, is_folder: bool
) -> None:
    library = Library(tmp_path / "library")
    store = damage(library, article, lambda data: data)
    Backups(library.root).keep(store.folder, store.path.read_bytes())
    if is_folder:
        shutil.rmtree(store.folder)
    else:
        store.path.unlink()
    before = sorted(library.root.rglob("*"))

    opened = read_article(article, library)

    assert opened.annotations is not None
    assert opened.annotations.items == notes(3).items
    assert opened.backup is not None
    assert [each.folder for each in library.lost()] == ([store.folder] if is_folder else [])
    assert sorted(library.root.rglob("*")) == before, "reading changed something"
    writable = opened.for_writing(library)
    assert writable.annotations is not None
    assert writable.annotations.items == notes(3).items
    assert writable.store is not None
    assert writable.store.recovery is not None
    assert not list(library.lost())

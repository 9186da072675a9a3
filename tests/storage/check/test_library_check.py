from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.annotation.anchoring import anchor
from reader.annotation.changes import Change, apply, created
from reader.annotation.merging import heads
from reader.annotation.model import AnnotationSet, Body
from reader.annotation.sets import new_set
from reader.storage import read_regular
from reader.storage.article_store import ArticleStore
from reader.storage.check.findings import Finding, Kind
from reader.storage.check.library_check import examine
from reader.storage.codec import encode
from reader.storage.folders import Folder
from reader.storage.library import Library
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

TEXT = "燈下翻書，窗外有雨。他看了很久，一夜也沒有睡；雨也沒有停。\n"
DATA = TEXT.encode()
TIME = "2026-01-01T00:00:00.000Z"
QUOTES = ("燈下翻書", "窗外有雨", "一夜")


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document(TEXT, title="夜讀")


@pytest.fixture
def annotations(document: Document) -> AnnotationSet:
    found = new_set(document)
    for quote in QUOTES:
        start = TEXT.index(quote)
        place = TextRange(start, start + len(quote))
        item = created(document, place, Body(value=f"記{quote}"), now=TIME)
        found = apply(found, Change(None, item))
    return found


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def store(library: Library, document: Document, annotations: AnnotationSet) -> ArticleStore:
    store = library.add(DATA, Path("a.txt"), document)
    store.save(annotations)
    return store


def found_in(library: Library, *, repairs: bool = False) -> list[Finding]:
    return [
        finding for examined in examine(library, repairs=repairs) for finding in examined.findings
    ]


def kinds_in(library: Library) -> list[Kind]:
    return [finding.kind for finding in found_in(library)]


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def notes_in(store: ArticleStore) -> list[str]:
    annotations = store.load()
    assert annotations is not None
    return [item.note for item in annotations.items]


def with_place(annotations: AnnotationSet, index: int, **target: Any) -> AnnotationSet:
    items = list(annotations.items)
    place = items[index].target
    assert place is not None
    items[index] = replace(items[index], target=replace(place, **target))
    return replace(annotations, items=tuple(items))


def old(path: Path) -> Path:
    path.touch()
    os.utime(path, (0, 0))
    return path


def damage(store: ArticleStore) -> None:
    data = store.path.read_bytes()
    store.path.write_bytes(data[: len(data) * 3 // 4])


def conflict(store: ArticleStore, annotations: AnnotationSet) -> Path:
    path = store.path.with_name("annotations.sync-conflict-20261122-205053-O6FYWIS.json")
    path.write_bytes(encode(annotations))
    return path


def test_library_in_order_has_nothing_to_tell(library: Library, store: ArticleStore) -> None:
    assert store.path.exists()
    assert kinds_in(library) == []


def test_library_that_was_never_used_is_in_order_and_not_made(library: Library) -> None:
    assert found_in(library, repairs=True) == []
    assert not library.root.exists()


def fault_text_changed(store: ArticleStore, _: AnnotationSet) -> None:
    path = store.source_path
    assert path is not None
    path.write_bytes(DATA.replace("窗外".encode(), "屋外".encode()))


def fault_source_gone(store: ArticleStore, _: AnnotationSet) -> None:
    path = store.source_path
    assert path is not None
    path.unlink()


def fault_newer(store: ArticleStore, _: AnnotationSet) -> None:
    data = store.path.read_bytes()
    store.path.write_bytes(data.replace(b'"reader:schema": 1', b'"reader:schema": 999'))


def fault_pipe(store: ArticleStore, _: AnnotationSet) -> None:
    store.path.unlink()
    os.mkfifo(store.path)


def fault_set_id(store: ArticleStore, annotations: AnnotationSet) -> None:
    store.path.write_bytes(encode(replace(annotations, id="urn:uuid:another")))


def fault_id(store: ArticleStore, annotations: AnnotationSet) -> None:
    items = (replace(annotations.items[0], id="urn:uuid:1"), *annotations.items[1:])
    store.path.write_bytes(encode(replace(annotations, items=items)))


def fault_record(store: ArticleStore, annotations: AnnotationSet) -> None:
    store.path.write_bytes(encode(replace(annotations, unreadable=({"type": "Note"},))))


def fault_quote_gone(store: ArticleStore, annotations: AnnotationSet) -> None:
    store.path.write_bytes(encode(with_place(annotations, 0, exact="白日登山")))


def fault_quote_doubtful(store: ArticleStore, annotations: AnnotationSet) -> None:
    several = with_place(
        annotations, 2, exact="也沒有", prefix="", suffix="", range=TextRange(0, 3)
    )
    store.path.write_bytes(encode(several))


def fault_backup(store: ArticleStore, _: AnnotationSet) -> None:
    place = store.backups.root / store.folder.name
    place.mkdir(parents=True)
    (place / "2026-01-01.json").write_text("{")


def fault_gone(store: ArticleStore, _: AnnotationSet) -> None:
    store.backups.keep(store.folder, store.path.read_bytes())
    store.path.unlink()


def fault_foreign_copy(store: ArticleStore, annotations: AnnotationSet) -> None:
    conflict(store, replace(annotations, id="urn:uuid:another"))


def fault_twin(store: ArticleStore, annotations: AnnotationSet) -> None:
    duplicate = store.folder.with_name(f"{store.folder.name} (1)")
    duplicate.mkdir()
    (duplicate / "source.txt").write_bytes(DATA)
    ArticleStore(duplicate).save(with_place(annotations, 0, prefix="另"))


def fault_stray_source(store: ArticleStore, _: AnnotationSet) -> None:
    (store.folder / "source.bak").write_bytes(b"other")


def fault_stray_annotations(store: ArticleStore, _: AnnotationSet) -> None:
    (store.folder.parent / "annotations.json").write_bytes(store.path.read_bytes())


def fault_encoding(store: ArticleStore, annotations: AnnotationSet) -> None:
    about = replace(annotations.about, encoding="no-such-encoding")
    store.path.write_bytes(encode(replace(annotations, about=about)))


@pytest.mark.parametrize(
    ("fault", "kinds"),
    [
        (fault_text_changed, [Kind.SOURCE_CHANGED, Kind.MOVED]),
        (fault_source_gone, [Kind.SOURCE_MISSING]),
        (fault_newer, [Kind.ANNOTATIONS_NEWER]),
        (fault_pipe, [Kind.ANNOTATIONS_REFUSED]),
        (fault_set_id, [Kind.SET_ID_ODD]),
        (fault_id, [Kind.IDS_ODD]),
        (fault_record, [Kind.ITEMS_UNREADABLE]),
        (fault_quote_gone, [Kind.ORPHANS]),
        (fault_quote_doubtful, [Kind.AMBIGUOUS]),
        (fault_backup, [Kind.BACKUP_DAMAGED]),
        (fault_gone, [Kind.ANNOTATIONS_GONE]),
        (fault_foreign_copy, [Kind.CONFLICT_COPY]),
        (fault_twin, [Kind.TWO_FOLDERS]),
        (fault_stray_source, [Kind.STRAY_SOURCE]),
        (fault_stray_annotations, [Kind.STRAY_ANNOTATIONS]),
        (fault_encoding, [Kind.SOURCE_UNREADABLE]),
    ],
)
def test_what_takes_a_person_is_told_and_left(
    library: Library,
    store: ArticleStore,
    annotations: AnnotationSet,
    fault: Callable[[ArticleStore, AnnotationSet], None],
    kinds: list[Kind],
) -> None:
    fault(store, annotations)
    before = files_in(library.root)

    for repairs in (False, True):
        findings = found_in(library, repairs=repairs)

        assert [finding.kind for finding in findings] == kinds
        assert all(finding.stays and not finding.can_repair for finding in findings)
        assert files_in(library.root) == before


@pytest.mark.parametrize("name", ["annotations.json.damaged-20260101T000000Z", "x.lock"])
def test_what_is_only_worth_knowing_is_no_fault(
    library: Library, store: ArticleStore, name: str
) -> None:
    (store.folder / name).touch()

    (finding,) = found_in(library, repairs=True)

    assert finding.is_notice
    assert not finding.stays
    assert finding.path.exists()


def test_a_lock_whose_process_is_gone_is_told_of_and_cleared(
    library: Library, store: ArticleStore
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lock = a_lock(store, gone.pid)

    (finding,) = found_in(library)
    assert (finding.kind, finding.stays, finding.can_repair) == (Kind.LOCK_LEFT, False, True)
    assert lock.exists()
    (finding,) = found_in(library, repairs=True)
    assert finding.is_repaired
    assert not lock.exists()


@pytest.mark.parametrize("host", [socket.gethostname(), "elsewhere"])
def test_a_lock_that_may_be_held_stays(library: Library, store: ArticleStore, host: str) -> None:
    lock = a_lock(store, os.getppid() if host == socket.gethostname() else 2**22 + 1, host)

    (finding,) = found_in(library, repairs=True)

    assert (finding.kind, finding.stays) == (Kind.LOCK_FILE, False)
    assert lock.exists()


def test_a_lock_of_our_own_is_not_worth_a_word(library: Library, store: ArticleStore) -> None:
    lock = a_lock(store, os.getpid())

    assert found_in(library, repairs=True) == []
    assert lock.exists()


def a_lock(store: ArticleStore, process: int, host: str = socket.gethostname()) -> Path:
    path = store.folder / "annotations.lock"
    path.write_text(f"{process}\nprogram\n{host}\nmachine\nboot\nsomebody\n", encoding="utf-8")
    return path


def test_nothing_is_changed_unless_asked_for(
    library: Library, store: ArticleStore, annotations: AnnotationSet
) -> None:
    old(store.folder / ".annotations.json.0f.tmp")
    conflict(store, annotations)
    damage(store)
    (library.root / ".stignore").unlink()
    before = files_in(library.root)

    findings = found_in(library)

    assert {finding.kind for finding in findings if finding.can_repair} == {
        Kind.TEMPORARY_FILE,
        Kind.CONFLICT_COPY,
        Kind.ANNOTATIONS_DAMAGED,
        Kind.IGNORE_LIST,
    }
    assert files_in(library.root) == before


def test_all_that_can_be_is_repaired_at_once_and_stays_so(
    library: Library, store: ArticleStore, annotations: AnnotationSet
) -> None:
    old(store.folder / ".annotations.json.0f.tmp")
    conflict(store, annotations)
    damage(store)
    damaged = store.path.read_bytes()
    (library.root / ".stignore").unlink()

    findings = found_in(library, repairs=True)

    assert not any(finding.stays for finding in findings)
    assert set(kinds_in(library)) == {Kind.DAMAGED_COPY}
    assert notes_in(ArticleStore(store.folder)) == [item.note for item in annotations.items]
    assert damaged in files_in(library.root / "backups" / "repaired").values()
    assert not list(store.folder.glob("*.tmp"))


def test_damaged_file_gets_back_what_its_backup_has(
    library: Library, store: ArticleStore, annotations: AnnotationSet
) -> None:
    store.backups.keep(store.folder, store.path.read_bytes())
    store.path.write_text("{")

    assert not any(finding.stays for finding in found_in(library, repairs=True))

    assert notes_in(ArticleStore(store.folder)) == [item.note for item in annotations.items]


def test_damaged_file_that_nothing_is_known_of_is_left(
    library: Library, store: ArticleStore
) -> None:
    store.path.write_text("{")

    (finding,) = found_in(library, repairs=True)

    assert finding.kind is Kind.ANNOTATIONS_DAMAGED
    assert finding.stays
    assert store.path.read_text() == "{"


def test_moved_annotation_is_put_where_its_text_is(
    library: Library, store: ArticleStore, annotations: AnnotationSet, document: Document
) -> None:
    shifted = with_place(annotations, 0, range=TextRange(5, 9))
    store.path.write_bytes(encode(shifted))

    (finding,) = found_in(library, repairs=True)

    assert (finding.kind, finding.is_repaired) == (Kind.MOVED, True)
    assert finding.ids == (annotations.items[0].id,)
    again = ArticleStore(store.folder).load()
    assert again is not None
    assert again.items[0].target == annotations.items[0].target
    assert anchor(again.items[0], document) == TextRange(0, 4)
    assert len(heads(again.items[0])) == 1
    assert again.items[0].history
    assert again.items[1:] == annotations.items[1:]
    assert encode(shifted) in files_in(library.root / "backups" / "repaired").values()


def test_annotation_that_is_there_twice_is_there_once(
    library: Library, store: ArticleStore, annotations: AnnotationSet
) -> None:
    twice = replace(annotations, items=(annotations.items[0], *annotations.items))
    store.path.write_bytes(encode(annotations).replace(b'"items": [', b'"items": [' + item(twice)))

    (finding,) = found_in(library, repairs=True)

    assert (finding.kind, finding.count, finding.is_repaired) == (Kind.IDS_TWICE, 1, True)
    assert store.path.read_bytes() == encode(annotations)


def item(annotations: AnnotationSet) -> bytes:
    """Return the text of the first annotation and the comma behind it."""
    alone = encode(replace(annotations, items=annotations.items[:1]))
    start, end = alone.index(b'"items": [') + 10, alone.rindex(b"\n  ]")
    return alone[start:end] + b","


def test_nothing_is_repaired_where_no_backup_can_be_made(
    library: Library, store: ArticleStore, annotations: AnnotationSet
) -> None:
    store.path.write_bytes(encode(with_place(annotations, 0, range=TextRange(5, 9))))
    before = store.path.read_bytes()
    (library.root / "backups").write_text("a file where the folder should be")

    findings = found_in(library, repairs=True)

    assert [finding.kind for finding in findings] == [Kind.MOVED, Kind.NOT_REPAIRED]
    assert all(finding.stays for finding in findings)
    assert store.path.read_bytes() == before


def test_folders_come_one_by_one_and_say_how_far_it_is(
    library: Library, make_document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        text = f"第{number}篇。\n"
        document = make_document(text, title=f"{number}")
        library.add(text.encode(), Path("a.txt"), document).save(new_set(document))
    examined = list(examine(library))
    assert [each.number for each in examined] == [1, 2, 3, 4]
    assert {each.total for each in examined} == {4}

    opened: list[Path] = []
    read = read_regular.read_annotations
    monkeypatch.setattr(
        "reader.storage.check.folder_check.read_annotations",
        lambda path, *, below: opened.append(path) or read(path, below=below),
    )
    list(islice(examine(library), 2))  # whoever stops asking has stopped it

    assert len(opened) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
FIELDS = ["id", "type", "created", "modified", "motivation", "body", "target", "reader:deleted"]
RECORDS = JSON | st.dictionaries(
    st.sampled_from(FIELDS), JSON | st.sampled_from(["Annotation", TIME, "urn:uuid:1", {}])
)


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(records=st.lists(RECORDS, max_size=4), about=JSON | st.just({}))
@example(records=[{"id": [1], "type": "Annotation"}], about={})
def test_any_json_can_be_looked_at_and_mended(
    library: Library, store: ArticleStore, records: list[Any], about: Any
) -> None:
    record = {"type": "AnnotationSet", "reader:schema": 1, "id": "urn:uuid:1"}
    store.path.write_text(json.dumps({**record, "about": about, "items": records}))

    before = store.path.read_bytes()
    found_in(library)
    assert store.path.read_bytes() == before

    found_in(library, repairs=True)
    assert not any(finding.can_repair for finding in found_in(library))


def test_record_that_shares_its_id_with_an_unreadable_one_is_not_there_twice(
    library: Library, store: ArticleStore, annotations: AnnotationSet
) -> None:
    unreadable = ({"id": annotations.items[0].id, "type": "Annotation"},)
    store.path.write_bytes(encode(replace(annotations, unreadable=unreadable)))
    before = files_in(library.root)

    assert [each.kind for each in found_in(library, repairs=True)] == [Kind.ITEMS_UNREADABLE]
    assert files_in(library.root) == before


def test_states_before_repairs_are_kept_up_to_a_number(store: ArticleStore) -> None:
    for number in range(25):
        store.backups.keep_aside(store.folder, str(number).encode())

    kept = sorted(files_in(store.backups.root / "repaired").items())
    assert [data for _, data in kept] == [str(number).encode() for number in range(5, 25)]


def test_pipe_in_place_of_the_ignore_list_is_not_opened(
    library: Library, store: ArticleStore
) -> None:
    path = library.root / ".stignore"
    path.unlink()
    os.mkfifo(path)

    assert [each.kind for each in found_in(library, repairs=True)] == [Kind.NOT_A_FILE]
    assert path.is_fifo()


def test_folder_that_adds_nothing_is_put_aside(
    library: Library, store: ArticleStore, annotations: AnnotationSet
) -> None:
    duplicate = ArticleStore(store.folder.with_name(f" {store.folder.name} (1)"))
    duplicate.folder.mkdir()
    (duplicate.folder / "source.txt").write_bytes(DATA)
    duplicate.save(annotations)
    held = files_in(duplicate.folder)

    (finding,) = found_in(library)
    assert (finding.kind, finding.path, finding.can_repair) == (
        Kind.SPARE_FOLDER, duplicate.folder, True,
    )  # fmt: skip

    assert not any(finding.stays for finding in found_in(library, repairs=True))
    aside = library.root / "backups" / "merged" / duplicate.folder.name
    assert {path.name: data for path, data in files_in(aside).items()} == {
        path.name: data for path, data in held.items()
    }
    assert kinds_in(library) == []
    assert notes_in(store) == [item.note for item in annotations.items]


def test_empty_folder_of_an_article_is_told_of(library: Library, store: ArticleStore) -> None:
    folder = store.folder.with_name("夜讀--01234567")
    folder.mkdir()
    (store.folder.parent / "mine").mkdir()

    (finding,) = found_in(library)
    assert (finding.kind, finding.path, finding.is_notice) == (Kind.EMPTY_FOLDER, folder, True)


def test_folder_that_may_not_be_read_is_told_of_once(
    library: Library, make_document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "夜讀。\n"
    document = make_document(text)
    store = library.add(text.encode(), Path("a.txt"), document)
    store.save(new_set(document))
    opened = Folder.inner

    def refusing(folder: Folder, name: str) -> Folder:
        if name == store.folder.name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(folder, name)

    monkeypatch.setattr(Folder, "inner", refusing)

    found = [each for one in examine(library) for each in one.findings]

    assert [each.kind for each in found] == [Kind.ANNOTATIONS_REFUSED]

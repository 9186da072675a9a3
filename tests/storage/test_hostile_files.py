"""Files of annotations as nobody's program writes them: read or refused at once, and none lost."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.annotation.changes import deleted, revise
from reader.annotation.merging import heads
from reader.annotation.model import Body
from reader.annotation.versions import joined, settled, versions
from reader.errors import AnnotationsUnreadableError, SaveError
from reader.storage import loose_json
from reader.storage.article_store import ArticleStore
from reader.storage.codec import decode, encode
from reader.storage.loose_json import TOO_DAMAGED, BeyondSalvageError
from reader.storage.read_regular import LARGEST
from reader.storage.reading_costs import (
    MOST_COMMAS,
    MOST_PARTS,
    TOO_LARGE,
    TOO_MANY_PARTS,
    why_too_costly,
)
from reader.storage.recovery import DAMAGED
from reader.storage.salvage import salvage
from reader.storage.settings import SettingsStore
from reader.storage.sources import digest_of_file, has_source
from tests.support.hostile_files import FILES
from tests.support.made_sets import TIME, a_set, an_annotation, notes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATH = Path("annotations.json")
SIZE = 400_000
HEAD = b'{\n  "type": "AnnotationSet",\n  "id": "urn:uuid:5e7",\n  "reader:schema": 1,\n'
NOTE = encode(notes(1)).partition(b'"items": [')[2].partition(b"\n  ]")[0]
ITEM: dict[str, Any] = json.loads(NOTE)
IN_SECONDS = 4
"""Of the processor, which under a debugger or a profiler may be slow. Each measures below 0.5; with
time that grows with the square of the size, it is 20 to 200."""


@pytest.fixture(autouse=True)
def _at_once_and_small() -> Iterator[None]:
    started = time.process_time()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - started < IN_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kilobytes


def filled(*pieces: bytes) -> bytes:
    """Return so many of a piece as fill a file of `SIZE`."""
    return b"".join(pieces) * (SIZE // sum(map(len, pieces)))


DAMAGED_FILES = {
    "lists": filled(b"["),
    "braces": filled(b"{"),
    "objects": filled(b'{"a":'),
    "both": filled(b'[{"a":'),
    "fields of lists": filled(b'\n  "a":['),
    "fields of wide objects": filled(b'\n  "a":{"b":1,'),
    "annotations within each other": filled(b'{"id": "urn:uuid:a", "type": "Annotation", "x": '),
    "records within each other": filled(b'{"type": 1, "id": "urn:uuid:a", "x": '),
    "records within each other, whole": filled(
        b'{"type": 1, "id": "urn:uuid:a", "x": ' * 100, b"1", b"}" * 100
    ),
    "beginnings of annotations": filled(b'{"id": "urn:uuid:a", "modified": '),
    "quotes": filled(b'"'),
    "braces and quotes": filled(b'{"'),
    "escapes": b'{"a": "' + filled(b"\\n"),
    "backslashes": filled(b"\\"),
    "lone surrogate among escapes": b'{"a": "\\ud800' + filled(b"\\n"),
    "digits": b'{"a": ' + filled(b"9") + b"}",
    "digits of a fraction": b'{"a": 0.' + filled(b"9") + b"}",
    "exponent": b'{"a": 1e' + filled(b"9") + b"}",
    "constants": b'{"a": [NaN' + filled(b",NaN,-Infinity") + b"]}",
    "white space": b"{" + filled(b" ") + b'"',
    "lines": filled(b"\n  "),
    "names without values": filled(b'\n  "a" '),
    "names twice": b"{" + filled(b'"a":1,') + b'"a":2}',
    "names twice in each": b"[" + filled(b'{"a":1,"a":2},') + b"{}]",
    "abouts": filled(b'"about":'),
    "roles": b'"reader:roles": [' + filled(b"[[1,2]],"),
}


@pytest.mark.alike(9)
@pytest.mark.parametrize("rubbish", DAMAGED_FILES.values(), ids=list(DAMAGED_FILES))
def test_what_is_whole_is_found_in_any_rubbish(rubbish: bytes) -> None:
    # On a line of its own, whatever the rubbish left open.
    found = salvage(HEAD + rubbish + b"\n" + NOTE + b"\n")

    assert [an_annotation(0)] == [head for item in found.items for head in heads(item)][-1:]


REFUSED = {
    "last name twice": b"{" + b"".join(b'"%06d":1,' % i for i in range(40_000)) + b'"a":1,"a":2}',
    "every name twice": b"{" + b'"a":1,' * 60_000 + b'"a":1}',
    "a long name twice": b'{"%s":1,"%s":2}' % (2 * (b"x" * 200_000,)),
    "names twice far inside": b'{"a":' * 60 + b'{"b":1,"b":2}' + b"}" * 60,
    "digits": b'{"a":' + b"9" * SIZE + b"}",
    "exponent": b'{"a":1e' + b"9" * SIZE + b"}",
    "fraction": b'{"a":' + b"9" * SIZE + b".5}",
    "constant": b'{"a":NaN}',
    "deep": b"[" * (SIZE // 2) + b"]" * (SIZE // 2),
    "deep within a set": HEAD + b'"x":' + b"[" * 5000 + b"]" * 5000 + b',"items":[]}',
    "deep within an item": HEAD + b'"items":[{"x":' + b"[" * 90 + b"]" * 90 + b"}]}",
    "UTF-16": HEAD.decode().encode("utf-16"),
    "a long time": json.dumps(
        {**json.loads(encode(notes(0))), "reader:schema": "9" * SIZE}
    ).encode(),
    "items of another type": json.dumps({**json.loads(encode(notes(0))), "items": {}}).encode(),
    "nothing": b"",
    "another thing": b"[1, 2]",
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_file_of_ours_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(AnnotationsUnreadableError) as refused:
        decode(data, PATH)

    assert len(refused.value.reason) < 200
    assert "\n" not in refused.value.reason


def with_items(*items: Any, **fields: Any) -> bytes:
    return json.dumps({**json.loads(encode(notes(0))), "items": items, **fields}).encode()


def another(note: str, **fields: Any) -> dict[str, Any]:
    return {**ITEM, "body": {**ITEM["body"], "value": note}, **fields}


ODD_FILES = {
    "earlier texts": with_items(
        {**ITEM, "reader:earlier": [{"value": str(i), "modified": TIME} for i in range(8_000)]}
    ),
    "earlier texts that are none": with_items({**ITEM, "reader:earlier": [*range(60_000)]}),
    "long earlier texts": with_items(
        {**ITEM, "reader:earlier": [{"value": "x" * i, "modified": TIME} for i in range(800)]}
    ),
    "a long earlier text": with_items({**ITEM, "reader:earlier": "x" * SIZE}),
    "empty items": with_items(*[{}] * 30_000),
    "numbers": with_items(*range(30_000)),
    "texts": with_items(*map(str, range(30_000))),
    "lists of lists": with_items(*[[[]]] * 20_000),
    "others' records": with_items(*({"id": str(i), "type": "X"} for i in range(15_000))),
    "a long note": with_items(another("字" * SIZE)),
    "a long id": with_items(another("", id="x" * SIZE)),
    "many tags": with_items({**ITEM, "body": {**ITEM["body"], "tags": ["x"] * 80_000}}),
    "a long history": with_items({**ITEM, "reader:history": ["0" * 12] * 30_000}),
    "unknown fields": with_items(**{f"x{i}": i for i in range(40_000)}),
    "names in another order": b"\xef\xbb\xbf" + with_items({**ITEM, "id": "urn:uuid:1"}),
    "another context": with_items(**{"@context": {"a": ["b"] * 50_000}}),
}


@pytest.mark.alike(6)
@pytest.mark.parametrize("data", ODD_FILES.values(), ids=list(ODD_FILES))
def test_what_is_unknown_is_carried_along(data: bytes) -> None:
    kept = decode(data, PATH)

    again = json.loads(encode(kept))

    assert len(again["items"]) == len(json.loads(data.decode("utf-8-sig"))["items"])
    assert decode(encode(kept), PATH) == kept


OVERLAYS = {
    "reader:roles": {"kind": "heading", "level": 1},
    "reader:repairs": {"rule": "entity", "before": "a", "after": "b", "state": "applied"},
    "reader:refused": {},
    "reader:colors": {"name": "疑"},
}


@pytest.mark.parametrize("name", list(OVERLAYS))
def test_tens_of_thousands_of_records_over_an_article_are_read_and_written(name: str) -> None:
    of_one = {"start": 0, "end": 1, "word": "裏", "color": "yellow"}
    records = [
        {**of_one, **OVERLAYS[name], "start": i, "end": i + 1, "word": str(i), "color": str(i)}
        for i in range(10_000)
    ] + [{**of_one, **OVERLAYS[name], "x": i} for i in range(10_000)]
    records.append({**of_one, "reader:alternatives": [{**of_one, "x": i} for i in range(5_000)]})

    kept = decode(with_items(**{name: records}), PATH)

    assert json.loads(encode(kept))[name] == records


def test_thousands_of_items_with_one_id_are_versions_of_one() -> None:
    data = with_items(*(another(str(number)) for number in range(1_500)))

    (item,) = decode(data, PATH).items

    assert {head.note for head in heads(item)} == set(map(str, range(1_500)))
    assert decode(encode(a_set(item)), PATH).items == (item,)


def test_thousands_of_alternatives_can_be_chosen_from_changed_and_deleted() -> None:
    others = [another(str(number), **{"reader:history": ["0" * 12]}) for number in range(1_000)]
    (item,) = decode(with_items({**ITEM, "reader:alternatives": others}), PATH).items

    assert len(versions(item)) == 1_001
    assert len(versions(revise(item, now=TIME, body=Body(value="新", color="blue")))) == 1
    assert len(versions(revise(item, now=TIME, body=Body(value=item.note, color="blue")))) == 1_001
    assert settled(item, versions(item)[1], now=TIME).note == versions(item)[1].note
    assert len(joined(item, now=TIME).note.split()) == 1_001
    assert deleted(item, now=TIME).is_deleted


# Sizes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "文庫" / "篇").mkdir(parents=True)
    return tmp_path / "文庫" / "篇"


def full_of_holes(path: Path) -> Path:
    """Make a file of 60 GB that takes no place on the disk."""
    with path.open("wb") as file:
        file.truncate(60_000_000_000)
    return path


def test_a_source_larger_than_any_article_is_not_looked_into(folder: Path) -> None:
    source = full_of_holes(folder / "source.bin")
    (folder / "source.txt").write_bytes(b"x")

    assert digest_of_file(source) is None
    assert not has_source(folder, "sha256:" + "0" * 64)


def test_annotations_larger_than_any_of_ours_are_left_as_they_are(folder: Path) -> None:
    path = full_of_holes(folder / "annotations.json")
    store = ArticleStore(folder)

    for use in (store.load, lambda: store.save(notes(1))):
        with pytest.raises((AnnotationsUnreadableError, SaveError)):
            use()

    assert path.stat().st_size == 60_000_000_000


TOO_MANY: dict[str, Callable[[], bytes]] = {
    "lists": lambda: b"[]," * (MOST_PARTS + 1),
    "numbers": lambda: b"1," * (MOST_COMMAS + 1),
    "fields": lambda: b'{"a":1' + b',"a":1' * (MOST_COMMAS + 1) + b"},",
    "strings": lambda: b'"[",' * (LARGEST // 5),
}


@pytest.mark.parametrize("values", TOO_MANY.values(), ids=list(TOO_MANY))
def test_more_values_than_fit_in_memory_are_left_as_they_are(
    folder: Path, values: Callable[[], bytes]
) -> None:
    data = HEAD + b'"items": [' + values() + b"1]}"
    assert len(data) < LARGEST

    assert_left(folder, data, TOO_MANY_PARTS)


@pytest.mark.parametrize("name", list(FILES))
def test_a_hostile_file_is_read_and_saved_or_refused_and_left(folder: Path, name: str) -> None:
    record = json.loads(encode(notes(0)))
    data = FILES[name](record, ITEM)
    (folder / "annotations.json").write_bytes(data)
    store = ArticleStore(folder)

    try:
        kept = store.load_for_writing(notes(0))
    except AnnotationsUnreadableError:
        assert (folder / "annotations.json").read_bytes() == data
        return
    store.save(kept)

    assert ArticleStore(folder).load_for_writing(notes(0)).id == kept.id
    assert store.recovery is None or store.recovery.copy.read_bytes() == data  # type: ignore[union-attr]


TOO_WIDE: dict[str, Callable[[], bytes]] = {
    "a note": lambda: b"x" * 60_000_000,
    "a note with a character beyond the basic plane": lambda: b"x" * 20_000_000 + "𠮷".encode(),
    "a note with such a character as an escape": lambda: b"x" * 30_000_000 + rb"\ud842\udfb7",
    "a note of such escapes": lambda: rb"\ud842\udfb7" * 2_500_000,
    "a note of lone surrogates": lambda: rb"\ud842" * 10_000_000,
    "escaped quotes around one": lambda: rb"\"" * 10_000_000 + "𠮷".encode() + rb"\"" * 10_000_000,
    "backslashes before one": lambda: rb"\\" * 10_000_000 + "𠮷".encode(),
    "notes beside one": lambda: b'","body":"'.join([b"x" * 1_000_000] * 30) + "𠮷".encode(),
}


@pytest.mark.parametrize("text", TOO_WIDE.values(), ids=list(TOO_WIDE))
def test_a_text_that_does_not_fit_in_memory_is_left_as_it_is(
    folder: Path, text: Callable[[], bytes]
) -> None:
    data = HEAD + b'"items": [{"body":"' + text() + b'"}]}'
    assert len(data) < LARGEST

    assert_left(folder, data, TOO_LARGE)


def test_an_article_has_room_for_tens_of_thousands_of_annotations(folder: Path) -> None:
    rare = NOTE.replace("第".encode(), "𠮷".encode())

    assert not why_too_costly(HEAD, b'"items": [', b",".join([NOTE] * 36_000), b"]}")
    assert not why_too_costly(HEAD, b'"items": [', b",".join([rare] * 25_000), b"]}")


def assert_left(folder: Path, data: bytes, reason: str) -> None:
    (folder / "annotations.json").write_bytes(data)
    store = ArticleStore(folder)

    with pytest.raises(AnnotationsUnreadableError) as refused:
        store.load_for_writing(notes(0))
    with pytest.raises(AnnotationsUnreadableError):
        store.save(notes(1))

    assert refused.value.reason == reason
    assert store.readable(notes(0)) == notes(0)
    assert (folder / "annotations.json").read_bytes() == data
    assert not list(folder.glob(f"*{DAMAGED}*"))


TOO_DAMAGED_FILES = {
    "numbers": b"1,",
    "objects": b'{"a":1},',
    "quotes": b'{"',
    "objects that do not end": b'{"a":1,',
    "lists": b"[],",
    "names twice": b'{"a":1,"a":2},',
}


@pytest.mark.parametrize("piece", TOO_DAMAGED_FILES.values(), ids=list(TOO_DAMAGED_FILES))
def test_more_damage_than_can_be_looked_through_is_left_as_it_is(
    folder: Path, piece: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loose_json, "MOST_STEPS", 3_000)

    assert_left(folder, HEAD + b'"items": [' + piece * 3_000 + b"x", TOO_DAMAGED)


def test_before_it_is_too_much_damage_costs_little() -> None:
    with pytest.raises(BeyondSalvageError):
        salvage(HEAD + b'"items": [' + b'{"a":1,"b":1},' * loose_json.MOST_STEPS + b"x")


def test_a_note_may_be_full_of_brackets_and_commas(folder: Path) -> None:
    annotations = a_set(an_annotation(0, "[{," * (MOST_COMMAS + 1)))
    ArticleStore(folder).save(annotations)

    assert ArticleStore(folder).load() == annotations


def test_what_is_whole_is_found_between_hundreds_of_damaged_places(folder: Path) -> None:
    items = encode(notes(3_000)).split(b'{\n      "id"')
    damaged = (b"x" if number % 10 == 1 else b'{\n      "id"' for number in range(1, len(items)))
    pieces = (piece for pair in zip(damaged, items[1:], strict=True) for piece in pair)

    found = salvage(b"".join((items[0], *pieces)))

    assert len(found.items) == 2_700


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"x":' * 5_000 + b"1" + b"}" * 5_000,
        b'{"zoom": ' + b"9" * 5_000 + b"}",
        b'{"zoom": -1, "panels": [9999999999, -1], "refused": [1, "\xe8\xa3\x8f"], "theme": 7}',
        b'{"zoom": true, "geometry": "\\ud800", "last_article": ["x"], "extra": NaN}',
        "{}".encode("utf-16"),
    ],
)
def test_hostile_settings_are_those_of_the_first_start(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(data)
    store = SettingsStore(tmp_path)

    settings = store.load()
    store.save(settings)

    assert (settings.zoom, settings.theme, settings.last_article) == (100, "system", "")
    assert store.load().refused == settings.refused
    assert settings.refused in {(), ("裏",)}


def test_settings_full_of_holes_are_not_read(tmp_path: Path) -> None:
    full_of_holes(tmp_path / "settings.json")

    assert SettingsStore(tmp_path).load().zoom == 100

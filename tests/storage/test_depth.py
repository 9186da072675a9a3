"""What was read, damaged or whole, and merged and written, can be read again, however it nests."""

from __future__ import annotations

import copy
import itertools
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.annotation.merging import merge, with_each_version
from reader.errors import AnnotationsUnreadableError
from reader.storage.article_store import ArticleStore
from reader.storage.codec import decode, encode
from tests.support.made_sets import a_set, an_annotation, notes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.annotation.model import AnnotationSet

PATH = Path("annotations.json")
PLACES: dict[str, Callable[[dict[str, Any], Any], object]] = {
    "set": lambda record, value: record.update({"x:deep": value}),
    "about": lambda record, value: record["about"].update({"x:deep": value}),
    "text": lambda record, value: record["about"]["reader:text"].update({"x:deep": value}),
    "item": lambda record, value: record["items"][0].update({"x:deep": value}),
    "body": lambda record, value: record["items"][0]["body"].update({"x:deep": value}),
    "target": lambda record, value: record["items"][0]["target"].update({"x:deep": value}),
    "selector": lambda record, value: record["items"][0]["target"]["selector"][0].update(
        {"x:deep": value}
    ),
    "version": lambda record, value: record["items"][0].update(
        {"reader:alternatives": [{**record["items"][0], "x:deep": value}]}
    ),
    "no version": lambda record, value: record["items"][0].update({"reader:alternatives": [value]}),
    "no list": lambda record, value: record["items"][0].update({"reader:alternatives": value}),
    "unreadable": lambda record, value: record["items"].append({"id": "x", "x:deep": value}),
    "decision": lambda record, value: record["reader:repairs"].append(
        {"rule": "x", "start": 0, "end": 1, "before": "夜", "x:deep": value}
    ),
    "role": lambda record, value: record["reader:roles"].append(
        {"start": 0, "end": 1, "exact": "夜", "role": "heading", "level": 1, "x:deep": value}
    ),
}
DEPTHS = (*range(54, 70), 200)


def nested(depth: int, leaf: str) -> Any:
    value: Any = leaf
    for level in range(depth):
        value = {"a": value} if level % 2 else [value]
    return value


def file_with(place: str, depth: int, leaf: str) -> bytes:
    record = json.loads(encode(a_set(an_annotation(1), an_annotation(2))))
    PLACES[place](record, nested(depth, leaf))
    return json.dumps(copy.deepcopy(record), ensure_ascii=False, indent=2).encode()


def read(data: bytes) -> AnnotationSet | None:
    try:
        return decode(data, PATH)
    except AnnotationsUnreadableError:
        return None


@pytest.mark.alike(6)
@pytest.mark.parametrize("place", PLACES)
def test_what_can_be_read_can_be_merged_and_read_again(place: str) -> None:
    sets = [read(file_with(place, depth, leaf)) for depth in DEPTHS for leaf in "甲乙"]
    known = [each for each in sets if each is not None]
    assert 0 < len(known) < len(sets)
    together = a_set()
    for one in known:
        together = merge(together, one)
        assert decode(encode(together), PATH) == together
    for one, other in itertools.pairwise(known):
        merged = merge(one, other)
        assert decode(encode(merged), PATH) == merged
        for item in merged.items:
            changed = with_each_version(item, lambda each: each)
            assert decode(encode(a_set(changed)), PATH).items == (changed,)


def damaged(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randrange(len(changed))
        match rng.randrange(4):
            case 0:
                changed[at] ^= 1 << rng.randrange(8)
            case 1:
                del changed[at : at + rng.choice((1, 2, 8, 40))]
            case 2:
                changed[at:at] = rng.choice((b"[", b"{", b'{"a":', b"]", b"}", b'"'))
            case _:
                changed[at] = rng.choice(b'[]{}",:')
    return bytes(changed)


def damaged_files() -> Iterator[bytes]:
    rng = random.Random(64)  # noqa: S311 - the same each time
    for place in PLACES:
        for depth in (30, 60, 61, 62, 63, 64, 65):
            whole = file_with(place, depth, "甲")
            for _ in range(4):
                yield damaged(whole, rng)


def test_what_is_written_after_a_recovery_can_be_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", lambda _: None)
    for number, data in enumerate(damaged_files()):
        folder = tmp_path / str(number) / "article--01234567"
        folder.mkdir(parents=True)
        store = ArticleStore(folder)
        store.path.write_bytes(data)

        saved = store.save(merge(store.load_for_writing(a_set()), notes(3)))

        assert ArticleStore(folder).load() == saved
    assert number > 300

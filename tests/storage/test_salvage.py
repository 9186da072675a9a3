from __future__ import annotations

import json
import random
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.merging import heads
from reader.annotation.model import Body
from reader.storage.codec import encode
from reader.storage.salvage import Salvaged, salvage
from tests.made_sets import ID, TIME, a_set, an_annotation, missing_from, notes, texts_of, whole_in

TWENTY = notes(20)
DATA = encode(TWENTY)
TEXTS = texts_of(TWENTY.items)
TEXT = DATA.decode()
MIDDLE = an_annotation(10).id


def assert_nothing_whole_is_missing(damaged: bytes) -> Salvaged:
    found = salvage(damaged)
    assert not missing_from(found.items, whole_in(damaged, TEXTS))
    return found


def test_undamaged_file_is_read_in_full() -> None:
    full = replace(
        TWENTY,
        repairs=({"rule": "entity", "x": [1, 2.5]},),
        roles=({"role": "heading"},),
        refused=({"word": "裏"},),
        colors=({"color": "yellow", "name": "疑"},),
        unreadable=({"id": "urn:uuid:f", "type": "Sticker"},),
    )

    found = salvage(encode(full))

    assert found.annotations == full
    assert not found.broken


def test_cut_anywhere_it_keeps_what_is_before_the_cut() -> None:
    for length in range(0, len(DATA), 41):  # every one of them in `tests.faults`
        found = salvage(DATA[:length])
        assert found.items == tuple(whole_in(DATA[:length], TEXTS))


@pytest.mark.parametrize("field", ["type", "items", "reader:schema", "about", "id"])
def test_damaged_name_in_the_head_costs_no_annotation(field: str) -> None:
    for damaged in (
        TEXT.replace(f'"{field}": ', f'"{field[:-1]}~": ', 1),
        TEXT.replace('"AnnotationSet"', '"AnnotationRet"').replace(f'"{field}"', '"other"', 1),
    ):
        assert salvage(damaged.encode()).items == TWENTY.items


def test_cut_annotation_is_named() -> None:
    cut = TEXT.index("第10條")

    assert salvage(TEXT[:cut].encode()).broken == {MIDDLE: TIME}


def test_time_of_a_cut_annotation_is_not_that_of_the_next() -> None:
    start = TEXT.index(f'"{MIDDLE}"') + len(MIDDLE) + 2
    end = TEXT.index('{\n      "id"', start)

    damaged = f"{TEXT[:start]}, \x00 {TEXT[end:]}"

    assert salvage(damaged.encode()).broken == {MIDDLE: None}


def test_beginning_that_is_gone_takes_nothing_with_it() -> None:
    found = salvage(TEXT[TEXT.index('"items"') :].encode())

    assert found.items == TWENTY.items
    assert found.annotations is None
    assert found.over(a_set()) == TWENTY


def test_random_flipped_bits_cost_only_what_they_hit() -> None:
    rng = random.Random(4)  # noqa: S311 - the same each time
    for _ in range(300):
        damaged = bytearray(DATA)
        for _ in range(rng.choice((1, 1, 1, 3, 20))):
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        assert_nothing_whole_is_missing(bytes(damaged))


def test_stretch_of_zeros_costs_only_what_it_hits() -> None:
    for start in range(0, len(DATA), 512):
        damaged = DATA[:start] + bytes(512) + DATA[start + 512 :]
        assert_nothing_whole_is_missing(damaged)


HOSTILE = {
    "NaN": '"x": NaN',
    "infinite": '"x": 1e999',
    "digits": f'"x": {"9" * 5000}',
    "lists": f'"x": {"[" * 10_000}{"]" * 10_000}',
    "objects": '"x": ' + '{"a":' * 10_000 + "0" + "}" * 10_000,
    "unclosed": '"x": ' + '{"a":' * 10_000,
    "twice": '"reader:roles": [], "reader:roles": []',
    "surrogate": r'"x": "\ud842"',
    "quote": '"x": "',
    "braces": '"x": "{{{{{{{{{{{{{{{{"',
    "control": '"x": "\n\t\x00"',
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["head", "tail"])
def test_hostile_value_beside_the_items_costs_none_of_them(name: str, place: str) -> None:
    text = (
        TEXT.replace('"reader:roles": []', HOSTILE[name])
        if place == "head"
        else TEXT.replace("\n  ]\n}", f"\n  ], {HOSTILE[name]}\n}}")
    )
    assert text != TEXT

    found = salvage(text.encode())

    assert found.items == TWENTY.items
    assert (found.set_id, found.about) == (ID, TWENTY.about)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_value_in_an_item_costs_no_other(name: str) -> None:
    text = TEXT.replace(f'"id": "{MIDDLE}",', f'"id": "{MIDDLE}", {HOSTILE[name]},')

    found = assert_nothing_whole_is_missing(text.encode())

    assert len(found.items) >= 19


@pytest.mark.parametrize("name", ["NaN", "infinite", "digits", "surrogate", "braces"])
def test_value_that_is_none_costs_only_itself(name: str) -> None:
    text = TEXT.replace(f'"id": "{MIDDLE}",', f'"id": "{MIDDLE}", {HOSTILE[name]},')

    note = next(item.note for item in salvage(text.encode()).items if item.id == MIDDLE)

    assert note == "第10條"


def test_both_values_of_a_name_that_is_there_twice_are_kept() -> None:
    text = TEXT.replace('"value": "第10條"', '"value": "先寫", "value": "後寫"')

    item = next(item for item in salvage(text.encode()).items if item.id == MIDDLE)

    assert {head.note for head in heads(item)} == {"先寫", "後寫"}


def test_second_list_of_items_does_not_hide_the_first() -> None:
    text = TEXT.replace("\n}\n", ',\n  "items": []\n}\n')

    assert salvage(text.encode()).items == TWENTY.items


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_byte_order_are_understood(encoding: str) -> None:
    assert salvage(TEXT.encode(encoding)).annotations == TWENTY


def test_bytes_that_are_no_text_are_replaced() -> None:
    damaged = DATA.replace("第10條".encode(), "第10".encode() + b"\xed\xa1\x82")

    item = next(item for item in salvage(damaged).items if item.id == MIDDLE)

    assert item.note == "第10\ufffd\ufffd\ufffd"


def test_record_that_is_no_annotation_hides_no_other() -> None:
    text = TEXT.replace('"created": "2026', '"created": "sometime 2026', 1)[:-20]

    found = salvage(text.encode())

    assert len(found.items) == 18  # the last is cut
    assert [record["id"] for record in found.unreadable] == [TWENTY.items[0].id]


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"type": "Playlist"}', b"\x00" * 99])
def test_what_is_nothing_of_ours_holds_nothing(data: bytes) -> None:
    found = salvage(data)

    assert not found.items
    assert found.annotations is None
    assert found.over(TWENTY) is not None
    assert found.over(TWENTY).items == TWENTY.items


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(max_size=6).map("x:{}".format), JSON, max_size=3), st.data())
def test_unknown_fields_at_any_level_cost_nothing(
    extra: dict[str, Any], data: st.DataObject
) -> None:
    record = json.loads(TEXT)
    item = data.draw(st.sampled_from(record["items"]))
    level = data.draw(st.sampled_from((record, item, item["body"], item["target"])))
    level.update(extra)
    indent = data.draw(st.sampled_from((None, 2)))
    text = json.dumps(record, ensure_ascii=data.draw(st.booleans()), indent=indent)

    found = salvage(text[:-1].encode(errors="surrogatepass"))

    assert [each.note for each in found.items] == [each.note for each in TWENTY.items]


def test_notes_that_look_like_files_are_notes() -> None:
    annotations = a_set(an_annotation(1, note=TEXT), an_annotation(2, note='{"id": "urn:uuid:9"'))

    found = salvage(encode(annotations)[:-3])

    assert found.items == annotations.items


@pytest.mark.parametrize(
    "unit", ['{"a":', '{"a":[', '{"', "{", '{"a":"', '{"a":{"b":1},', '{"a":1,"b":[{"c":2}],"d":']
)
def test_time_grows_with_the_length(unit: str) -> None:
    def took(count: int) -> float:
        data = (unit * count).encode()
        started = time.process_time()
        salvage(data)
        return time.process_time() - started

    assert took(4_000) < 8 * took(1_000) + 0.1  # four times as long; sixteen if it were quadratic


def test_versions_beside_the_one_shown_come_along() -> None:
    one = an_annotation(1)
    other = replace(one, body=Body(value="另一版"))
    damaged = encode(a_set(one))[:-3] + b",\n" + encode(a_set(other))

    item = salvage(damaged).items[0]

    assert {head.note for head in heads(item)} == {"第1條", "另一版"}

from __future__ import annotations

import json
import random
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.changes import deleted, revise
from reader.annotation.merging import heads, merge_versions
from reader.annotation.model import AnnotationSet, Body
from reader.annotation.records import to_record
from reader.storage.codec import encode
from reader.storage.salvage import Salvaged, salvage
from tests.support.made_sets import (
    ID,
    TIME,
    a_set,
    an_annotation,
    missing_from,
    notes,
    texts_of,
    whole_in,
)

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


def test_what_was_deleted_and_what_was_said_before_is_read_back() -> None:
    item, gone = (
        revise(an_annotation(number), now=TIME, body=Body(value="改")) for number in range(2)
    )
    annotations = a_set(item, deleted(gone, now=TIME), an_annotation(2))
    data = encode(annotations)

    assert salvage(data).annotations == annotations
    found = salvage(data[data.index(b'"items"') :].replace(b'"id": "urn:uuid:00000002"', b'"id'))
    assert found.items == annotations.items[:2]


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


FOUR = notes(4)
FIRST, SECOND, *_ = FOUR.items


def with_a_history(annotations: AnnotationSet) -> AnnotationSet:
    first = replace(annotations.items[0], history=("0123456789ab",))
    return replace(annotations, items=(first, *annotations.items[1:]))


def without(text: str, start: str, end: str) -> bytes:
    """Return a text without what stands between the end of one part and the start of another."""
    at = text.index(start) + len(start)
    return (text[:at] + text[text.index(end, at) :]).encode()


SECOND_BEGINS = f'{{\n      "id": "{SECOND.id}"'


@pytest.mark.parametrize(
    "opening", ['"reader:history": [', '"selector": [', '"tags": [', '"body": {']
)
def test_bracket_that_is_lost_hides_no_annotation_behind_it(opening: str) -> None:
    text = encode(with_a_history(FOUR)).decode()
    begins = SECOND_BEGINS if opening.endswith("[") else SECOND_BEGINS[1:]

    found = salvage(without(text, opening, begins))

    assert {item.id for item in FOUR.items[2:]} <= {item.id for item in found.items}
    assert SECOND in found.items or opening.endswith("{")
    assert FIRST.id in found.broken or opening.endswith("{")


@pytest.mark.parametrize("name", ["reader:alternatives", "x:unknown"])
def test_list_nobody_closes_hides_no_annotation(name: str) -> None:
    marked = replace(FIRST, extra={name: [{"a": 1}]})
    text = encode(a_set(marked, *FOUR.items[1:])).decode()

    found = salvage(without(text, f'"{name}": [', SECOND_BEGINS))

    assert found.items == FOUR.items, "what is left of the first, and the others whole"
    assert set(found.broken) == {FIRST.id}


def test_set_that_runs_into_an_annotation_hides_nothing() -> None:
    record = json.dumps(to_record(FIRST), ensure_ascii=False, indent=2).removesuffix("\n}")
    text = encode(a_set(*FOUR.items[1:])).decode()

    rest = text[text.index('"reader:repairs"') :]

    found = salvage(f"{record},\n{rest}".encode())

    assert found.items == FOUR.items


def test_own_versions_of_an_annotation_stay_with_it() -> None:
    both = merge_versions(FIRST, replace(FIRST, body=Body(value="另一版")))

    assert salvage(encode(a_set(both, *FOUR.items[1:]))[:-3]).items == (both, *FOUR.items[1:])


def test_annotation_of_another_program_is_one_whatever_its_id() -> None:
    foreign = replace(FIRST, id="https://example.org/anno1")
    data = encode(a_set(foreign, *FOUR.items[1:]))

    assert salvage(data[:-5]).items == (foreign, *FOUR.items[1:])
    cut = data[: data.index(b'"selector"')]
    assert set(salvage(cut).broken) == {foreign.id}


def test_what_others_wrote_into_a_damaged_file_is_kept() -> None:
    sticker = {"id": "https://example.org/1", "type": "Sticker", "picture": {"id": "p"}}
    full = replace(
        FOUR, unreadable=(sticker,), extra={"x:mine": {"a": [1]}, "@context": ["a", {"b": "c"}]}
    )
    data = encode(full)

    for damaged in (data[:-1] + b"]", data.replace(b'"selector"', b'"selec', 1)):
        found = salvage(damaged)
        assert found.unreadable == (sticker,)
        assert found.extra == full.extra
        assert found.over(a_set()).extra == full.extra


def test_damage_at_random_costs_no_annotation_that_is_whole() -> None:
    rng = random.Random(11)  # noqa: S311 - the same each time
    items = [
        replace(item, extra={"u": {"a": [{"b": 1}]}}, body=Body(value=value))
        for item, value in zip(
            FOUR.items, ['{"id": "urn:uuid:z"}', '}{]["\\', '" : {', '"items": [{'], strict=True
        )
    ]
    data, texts = encode(a_set(*items)), texts_of(items)
    for _ in range(400):
        damaged = bytearray(data)
        for _ in range(rng.randint(1, 5)):
            _damage(damaged, rng)
        found = salvage(bytes(damaged))
        assert not missing_from(found.items, whole_in(bytes(damaged), texts))


def _damage(data: bytearray, rng: random.Random) -> None:
    at, other = rng.randrange(len(data) or 1), rng.randrange(len(data) or 1)
    match rng.randrange(4):
        case 0:
            del data[at : at + rng.randint(1, 300)]
        case 1:
            data[at:at] = data[other : other + rng.randint(1, 2000)]
        case 2:
            data[at:at] = rng.choice((b'"', b"{", b"}", b'[{"', b"\\", b'{"a":', b'"}]'))
        case _:
            data[at : at + 200] = bytes(200)

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.changes import chosen, deleted, restored, revise, rewritten
from reader.annotation.earlier_texts import (
    EARLIER,
    LARGEST,
    MOST,
    EarlierText,
    stored_in,
    united,
    with_texts,
)
from reader.annotation.merging import (
    choices,
    earlier_texts,
    heads,
    merge_all,
    merge_versions,
    with_each_version,
)
from reader.annotation.model import Annotation, Body
from reader.annotation.mv_registers import ALTERNATIVES
from reader.annotation.records import former_hash, from_record, to_record, version_hash
from reader.annotation.tag_union import said_by
from reader.annotation.versions import joined, versions
from tests.support.made_sets import an_annotation

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = an_annotation(1, "初")


def time(second: int) -> str:
    return f"2026-01-01T00:{second // 60:02}:{second % 60:02}.000Z"


def noted(annotation: Annotation, note: str, second: int = 1) -> Annotation:
    body = replace(annotation.body or Body(), value=note)
    return revise(annotation, now=time(second), body=body)


def said(annotation: Annotation) -> list[str]:
    return [text.value for text in earlier_texts(annotation)]


def a_record(value: str, second: int = 0) -> dict[str, Any]:
    return {"value": value, "modified": time(second)}


def with_field(annotation: Annotation, name: str, value: Any) -> Annotation:
    return replace(annotation, extra=MappingProxyType({**annotation.extra, name: value}))


# What is remembered


def test_text_that_is_replaced_is_remembered_with_its_time() -> None:
    second = noted(FIRST, "再", 5)

    third = noted(second, "三", 9)

    assert earlier_texts(FIRST) == ()
    assert earlier_texts(third) == (
        EarlierText(FIRST.modified, "初"),
        EarlierText(time(5), "再"),
    )


def test_only_another_text_is_a_new_one() -> None:
    painted = revise(FIRST, now=time(1), body=Body(value="初", color="blue"))
    unmarked = noted(replace(FIRST, body=Body()), "注")

    assert said(painted) == []
    assert said(unmarked) == []
    assert said(noted(painted, "")) == ["初"]


def test_strokes_of_one_sitting_are_not_remembered() -> None:
    item = rewritten(FIRST, Body(value="夜"), now=time(1))
    for note in ("夜讀", "夜讀書"):
        item = rewritten(item, Body(value=note), instead_of=item.note, goes_on=True, now=time(2))

    assert said(item) == ["初"]


def test_text_that_stays_beside_the_new_one_is_not_earlier() -> None:
    both = merge_versions(noted(FIRST, "此", 1), noted(FIRST, "彼", 2))

    written = rewritten(both, Body(value="改"), instead_of="彼", now=time(3))

    assert {head.note for head in heads(written)} == {"改", "此"}
    assert said(written) == ["初", "彼"]


@pytest.mark.parametrize("settle", ["keep", "join", "delete"])
def test_settling_versions_remembers_those_that_are_not_kept(settle: str) -> None:
    both = merge_versions(noted(FIRST, "此", 1), noted(FIRST, "彼", 2))
    settled = {
        "keep": lambda: chosen(both, versions(both)[1], now=time(3)),
        "join": lambda: joined(both, now=time(3)),
        "delete": lambda: deleted(both, now=time(3)),
    }[settle]()

    expected = {"keep": ["初", "彼"], "join": ["初", "此", "彼"], "delete": ["初", "此"]}
    assert said(settled) == expected[settle]


def test_undo_and_redo_remember_each_text_once() -> None:
    second = noted(FIRST, "再", 1)
    item = second
    for number in range(2, 20):
        goal = FIRST if number % 2 == 0 else second
        item = restored(goal, item, now=time(number))

    assert sorted(said(item)) == ["再", "初"]


def test_clock_that_stands_still_does_not_disturb_the_order() -> None:
    item = FIRST
    for number in range(5):
        item = noted(item, f"第{number}則", 0)

    assert said(item) == ["初", "第0則", "第1則", "第2則", "第3則"]


def test_deleted_note_keeps_what_it_said_last_and_before() -> None:
    gone = deleted(noted(FIRST, "再", 1), now=time(2))

    assert (gone.note, gone.text, said(gone)) == ("", "再", ["初"])
    assert said(restored(noted(FIRST, "再", 1), gone, now=time(3))) == ["初"]
    assert said(chosen(gone, replace(gone, body=Body(value="新")), now=time(3))) == ["初", "再"]


# Bounds


def test_oldest_of_too_many_go() -> None:
    item = FIRST
    for number in range(MOST + 9):
        item = noted(item, f"第{number}則", number)

    assert said(item) == [f"第{number}則" for number in range(8, MOST + 8)]


def test_oldest_of_too_long_ones_go() -> None:
    records = [a_record(f"{number}".rjust(LARGEST // 4), number) for number in range(7)]

    assert united(records) == records[-4:]


def test_all_that_fits_together_is_kept() -> None:
    sizes = [LARGEST // 2, LARGEST // 4, LARGEST // 8, LARGEST // 16]
    records = [a_record("字" * (size // 3), number) for number, size in enumerate(sizes)]

    assert united(records) == records


def test_long_text_drives_out_no_short_ones() -> None:
    records = [a_record(f"{number}", number) for number in range(9)]

    assert united([*records, a_record("字" * LARGEST, 9)]) == records
    assert united([*records, a_record("x" * LARGEST, 9)]) == [*records, a_record("x" * LARGEST, 9)]


def test_text_is_there_once_with_its_latest_time() -> None:
    assert united([a_record("此", 3), a_record("彼", 2), a_record("此", 1)]) == [
        a_record("彼", 2),
        a_record("此", 3),
    ]


def test_what_is_no_text_is_carried_as_the_oldest() -> None:
    richer = {**a_record("此", 1), "x": 1}
    strange = [None, 5, "詞", {"value": 1}, {"value": "無時"}, {"value": "錯時", "modified": "昨"}]
    records = [*strange, a_record("此", 2), richer]

    kept = united(records)

    assert kept[-2:] == [richer, a_record("此", 2)]
    assert sorted(map(json.dumps, kept)) == sorted(map(json.dumps, records))
    item = noted(with_field(FIRST, EARLIER, records), "改", 5)
    assert said(item) == ["此", "此", "初"]
    assert len(stored_in(item)) == len(records) + 1


@pytest.mark.parametrize("value", [None, "x", 7, {}, {"value": 3}, [], [[]], [None]])
def test_field_of_another_form_is_carried(value: Any) -> None:
    item = from_record(to_record(with_field(FIRST, EARLIER, value)))

    assert to_record(item)[EARLIER] == value
    assert said(item) == []
    assert said(noted(item, "改")) == ["初"]


@pytest.mark.parametrize(
    "records",
    [
        [a_record(f"{number}", number % 60) for number in range(5_000)],
        ["字" * 5_000 for _ in range(500)] + list(range(5_000)),
        [a_record("字" * (LARGEST // 3 - number), number % 60) for number in range(500)],
        [{**a_record("", 1), "x": "字" * 9_000 + str(number)} for number in range(500)],
        "字" * 10 * LARGEST,
    ],
    ids=["many", "strange", "long", "with more", "one text"],
)
def test_more_than_we_keep_is_cut_when_it_is_read(records: Any) -> None:
    item = from_record({**to_record(FIRST), EARLIER: records})

    kept = stored_in(item)
    assert len(kept) <= MOST
    assert len(json.dumps(kept, ensure_ascii=False).encode()) < 5 * LARGEST
    assert len(earlier_texts(merge_versions(item, noted(FIRST, "改")))) <= MOST


# Merging


RECORDS = st.lists(
    st.builds(
        lambda value, times, second: a_record(value * times, second),
        st.sampled_from("甲乙丙ab"),
        st.sampled_from([1, 2, LARGEST // 5, LARGEST // 3, LARGEST // 2, LARGEST]),
        st.integers(0, 9),
    )
    | st.sampled_from([None, 1, True, "x" * LARGEST, {"value": 1}, {**a_record("甲"), "x": 1}]),
    max_size=8,
)
MANY = st.lists(
    st.builds(lambda number: a_record(f"{number}", number % 59), st.integers(0, 90)), max_size=80
)


@settings(max_examples=100, deadline=None)
@given(RECORDS | MANY, RECORDS | MANY, RECORDS | MANY)
def test_union_is_the_same_in_any_order(one: list[Any], two: list[Any], three: list[Any]) -> None:
    together = united([*one, *two, *three])

    assert together == united([*united([*three, *one]), *two])
    assert together == united([*united(two), *united([*three, *united(one)])])
    assert together == united(together)


def test_notes_that_differ_in_what_they_said_before_are_one_to_the_user() -> None:
    short = noted(FIRST, "終", 2)
    long = noted(noted(FIRST, "中", 1), "終", 2)

    merged = merge_versions(short, long)

    assert said_by(short) == said_by(long)
    assert [version.note for version in choices(merged)] == ["終"]
    assert said(merged) == ["初", "中"]


def test_each_version_is_changed_and_none_forgets() -> None:
    both = merge_versions(noted(noted(FIRST, "中", 1), "此", 2), noted(FIRST, "彼", 2))

    moved = with_each_version(both, lambda version: revise(version, now=time(3), quote="引"))

    assert {head.quote for head in heads(moved)} == {"引"}
    assert said(moved) == said(both) == ["初", "中"]


def test_texts_are_no_part_of_what_names_a_version() -> None:
    item = noted(noted(FIRST, "中", 1), "終", 2)
    bare = replace(item, extra=MappingProxyType({}))

    assert version_hash(item) == version_hash(bare)
    assert merge_versions(item, bare) == merge_versions(bare, item) == item
    assert item.history == (version_hash(FIRST), version_hash(noted(FIRST, "中", 1)))


def test_version_is_known_by_the_name_that_covers_the_texts() -> None:
    """As programs name it that do not know of them."""
    item = noted(noted(FIRST, "中", 1), "終", 2)
    history = (*item.history, former_hash(item))
    theirs = replace(item, body=Body(value="改"), history=history, modified=time(3))

    assert merge_versions(item, theirs) == merge_versions(theirs, item) == theirs


def test_texts_in_alternatives_are_those_of_the_annotation() -> None:
    """As programs leave them there that do not know of them."""
    here, there = noted(noted(FIRST, "中", 1), "此", 2), noted(FIRST, "彼", 3)
    shown = replace(there, extra=MappingProxyType({ALTERNATIVES: [to_record(here)]}))

    assert said(shown) == ["初", "中"]
    merged = merge_versions(shown, here)
    assert merged == merge_versions(here, there)
    assert EARLIER not in merged.extra[ALTERNATIVES][0]
    assert said(chosen(shown, there, now=time(4))) == ["初", "中", "此"]


KINDS = st.sampled_from(["edit", "edit", "paint", "remove", "undo", "settle", "take"])
STEPS = st.lists(
    st.tuples(KINDS, st.integers(0, 2), st.integers(0, 2), st.integers(0, 59)), max_size=25
)


def step(kind: str, item: Annotation, note: str, second: int) -> Annotation:
    now = time(second)
    if kind == "paint":
        return revise(item, now=now, body=replace(item.body or Body(), color=note))
    if kind == "remove":
        return deleted(item, now=now)
    if kind == "undo":
        return restored(FIRST, item, now=now)
    if kind == "settle":
        return chosen(item, versions(item)[-1], now=now)
    return noted(item, note, second)


def run(steps: Sequence[tuple[str, int, int, int]]) -> tuple[list[Annotation], set[str]]:
    """Play the steps on three devices with wrong clocks.

    Returns what each device ends with, and the texts that were replaced where they were known.
    """
    devices = [FIRST, FIRST, FIRST]
    replaced: set[str] = set()
    for number, (kind, device, source, second) in enumerate(steps):
        item = devices[device]
        if kind == "take":
            devices[device] = merge_versions(item, devices[source])
            continue
        new = step(kind, item, f"第{number}步", second)
        replaced |= {head.text for head in heads(item)} - {head.text for head in heads(new)}
        devices[device] = new
    return devices, replaced - {""}


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_merging_is_commutative_associative_and_idempotent(
    steps: list[tuple[str, int, int, int]],
) -> None:
    one, two, three = run(steps)[0]
    join = merge_versions

    for first, second in ((one, two), (two, three), (three, one)):
        assert join(first, second) == join(second, first)
        assert join(join(first, second), second) == join(first, second)
        assert list(join(first, second).extra) == list(join(second, first).extra)
    assert (
        join(join(one, two), three) == join(one, join(two, three)) == merge_all([one, two, three])
    )


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_no_text_that_was_replaced_is_missing(steps: list[tuple[str, int, int, int]]) -> None:
    (one, two, three), replaced = run(steps)

    merged = merge_all([one, two, three])

    present = {*said(merged), *(head.text for head in heads(merged))}
    assert replaced <= present


@given(RECORDS)
def test_texts_that_come_later_go_later(records: list[Any]) -> None:
    with_two = with_texts(records, [EarlierText(time(0), "丁"), EarlierText(time(0), "戊")])

    assert [record["value"] for record in with_two[-2:]] == ["丁", "戊"]

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from reader.annotation import emptying
from reader.annotation.changes import deleted, restored, revise
from reader.annotation.emptying import contents_of, emptied, within_limits
from reader.annotation.merging import merge, merge_versions
from reader.annotation.model import Annotation, AnnotationSet, Body, Motivation
from tests.support.made_sets import a_set, an_annotation


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptying, "MOST", 3)
    monkeypatch.setattr(emptying, "LARGEST", 1000)


def gone(number: int, second: int, note: str = "") -> Annotation:
    return deleted(an_annotation(number, note), now=f"2026-01-02T00:00:{second:02}.000Z")


def full(annotations: AnnotationSet) -> list[int]:
    return [int(item.id[-8:]) for item in annotations.items if item.target is not None]


def test_what_is_within_the_limits_stays_as_it_is() -> None:
    annotations = a_set(an_annotation(0), *(gone(number, number) for number in range(1, 4)))

    assert within_limits(annotations) is annotations


def test_what_was_deleted_first_is_emptied() -> None:
    times = (5, 1, 4, 2, 3)
    items = [gone(number, second) for number, second in enumerate(times)]

    annotations = within_limits(a_set(*items, an_annotation(9)))

    assert full(annotations) == [0, 2, 4, 9]
    emptied = annotations.items[1]
    assert (emptied.deleted, emptied.modified) == (items[1].deleted, items[1].modified)
    assert (emptied.body, emptied.quote) == (None, "")
    assert emptied.motivation is Motivation.HIGHLIGHTING
    assert within_limits(annotations) is annotations


def test_no_more_text_is_kept_than_has_room() -> None:
    items = [gone(number, number, "字" * 400) for number in range(3)]

    assert full(within_limits(a_set(*items))) == [1, 2]


def test_one_that_has_no_room_empties_no_others() -> None:
    items = [gone(0, 0), gone(1, 1), gone(2, 2, "字" * 2000)]

    assert full(within_limits(a_set(*items))) == [0, 1]


def test_devices_that_empty_the_same_make_the_same() -> None:
    items = [gone(number, number) for number in range(6)]
    here, there = (within_limits(a_set(*reversed(items[::step]))) for step in (1, -1))
    whole = a_set(*items)

    assert here.items[::-1] == there.items
    ordered = replace(whole, items=there.items)
    assert merge(whole, ordered).items == merge(ordered, whole).items == ordered.items


def test_emptied_one_gives_way_to_an_edit_it_has_not_seen_and_to_undo() -> None:
    first = an_annotation(0)
    annotations = within_limits(a_set(*(gone(number, number) for number in range(5))))
    emptied = annotations.items[0]
    edited = replace(first, body=Body(value="改"), history=("0" * 12,))

    assert merge_versions(emptied, edited).note == "改"
    assert restored(first, emptied, now="2026-01-03T00:00:00.000Z").note == first.note


def test_earlier_texts_of_an_emptied_one_stay() -> None:
    earlier = {"reader:earlier": [{"value": "舊", "modified": "2026-01-01T00:00:00.000Z"}]}
    items = [gone(number, number) for number in range(5)]
    items[0] = replace(items[0], extra=MappingProxyType(earlier))

    assert within_limits(a_set(*items)).items[0].extra == earlier


def test_what_was_deleted_long_ago_is_emptied() -> None:
    annotations = a_set(gone(0, 1), gone(1, 9), an_annotation(2))
    ninety = datetime(2026, 1, 2, 0, 0, 5, tzinfo=UTC) + timedelta(days=90)

    assert full(within_limits(annotations, now=ninety)) == [1, 2]
    assert full(within_limits(annotations, now=ninety + timedelta(days=1))) == [2]
    assert within_limits(annotations, now=ninety - timedelta(days=1)) is annotations


def test_what_a_clock_ahead_deleted_waits_for_its_time() -> None:
    annotations = a_set(replace(gone(0, 1), deleted="2050-01-01T00:00:00Z"))

    assert within_limits(annotations, now=datetime(2026, 1, 1, tzinfo=UTC)) is annotations


def test_what_devices_deleted_apart_is_there_until_both_are_emptied() -> None:
    here = gone(0, 1)
    edited = revise(an_annotation(0), now="2026-01-01T00:00:01.000Z", body=Body(value="改"))
    there = deleted(edited, now="2026-01-02T00:00:09.000Z")

    both = merge_versions(emptied(here), there)

    assert contents_of(both) is not None
    assert [contents_of(each) for each in (emptied(here), emptied(both))] == [None, None]
    assert contents_of(merge_versions(emptied(both), merge_versions(here, there))) is None

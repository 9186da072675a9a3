from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.mv_registers import (
    ALTERNATIVES,
    DELETED,
    HISTORY,
    hash_of,
    merge_records,
    revise_records,
    value_of,
)


def key(record: Any) -> tuple[Any, ...] | None:
    return (record["k"],) if isinstance(record, dict) and "k" in record else None


def revised(records: Any, *values: dict[str, Any]) -> tuple[Any, ...]:
    return revise_records(records, values, key, is_understood=lambda value: "v" in value)


def merged(one: Any, other: Any) -> tuple[Any, ...]:
    return merge_records(one, other, key)


def said(records: Any) -> dict[Any, list[Any]]:
    """Return what the versions of each record say, the one shown first."""
    return {
        record["k"]: [value_of(each) for each in (record, *record.get(ALTERNATIVES, ()))]
        for record in records
    }


ONE = {"k": 1, "v": "a"}


def test_a_new_record_is_what_it_says() -> None:
    (record,) = revised((), ONE)

    assert value_of(record) == ONE
    assert revised((record,), ONE) == (record,)


def test_another_value_knows_the_one_it_replaces() -> None:
    (record,) = revised((ONE,), {"k": 1, "v": "b"})

    assert value_of(record) == {"k": 1, "v": "b"}
    assert record[HISTORY][0] == hash_of(ONE)
    assert merged((ONE,), (record,)) == merged((record,), (ONE,)) == (record,)


def test_what_is_taken_back_stays_so_when_an_older_state_comes_along() -> None:
    gone = revised((ONE,))

    assert gone[0][DELETED] is True
    assert value_of(gone[0]) is None
    assert merged(gone, (ONE,)) == gone
    assert said(revised(gone, ONE)) == {1: [ONE]}
    assert said(merged(revised(gone, ONE), gone)) == {1: [ONE]}


def test_decisions_that_do_not_know_each_other_are_both_kept() -> None:
    here, there = (revised((ONE,), {"k": 1, "v": value}) for value in "bc")

    both = merged(here, there)

    assert both == merged(there, here)
    assert sorted(value["v"] for value in said(both)[1]) == ["b", "c"]
    settled = revised(both, {"k": 1, "v": "d"})
    assert said(merged(merged(settled, here), there)) == {1: [{"k": 1, "v": "d"}]}


def test_a_decision_beats_taking_back_what_it_had_not_seen() -> None:
    kept = revised((ONE,), {"k": 1, "v": "b"})

    both = merged(revised((ONE,)), kept)

    assert value_of(both[0]) == {"k": 1, "v": "b"}


@pytest.mark.parametrize("known", [(), (ONE,)], ids=["at first", "as successors"])
def test_who_takes_back_has_not_seen_that_another_decided_the_same(known: Any) -> None:
    value = {"k": 1, "v": "b"}
    here, there = revised(known, value), revised(known, value)

    both = merged(revised(here), there)

    assert both == merged(there, revised(here))
    assert value_of(both[0]) == value
    assert value_of(merged(revised(both), there)[0]) is None


def test_saying_the_same_again_changes_nothing() -> None:
    records = ("?", {"k": 2, "v": "b", "x": 1}, ONE)

    assert revised(records, ONE, {"k": 2, "v": "b", "x": 1}) == records


def test_records_of_others_stay() -> None:
    strange = ("?", {"k": 3, "w": 1}, 7)

    records = revised((*strange, ONE))

    assert set(map(str, strange)) <= set(map(str, records))
    assert revised(strange) == strange


@pytest.mark.parametrize("alternatives", ["?", [1, {"k": 2, "v": "?"}], {}, None])
def test_strange_alternatives_do_no_harm(alternatives: Any) -> None:
    record = {**ONE, HISTORY: "?", ALTERNATIVES: alternatives}

    assert value_of(merged((record,), ({"k": 1, "v": "b"},))[0])["v"] in ("a", "b")
    assert value_of(revised((record,), {"k": 1, "v": "c"})[0]) == {"k": 1, "v": "c"}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["say", "say", "drop", "take"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 1),
    ),
    max_size=25,
)


def live(records: Any) -> set[tuple[Any, str]]:
    """Return the versions that say something, each as what it is about and its hash."""
    return {
        (record["k"], hash_of(each))
        for record in records
        for each in (record, *record.get(ALTERNATIVES, ()))
        if value_of(each) is not None
    }


def run(
    steps: list[tuple[str, int, int, int]],
) -> tuple[list[tuple[Any, ...]], set[tuple[Any, str]]]:
    """Play the steps on three devices, each of which may say what another says as well.

    Returns what each ends with, and the versions that no one who had seen them has replaced.
    """
    devices: list[tuple[Any, ...]] = [(), (), ()]
    alive: set[tuple[Any, str]] = set()
    for number, (kind, device, source, about) in enumerate(steps):
        records = devices[device]
        if kind == "take":
            devices[device] = merged(records, devices[source])
            continue
        values = {record["k"]: value_of(record) for record in records}
        said_now = values.pop(about, None)
        wanted = {"k": about, "v": number % 2} if kind == "say" else None
        if wanted is not None:
            values[about] = wanted
        devices[device] = revised(records, *(v for v in values.values() if v is not None))
        if wanted != said_now:
            alive -= {each for each in live(records) if each[0] == about}
            alive |= {each for each in live(devices[device]) if each[0] == about}
    return devices, alive


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_nothing_said_and_not_seen_is_lost(steps: list[tuple[str, int, int, int]]) -> None:
    (one, two, three), alive = run(steps)

    assert alive == live(merged(merged(one, two), three))


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_merging_is_commutative_associative_and_idempotent(
    steps: list[tuple[str, int, int, int]],
) -> None:
    one, two, three = run(steps)[0]

    assert merged(one, two) == merged(two, one)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))
    assert merged(merged(one, two), two) == merged(one, two)
    assert merged(one, one) == one

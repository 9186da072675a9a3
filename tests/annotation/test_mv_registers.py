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
    assert revised((), ONE) == (ONE,)


def test_another_value_knows_the_one_it_replaces() -> None:
    (record,) = revised((ONE,), {"k": 1, "v": "b"})

    assert record == {"k": 1, "v": "b", HISTORY: [hash_of(ONE)]}
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


def run(
    steps: list[tuple[str, int, int, int]],
) -> tuple[list[tuple[Any, ...]], set[tuple[int, int]]]:
    """Play the steps on three devices.

    Returns what each ends with, and what was said that no one who had seen it has replaced.
    """
    devices: list[tuple[Any, ...]] = [(), (), ()]
    alive: set[tuple[int, int]] = set()
    for number, (kind, device, source, about) in enumerate(steps):
        records = devices[device]
        if kind == "take":
            devices[device] = merged(records, devices[source])
            continue
        values = {record["k"]: value_of(record) for record in records}
        seen = said(records).get(about, [])
        alive -= {(about, value["v"]) for value in seen if value is not None}
        values.pop(about, None)
        if kind == "say":
            values[about] = {"k": about, "v": number}
            alive.add((about, number))
        devices[device] = revised(records, *(v for v in values.values() if v is not None))
    return devices, alive


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_nothing_said_and_not_seen_is_lost(steps: list[tuple[str, int, int, int]]) -> None:
    (one, two, three), alive = run(steps)

    everything = said(merged(merged(one, two), three))

    assert alive == {
        (about, value["v"]) for about, values in everything.items() for value in values if value
    }


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

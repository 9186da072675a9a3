"""Some of many that are alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.few import some_of


@given(st.lists(st.integers(), unique=True), st.integers(1, 60), st.integers(0, 9))
def test_so_many_are_taken_in_order_and_always_the_same(
    all_: list[int], number: int, seed: int
) -> None:
    taken = some_of(all_, number, seed)

    assert len(taken) == min(number, len(all_))
    assert taken == [one for one in all_ if one in taken] == some_of(all_, number, seed)


def test_with_other_seeds_every_one_has_its_turn() -> None:
    all_ = range(98)

    assert {one for seed in range(26) for one in some_of(all_, 24, seed)} == set(all_)

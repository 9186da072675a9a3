from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from reader.gui.widgets.height_index import HeightIndex

heights = st.lists(st.integers(1, 500), min_size=1, max_size=40).flatmap(
    # Rows by the hundred, as they are added up in groups.
    lambda some: st.integers(1, 40).map(lambda times: some * times)
)


@given(heights)
def test_tops_are_running_totals(given_heights: list[int]) -> None:
    index = HeightIndex(given_heights)

    assert [index.top_of(row) for row in range(len(index) + 1)] == [0, *accumulate(given_heights)]
    assert index.total == sum(given_heights)


@given(heights, st.data())
def test_changing_a_height_moves_what_is_below(
    given_heights: list[int], data: st.DataObject
) -> None:
    index = HeightIndex(given_heights)
    row = data.draw(st.integers(0, len(given_heights) - 1))
    height = data.draw(st.integers(1, 500))

    index[row] = height

    changed = [*given_heights[:row], height, *given_heights[row + 1 :]]
    assert [index.top_of(r) for r in range(len(index) + 1)] == [0, *accumulate(changed)]


@given(heights, st.data())
def test_the_row_at_a_place_is_the_one_around_it(
    given_heights: list[int], data: st.DataObject
) -> None:
    index = HeightIndex(given_heights)
    y = data.draw(st.integers(0, sum(given_heights) - 1))

    row = index.row_at(y)

    assert index.top_of(row) <= y < index.top_of(row + 1)


def test_places_outside_belong_to_the_nearest_row() -> None:
    index = HeightIndex([10, 20])

    assert index.row_at(-5) == 0
    assert index.row_at(1000) == 1
    assert HeightIndex([]).row_at(3) == 0


@given(heights, heights, st.data())
def test_rows_can_take_the_place_of_others(
    given_heights: list[int], others: list[int], data: st.DataObject
) -> None:
    index = HeightIndex(given_heights)
    start = data.draw(st.integers(0, len(given_heights)))
    end = data.draw(st.integers(start, len(given_heights)))

    index.replace(start, end, others)

    expected = HeightIndex([*given_heights[:start], *others, *given_heights[end:]])
    assert index.all() == expected.all()
    tops = [index.top_of(row) for row in range(len(index) + 1)]
    assert tops == [expected.top_of(row) for row in range(len(expected) + 1)]
    assert index.row_at(tops[-1] // 2) == expected.row_at(tops[-1] // 2)

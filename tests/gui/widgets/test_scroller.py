from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.gui.widgets.height_index import HeightIndex
from reader.gui.widgets.scroller import Scroller


class GuessedColumn:
    """Rows of 100 pixels until they are measured."""

    def __init__(self, true_heights: list[int]) -> None:
        self.true_heights = true_heights
        self.heights = HeightIndex([100.0] * len(true_heights))
        self.measured: set[int] = set()

    def measured_height(self, row: int) -> float:
        self.measured.add(row)
        self.heights[row] = self.true_heights[row]
        return self.true_heights[row]


columns = st.lists(st.integers(5, 700), min_size=1, max_size=60)
moves = st.lists(st.integers(-900, 900), max_size=20)


@given(columns, moves)
def test_the_window_is_filled_and_stays_within_the_column(
    heights: list[int], ways: list[int]
) -> None:
    scroller = Scroller(GuessedColumn(heights), 300, top=20, bottom=40)

    for way in ways:
        scroller.move(way)

        shown = list(scroller.visible())
        first, top = shown[0]
        last, bottom = shown[-1][0], shown[-1][1] + heights[shown[-1][0]]
        assert top <= 0 or (first == 0 and top <= 20)
        assert bottom >= 300 or last == len(heights) - 1
        assert 0 <= round(scroller.value) <= round(scroller.maximum)


@given(columns, st.integers(0, 250))
def test_measuring_what_is_above_does_not_move_what_is_shown(heights: list[int], way: int) -> None:
    column = GuessedColumn(heights)
    scroller = Scroller(column, 300, top=20, bottom=40)
    scroller.jump(scroller.maximum)
    before = dict(scroller.visible())

    scroller.move(-way)

    moved = {row: y - before[row] for row, y in scroller.visible() if row in before}
    assert len(set(moved.values())) <= 1
    assert all(0 <= distance <= way for distance in moved.values())


def test_jumping_to_the_end_measures_only_what_is_shown() -> None:
    column = GuessedColumn([120] * 10_000)
    scroller = Scroller(column, 600, top=20, bottom=40)

    scroller.jump(scroller.maximum)

    assert list(scroller.visible())[-1][0] == 9_999
    assert len(column.measured) < 20


def test_who_begins_elsewhere_measures_nothing_at_the_top() -> None:
    column = GuessedColumn([100] * 60)
    scroller = Scroller(column, 300, top=20, bottom=40)

    scroller.show(40, 10.0, 50.0)

    assert min(column.measured) >= 38
    assert next(iter(scroller.visible())) == (39, -60.0)


def test_a_short_column_cannot_be_scrolled() -> None:
    scroller = Scroller(GuessedColumn([50, 50]), 600, top=20, bottom=40)

    scroller.move(500)

    assert list(scroller.visible()) == [(0, 20.0), (1, 70.0)]


@given(columns, st.integers(-30, 20))
def test_a_window_lower_than_the_margin_has_a_row_too(heights: list[int], height: int) -> None:
    scroller = Scroller(GuessedColumn(heights), height, top=20, bottom=40)

    assert list(scroller.visible())[:1] == [(0, 20)]

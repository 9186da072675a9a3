"""Segments kept as columns are what segments kept as objects are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.offsets import OffsetMap, TextRange
from reader.text.segments import Segment, SegmentColumns

REPLACEMENTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)).filter(
        lambda each: each[1] or each[2]
    )
)
"""Of each replacement: what stands before it, how long it is, and how long what it becomes."""


def maps(parts: list[tuple[int, int, int]]) -> tuple[OffsetMap, OffsetMap]:
    """Return the same map, with its segments in columns and as objects."""
    rows, at = [], 0
    for gap, length, new in parts:
        rows.append((at + gap, at + gap + length, new))
        at += gap + length
    columns = OffsetMap.from_replacements(at + 2, rows)
    objects = OffsetMap(columns.source_length, columns.target_length, tuple(columns.segments))
    return columns, objects


@given(REPLACEMENTS)
def test_a_map_of_columns_is_that_of_objects(parts: list[tuple[int, int, int]]) -> None:
    columns, objects = maps(parts)

    assert columns == objects
    assert objects == columns
    assert hash(columns) == hash(objects)
    assert columns.inverse() == objects.inverse()
    assert columns.then(columns.inverse()) == objects.then(objects.inverse())
    for start in range(columns.target_length + 1):
        for end in range(start, columns.target_length + 1):
            part = TextRange(start, end)
            assert columns.to_source(part) == objects.to_source(part)
    single = [(at, at + 1) for at in range(columns.target_length)]
    each = [columns.to_source(TextRange(*part)) for part in single]
    assert columns.to_source_each(single) == objects.to_source_each(single) == each


@given(REPLACEMENTS)
def test_columns_are_a_sequence(parts: list[tuple[int, int, int]]) -> None:
    segments = maps(parts)[0].segments
    objects = tuple(segments)

    assert isinstance(segments, SegmentColumns)
    assert all(isinstance(each, Segment) for each in objects)
    assert [segments[index] for index in range(len(segments))] == list(objects)
    assert segments[1:3] == objects[1:3]
    assert segments == objects
    assert segments == maps(parts)[0].segments

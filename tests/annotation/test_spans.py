from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.spans import Span, SpanIndex
from reader.text.offsets import TextRange

ranges = st.tuples(st.integers(0, 50), st.integers(0, 20)).map(
    lambda p: TextRange(p[0], p[0] + p[1])
)


def spans_of(places: list[TextRange]) -> list[Span]:
    return [Span(place.start, place.end, f"{i:03}") for i, place in enumerate(places)]


@given(st.lists(ranges, max_size=30), ranges)
def test_overlapping_finds_what_a_search_through_all_finds(
    places: list[TextRange], part: TextRange
) -> None:
    spans = spans_of(places)
    expected = sorted(s for s in spans if TextRange(s.start, s.end).overlaps(part))

    if not part.is_empty:
        assert SpanIndex(spans).overlapping(part) == expected


@given(st.lists(ranges, min_size=1, max_size=20), st.data())
def test_removing_undoes_adding(places: list[TextRange], data: st.DataObject) -> None:
    spans = spans_of(places)
    chosen = data.draw(st.sampled_from(spans))
    index = SpanIndex(span for span in spans if span != chosen)

    index.add(chosen)
    assert list(index) == sorted(spans)
    index.remove(chosen)

    assert list(index) == sorted(span for span in spans if span != chosen)
    with pytest.raises(KeyError):
        index.remove(chosen)


@given(st.lists(ranges, max_size=30), ranges)
def test_counting_counts_where_spans_start(places: list[TextRange], part: TextRange) -> None:
    index = SpanIndex(spans_of(places))

    starting = [span for span in index if part.start <= span.start < part.end]
    assert index.starting_in(part) == starting
    assert index.count_starting_in(part) == len(starting)


@given(st.lists(ranges, min_size=1, max_size=20), ranges, st.data())
def test_what_is_found_does_not_tell_how_the_spans_came(
    places: list[TextRange], part: TextRange, data: st.DataObject
) -> None:
    spans = spans_of(places)
    kept = data.draw(st.sets(st.sampled_from(spans)))
    index = SpanIndex()
    for span in data.draw(st.permutations(spans)):
        index.add(span)
    for span in spans:
        if span not in kept:
            index.remove(span)

    assert index.overlapping(part) == SpanIndex(kept).overlapping(part)

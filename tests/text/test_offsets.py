from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.text.offsets import OffsetMap, TextRange
from reader.text.segments import Segment

# What became of a text, piece by piece: so many characters kept, so many replaced by so many.
kept = st.integers(0, 3).map(lambda n: (n, n, True))
replaced = st.tuples(st.integers(0, 3), st.integers(0, 3), st.just(False)).filter(
    lambda piece: piece[0] or piece[1]
)
pieces = st.lists(st.one_of(kept, replaced), max_size=8)


def map_of(pieces: list[tuple[int, int, bool]]) -> OffsetMap:
    segments = []
    source = target = 0
    for source_length, target_length, is_kept in pieces:
        if not is_kept:
            segments.append(Segment(source, source + source_length, target, target + target_length))
        source += source_length
        target += target_length
    return OffsetMap(source, target, segments)


def origins(pieces: list[tuple[int, int, bool]]) -> list[tuple[int, int]]:
    """Say for each character of the target which stretch of the source it was made from."""
    found = []
    source = 0
    for source_length, target_length, is_kept in pieces:
        if is_kept:
            found += [(source + i, source + i + 1) for i in range(source_length)]
        else:
            found += [(source, source + source_length)] * target_length
        source += source_length
    return found


maps = pieces.map(map_of)


@st.composite
def maps_that_follow(draw: st.DrawFn) -> tuple[OffsetMap, OffsetMap]:
    first = draw(maps)
    left = first.target_length
    following = []
    for source_length, target_length, is_kept in draw(pieces):
        taken = min(source_length, left)
        made = taken if is_kept else target_length
        if taken or made:
            following.append((taken, made, is_kept))
        left -= taken
    return first, map_of([*following, (left, left, True)])


def ranges_in(length: int) -> st.SearchStrategy[TextRange]:
    ends = st.tuples(st.integers(0, length), st.integers(0, length))
    return ends.map(lambda pair: TextRange(min(pair), max(pair)))


def covers(outer: TextRange, inner: TextRange) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


# --- ranges


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (3, 2), (-2, -1)])
def test_a_range_runs_forwards_from_zero(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a range"):
        TextRange(start, end)


def test_an_empty_range_is_true() -> None:
    assert TextRange(4, 4)
    assert TextRange(4, 4).is_empty
    assert not TextRange(4, 5).is_empty


def test_neighbours_do_not_overlap() -> None:
    assert not TextRange(0, 2).overlaps(TextRange(2, 4))
    assert TextRange(0, 3).overlaps(TextRange(2, 4))
    assert not TextRange(2, 2).overlaps(TextRange(2, 4))


def test_ranges_are_cut_and_moved() -> None:
    assert TextRange(2, 8).clipped_to(TextRange(4, 6)) == TextRange(4, 6)
    assert TextRange(2, 5).clipped_to(TextRange(4, 6)) == TextRange(4, 5)
    assert TextRange(0, 2).clipped_to(TextRange(4, 6)) == TextRange(4, 4)
    assert TextRange(8, 9).clipped_to(TextRange(4, 6)) == TextRange(6, 6)
    assert TextRange(2, 4).shifted(-2) == TextRange(0, 2)
    assert len(TextRange(2, 5)) == 3


def test_a_range_counts_code_points() -> None:
    assert TextRange(1, 3).slice("甲𠮷乙丙") == "𠮷乙"


# --- one map


def test_the_identity_changes_nothing() -> None:
    identity = OffsetMap.identity(5)

    assert identity.is_identity
    assert identity.to_target(TextRange(1, 3)) == identity.to_source(TextRange(1, 3))
    assert identity == OffsetMap(5, 5, [])
    assert identity != OffsetMap.identity(6)
    assert identity != "identity"


def test_replacements_become_segments() -> None:
    # 用鼠标和U盘 → 用滑鼠和隨身碟
    offsets = OffsetMap.from_replacements(6, [(1, 3, 2), (4, 6, 3)])

    assert offsets == OffsetMap(6, 7, [Segment(1, 3, 1, 3), Segment(4, 6, 4, 7)])
    assert hash(offsets) == hash(OffsetMap.from_replacements(6, [(1, 3, 2), (4, 6, 3)]))
    assert not offsets.is_identity
    assert "Segment" in repr(offsets)


def test_a_range_that_cuts_a_segment_grows_to_all_of_it() -> None:
    offsets = OffsetMap.from_replacements(6, [(1, 3, 2), (4, 6, 3)])

    assert offsets.to_target(TextRange(0, 2)) == TextRange(0, 3)
    assert offsets.to_target(TextRange(5, 6)) == TextRange(4, 7)
    assert offsets.to_source(TextRange(5, 6)) == TextRange(4, 6)
    assert offsets.to_source(TextRange(3, 4)) == TextRange(3, 4)


def test_an_empty_range_in_a_segment_maps_to_its_start() -> None:
    offsets = OffsetMap.from_replacements(6, [(1, 5, 2)])

    assert offsets.to_target(TextRange(3, 3)) == TextRange(1, 1)
    assert offsets.to_target(TextRange(1, 1)) == TextRange(1, 1)
    assert offsets.to_target(TextRange(5, 5)) == TextRange(3, 3)
    assert offsets.to_source(TextRange(2, 2)) == TextRange(1, 1)


def test_what_was_deleted_beside_a_range_is_not_part_of_it() -> None:
    # 自治(zhì)區 → 自治區
    offsets = OffsetMap.from_replacements(8, [(2, 7, 0)])

    assert offsets.to_source(TextRange(0, 2)) == TextRange(0, 2)
    assert offsets.to_source(TextRange(2, 3)) == TextRange(7, 8)
    assert offsets.to_source(TextRange(1, 3)) == TextRange(1, 8)
    assert offsets.to_target(TextRange(3, 5)) == TextRange(2, 2)
    assert offsets.to_target(TextRange(0, 4)) == TextRange(0, 2)


@pytest.mark.parametrize(
    "segments",
    [
        [Segment(0, 2, 0, 2), Segment(1, 3, 2, 4)],  # overlap in the source
        [Segment(2, 3, 2, 3), Segment(0, 1, 0, 1)],  # out of order
        [Segment(0, 1, 0, 2)],  # the text after it would differ in length
        [Segment(1, 1, 1, 1)],  # nothing for nothing
        [Segment(2, 1, 2, 1)],  # backwards
        [Segment(4, 6, 4, 6)],  # beyond the end
    ],
)
def test_segments_that_make_no_map_are_refused(segments: list[Segment]) -> None:
    with pytest.raises(ValueError, match=r"fit|before|nothing"):
        OffsetMap(5, 5, segments)


@given(pieces, st.data())
def test_every_character_is_traced_to_where_it_was_made(
    pieces: list[tuple[int, int, bool]], data: st.DataObject
) -> None:
    offsets = map_of(pieces)
    origin = origins(pieces)
    target = data.draw(ranges_in(offsets.target_length))
    assume(not target.is_empty)

    source = offsets.to_source(target)

    assert (source.start, source.end) == (origin[target.start][0], origin[target.end - 1][1])


@given(maps, st.data())
def test_there_is_where_back_comes_from(offsets: OffsetMap, data: st.DataObject) -> None:
    back = offsets.inverse()
    source = data.draw(ranges_in(offsets.source_length))

    assert back.to_source(source) == offsets.to_target(source)
    assert back.inverse() == offsets


@given(maps, st.data())
def test_order_is_kept(offsets: OffsetMap, data: st.DataObject) -> None:
    a = data.draw(ranges_in(offsets.source_length))
    b = data.draw(ranges_in(offsets.source_length))
    assume(a.is_empty == b.is_empty and a.start <= b.start and a.end <= b.end)

    there_a, there_b = offsets.to_target(a), offsets.to_target(b)

    assert there_a.start <= there_b.start
    assert there_a.end <= there_b.end


@given(maps, st.data())
def test_there_and_back_loses_nothing_that_is_shown(
    offsets: OffsetMap, data: st.DataObject
) -> None:
    source = data.draw(ranges_in(offsets.source_length))
    there = offsets.to_target(source)
    assume(not there.is_empty)

    back = offsets.to_source(there)

    # Of a range that begins or ends in deleted text only the rest is shown, and comes back.
    lost = [s for s in offsets.segments if s.target_start == s.target_end]
    if not any(s.source_start <= source.start < s.source_end for s in lost):
        assert back.start <= source.start
    if not any(s.source_start < source.end <= s.source_end for s in lost):
        assert source.end <= back.end
    assert covers(there, offsets.to_target(back))


@given(maps, st.data())
def test_at_borders_of_segments_there_and_back_is_the_same(
    offsets: OffsetMap, data: st.DataObject
) -> None:
    solid = [s for s in offsets.segments if s.target_start < s.target_end]
    assume(len(solid) == len(offsets.segments))
    source = data.draw(ranges_in(offsets.source_length))
    cut = [
        s
        for s in solid
        if s.source_start < source.start < s.source_end
        or s.source_start < source.end < s.source_end
    ]
    assume(not source.is_empty and not cut)

    assert offsets.to_source(offsets.to_target(source)) == source


@given(st.text("甲乙丙𠮷𠗣😀", max_size=12), st.data())
def test_what_lies_outside_the_segments_reads_the_same(source: str, data: st.DataObject) -> None:
    ends = data.draw(st.lists(st.integers(0, len(source)), max_size=6, unique=True))
    ends.sort()
    news = [data.draw(st.text("子丑𠀀", max_size=3)) for _ in ends[1::2]]
    replacements = list(zip(ends[::2], ends[1::2], news, strict=False))
    target, done = "", 0
    for start, end, new in replacements:
        target += source[done:start] + new
        done = end
    target += source[done:]

    offsets = OffsetMap.from_replacements(
        len(source), [(start, end, len(new)) for start, end, new in replacements]
    )

    assert offsets.target_length == len(target)
    for i, character in enumerate(source):
        there = offsets.to_target(TextRange(i, i + 1))
        if not any(start <= i < end for start, end, _ in replacements):
            assert there.slice(target) == character
    for (start, end, new), segment in zip(replacements, offsets.segments, strict=True):
        assert target[segment.target_start : segment.target_end] == new
        assert (segment.source_start, segment.source_end) == (start, end)


# --- parts of a map


def test_a_part_of_a_map_counts_from_its_own_start() -> None:
    offsets = OffsetMap.from_replacements(10, [(1, 3, 1), (4, 6, 3), (8, 10, 0)])

    assert offsets.slice(TextRange(3, 8)) == OffsetMap(5, 6, [Segment(1, 3, 1, 4)])
    assert offsets.slice(TextRange(7, 10)) == OffsetMap(3, 1, [Segment(1, 3, 1, 1)])
    assert offsets.slice(TextRange(3, 3)) == OffsetMap.identity(0)


def test_what_was_inserted_beside_a_part_is_not_part_of_it() -> None:
    offsets = OffsetMap.from_replacements(6, [(2, 2, 3), (4, 4, 1)])

    assert offsets.slice(TextRange(2, 4)) == OffsetMap.identity(2)


@given(maps, st.data())
def test_a_part_of_a_map_maps_like_the_whole(offsets: OffsetMap, data: st.DataObject) -> None:
    part = data.draw(ranges_in(offsets.source_length))
    assume(
        not any(
            s.source_start < place < s.source_end
            for s in offsets.segments
            for place in (part.start, part.end)
        )
    )
    inside = data.draw(ranges_in(len(part)))
    assume(not inside.is_empty)

    origin = offsets.to_target(part).start

    expected = offsets.to_target(inside.shifted(part.start))
    assert offsets.slice(part).to_target(inside).shifted(origin) == expected


# --- one map after another


def test_maps_of_different_texts_do_not_follow_each_other() -> None:
    with pytest.raises(ValueError, match="target"):
        OffsetMap.identity(3).then(OffsetMap.identity(4))


@given(maps)
def test_the_identity_is_neutral(offsets: OffsetMap) -> None:
    assert OffsetMap.identity(offsets.source_length).then(offsets) == offsets
    assert offsets.then(OffsetMap.identity(offsets.target_length)) == offsets


def test_segments_apart_stay_apart() -> None:
    # 打印机里的U盘 → 打印機裡的U盤 → 印表機裡的隨身碟
    first = OffsetMap.from_replacements(7, [(3, 4, 1)])
    second = OffsetMap.from_replacements(7, [(0, 3, 3), (5, 7, 3)])

    assert first.then(second).segments == (
        Segment(0, 3, 0, 3),
        Segment(3, 4, 3, 4),
        Segment(5, 7, 5, 8),
    )


def test_segments_that_share_characters_become_one() -> None:
    first = OffsetMap.from_replacements(6, [(1, 3, 3)])  # middle 1..4
    second = OffsetMap.from_replacements(7, [(3, 6, 1)])  # middle 3..6

    assert first.then(second) == OffsetMap(6, 5, [Segment(1, 5, 1, 4)])


def test_a_chain_of_overlaps_becomes_one() -> None:
    first = OffsetMap.from_replacements(8, [(0, 2, 2), (3, 5, 2), (6, 8, 2)])
    second = OffsetMap.from_replacements(8, [(1, 4, 1), (4, 7, 1)])

    assert first.then(second).segments == (Segment(0, 8, 0, 4),)


def test_what_comes_and_goes_leaves_no_segment() -> None:
    inserted = OffsetMap.from_replacements(4, [(2, 2, 3)])

    assert inserted.then(inserted.inverse()) == OffsetMap.identity(4)


def test_a_deletion_and_an_insertion_in_one_place_become_a_replacement() -> None:
    deleted = OffsetMap.from_replacements(4, [(1, 3, 0)])
    inserted = OffsetMap.from_replacements(2, [(1, 1, 5)])

    assert deleted.then(inserted) == OffsetMap(4, 7, [Segment(1, 3, 1, 6)])


def test_a_deletion_at_the_border_of_a_segment_stays_apart() -> None:
    deleted = OffsetMap.from_replacements(6, [(2, 4, 0)])
    replaced = OffsetMap.from_replacements(4, [(2, 4, 1)])

    assert deleted.then(replaced).segments == (Segment(2, 4, 2, 2), Segment(4, 6, 2, 3))


@given(maps_that_follow(), st.data())
def test_one_map_after_another_is_mapping_twice(
    pair: tuple[OffsetMap, OffsetMap], data: st.DataObject
) -> None:
    first, second = pair
    both = first.then(second)
    source = data.draw(ranges_in(first.source_length))
    target = data.draw(ranges_in(second.target_length))

    there = second.to_target(first.to_target(source))
    back = first.to_source(second.to_source(target))

    if len(both.segments) == len(first.segments) + len(second.segments):
        assert both.to_target(source) == there
        assert both.to_source(target) == back
    if not source.is_empty:
        assert covers(both.to_target(source), there)
    if not target.is_empty:
        assert covers(both.to_source(target), back)


@given(maps_that_follow())
def test_going_back_undoes_one_map_after_another(pair: tuple[OffsetMap, OffsetMap]) -> None:
    first, second = pair

    assert first.then(second).inverse() == second.inverse().then(first.inverse())


@given(maps)
def test_a_map_and_its_inverse_keep_every_character_in_its_segment(offsets: OffsetMap) -> None:
    round_trip = offsets.then(offsets.inverse())

    assert round_trip.source_length == round_trip.target_length == offsets.source_length
    for segment in round_trip.segments:
        assert segment[:2] == segment[2:]

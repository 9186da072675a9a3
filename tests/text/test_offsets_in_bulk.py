from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.offsets import OffsetMap, TextRange


@st.composite
def offset_maps(draw: st.DrawFn) -> OffsetMap:
    """Draw maps with replacements, deletions and insertions, some side by side."""
    replacements = []
    end = 0
    for gap, old, new in draw(st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=12)):
        if old or new:
            replacements.append((end + gap, end + gap + old, new))
            end += gap + old
    return OffsetMap.from_replacements(end + draw(st.integers(0, 3)), replacements)


@given(offset_maps(), st.lists(st.integers(0, 40), unique=True))
def test_many_ranges_map_as_each_alone_does(offsets: OffsetMap, cuts: list[int]) -> None:
    cuts = sorted(cut for cut in cuts if cut <= offsets.target_length)
    ranges = list(zip(cuts[::2], cuts[1::2], strict=False))

    assert offsets.to_source_each(ranges) == [offsets.to_source(TextRange(*r)) for r in ranges]

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.structure.back_matter import PATTERNS, is_back_matter


@pytest.mark.alike(8)
@pytest.mark.parametrize(("needed", "pattern"), PATTERNS)
@given(st.data())
@settings(max_examples=30)
def test_a_line_is_tried_with_each_pattern_that_it_fits(
    needed: frozenset[str], pattern: str, data: st.DataObject
) -> None:
    line = data.draw(st.from_regex(pattern, fullmatch=True))

    assert not needed.isdisjoint(line)
    assert len(line) > 100 or is_back_matter(f"（{line}）")

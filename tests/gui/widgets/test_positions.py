from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.gui.widgets.positions import QtPositions

texts = st.text(alphabet="甲乙a，𠮷𫇥👨", max_size=30)


@given(texts)
def test_positions_count_utf16_units(text: str) -> None:
    positions = QtPositions(text)

    for offset in range(len(text) + 1):
        units = len(text[:offset].encode("utf-16-le")) // 2
        assert positions.position(offset) == units
        assert positions.offset(units) == offset


def test_a_position_inside_a_pair_is_the_offset_of_the_pair() -> None:
    assert QtPositions("甲𠮷乙").offset(2) == 1

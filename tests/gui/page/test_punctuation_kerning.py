from __future__ import annotations

import pytest

from reader.gui.page.punctuation_kerning import squeezed


@pytest.mark.parametrize(
    ("text", "tight"),
    [
        ("「離經」，", [3]),
        ("他說：「是」。", [3, 5]),
        ("《詩》《書》", [2]),
        ("「『兩層』」", [1, 4]),
        ("，。", []),
        ("一「二」三", []),
        ("", []),
    ],
)
def test_brackets_give_way_where_two_marks_meet(text: str, tight: list[int]) -> None:
    assert squeezed(text) == tight

from __future__ import annotations

import pytest

from reader.text.han import is_han


@pytest.mark.parametrize("character", ["一", "龥", "㐀", "𠮷", "豈", "〇", "\U00030000"])
def test_ideographs_of_all_planes_are_han(character: str) -> None:
    assert is_han(character)


@pytest.mark.parametrize("character", ["", "a", "。", "ㄅ", "の", "한", "○", "\ue000", "😀", "⼀"])
def test_nothing_else_is(character: str) -> None:
    assert not is_han(character)

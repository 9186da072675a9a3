from __future__ import annotations

import pytest

from reader.gui.page.title_words import words_of


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("全面提升圖書館服務能力", ["全面", "提升", "圖書館", "服務", "能力"]),
        ("全面提升图书馆服务能力", ["全面", "提升", "图书馆", "服务", "能力"]),
        ("讀《雨》，A 城2024年", []),
        ("", []),
    ],
)
def test_words_of_a_title_are_told_in_both_scripts(title: str, words: list[str]) -> None:
    assert [word.slice(title) for word in words_of(title)] == words

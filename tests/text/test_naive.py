from __future__ import annotations

import pytest

from reader.text.naive import count_evidence, is_naive


def test_mistakes_and_proper_forms_of_the_same_character_are_counted() -> None:
    assert count_evidence("以后這里，之後那裡，然後") == (2, 3)


def test_characters_without_mistakes_are_no_evidence() -> None:
    assert count_evidence("以后的圖書館裡，標準的規範") == (1, 0)


def test_words_right_with_the_simplified_character_are_no_mistakes() -> None:
    assert count_evidence("皇后、公里、干涉、北斗、系統、制度、批准、遠征、松樹、面對") == (0, 0)


@pytest.mark.parametrize(
    ("text", "han", "naive"),
    [
        ("以后" * 3, 100, True),
        ("以后", 1_000, False),  # one slip in a long text
        ("以后" + "以後" * 9, 100, False),  # slips among many proper forms
        ("皇後隻有一個", 100, True),
        ("以後這裡", 100, False),
        ("", 0, False),
    ],
)
def test_mistakes_must_be_frequent_and_outweigh_care(text: str, han: int, naive: bool) -> None:
    assert is_naive(text, han) is naive

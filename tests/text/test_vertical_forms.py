from __future__ import annotations

import pytest

from reader.text.vertical_forms import (
    is_turned,
    is_upright,
    set_together,
    vertical_text,
    with_han_numbers,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("他說“走吧”", "他說「走吧」"),
        ('故曰"甄士隱"云云', "故曰「甄士隱」云云"),
        ('"A"字"B', '"A"字"B'),
        ('"A"字"B"', "「A」字「B」"),
        ('好？"他說："若問。"走', '好？"他說："若問。"走'),
        ('來。"他說："若問。走', '來。"他說："若問。走'),
        ('曰"甲\n乙"也', '曰"甲\n乙"也'),
        ('say "Hi" to 他', 'say "Hi" to 他'),
        ("好,走吧.再見!", "好，走吧．再見！"),
        ("圓周率約3.14,很長", "圓周率約3.14，很長"),
        ("Ma, Lee和Wu", "Ma, Lee和Wu"),
        ("比例是1:2,一共", "比例是1:2，一共"),
        ("(見下)又(2024)", "（見下）又(2024)"),
        ("1.讀書\n12. 寫字\n1.5倍", "1．讀書\n12． 寫字\n1.5倍"),
        ("真的！？是！！！嗎？", "真的!?是！！！嗎？"),
    ],
)
def test_a_vertical_text_has_the_marks_of_a_chinese_one(text: str, shown: str) -> None:
    assert vertical_text(text) == shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("他说“走吧”", "他说『走吧』"),
        ("他说“‘走’吧”", "他说『「走」吧』"),
        ('故曰"甄士隐"云云', "故曰『甄士隐』云云"),
        ("「走」", "「走」"),
    ],
)
def test_columns_of_the_mainland_have_double_brackets_outside(text: str, shown: str) -> None:
    assert vertical_text(text, is_mainland=True) == shown


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("11月5日", ["11", "5"]),
        ("2024年", []),
        ("第 12 次", ["12"]),
        ("1.5倍和12%又3,000", []),
        ("A座與T恤", ["A", "T"]),
        ("Plan B好", []),
        ("Windows 11的", []),
        ("用iPhone 5拍", []),
        ("在 A 座", ["A"]),
        ("真的!?是!!!", ["!?"]),
        ("卡拉OK", []),
        ("7", ["7"]),
    ],
)
def test_short_numbers_stand_side_by_side(text: str, together: list[str]) -> None:
    assert [part.slice(text) for part in set_together(text)] == together


@pytest.mark.parametrize("character", "漢々〇ㄅあ、。：！「（…—·①℃★😀🇹𠮷\u3000")
def test_these_stand_upright(character: str) -> None:
    assert is_upright(character)


@pytest.mark.parametrize("character", "A1,.-é(→д ’")
def test_these_lie_down(character: str) -> None:
    assert not is_upright(character)


def test_brackets_lie_down_where_no_form_stands() -> None:
    assert all(map(is_turned, "「…—～"))
    assert not any(map(is_turned, "，！漢A"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3,076 字　·　約 8 分鐘", "三〇七六字　·　約八分鐘"),
        ("約 10 分鐘", "約十分鐘"),
        ("約 25 分鐘", "約二十五分鐘"),
        ("約 117 分鐘", "約一一七分鐘"),
        ("3,076 characters", "3,076 characters"),
    ],
)
def test_numbers_before_han_characters_are_chinese(text: str, shown: str) -> None:
    assert with_han_numbers(text) == shown

from __future__ import annotations

import pytest

from reader.text.corner_quotes import with_corner_quotes


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("他說“走吧”。", "他說「走吧」。"),
        ("“我讀過‘舊書’的”", "「我讀過『舊書』的」"),
        ("“一段\n“又一段”", "「一段\n「又一段」"),
        ("他讀 Alice’s book", "他讀 Alice’s book"),
        ("題為‘Alice’s Day’的書", "題為『Alice’s Day』的書"),
        ("the boys’ 書", "the boys’ 書"),
        ("‘Hi’是招呼", "『Hi』是招呼"),
        ("“no Han at all”", "“no Han at all”"),
        ("𠮷“甲”", "𠮷「甲」"),
        ("「本來就有」", "「本來就有」"),
        ("", ""),
    ],
)
def test_curly_quotes_are_shown_as_corner_brackets(text: str, shown: str) -> None:
    assert with_corner_quotes(text) == shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("他说“走吧”。", "他说『走吧』。"),
        ("“我读过‘旧书’的”", "『我读过「旧书」的』"),
        ("他读 Alice’s book", "他读 Alice’s book"),
        ("“no Han at all”", "“no Han at all”"),
        ("「本来就有」", "「本来就有」"),
    ],
)
def test_the_mainland_has_double_brackets_outside(text: str, shown: str) -> None:
    assert with_corner_quotes(text, is_mainland=True) == shown

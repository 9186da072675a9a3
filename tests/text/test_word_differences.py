from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import word_differences
from reader.text.folding import fold
from reader.text.word_differences import Kind, differences

WORDS = st.text(alphabet="夜讀读週报ab 。\n𠮷ＡＢ", max_size=30)


def marked(before: str, after: str) -> str:
    signs = {Kind.SAME: "{}", Kind.REMOVED: "[{}]", Kind.INSERTED: "<{}>"}
    return "".join(signs[kind].format(text) for kind, text in differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("夜讀", "夜讀", "夜讀"),
        ("", "夜讀", "<夜讀>"),
        ("夜讀", "", "[夜讀]"),
        ("夜裡讀書", "夜讀舊書", "夜[裡]讀<舊>書"),
        ("读书", "讀書", "讀書"),
        ("ＡＢ，夜", "AB，日", "AB，[夜]<日>"),
        ("the reader", "the reading", "the [reader]<reading>"),
        ("第12頁", "第123頁", "第[12]<123>頁"),
        ("𠮷野家", "吉野家", "[𠮷]<吉>野家"),
    ],
)
def test_what_was_taken_out_and_put_in(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


@given(before=WORDS, after=WORDS)
def test_both_texts_are_in_it(before: str, after: str) -> None:
    found = differences(before, after)

    assert "".join(text for kind, text in found if kind is not Kind.REMOVED) == after
    old = "".join(text for kind, text in found if kind is not Kind.INSERTED)
    assert fold(old) == fold(before)


def test_very_long_texts_are_told_of_as_changed_between_what_is_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(word_differences, "_MOST_COMPARED", 5)

    assert marked("夜甲乙丙讀", "夜乙子丑丙讀") == "夜[甲乙]<乙子丑>丙讀"

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.by_lines import find_in_lines, is_in_lines, pieces_of_lines, without_in_lines
from reader.text.repair import inline_pinyin, nbsp

_TEXTS = st.text("?? \n\n　【摘要】：第章一字a.１", max_size=200)
_PIECES = st.integers(1, 40)


@given(_TEXTS, _PIECES)
def test_pieces_make_up_the_text_and_end_with_lines(text: str, piece: int) -> None:
    pieces = [text[start:end] for start, end in pieces_of_lines(text, piece)]

    assert "".join(pieces) == text
    assert all(each.endswith("\n") for each in pieces[:-1])
    assert all(len(each) >= piece for each in pieces[:-1])


@given(_TEXTS, _PIECES)
def test_what_is_found_in_pieces_is_what_is_found_in_the_whole(text: str, piece: int) -> None:
    patterns = (
        nbsp._ALTERNATING,
        nbsp._AFTER_WORD,
        nbsp._ALONE,
        nbsp._SPACED_OUT,
        nbsp._AFTER_NUMBER,
        nbsp._INDENT,
        nbsp._BEFORE_LABEL,
    )
    for pattern in patterns:
        whole = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in find_in_lines(pattern, text, piece)] == whole
        assert is_in_lines(pattern, text, piece) == bool(whole)


@given(st.text("字()（）qū \n?", max_size=200), _PIECES)
def test_what_is_left_of_pieces_is_what_is_left_of_the_whole(text: str, piece: int) -> None:
    pattern = inline_pinyin._BRACKET

    assert without_in_lines(pattern, text, piece) == pattern.sub("", text)

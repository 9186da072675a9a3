from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.paths import RESOURCES
from reader.text.han import is_han
from reader.text.repair.likelihood import Frame, Whole, is_common, is_simplified_only, score
from tests.make_frequencies import FEWEST, make_frequencies


def test_words_are_likelier_than_chance() -> None:
    assert score("我們今天學習歷史") > score("我們今夭學習歷吏")
    assert score("我们今天学习历史") == score("我們今天學習歷史")


def test_ordinary_prose_is_above_nought_whatever_its_length() -> None:
    sentence = "他們在學校裡學習歷史，"

    assert 0 < score(sentence) < score(sentence * 5)


@given(st.text("我們今天在學校，。A磻", max_size=9), st.integers(0, 9), st.integers(0, 9))
def test_a_frame_judges_the_whole(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))

    framed = Frame(text[:start], text[end:]).score(text[start:end])

    # A letter is judged by its neighbours, which a seam may cut off.
    assert "A" in text or isclose(framed, score(text), abs_tol=1e-9)


def test_unlikely_characters_are_those_outside_words() -> None:
    assert [at for _, at in Whole("我們磻學習").unlikely()] == [2]


@pytest.mark.parametrize(("character", "common"), [("學", True), ("学", True), ("磻", False)])
def test_common_characters_are_common_in_either_script(character: str, common: bool) -> None:
    assert is_common(character) is common


def test_characters_of_both_scripts_are_not_simplified_only() -> None:
    assert is_simplified_only("学")
    assert not is_simplified_only("學")
    assert not is_simplified_only("后")


def test_the_table_is_what_its_generator_makes() -> None:
    table = (RESOURCES / "frequencies" / "words.txt").read_text("utf-8")

    assert make_frequencies(f"{line} x" for line in reversed(table.splitlines())) == table
    assert table.count("\n") > 20_000


def test_the_generator_leaves_out_what_is_rare_or_no_han() -> None:
    lines = ["燈 300 n", f"光 {FEWEST} n", f"影 {FEWEST - 1} n", "卡拉OK 900 n", "書 500 n"]

    assert make_frequencies(lines) == f"書 500\n燈 300\n光 {FEWEST}\n"
    assert is_han("燈")

from __future__ import annotations

from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from reader.text.repair.likelihood import Frame
from reader.text.repair.likelihood import score as score_with
from reader.text.repair.vocabulary import known_words


def score(text: str) -> float:
    return score_with(text, known_words())


def test_words_are_likelier_than_chance() -> None:
    assert score("我們今天學習歷史") > score("我們今夭學習歷吏")
    assert score("我们今天学习历史") == score("我們今天學習歷史")


def test_ordinary_prose_is_above_nought_whatever_its_length() -> None:
    sentence = "他們在學校裡學習歷史，"

    assert 0 < score(sentence) < score(sentence * 5)


@given(st.text("我們今天在學校，。A磻", max_size=9), st.integers(0, 9), st.integers(0, 9))
def test_a_frame_judges_the_whole(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))

    framed = Frame(text[:start], text[end:], known_words()).score(text[start:end])

    # A letter is judged by its neighbours, which a seam may cut off.
    assert "A" in text or isclose(framed, score(text), abs_tol=1e-9)

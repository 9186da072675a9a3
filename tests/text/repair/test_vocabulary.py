from __future__ import annotations

from itertools import pairwise
from math import log

import pytest

from reader.text.han import is_han
from reader.text.repair.vocabulary import (
    is_common,
    is_one_of_several,
    is_simplified_only,
    is_variant,
    known_words,
)
from tests.making.frequencies import FEWEST, TABLE, make_frequencies


@pytest.mark.parametrize(("character", "common"), [("學", True), ("学", True), ("磻", False)])
def test_common_characters_are_common_in_either_script(character: str, common: bool) -> None:
    assert is_common(character) is common


def test_characters_of_both_scripts_are_not_simplified_only() -> None:
    assert is_simplified_only("学")
    assert not is_simplified_only("學")
    assert not is_simplified_only("后")


def test_a_variant_is_what_another_character_is_used_for() -> None:
    assert is_variant("鎭")
    assert not is_variant("鎮")
    assert not is_variant("镇")
    assert not is_variant("人")


def test_some_characters_share_a_simplified_form() -> None:
    assert is_one_of_several("彙")
    assert is_one_of_several("後")
    assert not is_one_of_several("學")
    assert not is_one_of_several("人")


def test_rare_words_are_added_to_a_copy() -> None:
    pytest.importorskip("rjieba")
    vocabulary = known_words().copy()
    vocabulary.add_rare_words_in("一頭孺子牛")

    assert "孺子牛" in vocabulary.words
    assert vocabulary.has_pair("孺子")
    assert "孺子牛" not in known_words().words
    assert not known_words().has_pair("孺子")


def test_what_a_text_uses_often_is_likelier_there() -> None:
    known = known_words()
    vocabulary = known.with_words_of("阿Ｑ磻了。" * 5 + "今天學習")

    assert vocabulary.alone("Ｑ") > known.alone("Ｑ")
    assert vocabulary.alone("磻") > known.alone("磻")
    assert vocabulary.words["阿Ｑ"] > vocabulary.alone("阿") + vocabulary.alone("Ｑ")
    assert vocabulary.words["学习"] == known.words["学习"]
    assert all(vocabulary.words[word] >= value for word, value in known.words.items())


def test_what_a_text_uses_seldom_or_only_as_marks_is_not_learned() -> None:
    vocabulary = known_words().with_words_of("磻Ｑ。磻Ｑ。今天是好天。")

    assert vocabulary.alone("磻") == known_words().alone("磻")
    assert "磻Ｑ" not in vocabulary.words
    assert "Ｑ。" not in known_words().with_words_of("Ｑ。" * 9).words


def _counts() -> dict[str, int]:
    """Return how often each word of the table was seen."""
    lines = TABLE.read_text("utf-8").splitlines()[:-1]
    counts = {}
    for row in range(0, len(lines), 3):
        of_length, shared, sharing = (line.split() for line in lines[row : row + 3])
        each = [int(c) for c, n in zip(shared, sharing, strict=True) for _ in range(int(n))]
        counts |= dict(zip(of_length, each, strict=True))
    return counts


def test_the_table_is_what_its_generator_makes() -> None:
    counts = _counts()

    backwards = [f"{word} {counts[word]} x" for word in reversed(counts)]
    assert make_frequencies(backwards) == TABLE.read_text("utf-8")
    assert len(counts) > 20_000


def test_each_word_of_the_table_is_known_by_its_count() -> None:
    counts, known = _counts(), known_words()

    listed = {word: value for word, value in known.words.items() if is_han(word[-1])}
    assert listed.keys() == counts.keys()
    for word, value in listed.items():
        share = value - 6 * len(word) - (listed["的"] - 6)
        assert share == pytest.approx(log(counts[word] / counts["的"]), abs=1e-9)


def test_known_pairs_are_those_that_stand_in_words() -> None:
    known = known_words()

    assert known.pairs == {a + b for word in known.words for a, b in pairwise(word)}


def test_the_generator_sets_words_out_by_length_and_pairs_that_are_no_words() -> None:
    lines = ["燈光 300 n", f"光 {FEWEST} n", "燈 300 n", "書 300 n", "書燈光 900 n"]

    table = make_frequencies(lines)

    rows = ["書 燈 光", f"300 {FEWEST}", "2 1", "燈光", "300", "1", "書燈光", "900", "1", *[""] * 3]
    assert table.splitlines() == [*rows, "書燈"]


@pytest.mark.parametrize("line", [f"影 {FEWEST - 1} n", "卡拉OK 900 n", "五個字的詞 900 n"])
def test_the_generator_leaves_out_what_is_rare_or_long_or_no_han(line: str) -> None:
    assert make_frequencies([line, "書 500 n"]) == make_frequencies(["書 500 n"])

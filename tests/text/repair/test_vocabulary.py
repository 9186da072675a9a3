from __future__ import annotations

import pytest

from reader.paths import RESOURCES
from reader.text.han import is_han
from reader.text.repair.vocabulary import (
    is_common,
    is_simplified_only,
    is_variant,
    known_words,
)
from tests.making.frequencies import FEWEST, make_frequencies


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


def test_the_table_is_what_its_generator_makes() -> None:
    table = (RESOURCES / "frequencies" / "words.txt").read_text("utf-8")

    assert make_frequencies(f"{line} x" for line in reversed(table.splitlines())) == table
    assert table.count("\n") > 20_000


def test_the_generator_leaves_out_what_is_rare_or_no_han() -> None:
    lines = ["燈 300 n", f"光 {FEWEST} n", f"影 {FEWEST - 1} n", "卡拉OK 900 n", "書 500 n"]

    assert make_frequencies(lines) == f"書 500\n燈 300\n光 {FEWEST}\n"
    assert is_han("燈")

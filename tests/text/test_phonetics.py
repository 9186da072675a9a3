from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.han import is_han
from reader.text.phonetics import Notation, own_phrases, readings
from tests.places import ROOT
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("銀行行長在重慶重新開業", "yín háng háng zhǎng zài chóng qìng chóng xīn kāi yè"),
        ("银行行长", "yín háng háng zhǎng"),
        ("音樂使人快樂", "yīn yuè shǐ rén kuài lè"),
        ("他長大了", "tā zhǎng dà le"),
        ("他一個人參加", "tā yī gè rén cān jiā"),
        ("還沒還書", "hái méi huán shū"),
    ],
)
def test_a_character_is_read_by_its_word(text: str, pinyin: str) -> None:
    assert readings(text, Notation.PINYIN) == pinyin.split()


WRONG = {"荷 hé", "宁 níng", "空 kòng", "得 dé", "行 xíng", "種 zhǒng", "好 hǎo"}
"""What is read wrongly of the table. Words are cut elsewhere than they are meant: 荷糖, 行人, 人種
in 薄荷糖, 三行人, 種樹的人種了; 難得很 is 難得 and a degree, 好動 a good thing; 宁 stands between a
noun and a verb; 空房间 the dictionary of words has and that of phrases has not."""


def test_of_polyphones_in_sentences_few_are_read_wrongly() -> None:
    sentences = [
        line.split("\t")
        for line in (ROOT / "tests" / "data" / "polyphones.tsv").read_text("utf-8").splitlines()
    ]

    wrong = [found for text, expected in sentences if (found := set(_misread(text, expected)))]

    assert len(sentences) >= 200
    assert len(wrong) <= 0.03 * len(sentences)
    assert set().union(*wrong) == WRONG


def _misread(text: str, expected: str) -> Iterator[str]:
    """Yield each character that is not read as expected, with how it is read."""
    found = readings(text, Notation.PINYIN)
    assert found is not None
    at = -1
    for item in expected.split():
        character, reading = item.split("=")
        at = text.index(character, at + 1)
        if found[at] != reading:
            yield f"{character} {found[at]}"


@pytest.mark.parametrize(
    "text", ["一个", "不是", "一定", "不要", "看不看", "第一", "一心一意", "說不去"]
)
def test_yi_and_bu_have_the_tone_that_dictionaries_print(text: str) -> None:
    found = readings(text, Notation.PINYIN) or []

    assert {reading for c, reading in zip(text, found, strict=True) if c in "一不"} <= {"yī", "bù"}


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("乾了", "gān le"),
        ("乾隆", "qián lóng"),
        ("白髮", "bái fà"),
        ("一隻", "yī zhī"),
        ("只有", "zhǐ yǒu"),
        ("後來", "hòu lái"),
        ("皇后", "huáng hòu"),
    ],
)
def test_a_traditional_character_says_more_than_the_simplified_one(text: str, pinyin: str) -> None:
    assert readings(text, Notation.PINYIN) == pinyin.split()


def test_our_phrases_have_a_reading_for_each_character_and_say_what_else_is_not_known() -> None:
    for phrase, syllables in own_phrases().items():
        assert len(syllables) == len(phrase)
        assert readings(phrase, Notation.PINYIN) == list(syllables)


def test_a_phrase_ends_where_a_word_does() -> None:
    assert readings("不当心", Notation.PINYIN) == ["bù", "dāng", "xīn"]


def test_zhuyin_puts_the_light_tone_first() -> None:
    assert readings("好的花", Notation.ZHUYIN) == ["ㄏㄠˇ", "˙ㄉㄜ", "ㄏㄨㄚ"]


@pytest.mark.parametrize(
    ("text", "zhuyin", "pinyin"),
    [
        ("研究期間", "ㄧㄢˊ ㄐㄧㄡˋ ㄑㄧˊ ㄐㄧㄢ", "yán jiū qī jiān"),
        ("危险", "ㄨㄟˊ ㄒㄧㄢˇ", "wēi xiǎn"),
        ("垃圾", "ㄌㄜˋ ㄙㄜˋ", "lā jī"),
        ("知識", "ㄓ ㄕˋ", "zhī shí"),
        ("頭髮", "ㄊㄡˊ ㄈㄚˇ", "tóu fà"),
    ],
)
def test_zhuyin_is_taiwans_and_pinyin_the_mainlands(text: str, zhuyin: str, pinyin: str) -> None:
    assert readings(text, Notation.ZHUYIN) == zhuyin.split()
    assert readings(text, Notation.PINYIN) == pinyin.split()


@pytest.mark.parametrize(
    ("text", "reading"),
    [("看著書", "zhe"), ("著書立說", "zhù"), ("名著", "zhù"), ("著名", "zhù"), ("著作", "zhù")],
)
def test_the_particle_is_told_from_writing_in_traditional(text: str, reading: str) -> None:
    assert (readings(text, Notation.PINYIN) or [])[text.index("著")] == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("請問單先生在嗎", "shàn"),
        ("姓單的人", "shàn"),
        ("簡單先生", "dān"),
        ("單身女士", "dān"),
        ("查理來了", "chá"),
    ],
)
def test_a_surname_is_one_before_a_title(text: str, reading: str) -> None:
    found = readings(text, Notation.PINYIN) or []

    assert found[min(at for at, c in enumerate(text) if c in "單查")] == reading


def test_what_has_no_reading_has_none() -> None:
    assert readings("書，A1 \n😀頁", Notation.PINYIN) == ["shū", *[None] * 6, "yè"]
    assert readings("卡拉OK的T恤", Notation.PINYIN) == ["kǎ", "lā", None, None, "de", None, "xù"]
    assert readings("", Notation.ZHUYIN) == []


@settings(deadline=None)
@given(
    st.text(st.one_of(st.sampled_from("銀行长重樂的儿花𠮷\U000323af，a"), st.characters(
        exclude_categories=["Cs"]
    )))
)  # fmt: skip
def test_there_is_a_place_for_each_character(text: str) -> None:
    found = readings(text, Notation.PINYIN)

    assert found is not None
    assert len(found) == len(text)
    assert all(reading is None or is_han(c) for c, reading in zip(text, found, strict=True))


def test_without_the_package_there_are_no_readings() -> None:
    script = (
        "import sys\n"
        "sys.modules['pypinyin'] = None\n"
        "from reader.text.phonetics import Notation, readings\n"
        "sys.exit(readings('書', Notation.PINYIN) is not None)\n"
    )

    assert (
        subprocess.run([sys.executable, "-c", script], check=False, timeout=LONGEST_S).returncode
        == 0
    )


def test_readings_are_loaded_when_they_are_needed() -> None:
    script = "import sys, reader.text.phonetics; sys.exit('pypinyin' in sys.modules)"

    assert (
        subprocess.run([sys.executable, "-c", script], check=False, timeout=LONGEST_S).returncode
        == 0
    )

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.han import is_han
from reader.text.phonetics import Notation, readings


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("銀行行長在重慶重新開業", "yín háng háng zhǎng zài chóng qìng chóng xīn kāi yè"),
        ("银行行长", "yín háng háng zhǎng"),
        ("音樂使人快樂", "yīn yuè shǐ rén kuài lè"),
        ("他長大了", "tā zhǎng dà le"),
        ("他一個人參加", "tā yí gè rén cān jiā"),
        ("還沒還書", "hái méi huán shū"),
    ],
)
def test_a_character_is_read_by_its_word(text: str, pinyin: str) -> None:
    assert readings(text, Notation.PINYIN) == pinyin.split()


def test_zhuyin_puts_the_light_tone_first() -> None:
    assert readings("好的花", Notation.ZHUYIN) == ["ㄏㄠˇ", "˙ㄉㄜ", "ㄏㄨㄚ"]


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

    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0


def test_readings_are_loaded_when_they_are_needed() -> None:
    script = "import sys, reader.text.phonetics; sys.exit('pypinyin' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0

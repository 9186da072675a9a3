from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers import import_bytes
from reader.text.repair import Confidence, apply_repairs, lost_bytes
from reader.text.repair.mojibake import find, find_before_canonical
from reader.text.source_text import canonical_text

if TYPE_CHECKING:
    from reader.text.repair import Repair

SIMPLIFIED = (
    "灯下翻开一册旧书，纸页已经发黄，边上有前人用朱笔点过的痕迹。\n"
    "一圈一点都不含糊：仿佛那人刚刚搁下笔走开，茶还是温的，门外的雨也还没有停下来。\n"
)
TRADITIONAL = (
    "燈下翻開一冊舊書，紙頁已經發黃，邊上有前人用朱筆點過的痕跡。\n"
    "一圈一點都不含糊：彷彿那人剛剛擱下筆走開，茶還是溫的，門外的雨也還沒有停下來。\n"
)
CLEAN = [
    SIMPLIFIED,
    TRADITIONAL,
    "佢哋喺屋企睇書，嗰本書好靚，我哋都鍾意。唔該你畀我睇吓啦！佢話冇問題喎。",
    "“Read slowly,” wrote the old teacher in his café — “and mark what you love…”",
    "Élève à l’école, où l’été s’achève : « Ça ira ? » — naïveté, œuvre, façade, château.",
    "Über größere Bücher, schöne Grüße. Año nuevo, mañana, ¿qué pasó?",
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。",
    "涓涓細流，鏗鏘有力，彷徨於橫濱的湄浜；鍥而不捨，浣紗溪畔。",
    "3×4·5 ± 0.1°C，“標點”——『引號』…… ①②③ αβγ Ⅰ Ⅱ ㈠",
    "魑魅魍魎，饕餮貔貅，犄角旮旯，齟齬齷齪，鼙鼓鷫鸘，龘靐齉爩。",
]


def repaired(text: str) -> str:
    return apply_repairs(text, find(text))[0]


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize(
    ("written", "read"),
    [("utf-8", "gb18030"), ("gb18030", "latin-1")],
)
def test_a_misread_text_is_read_again(text: str, written: str, read: str) -> None:
    shown = text.encode(written).decode(read, "replace")

    assert repaired(shown) == text


def test_big5_read_as_gbk_and_gbk_read_as_big5() -> None:
    assert repaired(TRADITIONAL.encode("big5").decode("gb18030")) == TRADITIONAL
    simple = "".join(
        c for c in SIMPLIFIED if "\ufffd" not in c.encode("gbk").decode("big5hkscs", "replace")
    )
    assert repaired(simple.encode("gbk").decode("big5hkscs")) == simple


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_control_characters_that_canonical_form_loses_are_used_before(
    text: str, times: int
) -> None:
    raw = text
    for _ in range(times):
        raw = raw.encode().decode("latin-1")

    document = import_bytes(raw.encode(), Path("書.txt"))

    assert document.repaired[0] == text
    assert all(r.before == document.source.text[r.start : r.end] for r in document.repairs)
    assert {r.confidence for r in document.repairs} == {Confidence.HIGH}


def test_windows_signs_for_bytes_are_known() -> None:
    assert repaired("ä¸­æ–‡ç¼–ç\u00a0") != "ä¸­æ–‡ç¼–ç\u00a0"
    assert repaired("ä¸­æ–‡") == "中文"


def test_a_damaged_line_is_repaired_and_the_lines_around_it_are_left() -> None:
    line = SIMPLIFIED.splitlines()[0]
    shown = line.encode().decode("gb18030", "replace")

    assert repaired(f"{TRADITIONAL}{shown}\n{SIMPLIFIED}") == f"{TRADITIONAL}{line}\n{SIMPLIFIED}"


def test_repairs_are_cut_at_the_ends_of_clauses() -> None:
    shown = SIMPLIFIED.encode("gb18030").decode("latin-1")

    assert [r.after for r in find(shown)][:2] == ["灯下翻开一册旧书，", "纸页已经发黄，"]


@pytest.mark.parametrize("letter", [b"\x88\x62", b"\x88\x64", b"\x88\xa3", b"\x88\xa5"])
def test_a_letter_and_its_accent_are_one_character_of_big5(letter: bytes) -> None:
    before, after = (part.encode("big5hkscs") for part in TRADITIONAL.split("朱筆"))
    written = before + letter + after

    [*repairs] = find(written.decode("latin-1"))

    text = "".join(repair.after for repair in repairs)
    assert text == written.decode("big5hkscs").replace("\n", "")


def test_what_was_lost_is_not_called_certain() -> None:
    shown = "灯下翻开一册旧书。".encode().decode("gb18030", "replace")

    assert {r.confidence for r in find(shown)} == {Confidence.MEDIUM}


@pytest.mark.parametrize("table", ["big5", "cp950", "big5hkscs"])
@pytest.mark.parametrize("text", ["请把旧书放回书架。", "请先敲门，再说来意。"])
def test_gbk_is_read_again_whichever_table_of_big5_it_was_read_by(text: str, table: str) -> None:
    repairs = find(text.encode("gbk").decode(table, "replace"))

    assert "".join(r.after for r in repairs) == text


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("2019年3月，他抄下第3条：每天读1页书。", "年"),
        ("他在2008年5月买下这盏灯，用了12年1个月。", "月"),
    ],
)
def test_a_lost_byte_is_the_likeliest_by_the_words_around_it(text: str, lost: str) -> None:
    repairs = find(text.encode().decode("gbk", "replace"))

    assert any(lost in r.after for r in repairs)
    assert {r.confidence for r in repairs if r.alternatives} == {Confidence.LOW}


def test_a_lost_byte_is_offered_as_the_other_characters_it_may_be() -> None:
    repairs = find("灯下1页，雨中2页。".encode().decode("gbk", "replace"))

    doubtful = [r for r in repairs if r.alternatives]
    assert doubtful
    assert {r.confidence for r in doubtful} == {Confidence.LOW}
    assert all(len(other) == len(r.after) for r in doubtful for other in r.alternatives)


@pytest.mark.parametrize(
    ("written", "read"),
    [("gb18030", "latin-1"), ("gb18030", "cp950"), ("utf-8", "gb18030"), ("big5", "latin-1")],
)
def test_short_lines_of_a_text_that_was_misread_are_read_again_too(written: str, read: str) -> None:
    # No byte of this is lost in any of these ways.
    line = "灯下看书，雨声渐大。" if read == "cp950" else "燈下看書，雨聲漸大。"
    title = line[:2]
    text = "\n".join((title, line, line, title, line, line))

    assert repaired(text.encode(written).decode(read, "replace")) == text


def test_a_title_alone_that_was_misread_is_read_again() -> None:
    title = "灯下读书".encode("gbk").decode("latin-1")

    assert repaired(f"{title}.txt\n{SIMPLIFIED}") == f"灯下读书.txt\n{SIMPLIFIED}"


@pytest.mark.parametrize(
    ("word", "alphabet"), [("ЧИТАТЕЛЬ", "cp1251"), ("ΒΙΒΛΙΟΘΗΚΗ", "iso8859-7")]
)
def test_other_alphabets_that_were_misread_are_no_chinese(word: str, alphabet: str) -> None:
    assert not find(word.encode(alphabet).decode("latin-1"))


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_left_alone(text: str) -> None:
    assert find(text) == ()
    assert not find_before_canonical(f"{text}\x85")


@given(st.lists(st.sampled_from(CLEAN), min_size=1), st.data())
def test_no_part_of_clean_texts_is_changed(texts: list[str], data: st.DataObject) -> None:
    text = "".join(texts)
    start = data.draw(st.integers(0, len(text)))

    assert find(text[start : start + data.draw(st.integers(0, 80))]) == ()


@given(st.text(max_size=200))
def test_any_text_is_repaired_in_order_or_left(raw: str) -> None:
    def check(text: str, repairs: tuple[Repair, ...]) -> None:
        end = 0
        for repair in repairs:
            assert end <= repair.start < repair.end
            assert text[repair.start : repair.end] == repair.before
            end = repair.end

    check(raw, tuple(find(raw)))
    check(canonical_text(raw), tuple(find_before_canonical(raw)))


def test_a_long_text_takes_linear_time() -> None:
    shown = (SIMPLIFIED * 3_000).encode().decode("gb18030", "replace")

    started = time.process_time()
    assert len(find(shown)) >= 6_000

    # Measured at 0.5 s.
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "text",
    [
        "nǐ hǎo, wǒ shì lǎo shī. wǒ men qù xué xiào.",
        "ㄋㄧˇ ㄏㄠˇ ㄨㄛˇ ㄕˋ ㄌㄠˇ ㄕ ㄨㄛˇ ㄑㄩˋ ㄒㄩㄝˊ ㄒㄧㄠˋ",
        "Привет, как дела? Мы идём в школу каждый день.",
        "nǐ hǎo 你好, lǎo shī 老師, xué xiào 學校, péng yǒu 朋友",
        "nǐ hǎo, wǒ shì lǎo shī.\n你好，我是老師。\nwǒ men qù xué xiào.\n我們去學校。",
    ],
)
def test_other_alphabets_are_no_misread_chinese(text: str) -> None:
    assert not find(text)
    assert not find((text + "\n") * 10)


def test_lost_characters_are_not_looked_for_where_none_would_make_it_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_for = Mock(wraps=lost_bytes._likeliest)
    monkeypatch.setattr(lost_bytes, "_likeliest", looked_for)
    lines = [TRADITIONAL[n : n + 12].replace("\n", "") for n in range(0, len(TRADITIONAL) - 12, 3)]
    text = "\n".join(line.encode().decode("big5", "replace") for line in lines)
    torn = text.replace("，", "\ufffd").replace("。", "\ufffd")

    find(torn)

    assert looked_for.call_count < torn.count("\ufffd") / 4

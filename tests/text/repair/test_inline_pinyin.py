from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.text.repair import Confidence, apply_repairs, find_repairs, inline_pinyin
from reader.text.repair.pinyin_table import readings
from tests.corruption import SCALE, corrupt, decode, naive_traditional

if TYPE_CHECKING:
    from pathlib import Path

DAMAGED = "發(fā)現(xiàn)一區(qū)的規(guī)範，與現(xiàn)行業(yè)務有別。"


def repaired(text: str) -> str:
    return apply_repairs(text, find_repairs(text))[0]


def test_brackets_of_the_artefact_are_removed() -> None:
    assert repaired(DAMAGED) == "發現一區的規範，與現行業務有別。"


def test_a_repair_spans_the_character_and_its_bracket() -> None:
    first, *_ = find_repairs(DAMAGED)

    assert (first.rule, first.start, first.end) == ("inline-pinyin", 0, 5)
    assert (first.before, first.after) == ("發(fā)", "發")
    assert (first.confidence, first.applied) == (Confidence.HIGH, True)


def test_full_width_brackets_are_the_same_artefact() -> None:
    text = DAMAGED.replace("(", "（").replace(")", "）")

    assert repaired(text) == "發現一區的規範，與現行業務有別。"


def test_brackets_of_two_kinds_are_no_pair() -> None:
    assert "規(guī）" in repaired(DAMAGED.replace("guī)", "guī）"))


def test_a_reading_that_is_not_the_default_one_is_less_certain() -> None:
    text = DAMAGED * 3 + "樂(yuè)"

    assert [r.confidence for r in find_repairs(text)][-1] is Confidence.MEDIUM


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("two characters are too few to be sure", "區(qū)長與執(zhí)行區(qū)務的人"),
        ("a list of rare names", "詩裡的鳥：鶯(yīng)、鷺(lù)、鴛(yuān)鴦(yāng)、鳩(jiū)、鷗(ōu)"),
        (
            "names of places, some of them common characters",
            "地名讀音：灤(luán)縣、鄆(yùn)城、關(guān)山、酈(lì)亭、灃(fēng)西、滎(xíng)陽",
        ),
        (
            "it says that these are readings",
            "生詞注音：學(xué)堂、書(shū)包、課(kè)本、圖(tú)畫、體(tǐ)操、筆(bǐ)墨",
        ),
        (
            "readings in a text that no converter wrote",
            "文中讀音後面再講：他在這(zhè)裡說(shuō)話，聽見門(mén)外有人。",
        ),
        ("an accident without the byte that explains it", "區(qū)長的?yàn)話"),
    ],
)
def test_what_is_likely_but_not_certain_is_only_offered(why: str, text: str) -> None:
    repairs = find_repairs(text)

    assert repairs, why
    assert not any(repair.applied for repair in repairs)
    assert apply_repairs(text, repairs)[0] == text


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("one bracket proves nothing", "這一區(qū)很大。"),
        ("most occurrences are not annotated", DAMAGED + "發現區規業" * 2),
        ("Simplified and common characters are annotated too", DAMAGED + "我(wǒ)的(de)书(shū)"),
        ("one character with two readings", DAMAGED + "長(zhǎng)大，長(cháng)短"),
        ("brackets hold English", "我們(we)說(say)英語(only)，開會(now)。"),
        ("brackets hold jyutping", "區(keoi1)發(faat3)現(jin6)"),
        ("brackets stand apart", "區 (qū) 發 (fā) 現 (xiàn) 規 (guī)"),
        ("brackets hold two syllables", "發現(fāxiàn)規劃(guīhuà)業務(yèwù)"),
        ("readings without tones", "發(fa)現(xian)區(qu)規(gui)業(ye)"),
        ("question marks", "真的嗎?我不信!他說(真的)。A?ok)"),
    ],
)
def test_what_an_author_may_have_written_is_left_alone(why: str, text: str) -> None:
    assert find_repairs(text) == (), why


def test_an_enumeration_of_a_damaged_page_is_repaired() -> None:
    text = "優(yōu)化、創(chuàng)新、協(xié)調(diào)、環(huán)保，都是后勤干部的責(zé)任。"

    assert "(" not in repaired(text)


def test_rare_readings_throughout_are_not_the_artefact() -> None:
    text = "音樂(yuè)、乾(gān)糧、會(kuài)計"

    assert find_repairs(text) == ()


def test_an_accident_that_the_bytes_explain_is_proof() -> None:
    # 優 is 83 9E: the second byte of 變, D7 83, and the first of 為, 9E E9.
    damaged = corrupt("在這一區裡轉變為工業", "區優").text
    assert damaged.startswith("在這一區(qū)裡轉變?yōu)")

    assert "inline-pinyin" in [repair.rule for repair in find_repairs(damaged) if repair.applied]


def test_the_generator_makes_the_accidents_that_were_seen() -> None:
    assert corrupt("他在當地買的", "數").text == "他在當?shù)刭I的"
    assert corrupt("老人在談論家裡的事", "務").text.startswith("老人在談?wù)摷")
    assert corrupt("甲乙丙", "區") == ("甲乙丙", ())
    assert decode("我".encode("gbk") + b"\xfb\xd4" + b"\xd0(") == "我?"


ORDINARY = "".join(c for c in readings() if c.encode("big5", "ignore"))
SENTENCES = st.text(alphabet=st.sampled_from(ORDINARY + "的是在人有我他這，。\n" * 20), min_size=1)


@given(SENTENCES, st.integers(3, len(SCALE)), st.integers(0, 5))
def test_damage_without_accidents_is_undone(text: str, size: int, seed: int) -> None:
    # Three characters of the table at least, or it would only be offered.
    text += "".join(f"、{c}" for c in SCALE[:3])
    damaged = corrupt(text, SCALE[:size], seed=seed)
    assume(not damaged.accidents)

    assert repaired(damaged.text) == text
    assert find_repairs(text) == ()


@given(SENTENCES)
def test_undoing_all_repairs_gives_the_source(text: str) -> None:
    damaged = corrupt(text + SCALE[:5], SCALE).text
    repairs = [repair for repair in find_repairs(damaged) if repair.applied]
    clean, offsets = apply_repairs(damaged, repairs)

    restored = list(clean)
    # From the end, so that places before stay where they are.
    for segment, repair in reversed(list(zip(offsets.segments, repairs, strict=True))):
        restored[segment.target_start : segment.target_end] = [repair.before]
    assert "".join(restored) == damaged


def test_naive_conversion_is_blind_to_words() -> None:
    assert naive_traditional("干部后来发现") == "干部后來發現"


@pytest.mark.parametrize(
    "unit", ["(", "（a", "?a)", "區(", "區(qū)", "?guī)", "我(we)", "?abcdef", "區(qqqqqqq)"]
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    text = "區(qū)" + unit * (200_000 // len(unit))

    started = time.process_time()
    apply_repairs(text, find_repairs(text))

    # Measured at 0.2 s, and at 1 s where a character may be lost at each of 40,000 places.
    assert time.process_time() - started < 6


def test_many_different_accidents_take_linear_time() -> None:
    text = "區(qū)" + "".join(f"?{i:05}".translate(LETTERS) + ")" for i in range(50_000))

    started = time.process_time()
    find_repairs(text)

    assert time.process_time() - started < 1


LETTERS = str.maketrans("0123456789", "abcdefghij")


def test_the_real_damaged_article_comes_out_clean(shared_data: Path) -> None:
    source = (shared_data / "articles" / "ordos-court.txt").read_text("utf-8")
    clean = (shared_data / "expected" / "seed-clean.txt").read_text("utf-8").removesuffix("\n")

    repairs = [r for r in find_repairs(source) if r.rule == "inline-pinyin"]

    assert len(repairs) == 47
    assert len({repair.after for repair in repairs}) == 17
    assert all(r.applied and r.confidence is Confidence.HIGH for r in repairs)
    # What was kept of the clean article is half-width; `widen` gives the full-width marks back.
    half_width = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    assert repaired(source).removesuffix("\n").translate(half_width) == clean.translate(half_width)


def test_real_pages_lose_all_their_brackets_and_others_none(shared_data: Path) -> None:
    items = json.loads((shared_data / "artefacts" / "index.json").read_text("utf-8"))["items"]
    for item in items:
        source = (shared_data / "artefacts" / item["file"]).read_text("utf-8")
        repairs = find_repairs(source)
        if item["file"].startswith("neg"):
            assert repairs == (), item["file"]
        elif "toneless" not in item["file"]:
            brackets = [repair for repair in repairs if repair.rule == "inline-pinyin"]
            assert len(brackets) >= 7, item["file"]
            assert all(repair.applied for repair in brackets), item["file"]


def test_real_undamaged_texts_are_left_alone(shared_data: Path) -> None:
    for path in (shared_data / "articles").glob("*.*"):
        if path.name not in {"ordos-court.txt", "index.json"}:
            encoding = "gb18030" if "gb18030" in path.name else "utf-8"
            assert inline_pinyin.find(path.read_text(encoding)) == (), path.name

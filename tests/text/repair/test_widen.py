from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reader.text.repair import Confidence, Repair, apply_repairs, find_repairs, widen
from tests.corruption import SCALE, corrupt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDED_STORY = "清晨下了雨,午後停了,傍晚又下。" * 5
"""Ten commas between Han characters, all ASCII."""
STORY = FOLDED_STORY.replace(",", "，")
FOLD = {ord(wide): ord(wide) - 0xFEE0 for wide in "，：；！？（）"}


def widened(text: str) -> Sequence[Repair]:
    return [repair for repair in find_repairs(text) if repair.rule == widen.NAME]


def repaired(text: str) -> str:
    return apply_repairs(text, find_repairs(text))[0]


@pytest.mark.parametrize(
    "text",
    [
        "他說：“走吧！”她問：“去哪裡？”",
        "第一；第二，去年；今年？！真的！！",
        "夜雨（午後）和燈（AI），書（一九二〇年；（初版））",
        "（甲）《夜雨》（見下），“燈下”，他",
        "增長5%，同比多了3,076元，時間是12:30，用的是iPhone，不錯",
        "比為3:2 (see above), then: no; why? 見下",
    ],
)
def test_full_width_forms_come_back(text: str) -> None:
    folded = text.translate(FOLD)

    assert repaired(FOLDED_STORY + "\n" + folded) == STORY + "\n" + text


@pytest.mark.parametrize(
    ("why", "text"),
    [
        (
            "addresses",
            "見 https://example.org/?q=測試&lang=zh 和 http://example.org/書/一?甲=二 兩處",
        ),
        ("code", '```python\nprint("燈,下")  # 註:讀\n```'),
        ("code in a line", "寫成 `書(燈,下)` 才好"),
        ("code by its ends", 'print("燈,下");\nif (燈) {\n    書(燈,下);\n}\n// 註:讀,寫'),
        ("links and pictures", "見[此處](書:一.md)和圖![燈](燈.png)"),
        ("faces", "好 :) 笑 ;-)"),
        ("English", "He said: yes, (really) yes! Why? 3,076; 12:30"),
        ("half of a pair", "甲) 一 (乙"),
    ],
)
def test_what_was_never_full_width_is_left_alone(why: str, text: str) -> None:
    folded = FOLDED_STORY + "\n" + text

    assert repaired(folded) == STORY + "\n" + text, why


def test_one_repair_a_mark_and_offsets_stay() -> None:
    text, offsets = apply_repairs(FOLDED_STORY, find_repairs(FOLDED_STORY))

    assert text == STORY
    assert all(r.end == r.start + 1 and r.applied for r in widened(FOLDED_STORY))
    assert all(s.source_start == s.target_start for s in offsets.segments)


def test_a_mark_that_chinese_only_follows_is_less_certain() -> None:
    repairs = widened(FOLDED_STORY + "增長5%,同比")

    assert [repair.confidence for repair in repairs[-2:]] == [Confidence.HIGH, Confidence.MEDIUM]


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("nine commas prove nothing", FOLDED_STORY.replace(",", "，", 1)[: -len("。")]),
        ("commas are full-width", STORY + "呼叫 函式(function):它會(真的)傳回;好嗎?"),
        ("a table has no sentences", "甲,乙,丙\n丁,戊,己\n" * 10),
        ("commas stand between numbers", "共1,000人。" * 40),
        ("English", "One, two, three. " * 20),
        ("spaces after commas are a habit", "清晨, 下了雨. " * 20),
        ("slips", STORY * 3 + FOLDED_STORY),
    ],
)
def test_without_proof_nothing_is_touched(why: str, text: str) -> None:
    assert widened(text) == [], why


def test_where_someone_mixed_the_two_it_is_offered() -> None:
    text = STORY + FOLDED_STORY * 2
    repairs = widened(text)

    assert len(repairs) == 20
    assert not any(repair.applied for repair in repairs)
    assert all(r.applied for r in widened(STORY + FOLDED_STORY * 4))


def test_a_note_with_few_marks_all_of_them_ascii_is_offered() -> None:
    text = "借书须知:\n今日闭馆,明早八点开门。带书来的,请放窗口;谢谢!\n"

    repairs = find_repairs(text)

    assert [r.after for r in repairs] == ["：", "，", "，", "；", "！"]
    assert not any(r.applied for r in repairs)


def test_commas_between_clauses_of_a_note_are_offered_too() -> None:
    repairs = find_repairs("檐下的雨一直没有停,他把书合上,又添了一点灯油,听了很久。")

    assert [r.after for r in repairs] == ["，"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "甲,乙,丙,丁,戊",
        "组词:长(cháng)短,生长(zhǎng);校长(zhǎng)来了,大家好!",
        "姓名:甲,乙,丙",
        "今日闭馆,明早开门。请带书来,谢谢！",
        "看书,喝茶,听雨。",
    ],
)
def test_a_list_or_a_slip_in_a_note_is_left_alone(text: str) -> None:
    assert not find_repairs(text)


def test_marks_are_judged_by_what_other_rules_made() -> None:
    text = FOLDED_STORY + "發(fā)現(xiàn)這一區(qū),正是因?yàn)檫\\(yùn)營的規(guī)範(好)。"
    kinds = {repair.rule for repair in find_repairs(text)}
    assert {"inline-pinyin", "byte-shift", "widen"} <= kinds

    assert repaired(text) == STORY + "發現這一區，正是因為運營的規範（好）。"


def test_what_another_rule_offers_is_not_touched() -> None:
    text = FOLDED_STORY + "系(xi)(xi)統(tong)的(de)" * 20
    repairs = find_repairs(text)

    assert {r.rule for r in repairs} == {"toneless-pinyin", "widen"}
    assert all(a.end <= b.start for a, b in pairwise(repairs))
    assert repaired(text).endswith("系(xi)(xi)統(tong)的(de)")


MARKS = st.text(st.sampled_from("字雨,:;!?()（），。“” a1\n`/"))


@given(MARKS)
@example("“:?!")
def test_each_can_be_undone_by_itself(text: str) -> None:
    source = FOLDED_STORY + text
    repairs = find_repairs(source)
    shown, offsets = apply_repairs(source, repairs)

    assert len(shown) == len(source)
    assert shown.translate(FOLD) == source.translate(FOLD)
    assert offsets.inverse().inverse() == offsets
    for n, repair in enumerate(repairs):
        assert source[repair.start : repair.end] == repair.before
        without, _ = apply_repairs(source, [*repairs[:n], *repairs[n + 1 :]])
        place = repair.start
        assert without == shown[:place] + repair.before + shown[place + 1 :]


@given(MARKS)
def test_it_finds_nothing_in_what_it_made(text: str) -> None:
    once = repaired(FOLDED_STORY + text)

    assert widened(once) == []


SENTENCES = (
    "他說：“在當地買的東西都很便宜，也很好！”",
    "老人（六十三歲）一直在談論家裡的事情，誰也不聽；後來呢？",
    "因為工作的關係，我們明天才能回去。",
    "這些產品轉變為商品以後，價格提高了。",
    "測量儀器放在桌子上，沒有人去動它。",
    "經過討論，大會通過了新的辦法：明年再說。",
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=12),
    st.sampled_from([19, 40, 62, len(SCALE)]),
    st.integers(0, 3),
)
def test_damage_to_a_folded_text_is_undone(lines: list[str], size: int, seed: int) -> None:
    # Enough commas in the open: those of torn runs come back with the run, and prove nothing.
    text = STORY + "他發現這一區的規範，很好。\n" + "\n".join(lines)
    damaged = corrupt(text, SCALE[:size], seed=seed, fold=True)
    assume(not damaged.losses)

    assert repaired(damaged.text) == text


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "()",
        "（(",
        "`",
        "```\n",
        "http://",
        "http://字",
        "a; ",
        ",",
        "!?",
        "](",
        "[](",
        "//字\n",
    ],
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    text = FOLDED_STORY + unit * (200_000 // len(unit))

    started = time.process_time()
    widen.find(text, text)

    # Measured at 2.4 s at most, where every character is one to widen.
    assert time.process_time() - started < 15


def test_the_real_article_has_all_its_marks_back(shared_data: Path) -> None:
    source = (shared_data / "articles" / "ordos-court.txt").read_text("utf-8")

    assert len(widened(source)) == 119
    assert not set(",:;!?()") & set(repaired(source))


def test_real_texts_with_full_width_marks_are_left_alone(shared_data: Path) -> None:
    for path in (shared_data / "articles").glob("*.*"):
        if path.name not in {"ordos-court.txt", "index.json"}:
            encoding = "gb18030" if "gb18030" in path.name else "utf-8"
            assert widened(path.read_text(encoding)) == [], path.name

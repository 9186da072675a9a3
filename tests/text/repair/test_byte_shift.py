from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.text.repair import (
    Confidence,
    Repair,
    apply_repairs,
    byte_shift,
    find_damage,
    find_repairs,
)
from tests.corruption import SCALE, corrupt

if TYPE_CHECKING:
    from pathlib import Path

PROOF = "他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n"
"""What only the artefact explains."""

SENTENCES = (
    "他在當地買的東西都很便宜。",
    "老人一直在談論家裡的事情。",
    "因為工作的關係，我們明天才能回去。",
    "這些產品轉變為商品以後，價格提高了。",
    "測量儀器放在桌子上，沒有人去動它。",
    "農民把糧食運到城裡，換了一些日用品。",
    "老師說：“大家都要認真學習。”學生們點點頭。",
    "花在風中輕輕地搖動，好像在跳舞。",
    "經過討論，大會通過了新的辦法。",
    "我從小就喜歡聽她講從前的故事。",
)
LOSING = (
    "這樣的事，我們向來深惡而痛絕的。",
    "你非我之敵手，只教他人來就好。",
    "那天我幫他在手機上看書，回擊他的話。",
    "老人走至書院中坐定，問我們為何來此。",
)
"""Of these, pairs vanish."""
FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def repaired(text: str) -> str:
    return apply_repairs(text, find_repairs(text))[0]


def shifts(text: str) -> list[Repair]:
    return [repair for repair in find_repairs(text) if repair.rule == byte_shift.NAME]


@pytest.mark.parametrize(
    ("table", "clean"),
    [
        ("數", "他在當地買的"),
        ("務", "老人在談論家裡的事"),
        ("驗", "這是因為工作的關係"),
        ("優", "轉變為產品"),
        ("績", "用測量儀器測量"),
        ("驗", "正是因為運營的工作"),
        # What comes out is unusual, but the bytes leave no doubt.
        ("節", "船上的人連夜漁去"),
        ("負", "他重搖手裡的鈴"),
        # What follows is in step from the middle of what is shown: `╜` is A8 and the mark, 60.
        ("驗", "因為可變參考的使用（`print`）"),
        # A question mark before it is no accident itself.
        ("驗", "你不去嗎？只因為工作的關係"),
        ("驗關", "你不去嗎？因為工作的關係"),
    ],
)
def test_torn_characters_are_put_together(table: str, clean: str) -> None:
    damaged = corrupt(clean, table)
    assert damaged.accidents
    assert not damaged.losses

    assert repaired(PROOF + damaged.text) == PROOF_CLEAN + clean


PROOF_CLEAN = "他發現這一區的規範。\n"


def test_one_repair_covers_the_run_and_the_brackets_in_it() -> None:
    (repair,) = shifts(PROOF + "轉(zhuǎn)變?yōu)楫a(chǎn)品")

    assert (repair.before, repair.after) == ("變?yōu)楫a(chǎn)", "變為產")
    assert (repair.confidence, repair.applied) == (Confidence.HIGH, True)


def test_what_the_text_itself_uses_elsewhere_is_likelier() -> None:
    story = "有人叫阿Ｑ來幫忙，阿Ｑ說阿Ｑ不來。\n" * 3
    damaged = corrupt("他很高興，因為阿Ｑ本不配在老爺家裡幫忙", "驗")
    assert not damaged.losses

    assert repaired(PROOF + story + damaged.text).endswith("因為阿Ｑ本不配在老爺家裡幫忙")
    assert not repaired(PROOF + damaged.text).endswith("因為阿Ｑ本不配在老爺家裡幫忙")


def test_of_two_forms_of_a_character_the_usual_one_is_likelier() -> None:
    # 鎭 and 鎮 have the same first byte, the same reading and the same Simplified form.
    damaged = corrupt("因為魯鎮還有些古風", "驗鎮")
    assert not damaged.losses

    assert repaired(PROOF + damaged.text).endswith("因為魯鎮還有些古風")


def test_a_vanished_pair_is_guessed_and_said_to_be() -> None:
    # The bytes FB D4, of 他 and 在, stood for a private-use character.
    (repair,) = shifts(PROOF + "那天我?guī)退谑謾C上看書")

    assert (repair.before, repair.after) == ("我?guī)退谑謾C", "我幫他在手機")
    assert repair.confidence is Confidence.LOW
    assert {"我幫她在手機", "我幫所在手機"} <= set(repair.alternatives)


def test_what_is_left_of_a_comma_may_be_another_mark() -> None:
    # `，一` is A3AC D2BB: AC D2 stood for a private-use character, and A3BB is `；`.
    damaged = corrupt("你們去做飯，一會兒就來了", "內會")
    (first, *_) = shifts(PROOF + damaged.text)

    assert first.after == "們去做飯，一會"
    assert "們去做飯；會" in first.alternatives


def test_what_a_cut_tore_is_put_together() -> None:
    # `。“` is A1A3 A1B0: the tool cut at A3A1, which is `！`.
    damaged = "這件事的影響很深遠?！把圆槐M意”是古人說的。"
    (repair,) = find_repairs(damaged)

    assert repaired(damaged) == "這件事的影響很深遠。“言不盡意”是古人說的。"
    assert repair.applied


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("questions", "你到底想怎麼樣??我已經說過很多次了!?他還敢來?!哼。價格是多少?A 或 B?"),
        ("addresses", "見 https://example.org/?q=測試&lang=zh 與 C:\\使用者\\王"),
        ("Simplified", "你说什么?！我没听见。他们问：去哪里?这里很远。"),
        ("a bracket that the bytes do not explain, and nothing else", "他說的?yī)是什麼"),
    ],
)
def test_what_an_author_may_have_written_is_left_alone(why: str, text: str) -> None:
    assert shifts(text) == [], why


def test_without_proof_of_the_tool_it_is_only_offered() -> None:
    (repair,) = shifts("他在當?shù)刭I的")

    assert (repair.after, repair.applied) == ("當地買", False)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=12),
    st.sampled_from([19, 40, 62, 90, len(SCALE)]),
    st.integers(0, 3),
)
def test_damage_that_lost_no_pair_is_undone(lines: list[str], size: int, seed: int) -> None:
    text = PROOF_CLEAN + "\n".join(lines)
    damaged = corrupt(text, SCALE[:size], seed=seed)
    assume(not damaged.losses)

    assert repaired(damaged.text) == text
    assert find_repairs(text) == ()


@pytest.mark.parametrize("seed", range(4))
def test_what_is_said_to_be_sure_is_right(seed: int) -> None:
    text = PROOF_CLEAN + "\n".join((*SENTENCES, *LOSING))
    damaged = corrupt(text, SCALE, seed=seed)
    repairs = shifts(damaged.text)

    sure = [r.after for r in repairs if r.confidence in {Confidence.HIGH, Confidence.MEDIUM}]
    assert damaged.losses
    assert len(sure) >= 3
    assert [after for after in sure if after not in text] == []


def test_the_sentences_do_have_accidents_that_lose_nothing() -> None:
    damaged = corrupt("\n".join(SENTENCES), SCALE)

    assert len(damaged.accidents) - len(damaged.losses) >= 3


@pytest.mark.parametrize(
    "unit",
    ["?", "? ", "?！把", "“「《（?！", "?，F在", "?磻", "我?guī)退谑謾C上", "因?yàn)?", "?yōu)"],
)
def test_hostile_repetition_is_bounded(unit: str) -> None:
    text = PROOF + unit * (20_000 // len(unit))

    started = time.process_time()
    find_repairs(text)

    # Measured at 1.5 s at most.
    assert time.process_time() - started < 8


def test_a_rule_that_gives_up_says_where() -> None:
    clean, dense = "燈下讀書。\n" * 3, "我?guī)退谑謾C上" * 100

    damage = find_damage(PROOF + clean + dense)

    (given_up,) = [each for each in damage.given_up if each.rule == byte_shift.NAME]
    ends = [repair.end for repair in damage.repairs if repair.rule == byte_shift.NAME]
    assert max(ends) <= given_up.start < len(PROOF + clean + dense)
    assert find_damage(PROOF + clean).given_up == ()


def test_the_real_accidents_are_repaired(shared_data: Path) -> None:
    items = json.loads((shared_data / "artefacts" / "index.json").read_text("utf-8"))["items"]
    exact = []
    for item in items:
        source = (shared_data / "artefacts" / item["file"]).read_text("utf-8")
        clean = item["clean"].translate(FOLDED)
        ours = repaired(source).translate(FOLDED)
        exact += [accident["clean"].translate(FOLDED) in ours for accident in item["accidents"]]
        for repair in shifts(source):
            if repair.confidence in {Confidence.HIGH, Confidence.MEDIUM}:
                assert repair.after.translate(FOLDED) in clean, repair
        if item["file"].startswith("neg"):
            assert find_repairs(source) == ()

    assert exact.count(True) >= 12


def test_the_real_article_has_one_run(shared_data: Path) -> None:
    source = (shared_data / "articles" / "ordos-court.txt").read_text("utf-8")

    (repair,) = shifts(source)

    assert (repair.before, repair.after) == ("我?guī)退谑謾C", "我幫他在手機")
    assert (repair.confidence, repair.applied) == (Confidence.LOW, True)
    assert {"我幫她在手機", "我幫所在手機"} <= set(repair.alternatives)


@pytest.mark.parametrize(
    ("said", "clean"),
    [
        ("心之所貴，不在金銀。", "因為人之所貴各不相同"),
        ("吾之所見，不過如此。", "因為我之所見都已寫下"),
        ("問他心之所職何在。", "因為人之所職都在這裡"),
    ],
)
def test_what_two_vanished_pairs_were_is_known_where_the_text_says_it_elsewhere(
    said: str, clean: str
) -> None:
    damaged = corrupt(clean, "驗")
    assert any(loss.loss for loss in damaged.losses)

    assert repaired(f"{PROOF}{said}\n{damaged.text}").endswith(clean)
    assert not repaired(PROOF + damaged.text).endswith(clean)


def test_the_same_accident_is_undone_wherever_it_stands() -> None:
    line = "讀完很喜歡?！墩撜Z》又翻\n"

    repairs = byte_shift.find(line * 1_000)

    assert isinstance(repairs, list)
    places = [(repair.start, repair.end, repair.after) for repair in repairs]
    start, end, after = places[0]
    assert places == [(start + n * len(line), end + n * len(line), after) for n in range(1_000)]

from __future__ import annotations

import time
from itertools import product

import pytest

from reader.text.repair import apply_repairs, byte_shift, find_repairs
from reader.text.repair.cuts import has_cut
from reader.text.repair.model import Confidence
from tests.corruption import CUTS, FULL_WIDTH, SCALE, Loss, corrupt
from tests.corruption.by_kind import Kind, score
from tests.text.repair.prose import Prose

BEFORE = (
    "天亮以後雨才停了",
    "她把信讀了兩遍",
    "評審會一致同意",
    "他買了U盤和3本書",
    "“船到了對岸",
)
AFTER = {
    "！": (
        "“明天再說吧”，他想。",
        "《山居》是他的舊作。",
        "「誰在門外」，她問。",
        "…後來沒有人提起。",
    ),
    "，": ("現在沒有人住了。", "現場只剩下3個人。"),
    "：": ("和從前一樣安靜。", "很多人都記得。", "好像什麼都沒有發生。", "河水慢慢漲上來。"),
    "；": ("回到家裡已經很晚。", "花開了又落。"),
    "？": ("看過的人都說好。", "可是沒有人回答。", "空氣裡有雨的味道。"),
}
"""What follows a full stop, by the mark that then lies across the two."""
TORN = (
    "船分大小（長短）兩種。",
    "鑰匙由他領取（長短）各一。",
    "這裡不能居住（長短）都行。",
    "他又失敗（長短）兩次。",
    "這是正常現象，不用怕。",
    # Known by what follows, where no stop can be.
    "他在海口長大。",
    "從海口出發的船都到了。",
    "“海口很遠”，他說。",
    "信上說她很平常和氣。",
    "好奇怪啊，對了，明天再說。",
)
"""Where another character than the full stop has its bytes in a mark."""


def repaired(text: str) -> str:
    return apply_repairs(text, find_repairs(text))[0].translate(FULL_WIDTH)


@pytest.mark.alike(15)
@pytest.mark.parametrize("mark", AFTER)
@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("size", [0, 19, len(SCALE)])
def test_what_a_cut_tore_is_whole_again(mark: str, fold: bool, size: int) -> None:
    done = 0
    for before, after in product(BEFORE, AFTER[mark]):
        line = f"{before}。{after}"
        damaged = corrupt(line, SCALE[:size], cuts=mark, fold=fold)
        if damaged.losses or mark not in {accident.cause for accident in damaged.accidents}:
            continue
        assert repaired(damaged.text) == line.translate(FULL_WIDTH), damaged.text
        done += 1
    assert done >= len(BEFORE)


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("line", TORN)
def test_a_torn_character_is_known_by_its_word(line: str, fold: bool) -> None:
    damaged = corrupt(line, "", cuts=CUTS, fold=fold)

    assert [accident.torn == "。" for accident in damaged.accidents] == [False]
    assert repaired(damaged.text) == line.translate(FULL_WIDTH)


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("line", ["沒有人知道阿海回來了。", "你去問阿海可不可以。"])
def test_a_torn_name_is_known_by_the_rest_of_the_text(line: str, fold: bool) -> None:
    rest = "阿海走在前面。大家都等阿海說話。沒有人見過阿海的船。那天阿海很早就出門了。"
    damaged = corrupt(f"{rest}\n{line}", "", cuts="；？", fold=fold)

    assert [accident.torn for accident in damaged.accidents] == ["海"]
    assert repaired(damaged.text) == f"{rest}\n{line}".translate(FULL_WIDTH)


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("line", ["他說：“船到了對岸。”", "她問：「信在哪裡，我沒有看見。」"])
def test_the_end_of_a_quotation_comes_back(line: str, fold: bool) -> None:
    damaged = corrupt(f"{line}\n天亮了。", "", cuts="！", fold=fold)

    assert damaged.losses
    assert repaired(damaged.text) == f"{line}\n天亮了。".translate(FULL_WIDTH)


@pytest.mark.parametrize(
    "line",
    [
        "雨停了。可以走了嗎？",
        "茶涼了。可是人呢？",
        "船到了。何不上岸？",
        "她笑了。好不快活！",
    ],
)
@pytest.mark.parametrize("fold", [False, True])
def test_the_mark_lost_at_the_end_of_a_line_is_one_that_ends_it(line: str, fold: bool) -> None:
    damaged = corrupt(f"{line}\n天亮了。", "", cuts=CUTS, fold=fold)

    assert damaged.losses
    assert repaired(damaged.text) == f"{line}\n天亮了。".translate(FULL_WIDTH)


def test_several_cuts_in_a_line_are_all_seen() -> None:
    line = "雨停了。《山居》還在桌上。現在沒有人。看過的人都說好。和從前一樣。現場沒有人。"
    damaged = corrupt(line, "", cuts=CUTS)

    assert len(damaged.accidents) >= 3
    assert repaired(damaged.text) == line.translate(FULL_WIDTH)


@pytest.mark.parametrize(
    "line",
    [
        "“真的?!你再說一次。”她喊道。",
        "真的?!?",
        "他還敢來?!?他走了。",
        "「為什麼?,她也要走?」",
        "票價是多少??沒有人知道。",
        "寫成a=b?c:d，讀成「甲?乙:丙」。",
        "“好?”“好!”兩個人都點頭。",
        "誰?:他。什麼?;船。哪裡?。岸上?、河上?",
        "見https://example.org/?q=船&hl=zh和a?,b",
        "他來了嗎?！你看見他?，在哪裡?？河邊?：",
        "是這樣嗎?!～好吧",
        "縹緲的歌聲?!縹緲的山?!竊以為不可?!",
    ],
)
@pytest.mark.parametrize("script", ["他這樣說，還在這裡讀書。\n", ""])
def test_marks_of_an_author_stay(line: str, script: str) -> None:
    text = script + line
    assert [r for r in find_repairs(text) if r.rule == byte_shift.NAME] == []
    folded = text.translate(FULL_WIDTH)
    assert [r for r in find_repairs(folded) if r.rule == byte_shift.NAME] == []


def test_a_cut_proves_the_tool_that_wrote_a_single_reading() -> None:
    line = "評審會一致同意。現在發布。"
    damaged = corrupt(f"{line}\n他發現了。", "發").text
    cut = damaged.replace("意。現在", "意?，F在")

    assert has_cut(cut)
    assert repaired(cut) == f"{line}\n他發現了。"
    assert not has_cut(damaged)
    assert repaired(damaged) == damaged


def test_beside_a_cut_a_few_may_have_no_reading() -> None:
    annotated = (
        "他發(fā)現(xiàn)了這裡的書，又發(fā)現(xiàn)了船。評審會發(fā)現(xiàn)了錯，一致同意"
    )
    other = "讀者說：發現得早。"
    want = "他發現了這裡的書，又發現了船。評審會發現了錯，一致同意"

    assert repaired(f"{annotated}?！墩撜Z》在這裡。\n{other}") == (
        f"{want}。《論語》在這裡。\n{other}".translate(FULL_WIDTH)
    )
    whole = f"{annotated}。《論語》在這裡。\n{other}"
    assert repaired(whole) == whole.translate(FULL_WIDTH)


def test_every_kind_that_lost_nothing_is_undone() -> None:
    lines = [f"{before}。{after}" for mark in AFTER for after in AFTER[mark] for before in BEFORE]
    lines += ["他在當地買的東西都很便宜。", "因為工作的關係，我們明天才能回去。"] * 10
    result = score(lines * 4)

    whole = [kind for kind in result.all if not kind.loss and kind.torn != "character"]
    assert {kind.cause for kind in whole} == {"needle", *AFTER}
    assert {kind.is_folded for kind in whole} == {False, True}
    assert [str(kind) for kind in whole if result.right[kind] < result.all[kind]] == []


def test_kinds_are_told_apart() -> None:
    assert str(Kind("！", "stop", Loss.HALF, is_folded=True)).split() == [
        "！",
        "stop",
        "half",
        "folded",
        "traditional",
    ]


SIMPLIFIED = (
    "信里只写着“明天见。”",
    "《山居》还在桌上。《论语》没有了。",
    "他一个人离开了上海。没有人知道。",
    "违反这条规定的人都要受处罚。可是没有人来。",
)


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("line", SIMPLIFIED)
def test_what_a_cut_tore_in_a_simplified_text_is_whole_again(line: str, fold: bool) -> None:
    rest = "这封信是从乡下寄来的，纸上还有泥土的气味。"
    damaged = corrupt(f"{line}\n{rest}", "", cuts=CUTS, fold=fold)

    assert damaged.accidents
    assert repaired(damaged.text) == f"{line}\n{rest}".translate(FULL_WIDTH)


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        "兩岸的局勢岌岌可危。明天再說。",
        "他說自己只是一頭孺子牛。明天再說。",
    ],
)
def test_a_torn_character_is_known_by_a_rare_word(line: str, fold: bool) -> None:
    pytest.importorskip("rjieba")
    damaged = corrupt(line, "", cuts=CUTS, fold=fold)

    assert [accident.torn == "。" for accident in damaged.accidents] == [False]
    assert repaired(damaged.text) == line.translate(FULL_WIDTH)


def test_where_several_characters_may_be_torn_they_are_offered() -> None:
    line = "他在北方染上了一身病，丟了好多東西。"
    damaged = corrupt(line, "", cuts=CUTS)

    (repair,) = (r for r in find_repairs(damaged.text) if r.rule == byte_shift.NAME)

    assert repair.confidence is Confidence.LOW
    assert any("病，" in text for text in (repair.after, *repair.alternatives))


def test_the_torn_end_of_a_line_is_sure() -> None:
    damaged = corrupt("她說：“明天再去。”\n天亮了，他還在那裡。", "", cuts=CUTS)

    (repair,) = (r for r in find_repairs(damaged.text) if r.rule == byte_shift.NAME)

    assert repair.after.endswith("。”")
    assert repair.confidence is Confidence.HIGH


def test_of_what_lost_much_nothing_is_sure() -> None:
    shown = "他说?！俺鼐挽蠲牟坏卮嬲叩乃得绕笠滴勘蝗衔勺栽炊灾茫酝芯奎桑?喈"

    found = [r for r in find_repairs(f"{shown}\n这里还有别的话。") if r.rule == byte_shift.NAME]

    assert {r.confidence for r in found} <= {Confidence.LOW}


@pytest.mark.parametrize(
    "line",
    [
        "她走了?。?1",
        "三個人在團裡?！！?",
        "你說的是真的?!啊",
        "這是什麼?。。。",
        "他問我們?。lo",
        "船到了?！?2",
        "一直哭個不停!！?！?",
        "他笑起來?!!!!?😀",
        "誰知道?，?（笑）",
        "你看??[笑]",
        "我也想去?!?",
        "還敢來？?！?！訓練場上的人都走了",
        "一起去吧。”?。?",
        "这是什么?！啊",
        "你们都去?！?",
        "我们明天还去?!?",
        "怎么会这样?。?",
        "他说?!他说他不去,你信?!",
        "QQ上问他?！！不回",
        "?！字?！字?！字",
    ],
)
@pytest.mark.parametrize("torn", ["", "評審一致同意?，F在發布。\n", "事情就是这样?！墩撜Z》\n"])
def test_marks_that_somebody_typed_in_a_row_stay(line: str, torn: str) -> None:
    text = f"{torn}{line}\n他這樣說。"
    place = len(torn)

    assert [r for r in byte_shift.find(text) if r.end > place] == []


def test_two_marks_typed_in_a_simplified_quotation_stay() -> None:
    assert not byte_shift.find("狐狸先生说，“我梦见一个叫快活?！\n这时他们还没有睡。")


def test_what_is_quoted_in_a_quotation_ends_first() -> None:
    line = "“他大聲說：‘神在開宴會。’"
    damaged = corrupt(f"{line}\n天亮了。", "", cuts="！")

    assert damaged.losses
    assert repaired(damaged.text) == f"{line}\n天亮了。".translate(FULL_WIDTH)


def test_a_rare_word_before_a_stop_is_as_good_as_one_with_what_may_be_torn() -> None:
    pytest.importorskip("rjieba")
    line = "他看見了一隻母鹿。現在房間改作會議室了。"
    damaged = corrupt(line, "", cuts=CUTS)

    assert damaged.accidents
    assert repaired(damaged.text) == line


@pytest.mark.parametrize("line", ["您賞臉！（下）", "再見！（秦仲義走了）"])
@pytest.mark.parametrize("fold", [False, True])
def test_a_mark_torn_before_a_bracket_is_no_character_in_no_word(line: str, fold: bool) -> None:
    damaged = corrupt(f"{line}\n天亮了，他還在那裡。", "", cuts="。", fold=fold)

    assert [accident.torn for accident in damaged.accidents] == ["！"]
    assert repaired(damaged.text).startswith(line.translate(FULL_WIDTH))


@pytest.mark.parametrize("unit", ["??\n", "?字", "?。", "这?!说"])
def test_texts_of_question_marks_take_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))

    started = time.process_time()
    byte_shift.find(text)

    # Measured at half a second at most.
    assert time.process_time() - started < 6


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("她說：“天還沒亮，河上的霧就散了，\n", "恐怕明天不會下雨?！?", "恐怕明天不會下雨。”"),
        ("她说：“天还没亮，河上的雾就散了，\n", "恐怕明天不会下雨?！?", "恐怕明天不会下雨。”"),
        ("“船開了，\n沿著河慢慢地\n", "回到渡口去了?！?", "回到渡口去了。”"),
    ],
)
def test_a_quotation_closes_in_a_later_line_of_its_sentence(
    before: str, line: str, after: str, fold: bool
) -> None:
    text = f"{before}{line}\n他走了。".translate(FULL_WIDTH if fold else {})

    assert repaired(text) == f"{before}{after}\n他走了。".translate(FULL_WIDTH)


@pytest.mark.parametrize(
    "before", ["“船開了。\n", "“船開了，\n\n", "“船開了，\n\u3000\u3000", "船”開\n"]
)
def test_marks_are_typed_behind_a_quotation_of_another_paragraph(before: str) -> None:
    assert byte_shift.find(f"{before}我也想去?!?\n他走了。") == []


def test_an_article_that_was_cut_all_over_is_undone_whole() -> None:
    prose = Prose("cuts", "traditional")
    pairs = [(before, after) for mark in AFTER for before, after in product(BEFORE, AFTER[mark])]
    lines = [
        "".join(prose.sentence() for _ in range(8)) + f"{before}。{after}"
        for before, after in pairs
    ]
    damaged = corrupt("\n".join(lines), "", cuts=CUTS)

    repairs = byte_shift.find(damaged.text)

    assert isinstance(repairs, list)
    assert len(repairs) >= 0.9 * len(damaged.accidents)

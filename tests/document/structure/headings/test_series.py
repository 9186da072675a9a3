"""Series of numbered lines: every form, numeral and decoration, whatever follows them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure

    Outline = Callable[[str], list[tuple[int, str]]]
    Form = Callable[[int, str], str]

WORDS = tuple(
    "青苔竹帘瓦罐驛站霜降燭影棋局酒旗藥圃琴匣井欄柴門蓑衣石磨蘆花漁火"[i : i + 2]
    for i in range(0, 32, 2)
)
HAN = tuple("一二三四五六七八九十")
FORMAL = tuple("壹貳參肆伍陸柒捌玖拾")
OLD = ("十八", "十九", "廿", "廿一", "廿二", "廿三")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
SPELLED = ("One", "Two", "Three", "Four", "Five", "Six", "Seven")
WIDE = tuple("１２３４５６７８９")
UNITS = (
    *(
        "章",
        "节",
        "節",
        "回",
        "卷",
        "部",
        "篇",
        "集",
        "话",
        "話",
        "讲",
        "講",
        "课",
        "課",
        "幕",
        "场",
        "場",
    ),
    *(
        "夜",
        "天",
        "日",
        "封信",
        "站",
        "单元",
        "單元",
        "部分",
        "问",
        "問",
        "号",
        "號",
        "期",
        "季",
        "周",
        "年",
    ),
    *(
        "乐章",
        "樂章",
        "件事",
        "个故事",
        "個故事",
        "堂课",
        "次",
        "层",
        "層",
        "扇门",
        "种人",
        "个梦",
        "枪",
        "步",
    ),
    *(
        "轮",
        "折",
        "出",
        "辑",
        "册",
        "编",
        "阕",
        "杯茶",
        "盏灯",
        "片叶子",
        "通电话",
        "个证人",
        "道菜",
        "幅画",
        "局",
    ),
)
PROSE = [
    "天色暗下來的時候，賣燈油的人挑著擔子過橋，橋下的水聲比往常要響一些。",
    "他把帳簿合上，從抽屜裡取出一把舊算盤，數了數，少了一顆珠子。",
    "後院的棗樹去年遭了蟲，今年反倒結得滿枝都是，孩子們拿竹竿打了一下午。",
    "沒有人知道那條船是什麼時候靠岸的，艙裡空空的，只有一盞點著的燈和半碗冷飯。",
]
AFTER = {
    "paragraph": [],
    "speech": ["“誰在那裡？”"],
    "speech in corners": ["「走罷。」"],
    "address": ["老陳："],
    "short sentence": ["下雨了。"],
    "epigraph": ["橋是過河的人修的。", "——橋工"],
}


def text_of(headings: list[str], after: list[str], *, blank: bool, indent: str, seed: int) -> str:
    """Return a text whose headings stand before a few paragraphs each."""
    rng = random.Random(seed)  # noqa: S311 — repeatable, not secret
    lines = ["河上的燈火往事", ""]
    for heading in headings:
        lines += ["", heading] if blank else [heading]
        body = [*after, *rng.choices(PROSE, k=rng.randint(2, 5))]
        lines += [f"{indent}{line}" for line in body]
    return "\n".join(lines) + "\n"


def spread(form: Form, count: int = 6) -> list[str]:
    return [form(i, WORDS[i % len(WORDS)]) for i in range(count)]


FORMS: dict[str, Form] = {
    "第一章 word": lambda i, word: f"第{HAN[i]}章 {word}",
    "第一章word": lambda i, word: f"第{HAN[i]}章{word}",
    "第1章": lambda i, word: f"第{i + 1}章",
    "第１章": lambda i, word: f"第{WIDE[i]}章 {word}",
    "第 1 章": lambda i, word: f"第 {i + 1} 章 {word}",
    "第壹章": lambda i, word: f"第{FORMAL[i]}章 {word}",
    "第廿一章": lambda i, word: f"第{OLD[i]}章 {word}",
    "第001章": lambda i, word: f"第{i + 1:03}章 {word}",
    "第一章：": lambda i, word: f"第{HAN[i]}章：{word}",
    "第一章、": lambda i, word: f"第{HAN[i]}章、{word}",
    "第一章（上）": lambda i, word: f"第{HAN[i]}章（{'上下'[i % 2]}）",
    "第一章 ……": lambda i, word: f"第{HAN[i]}章 {word}……",
    "第一章 。": lambda i, word: f"第{HAN[i]}章 {word}還在那裡。",
    "第一章 ！": lambda i, word: f"第{HAN[i]}章 {word}！",
    "第一章！": lambda i, word: f"第{HAN[i]}章{word}！？",
    "第一章 “”": lambda i, word: f"第{HAN[i]}章 他問：“{word}？”",
    "第一章 ..": lambda i, word: f"第{HAN[i]}章 {word}..",
    "第一章 long": lambda i, word: (
        f"第{HAN[i]}章 {word}與“{word}”、《{word}》——一個撐船的人，怎樣在四十年裡把"
        "同一條河渡了又渡，以及他最後一次上岸時看見的是什麼"
    ),
    "☆、": lambda i, word: f"☆、第{HAN[i]}章 {word}",
    "★": lambda i, word: f"★第{HAN[i]}章 {word}★",
    "【】": lambda i, word: f"【第{HAN[i]}章】{word}",
    "【 】": lambda i, word: f"【第{HAN[i]}章 {word}】",
    "〖〗": lambda i, word: f"〖第{HAN[i]}回〗 {word}",
    "===": lambda i, word: f"===第{i + 1}章===",
    "----": lambda i, word: f"---- 第{HAN[i]}章 ----",
    "※": lambda i, word: f"※ 第{HAN[i]}章 {word} ※",
    "「第一章」": lambda i, word: f"「第{HAN[i]}章」",
    "book": lambda i, word: f"河上的燈火 第{i + 1}章 {word}",
    "《book》": lambda i, word: f"《河上的燈火》第{i + 1}章 {word}",
    "正文": lambda i, word: f"正文 第{HAN[i]}章 {word}",
    "pieces": lambda i, word: f"《河上的燈火》第{HAN[i // 2]}章({i % 2 + 1})",
    "part and chapter": lambda i, word: f"第{HAN[i // 3]}部第{HAN[i % 3]}章 {word}({i + 1})",
    "part, chapter": lambda i, word: f"第{HAN[i // 3]}卷 {WORDS[9]} 第{HAN[i]}章 {word}",
    "act, scene": lambda i, word: f"第{HAN[i // 3]}幕 第{HAN[i % 3]}場 {word}",
    "一章": lambda i, word: f"{HAN[i]}章 {word}",
    "三十章": lambda i, word: f"三十{HAN[i]}章",
    "1章": lambda i, word: f"{i + 1}章 {word}",
    "十回": lambda i, word: f"{HAN[i]}回　{word}",
    "Chapter 1": lambda i, word: f"Chapter {i + 1} {word}",
    "CHAPTER I": lambda i, word: f"CHAPTER {ROMAN[i]}",
    "Chapter One": lambda i, word: f"Chapter {SPELLED[i]}",
    "PART ONE": lambda i, word: f"PART {SPELLED[i].upper()}",
    "chapter.001": lambda i, word: f"chapter.{i + 1:03} {word}",
    "EP.01": lambda i, word: f"EP.{i + 1:02} {word}",
    "EP1": lambda i, word: f"EP{i + 1}：{word}",
    "No.1": lambda i, word: f"No.{i + 1}",
    "vol.001": lambda i, word: f"vol.{i + 1:03}",
    "Episode 1": lambda i, word: f"Episode {i + 1} - {word}",
    "卷一": lambda i, word: f"卷{HAN[i]}",
    "卷之一": lambda i, word: f"卷之{HAN[i]} {word}",
    "卷三（一）": lambda i, word: f"卷{HAN[i // 2]}（{HAN[i % 2]}）",
    "其一": lambda i, word: f"其{HAN[i]}",
    "之一": lambda i, word: f"之{HAN[i]}",
    "番外一": lambda i, word: f"番外{HAN[i]}：{word}",
    "番外之一": lambda i, word: f"番外之{HAN[i]}",
    "番外1": lambda i, word: f"番外{i + 1} {word}",
    "番外 第一章": lambda i, word: f"番外 第{HAN[i]}章 {word}",
    "一、": lambda i, word: f"{HAN[i]}、{word}",
    "壹、": lambda i, word: f"{FORMAL[i]}、{word}",
    "一．": lambda i, word: f"{HAN[i]}．{word}",
    "一 ": lambda i, word: f"{HAN[i]}　{word}",
    "（一）": lambda i, word: f"（{HAN[i]}）{word}",
    "(一)": lambda i, word: f"({HAN[i]}) {word}",
    "【一】": lambda i, word: f"【{HAN[i]}】{word}",
    "【1、】": lambda i, word: f"【{i + 1}、{word}】",
    "（1）": lambda i, word: f"（{i + 1}）{word}",
    "(1)": lambda i, word: f"({i + 1}) {word}",
    "[1]": lambda i, word: f"[{i + 1}]",
    "[1] word": lambda i, word: f"[{i + 1}] {word}",
    "1.": lambda i, word: f"{i + 1}.",
    "1、": lambda i, word: f"{i + 1}、",
    "1. word": lambda i, word: f"{i + 1}. {word}",
    "01 word": lambda i, word: f"{i + 1:02} {word}",
    "1：": lambda i, word: f"{i + 1}：{word}",
    "1) ": lambda i, word: f"{i + 1}) {word}",
    "１．": lambda i, word: f"{WIDE[i]}．{word}",
    "#1": lambda i, word: f"#{i + 1}",
    "#1 word": lambda i, word: f"#{i + 1} {word}",
    "1": lambda i, word: f"{i + 1}",
    "一": lambda i, word: HAN[i],
    "「一」": lambda i, word: f"「{HAN[i]}」",
    "（一）alone": lambda i, word: f"（{HAN[i]}）",
    "☆ 1 ☆": lambda i, word: f"☆ {i + 1} ☆",
    "I": lambda i, word: ROMAN[i],
    "I.": lambda i, word: f"{ROMAN[i]}. {word}",
    "Ⅰ": lambda i, word: f"{chr(0x2160 + i)}",
    "Ⅰ、": lambda i, word: f"{chr(0x2160 + i)}、{word}",
    "①": lambda i, word: f"{chr(0x2460 + i)} {word}",
    "①alone": lambda i, word: chr(0x2460 + i),
    "❶": lambda i, word: f"{chr(0x2776 + i)}{word}",
    "⑴": lambda i, word: f"{chr(0x2474 + i)}{word}",
    "⒈": lambda i, word: f"{chr(0x2488 + i)}{word}",
    "㈠": lambda i, word: f"{chr(0x3220 + i)} {word}",
    "甲、": lambda i, word: f"{'甲乙丙丁戊己庚'[i]}、{word}",
    "甲": lambda i, word: "甲乙丙丁戊己庚"[i],
    "（甲）": lambda i, word: f"（{'甲乙丙丁戊己庚'[i]}）{word}",
    "A.": lambda i, word: f"{'ABCDEFGH'[i]}. {word}",
    "子時": lambda i, word: f"{'子丑寅卯辰巳午'[i]}時",
    "子夜": lambda i, word: ("子夜", "丑时", "寅时", "卯时", "辰时", "巳时", "午时")[i],
    "no unit of headings": lambda i, word: f"Opus {i + 1}",
    "上篇": lambda i, word: f"{'上中下'[i % 3]}篇",
    "diary": lambda i, word: f"五月{HAN[i + 2]}日 {'晴陰雨'[i % 3]}",
    "diary with a weekday": lambda i, word: f"2023年5月{i + 3}日 星期{HAN[i]} 多云",
    "word（1）": lambda i, word: f"{word}（{i + 1}）",
    "word(一)": lambda i, word: f"{word}({HAN[i]})",
    "word 第一": lambda i, word: f"{word}第{HAN[i]}",
    "word 其一": lambda i, word: f"{WORDS[i // 3]} 其{HAN[i % 3]}",
    "word 之一": lambda i, word: f"{WORDS[i // 3]}之{HAN[i % 3]}",
    "○word一": lambda i, word: f"○{WORDS[i // 3]}{HAN[i % 3]}",
}


@pytest.mark.parametrize("after", AFTER)
@pytest.mark.parametrize("form", FORMS)
def test_a_series_is_headings(form: str, after: str, outline: Outline) -> None:
    headings = spread(FORMS[form])
    text = text_of(headings, AFTER[after], blank=len(form) % 2 == 0, indent="　　", seed=len(form))

    assert [title for _, title in outline(text)] == headings


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("title", ["", " {word}", "：{word}"])
def test_any_unit_may_be_counted(unit: str, title: str, outline: Outline) -> None:
    headings = spread(lambda i, word: f"第{HAN[i]}{unit}{title.format(word=word)}")
    text = text_of(headings, AFTER["speech"], blank=False, indent="", seed=len(unit))

    assert [found for _, found in outline(text)] == headings


@pytest.mark.parametrize(
    "form", ["第{n}封信", "第{n}份報告 {word}", "第{n}局", "Vol.{i} {word}", "其{n}", "〔{n}〕"]
)
def test_the_first_of_a_series_is_not_the_title(
    form: str, structure_of: Callable[[str], Structure]
) -> None:
    headings = spread(lambda i, word: form.format(n=HAN[i], i=i + 1, word=word))
    text = text_of(headings, AFTER["speech"], blank=True, indent="　　", seed=5)

    structure = structure_of(text.split("\n", 3)[3])

    assert structure.title is None
    assert [section.title for section in structure.sections] == headings


@pytest.mark.parametrize("count", [2, 3, 30, 200])
@pytest.mark.parametrize(
    "form", ["第{n}封信", "第{n}夜 {word}", "No.{n}", "{n}", "[{n}] {word}", "第{n}章"]
)
def test_a_series_may_be_of_any_length(form: str, count: int, outline: Outline) -> None:
    headings = [form.format(n=n + 1, word=WORDS[n % len(WORDS)]) for n in range(count)]
    text = text_of(headings, [], blank=True, indent="　　", seed=count)

    assert [title for _, title in outline(text)] == headings


@pytest.mark.parametrize("form", ["第{n}夜", "第{n}章 {word}", "EP.{n:02} {word}", "{n}、{word}"])
@pytest.mark.parametrize(
    "numbers",
    [[1, 2, 4, 5, 6], [1, 2, 3, 3, 4, 5], [1, 2, 3, 1, 2, 3], [0, 1, 2, 3]],
    ids=["a gap", "one twice", "anew", "from zero"],
)
def test_a_series_may_have_gaps(form: str, numbers: list[int], outline: Outline) -> None:
    headings = [form.format(n=n, word=WORDS[i]) for i, n in enumerate(numbers)]
    text = text_of(headings, [], blank=False, indent="　　", seed=5)

    assert [title for _, title in outline(text)] == headings


def test_numerals_of_one_series_may_change(outline: Outline) -> None:
    headings = ["第1夜", "第二夜", "第３夜", "第肆夜", "第 5 夜"]

    found = outline(text_of(headings, [], blank=False, indent="", seed=5))

    assert [title for _, title in found] == headings


def test_parts_on_lines_of_their_own_stand_above(outline: Outline) -> None:
    lines = [[f"第{HAN[i // 2]}部分", f"第{i + 1}節 {WORDS[i]}", *PROSE] for i in range(6)]

    found = outline("\n".join(["河上的燈火往事", "", *(line for part in lines for line in part)]))

    assert [title for _, title in found] == [line for part in lines for line in part[:2]]
    assert [level for level, _ in found] == [found[0][0], found[1][0]] * 6
    assert found[0][0] < found[1][0]


def test_a_series_within_chapters_stands_below(outline: Outline) -> None:
    pieces = [line for i in range(3) for line in (f"第{HAN[i]}章", "其一", *PROSE, "其二", *PROSE)]

    found = outline("\n".join(["河上的燈火往事", "", *pieces]))

    assert found == [
        (2, "第一章"),
        (3, "其一"),
        (3, "其二"),
        *((2, "第二章"), (3, "其一"), (3, "其二")),
        *((2, "第三章"), (3, "其一"), (3, "其二")),
    ]


@pytest.mark.parametrize(
    ("why", "lines"),
    [
        ("a list", ["第一名 青苔", "第二名 竹帘", "第三名 瓦罐"]),
        ("a list of units", ["第一煤礦", "第二煤礦", "第三機床廠", "第四煤礦", "第五煤礦"]),
        ("scores", ["3:2", "4:2", "5:3"]),
        ("articles of a law", ["第一條", PROSE[0], "第二條", PROSE[1], "第三條", PROSE[2]]),
        ("pages", ["第1頁", PROSE[0], "第2頁", PROSE[1], "第3頁", PROSE[2]]),
        ("numbers of pages", ["- 1 -", PROSE[0], "- 2 -", PROSE[1], "- 3 -", PROSE[2]]),
        (
            "sentences",
            ["第三回他沒有來，第四回也沒有。", PROSE[0], "第四回他來了，又走了。", PROSE[1]],
        ),
        (
            "sentences with a comma",
            ["第一天，他沒有說話。", PROSE[0], "第二天，他還是沒有說話。", PROSE[1]],
        ),
        ("one alone", ["第三天", PROSE[0], PROSE[1]]),
        ("a date alone", ["5月3日", PROSE[0], PROSE[1]]),
        ("a signature", ["祝", "好！", "　　　　　　　　　　夜行人", PROSE[0]]),
        ("tags", ["<end> 1", "詞", "<end> 2", "詞語", "<end> 3", "句"]),
        ("counted sentences", ["1. 先把燈擦亮。", PROSE[0], "2. 再添上油。", PROSE[1]]),
        (
            "when it was posted",
            ["#1 夜行人 05-06 22:10", PROSE[0], "#2 夜行人 05-06 22:12", PROSE[1]],
        ),
    ],
)
def test_what_is_counted_and_no_heading(why: str, lines: list[str], outline: Outline) -> None:
    body = [*PROSE, *lines, *PROSE]

    assert outline("\n".join(["河上的燈火往事", "", *body]) + "\n") == [], why


@pytest.mark.parametrize(
    "cue",
    [
        "{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n船還沒有來\n\n",
        "{n}\n0:{n:02}.000 -> 0:{n:02}.900\n船還沒有來，等著。\n\n",
        "[00:{n:02}.10]船還沒有來\n[00:{n:02}.60]第{n}夜\n",
    ],
)
def test_numbers_of_subtitles_are_no_headings(cue: str, outline: Outline) -> None:
    assert outline("".join(cue.format(n=n) for n in range(1, 40))) == []


@pytest.mark.parametrize(
    "line",
    [
        *(
            "txt 小_說天+堂",
            "t!xt-小說天\\堂",
            "《t》xt小說天堂",
            "小,說,天,堂",
            "ｗｗｗ．燈火．ｃom",
        ),
        *("更新時間2009-1-9 9:21:42  本章字數：1200", "发布：2021-03-05 12:00 字数 3021"),
    ],
)
def test_advertisements_and_times_are_no_headings(line: str, outline: Outline) -> None:
    body = "\n".join(f"{line}\n　　{prose}{prose}\n" for prose in PROSE)

    assert outline(f"河上的燈火往事\n\n　　{PROSE[0]}\n\n{body}") == []


@pytest.mark.parametrize("contents", ["目錄\n", "【目录】\n", ""])
@pytest.mark.parametrize("page", ["", "……{n}", "  {n}"])
@pytest.mark.parametrize(
    "form", ["第{han}章 {word}", "第{han}夜 {word}", "{han}、{word}", "{word}記"]
)
def test_what_a_table_of_contents_lists_is_no_section(
    contents: str, page: str, form: str, outline: Outline
) -> None:
    headings = [form.format(han=HAN[i], word=WORDS[i]) for i in range(5)]
    table = "\n".join(heading + page.format(n=n) for n, heading in enumerate(headings, start=3))
    body = text_of(headings, AFTER["speech"], blank=False, indent="　　", seed=3).split("\n", 2)[2]

    found = outline(f"河上的燈火往事\n\n{contents}{table}\n\n{body}")

    assert [title for _, title in found] == headings


def test_titles_of_pieces_stand_after_wide_space(outline: Outline) -> None:
    pieces = [
        f"\n\n\n{word}記\n\n" + "\n\n".join(f"　　{p}" for p in PROSE * 2) for word in WORDS[:5]
    ]

    assert outline("河上的燈火往事" + "\n".join(pieces) + "\n") == [
        (1, f"{word}記") for word in WORDS[:5]
    ]


def test_stanzas_after_wide_space_have_no_titles(outline: Outline) -> None:
    pairs = [WORDS[i : i + 2] for i in range(8)]
    stanzas = [f"{a}{b}一夜\n\n{b}到天明" for a, b in pairs]

    assert outline("河上的燈火往事\n\n\n" + "\n\n\n".join(stanzas) + "\n") == []


@pytest.mark.parametrize(
    "line",
    [
        *(
            "番外 歸舟",
            "番外之一",
            "番外一：雪夜",
            "番外篇 雪夜",
            "船夫番外：另一條河",
            "【番外】雪夜",
            "☆、番外 雪夜",
        ),
        *("正文 楔子", "【後記】", "序章", "代序：燈", "===尾聲==="),
    ],
)
def test_words_of_headings_with_and_without_ornaments(line: str, outline: Outline) -> None:
    headings = ["第一章 青苔", "第二章 竹帘", line]

    found = outline(text_of(headings, AFTER["speech"], blank=False, indent="　　", seed=1))

    assert [title for _, title in found] == headings


def test_a_text_with_only_its_title_marked_has_headings(outline: Outline) -> None:
    body = "\n\n".join(f"第{HAN[i]}幕 {WORDS[i]}\n\n{PROSE[i]}" for i in range(4))

    found = outline(f"# 河上的燈火\n\n{body}\n")

    assert [title for _, title in found] == [
        "河上的燈火",
        *(f"第{HAN[i]}幕 {WORDS[i]}" for i in range(4)),
    ]

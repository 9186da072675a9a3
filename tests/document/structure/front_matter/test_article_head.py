from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from reader.document.model import BlockKind
from reader.document.structure.credits import Credits, read_credits
from reader.document.structure.front_matter.article_head import MOST_LINES, find_head
from tests.support.understanding import understood

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

    Kinds = Callable[[str], list[tuple[str, str]]]


def article(text: str) -> Document:
    return understood(text)


@pytest.mark.parametrize(
    ("line", "creators"),
    [
        ("作者：沈夜行", ["沈夜行"]),
        ("作者： 沈夜行、溫如玉", ["沈夜行", "溫如玉"]),
        ("文／沈夜行", ["沈夜行"]),
        ("文／沈夜行　圖／溫如玉", ["沈夜行"]),
        ("文 | 沈夜行", ["沈夜行"]),
        ("撰文：沈夜行 攝影：溫如玉", ["沈夜行"]),
        ("本报记者 张晚舟 李渡", ["张晚舟", "李渡"]),
        ("本報記者　張晚舟", ["張晚舟"]),
        ("某某社记者张晚舟", ["张晚舟"]),
        ("□ 記者 張晚舟", ["張晚舟"]),
        ("□ 張晚舟", ["張晚舟"]),
        ("〔記者張晚舟／台北報導〕", ["張晚舟"]),
        ("（記者 張晚舟）", ["張晚舟"]),
        ("[美]約翰·史密斯 著", ["約翰·史密斯"]),
        ("［英］阿瑟·格林 著　溫如玉 譯", ["阿瑟·格林"]),
        ("沈夜行 著", ["沈夜行"]),
        ("〔宋〕沈括", ["沈括"]),
        ("唐·沈佺期", ["沈佺期"]),
        ("作者：John Smith", ["John Smith"]),
        ("作者：張 三", ["張三"]),
        ("作者：沈夜行（某大學教授）", ["沈夜行"]),
        ("作者：夜航船2046", ["夜航船2046"]),
        ("2024-05-03 10:20 来源：某某网 作者：张晚舟", ["张晚舟"]),
    ],
)
def test_lines_that_name_the_author(line: str, creators: list[str]) -> None:
    read = read_credits(line)

    assert read is not None
    assert list(read.creators) == creators


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2024年5月3日", "2024-05-03"),
        ("2024-05-03 10:20", "2024-05-03"),
        ("2024/5/3", "2024-05-03"),
        ("2024.05.03", "2024-05-03"),
        ("二〇二四年五月三日", "2024-05-03"),
        ("二○二四年十二月廿三日", "2024-12-23"),
        ("民國一一三年五月三日", "2024-05-03"),
        ("民國113年5月3日", "2024-05-03"),
        ("2024年5月3日 星期五", "2024-05-03"),
        ("2024年5月", "2024-05"),
        ("发布时间：2024-05-03 10:20:30", "2024-05-03"),
        ("2024-05-03T10:20:30+08:00", "2024-05-03"),
        ("2024年05月03日10:20 | 来源：某某网", "2024-05-03"),
    ],
)
def test_lines_that_give_the_date(line: str, date: str) -> None:
    read = read_credits(line)

    assert read == Credits((), date, read.origin if read else None)


@pytest.mark.parametrize(
    "line",
    [
        "人民网北京5月3日电（记者 张晚舟）昨天夜里下了一場雨，路上沒有人。",
        "某某社北京5月3日电（记者 张晚舟）",
        "記者：您是什麼時候開始寫的？",
        "記者：您好",
        "作者：這是我的第一本書，寫了三年。",
        "2024年5月3日，他離開了那座城。",
        "2024年13月3日",
        "第二天早上",
        "文章",
        "世界名著",
        "（一）總論",
        "(二)",
        "□ 其一",
        "來源不明的書很多",
        "三月五日",
        "1.2",
        "",
    ],
)
def test_lines_that_only_begin_like_credits(line: str) -> None:
    assert read_credits(line) is None


def test_the_head_of_an_article(paragraph: str, kinds: Kinds) -> None:
    text = (
        "夜讀的燈\n——從油盞到檯燈\n\n沈夜行\n2024-05-03 10:20　來源：某某日報\n"
        f"【導讀】燈下的書比日間的書慢。\n{paragraph}\n{paragraph}\n（作者：沈夜行）\n"
    )

    document = article(text)

    assert [kind for kind, _ in kinds(text)] == [
        *("title", "subtitle", "byline", "date-line", "lead", "paragraph", "paragraph"),
        "back-matter",
    ]
    assert document.creators == ("沈夜行",)
    assert (document.date, document.origin) == ("2024-05-03", "某某日報")


def test_an_author_named_at_the_end_counts_where_the_head_names_none(paragraph: str) -> None:
    document = article(
        f"夜讀\n{paragraph}\n{paragraph}\n作者：沈夜行\n責任編輯：溫如玉\n2024年5月3日\n"
    )

    assert (document.creators, document.date) == (("沈夜行",), "2024-05-03")


def test_the_source_at_the_end_is_no_origin(paragraph: str) -> None:
    assert article(f"夜讀\n{paragraph}\n來源：某某日報\n").origin is None


@pytest.mark.parametrize(
    "lead",
    [
        "【导读】灯下的书。",
        "摘要：燈下的書。",
        "编者按：灯下的书。",
        "核心提示：燈下的書。",
        "[摘 要] 燈下的書。",
    ],
)
def test_leads(lead: str, paragraph: str, kinds: Kinds) -> None:
    assert ("lead", lead) in kinds(f"夜讀\n{lead}\n{paragraph}\n")


def test_a_lead_may_stand_under_its_name(paragraph: str, kinds: Kinds) -> None:
    assert [kind for kind, _ in kinds(f"夜讀\n【編者按】\n{paragraph}\n{paragraph}\n")] == [
        *("title", "lead", "lead", "paragraph")
    ]


def test_a_first_paragraph_before_the_only_rule_is_a_lead(paragraph: str, kinds: Kinds) -> None:
    text = f"夜讀\n{paragraph}\n----------\n{paragraph}\n{paragraph}\n"

    assert [kind for kind, _ in kinds(text)] == ["title", "lead", "rule", "paragraph", "paragraph"]
    assert "lead" not in dict(kinds(f"{text}＊＊＊\n{paragraph}\n"))


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("it is a heading among others", "夜讀\n余波\n{p}\n方法\n{p}\n結果\n{p}\n"),
        ("it comes again", "夜讀\n高考\n{p}\n高考那年他十八歲。\n"),
        ("it is no name", "夜讀\n燈下\n{p}\n{p}\n"),
        ("there is no title", "{p}\n沈夜行\n{p}\n"),
        ("it is said later", "夜讀\n{p}\n文／沈夜行\n{p}\n"),
    ],
)
def test_lines_that_are_no_byline(why: str, text: str, paragraph: str, kinds: Kinds) -> None:
    assert "byline" not in dict(kinds(text.format(p=paragraph))), why


def test_the_head_of_a_text_that_is_marked_up(paragraph: str, kinds: Kinds) -> None:
    text = f"# 夜讀的燈\n\n作者：沈夜行\n\n2024-05-03\n\n{paragraph}\n\n## 燈下\n\n{paragraph}\n"

    assert [kind for kind, _ in kinds(text)][:4] == ["heading", "byline", "date-line", "paragraph"]
    assert article(text).creators == ("沈夜行",)


def test_the_head_prints_as_text() -> None:
    printed = {kind.printed for kind in BlockKind}

    assert BlockKind.BYLINE.printed == BlockKind.LEAD.printed == "paragraph"
    assert BlockKind.VERSE.printed == "quote"
    assert len(printed) == len(BlockKind) - 5


@pytest.mark.parametrize(
    "way", ["當前位置：首頁 > 讀書 > 正文", "首页 > 读书", "讀書網 » 書話 » 正文"]
)
def test_the_way_to_a_page_is_not_its_title(way: str, paragraph: str, kinds: Kinds) -> None:
    text = f"{way}\n夜讀的燈\n作者：沈夜行\n{paragraph}\n{paragraph}\n"

    assert article(text).title == "夜讀的燈"
    assert [kind for kind, _ in kinds(text)][:4] == ["paragraph", "title", "byline", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "A " * 44 + "1",
            "張三 " * 29,
            "記者 " * 29,
            "文 " * 44,
            "、" * 90,
            "作者：" * 29,
            "·" * 90,
        ),
        *("2024-05-03 " * 8, "> " * 45, ">" * 90, "（" * 90, "字 " * 44 + "著。", "圖" * 89 + "："),
        *(
            "撰文" * 44,
            "圖片" * 44,
            "譯者、" * 29,
            "攝影 攝影" * 17,
            "[美]" * 29,
            "唐·" * 29,
            "原題" * 40,
        ),
    ],
)
def test_hostile_lines_are_read_at_once(line: str, paragraph: str, kinds: Kinds) -> None:
    started = time.process_time()
    read_credits(line.strip())
    kinds(f"{line}\n{line}\n{line}\n{paragraph}\n{line}\n")

    # Measured at 2 ms.
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("記者 張晚舟 通訊員 李渡", Credits(("張晚舟", "李渡"))),
        ("本报记者 张晚舟 实习记者 李渡", Credits(("张晚舟", "李渡"))),
        ("文/本刊记者 张晚舟 编辑/李渡", Credits(("张晚舟",))),
        ("文／特約撰稿人 張晚舟", Credits(("張晚舟",))),
        ("2024-05-03 20:15:33 某某网", Credits((), "2024-05-03", "某某网")),
        ("2024年5月3日　河城晚報", Credits((), "2024-05-03", "河城晚報")),
        ("河城日报 2024-05-03", Credits((), "2024-05-03", "河城日报")),
        ("河城晚报 本报记者 张晚舟 2024-05-03", Credits(("张晚舟",), "2024-05-03", "河城晚报")),
    ],
)
def test_lines_with_more_than_one_field(line: str, expected: Credits) -> None:
    assert read_credits(line) == expected


@pytest.mark.parametrize("line", ["河城日報", "記者 張晚舟 說", "2024-05-03 燈下", "舊報"])
def test_words_alone_are_no_credits(line: str) -> None:
    assert read_credits(line) is None


def test_a_head_of_no_end_is_read_no_further_than_heads_are_long() -> None:
    head = find_head(["作者：燈"] * 1_000, lambda name: False)

    assert len(head.kinds) == MOST_LINES

"""Titles below what sites, libraries, boards and offices put over a text."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.structure.find_structure import find_structure
from reader.document.structure.front_matter.site_notices import is_notice
from reader.text.offsets import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure

    Kinds = Callable[[str], list[tuple[str, str]]]
    StructureOf = Callable[[str], Structure]

ABOVE = {
    "an address": "本书由灯下文库整理，更多好书请访问 www.example.net",
    "Traditional": "本書由燈下文庫整理製作，更多精彩小說盡在 http://books.example.org",
    "full-width address": "更多电子书下载　ＷＷＷ．ＥＸＡＭＰＬＥ．ＣＯＭ",
    "terms": "※声明：本电子书仅供读者预览，请在下载后24小时内删除※",
    "a site in marks": "※※灯下小说网※※",
    "a site in brackets": "【灯下书屋】",
    "a download": "TXT电子书下载 灯下论坛",
    "a rule": "================",
    "stars": "* * *",
    "a page": "-------- 页面 1 --------",
    "a part of a page": "_分节阅读_1",
    "nothing": "",
    "two": "【灯下书屋】\n本站所有作品均由网友上传，版权归作者所有",
    "a button": "打印本页 关闭窗口",
    "the beginning": "欢迎光临灯下书屋\n------------正文内容开始------------",
}
TITLES = {
    "author below": "{t}\n作者：{a}",
    "in marks": "《{t}》\n作者：{a}",
    "wrote": "《{t}》 {a} 著",
    "wide space": "{t}　　{a}",
    "labels": "书名：{t}\n作者：{a}",
    "spread labels": "书　名：{t}\n作　者：{a}",
    "labels in one line": "書名：{t}　作者：{a}　類別：散文",
    "labels in brackets": "【书名】{t}\n【作者】{a}",
    "blank line": "{t}\n\n{a}",
    "edition": "《{t}》（校对版全本）作者：{a}",
    "author above": "作者：{a}\n{t}",
    "by": "{t} by {a}",
    "slash": "[{t} / {a} 著 ]",
    "file": "《{t}》作者：{a}.txt",
    "author and colon": "{a}：《{t}》",
    "no colon": "{t}（全文）　作者{a}",
    "dynasty": "{t} [清]{a}",
    "more labels": "书名：{t}\n"
    "作者：{a}\n类别：散文　字数：12000　状态：已完结\n出版社：某某出版社",
}
NAMES = ("沈夜行", "溫如玉", "陆某某")
BODY = "\n\n第一章 燈\n{p}\n{p}\n第二章 雨\n{p}\n{p}\n"


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_titles_and_authors_whatever_stands_above(
    above: str, paragraph: str, structure_of: StructureOf
) -> None:
    missed = []
    for number, (form, (name, head)) in enumerate(product(("燈下讀書", "夜"), TITLES.items())):
        title = form if len(form) > 1 or "{t}" in head.splitlines()[0][:3] else form + "渡"
        author = NAMES[number % len(NAMES)]
        text = f"{above}\n{head.format(t=title * 2, a=author)}{BODY.format(p=paragraph)}"
        found = structure_of(text.lstrip("\n"))
        if found.title != title * 2 or found.credits.creators != (author,):
            missed.append((name, found.title, found.credits.creators))

    assert missed == []


@pytest.mark.parametrize("head", TITLES.values(), ids=TITLES)
def test_nothing_of_the_first_lines_is_lost_or_a_heading(
    head: str, paragraph: str, kinds: Kinds
) -> None:
    text = f"{ABOVE['terms']}\n{head.format(t='夜行船', a='陆某某')}{BODY.format(p=paragraph)}"

    blocks = kinds(text)
    first = [(kind, part) for kind, part in blocks if part != paragraph][:8]
    assert ("back-matter", ABOVE["terms"]) in first
    assert [kind for kind, _ in first].count("title") == 1
    assert "陆某某" in "".join(part for _, part in first)
    assert [part for kind, part in blocks if kind == "heading"] == ["第一章 燈", "第二章 雨"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("燈下讀書網\n{p}\n{p}\n", "燈下讀書網"),
        ("電子書下載指南\n{p}\n{p}\n", "電子書下載指南"),
        ("【燈下】\n作者：沈夜行\n{p}\n", "燈下"),
        ("祝    福\n{p}\n{p}\n", "祝福"),
        ("燈　下　讀　書\n{p}\n{p}\n", "燈下讀書"),
        ("《燈下集》讀後\n{p}\n{p}\n", "《燈下集》讀後"),
        ("春江　　花月\n{p}\n{p}\n", "春江　　花月"),
        ("論作者的死亡\n{p}\n{p}\n", "論作者的死亡"),
        ("第三種燈\n{p}\n{p}\n", "第三種燈"),
        ("《燈下集》，《雨集》和其他\n{p}\n", "《燈下集》，《雨集》和其他"),
    ],
)
def test_titles_that_only_look_like_something_else(
    text: str, title: str, paragraph: str, structure_of: StructureOf
) -> None:
    assert structure_of(text.format(p=paragraph)).title == title


@pytest.mark.parametrize(
    "text",
    [
        "燈下翻開一冊舊書。\n{p}\n{p}\n",
        "本书由某某书库整理，仅供试读\n{p}\n{p}\n",
        "導讀\n{p}\n{p}\n",
        "内容简介\n{p}\n{p}\n",
        "第一部分\n{p}\n第二部分\n{p}\n",
        "0\n00:00:00,000 --> 00:00:02,000\n各位聽眾\n",
        "書名,作者,年份\n燈,甲,1990\n雨,乙,1991\n船,丙,1992\n",
        "書名\t年份\n燈\t1990\n雨\t1991\n船\t1992\n",
        "\n".join(f"{a}{b}" for a, b in product("燈雨船書橋巷窗", "火夜頭籍樑口")),
        "2024年5月3日 晴轉多雲\n{p}\n2024年5月4日 雨\n{p}\n",
        "時間：秋天的傍晚\n地點：渡口\n{p}\n{p}\n",
        "【燈】\n{p}\n【雨】\n{p}\n【船】\n{p}\n",
        "- 燈\n- 雨\n- 船\n{p}\n",
        "文／沈夜行\n{p}\n{p}\n",
    ],
)
def test_texts_that_say_no_title(text: str, paragraph: str, structure_of: StructureOf) -> None:
    assert structure_of(text.format(p=paragraph)).title is None


def test_a_notice_that_begins_with_a_title_gives_it(
    paragraph: str, structure_of: StructureOf
) -> None:
    notice = "《燈下集》查看《燈下集》書評和最新更新請到專題網址 http://books.example.com/dx"

    assert structure_of(f"{notice}\n第一章 燈\n{paragraph}\n{paragraph}\n").title == "燈下集"


@pytest.mark.parametrize(
    ("head", "title", "creator", "date", "origin"),
    [
        (
            "作者: nightboat (夜行) 看板: Books\n標題: [心得] 燈下\n時間: Fri May  3 10:20:11 2024",
            *("[心得] 燈下", "nightboat", "2024-05-03", "Books"),
        ),
        (
            "作者nightboat (夜行)\n看板Books\n標題[心得] 燈下\n時間Fri May  3 10:20:11 2024",
            *("[心得] 燈下", "nightboat", "2024-05-03", "Books"),
        ),
        (
            "发信人: boat (夜行), 信区: Reading\n标  题: 灯下（一）\n"
            "发信站: 某某站 (Sat Nov 12 01:02:03 2005), 站内信件",
            *("灯下（一）", "boat", "2005-11-12", "某某站"),
        ),
        (
            "發信人: boat (夜行), 信區: Reading. 本篇人氣: 12\n標  題: 燈下\n"
            "發信站: 某某站 (2005年11月12日01:02:03 星期六), 站內信件",
            *("燈下", "boat", "2005-11-12", "某某站"),
        ),
        (
            "主题：燈下\n作者：夜行 发表日期：2009-5-3 10:20:11",
            *("燈下", "夜行", "2009-05-03", None),
        ),
        (
            "[ti:燈下]\n[ar:夜行]\n[al:雨]\n[00:01.00]燈花落硯",
            *("燈下", "夜行", None, None),
        ),
        (
            "The Project Gutenberg EBook of Lamp, by Boat\n\nTitle: 燈下\n\nAuthor: 夜行\n\n"
            "Release Date: May 3, 2005 [EBook #1]\n\n*** START OF THIS EBOOK LAMP ***",
            *("燈下", "夜行", "2005-05-03", None),
        ),
        (
            "---\ntitle: 燈下\nauthor: 夜行\ndate: 2024-05-03\n---\n\n# 燈\n\n字\n\n## 雨",
            *("燈下", "夜行", "2024-05-03", None),
        ),
        (
            "# 《燈下》\n\n**作者**：夜行\n\n**日期**：2024年5月3日",
            *("燈下", "夜行", "2024-05-03", None),
        ),
        ("# <center>燈下</center>\n\n作者：夜行", "燈下", "夜行", None, None),
        (
            "燈下\n楼主：夜行 时间：2009-05-03 10:20:11 点击：1200",
            *("燈下", "夜行", "2009-05-03", None),
        ),
        ("燈下\n（獨幕劇）\n作者：夜行", "燈下", "夜行", None, None),
        ("燈下\n——一條河的歷史\n沈夜行", "燈下", "沈夜行", None, None),
        (
            "燈下\n讀書的人從這裡出發\n——在書會上的講話\n（2024年5月3日）\n沈夜行",
            *("燈下", "沈夜行", "2024-05-03", None),
        ),
        (
            "燈下\n夜行 著\n某某出版社\n图书在版编目（CIP）数据\nISBN 978-7-0000-0000-0\n"
            "定价：32.00元",
            *("燈下", "夜行", None, None),
        ),
        (
            "From: Night Boat <boat@example.com>\nTo: lamp@example.com\nSubject: 燈下\n"
            "Date: Fri, 3 May 2024 10:20:11 +0800",
            *("燈下", "Night Boat", "2024-05-03", None),
        ),
    ],
)
def test_heads_of_posts_and_letters(
    head: str,
    title: str,
    creator: str,
    date: str,
    origin: str | None,
    paragraph: str,
    structure_of: StructureOf,
) -> None:
    found = structure_of(f"{head}\n\n{paragraph}\n{paragraph}\n")

    assert found.title == title
    assert found.credits == ((creator,), date, origin)


@pytest.mark.parametrize(
    ("head", "title", "origin"),
    [
        (
            "某某市教育局文件\n某教发〔2024〕12号　　签发人：沈某\n──────\n"
            "关于做好旧书回收工作的通知",
            "关于做好旧书回收工作的通知",
            "某某市教育局",
        ),
        (
            "某某縣人民政府\n某府〔2024〕3號\n關於整修渡口的決定",
            "關於整修渡口的決定",
            "某某縣人民政府",
        ),
        (
            "某政发〔2024〕7号\n某某市人民政府关于印发\n《旧书回收办法》的通知",
            "某某市人民政府关于印发《旧书回收办法》的通知",
            None,
        ),
        (
            "某某市某某区人民法院\n民 事 判 决 书\n（2024）某0102民初1234号",
            "民事判决书",
            "某某市某某区人民法院",
        ),
        (
            "某某市中级人民法院\n刑事附带民事裁定书\n(2020)某01刑终12号",
            "刑事附带民事裁定书",
            "某某市中级人民法院",
        ),
        (
            "某某市某某区人民检察院\n起　诉　书\n某检刑诉〔2021〕12号",
            "起诉书",
            "某某市某某区人民检察院",
        ),
    ],
)
def test_heads_of_courts_and_offices(
    head: str,
    title: str,
    origin: str | None,
    paragraph: str,
    structure_of: StructureOf,
    kinds: Kinds,
) -> None:
    text = f"{head}\n各有关单位：\n{paragraph}\n{paragraph}\n"

    found = structure_of(text)

    assert (found.title, found.origin) == (title, origin)
    assert [kind for kind, _ in kinds(text)][-3:] == ["paragraph"] * 3
    assert "byline" in dict(kinds(text))


def test_a_judgment_ends_with_who_gave_it_and_when(
    paragraph: str, structure_of: StructureOf, kinds: Kinds
) -> None:
    last = ["审　判　长　　沈某某", "人民陪审员　温某", "二〇二四年五月三日", "书 记 员 陆某"]
    text = f"某某区人民法院\n民事判决书\n{paragraph}\n{paragraph}\n" + "\n".join(last)

    assert [part for kind, part in kinds(text) if kind == "back-matter"] == last
    assert structure_of(text).credits.date == "2024-05-03"


ODD = ["**", "*", "《", "》", "《》", "書名：", "【】", "：", "作者：", "標題:", "关于通知", "2024"]
PIECES = [
    *ODD,
    *("第一章 燈", "燈下", "法院", "民事判决书", "---", "# 燈", "0", "-->", "沈夜行", "\t", ""),
    *(line for above in ABOVE.values() for line in above.split("\n")),
    *(line.format(t="燈下", a="沈夜行") for head in TITLES.values() for line in head.split("\n")),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("\n".join))
def test_first_lines_in_any_order_make_blocks_in_order(text: str) -> None:
    structure = find_structure(text, OffsetMap.identity(len(text)))

    blocks = [block for section in structure.sections for block in section.blocks]
    assert all(a.range.end <= b.range.start for a, b in pairwise(blocks))
    assert all(not block.range.is_empty for block in blocks)
    assert sum(block.kind == "title" for block in blocks) <= 1
    assert structure.title is None or structure.title.strip()


@pytest.mark.parametrize(
    "line",
    [
        "我昨天在 www.example.com 上看到這盞燈。",
        "本書由三篇文章組成",
        "第一頁上有一行小字，看不清楚。",
        "說明書",
        "声明他没有去过那里",
    ],
)
def test_lines_that_are_no_notices(line: str) -> None:
    assert not is_notice(line)

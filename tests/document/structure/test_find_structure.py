from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.structure.find_structure import Structure, find_structure
from reader.text.offsets import OffsetMap, TextRange
from reader.text.repair import apply_repairs, find_repairs
from reader.text.source_text import canonical_text

if TYPE_CHECKING:
    from pathlib import Path

LONG = (
    "這一段話要夠長，長到沒有人會把它當成標題，所以多寫幾個字，再多寫幾個字，"
    "湊滿六十個字為止；寫到這裡還差一些，那就繼續寫下去，直到句號。"
)


def structure_of(text: str) -> Structure:
    return find_structure(text, OffsetMap.identity(len(text)))


def outline(text: str) -> list[tuple[int, str | None]]:
    return [(section.level, section.title) for section in structure_of(text).sections]


def folded(text: str) -> str:
    """Return a text with the full-width forms of ASCII as ASCII."""
    return text.translate({0xFF01 + n: 0x21 + n for n in range(94)})


def kinds(text: str) -> list[tuple[str, str]]:
    sections = structure_of(text).sections
    return [(str(b.kind), b.range.slice(text)) for s in sections for b in s.blocks]


def test_an_article_with_everything() -> None:
    text = (
        f"某某週刊 – 一篇文章的標題\n{LONG}\n頭一個小標題\n{LONG}\n"
        f"圖為編輯部舉辦的讀書會一角。\n{LONG}\n再一個小標題\n{LONG}\n來源：某某週刊\n閱讀原文\n"
    )

    structure = structure_of(text)

    assert (structure.title, structure.origin) == ("一篇文章的標題", "某某週刊")
    assert outline(text) == [(0, None), (1, "頭一個小標題"), (1, "再一個小標題")]
    assert " ".join(kind for kind, _ in kinds(text)) == (
        "title paragraph heading paragraph caption paragraph heading paragraph"
        " back-matter back-matter"
    )


def test_the_title_block_leaves_out_the_origin() -> None:
    assert kinds(f"某某週刊 – 一篇文章的標題\n{LONG}")[0] == ("title", "一篇文章的標題")


def test_blocks_leave_out_indentation_and_blank_lines_separate_nothing() -> None:
    text = f"\n\n標題\n\n\u3000\u3000{LONG}  \n \t\u3000\n\u3000\u3000{LONG}\n\n"

    assert kinds(text) == [("title", "標題"), ("paragraph", LONG), ("paragraph", LONG)]
    assert outline(text) == [(0, None)]


@pytest.mark.parametrize(
    ("line", "title", "origin"),
    [
        ("甲乙日報 – 讀書的筆跡要寫得長", "讀書的筆跡要寫得長", "甲乙日報"),
        ("甲乙日報｜讀書的筆跡要寫得長", "讀書的筆跡要寫得長", "甲乙日報"),
        ("甲乙日報 - 讀書的筆跡要寫得長", "讀書的筆跡要寫得長", "甲乙日報"),
        ("讀書的筆跡——從圈點到批注的歷史", "讀書的筆跡——從圈點到批注的歷史", None),
        ("COVID-19疫情下的讀書人與書", "COVID-19疫情下的讀書人與書", None),
        ("為什麼要讀書？", "為什麼要讀書？", None),
        ("讀書。", None, None),
        ("題" * 71, None, None),
        ("第一章　開始", None, None),
    ],
)
def test_title_lines(line: str, title: str | None, origin: str | None) -> None:
    structure = structure_of(f"{line}\n{LONG}\n")

    assert (structure.title, structure.origin) == (title, origin)


def test_one_line_alone_is_no_title() -> None:
    assert kinds("只有一行") == [("paragraph", "只有一行")]
    assert structure_of("只有一行").title is None


def test_chapters_stand_under_volumes_and_end_where_the_next_of_their_rank_begins() -> None:
    text = (
        f"大書\n第一卷 山\n第一章 上山\n{LONG}\n第一節 起步\n{LONG}\n第二章 下山\n{LONG}\n"
        f"第二卷 水\n第三章 渡河\n{LONG}\n後記\n{LONG}"
    )

    sections = structure_of(text).sections

    assert outline(text) == [
        (0, None),
        (1, "第一卷 山"),
        (2, "第一章 上山"),
        (4, "第一節 起步"),
        (2, "第二章 下山"),
        (1, "第二卷 水"),
        (2, "第三章 渡河"),
        (1, "後記"),
    ]
    start = {section.title: section.range.start for section in sections}
    end = {section.title: section.range.end for section in sections}
    assert end["第一節 起步"] == end["第一章 上山"] == start["第二章 下山"]
    assert end["第二章 下山"] == end["第一卷 山"] == start["第二卷 水"]
    assert end["後記"] == end[None] == len(text)
    assert start[None] == 0


def test_a_text_that_begins_with_a_heading_has_no_untitled_section() -> None:
    text = f"\n  第一章\n{LONG}\n第二章\n{LONG}"

    first, second = structure_of(text).sections

    assert first.range == TextRange(3, text.index("第二章"))
    assert (first.title, second.title) == ("第一章", "第二章")


@pytest.mark.parametrize(
    "line",
    [
        "第十二章",
        "第１２章　歸途",
        "第一百零八回 石碣村",
        "第二章歸途",
        "第 3 章 歸途",
        "第廿三回　風雪",
        "第五章 誰在敲門？",
        "第一部　山",
        "第一編 總論",
        "第一集：啟程",
        "第二章 优胜记略",
    ],
)
def test_numbered_headings(line: str) -> None:
    assert outline(f"{LONG}\n{line}\n{LONG}")[1:][0][1] == line


@pytest.mark.parametrize(
    "line",
    [
        "第一章說的是一個少年的故事。",
        "第一回合他就輸了",
        "第二節課他睡著了",
        "第一次見面",
        "第三集團軍抵達",
        "第一部電影上映的那天",
        "第十二條 著作人",
        "第一回來這裡的人",
        "第二章你讀了嗎？",
        "第一章和第二章，",
        "第一章" + "長" * 42,
    ],
)
def test_lines_that_only_begin_like_numbered_headings(line: str) -> None:
    # A short line elsewhere keeps the class of short headings from taking what is left.
    assert (2, line) not in outline(f"{LONG}\n{line}\n短。\n{LONG}")
    assert outline(f"{LONG}\n{line}\n短。\n{LONG}") == [(0, None)]


def test_numbers_out_of_sequence_are_references() -> None:
    text = "".join(f"{LONG}\n第{n}章　某處\n短句。\n" for n in "七二九四")

    assert outline(text) == [(0, None)]


def test_sections_of_each_chapter_are_counted_from_one_again() -> None:
    text = "".join(
        f"第{chapter}章　題\n" + "".join(f"第{n}節　目\n{LONG}\n" for n in "一二三")
        for chapter in "一二三"
    )

    assert [level for level, _ in outline(text)] == [2, 4, 4, 4] * 3


@pytest.mark.parametrize(
    "line", ["序", "自序", "前言", "楔子 雪夜", "後記", "尾聲", "附錄一　年表", "结语"]
)
def test_keyword_headings(line: str) -> None:
    assert (1, line) in outline(f"{LONG}\n{line}\n短句。\n{LONG}")


@pytest.mark.parametrize(
    "line", ["序幕拉開了", "前言不搭後語的人", "跋山涉水", "結論是：", "引子。"]
)
def test_words_that_only_begin_like_keywords(line: str) -> None:
    assert outline(f"{LONG}\n{line}\n短句。\n{LONG}") == [(0, None)]


@pytest.mark.parametrize(
    ("why", "before", "line", "after"),
    [
        ("it ends a sentence", LONG, "這是一句短話。", LONG),
        ("it is speech", LONG, "「你是誰」", LONG),
        ("it is an item of a list", LONG, "● 第一項東西", LONG),
        ("it is a byline", LONG, "文／王小明", LONG),
        ("it is a label", LONG, "日期：今天", LONG),
        ("what follows is short too", LONG, "一行短字", "又一行短字，不長。"),
        ("what comes before has not come to its end", "未完的短行", "一行短字", LONG),
        ("it is not Chinese", LONG, "Chapter One", LONG),
        ("nothing follows", LONG, "一行短字", ""),
    ],
)
def test_short_lines_that_are_no_headings(why: str, before: str, line: str, after: str) -> None:
    assert outline(f"標題在這裡\n\n{LONG}\n{before}\n{line}\n{after}\n") == [(0, None)], why


def test_a_blank_line_before_lets_a_short_heading_follow_a_short_line() -> None:
    text = f"{LONG}\n詩的末一行\n\n小標題在此\n{LONG}"

    assert outline(text) == [(0, None), (1, "小標題在此")]


def test_where_every_other_line_is_short_none_is_a_heading() -> None:
    assert outline(f"短短的一行\n{LONG}\n" * 10) == [(0, None)]


def test_short_lines_of_a_book_with_chapters_are_no_headings() -> None:
    text = f"第一章\n{LONG}\n小標題在此\n{LONG}\n第二章\n{LONG}"

    assert outline(text) == [(2, "第一章"), (2, "第二章")]


@pytest.mark.parametrize(
    ("why", "line"),
    [
        ("no picture is spoken of", "這一天的天氣好得出奇，人人高興。"),
        ("two sentences", "圖為現場。讀者們正在合影留念。"),
        ("too short", "合影。"),
        ("a quotation", "「我們明天開展一個新的活動。」"),
        ("no full stop", "圖為讀者們在編輯部合影"),
    ],
)
def test_sentences_that_are_no_captions(why: str, line: str) -> None:
    assert ("caption", line) not in kinds(f"標題\n{LONG}\n{line}\n{LONG}"), why


def test_a_caption_stands_between_paragraphs() -> None:
    caption = "圖為讀者們在編輯部合影留念。"

    assert ("caption", caption) in kinds(f"標題\n{LONG}\n{caption}\n{LONG}")
    assert ("caption", caption) not in kinds(f"標題\n{LONG}\n{caption}\n短句。")


@pytest.mark.parametrize(
    "line",
    [
        "原標題：《某某》",
        "閱讀原文",
        "來源:某某法院",
        "(本文來自某某新聞,更多內容請下載APP)",
        "責任編輯：某人",
        "編輯 某人",
        "二〇二六年十一月三日",
        "2026年11月3日",
        "版權所有，未經授權不得轉載",
        "（本文首發於某刊）",
    ],
)
def test_back_matter(line: str) -> None:
    assert kinds(f"標題\n{LONG}\n{line}\n")[-1] == ("back-matter", line)


@pytest.mark.parametrize(
    "line", ["本文想說的是另一件事。", "記者從現場了解到，事情並不簡單。", "來源不明的書很多。"]
)
def test_last_paragraphs_that_are_no_back_matter(line: str) -> None:
    assert kinds(f"標題\n{LONG}\n{line}\n")[-1][0] == "paragraph"


def test_back_matter_ends_the_last_section_and_is_looked_for_from_the_end_only() -> None:
    text = f"標題\n{LONG}\n來源：甲\n{LONG}\n小標題在此\n{LONG}\n來源：乙"

    assert [kind for kind, _ in kinds(text)].count("back-matter") == 1
    assert structure_of(text).sections[-1].blocks[-1].kind == "back-matter"


def test_a_text_of_nothing_but_credits_keeps_its_first_line() -> None:
    assert kinds("來源：甲\n來源：乙")[0] == ("title", "來源：甲")


def test_no_text_is_one_empty_section() -> None:
    assert [s.blocks for s in structure_of(" \n\u3000\n").sections] == [()]


def test_offsets_are_those_of_the_source() -> None:
    source = f"某刊 – 發(fā)現(xiàn)標題的故事\n{LONG}\n一區(qū)規(guī)範\n{LONG}"
    repaired, offsets = apply_repairs(source, find_repairs(source))

    structure = find_structure(repaired, offsets)

    assert structure.title == "發現標題的故事"
    blocks = [block for section in structure.sections for block in section.blocks]
    assert [block.range.slice(source) for block in blocks] == (
        ["發(fā)現(xiàn)標題的故事", LONG, "一區(qū)規(guī)範", LONG]
    )
    assert structure.sections[1].title == "一區規範"
    assert structure.sections[1].range.start == source.index("一區")


LINES = st.sampled_from(
    [
        "",
        " ",
        "\u3000",
        LONG,
        "第一章 甲",
        "第二節",
        "第一卷",
        "序",
        "小標題在此",
        "圖為某處舉辦的活動現場。",
        "來源：某處",
        "𠮷\u3000",
    ]
)


@given(st.lists(LINES, max_size=30).map("\n".join))
def test_every_visible_character_is_in_one_block_and_sections_nest(text: str) -> None:
    sections = structure_of(text).sections

    blocks = [block for section in sections for block in section.blocks]
    shown = "".join(block.range.slice(text) for block in blocks)
    assert "".join(shown.split()) == "".join(text.split())
    assert all(a.range.end <= b.range.start for a, b in pairwise(blocks))
    for number, section in enumerate(sections):
        following = [s.range.start for s in sections[number + 1 :] if s.level <= section.level]
        assert section.range.end == (following[0] if following else len(text))


@pytest.mark.parametrize(
    "text",
    [
        "字\n" * 100_000,
        "字" * 3_500_000,
        " \n" * 500_000,
        "字" + " " * 3_000_000,
        ("短行沒有標點\n" + LONG + "\n") * 5_000,
    ],
    ids=["short lines", "one long line", "blank lines", "trailing space", "half headings"],
)
def test_hostile_layouts_take_linear_time(text: str) -> None:
    # Of this process alone: others may keep the machine busy.
    started = time.process_time()
    structure_of(text)

    # Measured at 0.9 s at most.
    assert time.process_time() - started < 3


def test_the_real_article_is_understood(shared_data: Path) -> None:
    source = (shared_data / "articles" / "ordos-court.txt").read_text("utf-8")
    expected = json.loads((shared_data / "expected" / "seed-structure.json").read_text("utf-8"))
    clean = (shared_data / "expected" / "seed-clean.txt").read_text("utf-8").rstrip("\n")
    repaired, offsets = apply_repairs(source, find_repairs(source))
    # The expected offsets are those of the clean text. Where not all damage is repaired, what lies
    # behind that is further on.
    pairs = enumerate(zip(folded(repaired), folded(clean), strict=False))
    same = next((n for n, (one, other) in pairs if one != other), len(clean))
    growth = len(repaired.rstrip("\n")) - len(clean)

    structure = find_structure(repaired, offsets)

    def in_source(start: int, end: int) -> TextRange:
        start, end = (n + growth if n > same else n for n in (start, end))
        return offsets.to_source(TextRange(start, end))

    title = expected["title"]
    assert folded(structure.title or "") == title["text"]
    assert structure.origin == expected["source"]["text"]
    assert structure.sections[0].blocks[0].range == in_source(title["start"], title["end"])
    for section, wanted in zip(structure.sections, expected["sections"], strict=True):
        assert section.level == wanted["level"]
        assert folded(section.title or "") == (wanted["title"] or "")
        blocks = [b for b in section.blocks if b.kind not in {"title", "heading", "back-matter"}]
        assert [(b.kind, b.range) for b in blocks] == [
            (w["kind"], in_source(w["start"], w["end"])) for w in wanted["blocks"]
        ]
        if wanted["title"]:
            heading = section.blocks[0]
            assert (heading.kind, heading.level) == ("heading", 1)
            assert heading.range == in_source(wanted["start"], wanted["end"])
            assert section.range.start == heading.range.start
    back = [b.range for b in structure.sections[-1].blocks if b.kind == "back-matter"]
    assert back == [in_source(w["start"], w["end"]) for w in expected["back_matter"]]


def test_titles_and_headings_of_real_texts_are_found(shared_data: Path) -> None:
    folder = shared_data / "articles"
    for wanted in json.loads((folder / "index.json").read_text("utf-8")):
        name = wanted["file"]
        text = (folder / name).read_text("gb18030" if "gb18030" in name else "utf-8")
        source = canonical_text(text)

        structure = find_structure(*apply_repairs(source, find_repairs(source)))

        assert folded(structure.title or "") == folded(wanted["expected_title"] or ""), name
        titles = ["".join(folded(s.title).split()) for s in structure.sections if s.title]
        expected = ["".join(folded(title).split()) for title in wanted["expected_sections"]]
        assert len(titles) == len(expected), name
        # A heading that is a number alone takes the line below it as its subtitle.
        assert all(t.startswith(e) for t, e in zip(titles, expected, strict=True)), name

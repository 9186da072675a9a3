from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.structure.headings.find_headings import without_spacing

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure

    Outline = Callable[[str], list[tuple[int, str]]]
    Kinds = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("第二章　讀　書　之　樂", "第二章 讀書之樂"),
        ("第七章　讀　　書", "第七章 讀書"),
        ("目　　錄", "目錄"),
        ("第三節 圈 點", "第三節 圈 點"),
        ("第一章　讀書之樂", "第一章　讀書之樂"),
        ("第一回　讀書人挑燈　圈點客擱筆", "第一回　讀書人挑燈　圈點客擱筆"),
    ],
)
def test_spaced_out_words_are_drawn_together(line: str, shown: str) -> None:
    assert without_spacing(line) == shown


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、燈下", "二、窗前"),
        ("一　燈下", "二　窗前"),
        ("（一）燈下", "（二）窗前"),
        ("1. 燈下", "2. 窗前"),
        ("１．燈下", "２．窗前"),
        ("1.1 燈下", "1.2 窗前"),
        ("（1）燈下", "（2）窗前"),
        ("一", "二"),
        ("Ⅰ", "Ⅱ"),
        ("I", "II"),
    ],
)
def test_counted_headings(first: str, second: str, outline: Outline, paragraph: str) -> None:
    text = f"夜讀\n{paragraph}\n{first}\n{paragraph}\n{paragraph}\n{second}\n{paragraph}\n"

    assert outline(text) == [(1, first), (1, second)]


def test_forms_of_counting_stand_under_each_other_and_under_chapters(
    outline: Outline, paragraph: str
) -> None:
    parts = f"一、上\n（一）甲\n{paragraph}\n（二）乙\n{paragraph}\n二、下\n{paragraph}\n"

    assert [level for level, _ in outline(f"夜讀\n{parts}")] == [1, 2, 2, 1]
    assert [level for level, _ in outline(f"第一章\n{parts}第二章\n{paragraph}")] == [
        *(2, 3, 4, 4, 3),
        2,
    ]


@pytest.mark.parametrize(
    ("why", "lines"),
    [
        ("they are sentences", ("一、先看書名。", "二、再看目錄。")),
        ("they do not begin at one", ("三、燈下", "四、窗前")),
        ("there is only one", ("一、燈下", "窗前的人影。")),
        ("they count the years", ("2024 年", "2025 年")),
    ],
)
def test_counted_lines_that_are_no_headings(
    why: str, lines: tuple[str, str], outline: Outline, paragraph: str
) -> None:
    first, second = lines
    text = f"夜讀\n{paragraph}\n{first}\n{paragraph[:28]}。\n{second}\n{paragraph[:28]}。\n"

    assert outline(text) == [], why


def test_counted_lines_with_nothing_between_them_are_a_list(
    outline: Outline, kinds: Kinds, paragraph: str
) -> None:
    text = f"夜讀\n{paragraph}\n1. 朱筆\n2. 舊書\n3. 茶\n{paragraph}\n● 其一\n● 其二\n{paragraph}"

    assert outline(text) == []
    assert [text for kind, text in kinds(text) if kind == "list-item"] == [
        *("1. 朱筆", "2. 舊書", "3. 茶"),
        *("● 其一", "● 其二"),
    ]


@pytest.mark.parametrize("name", ["目錄", "目　录", "CONTENTS", "正文前"])
def test_a_table_of_contents_is_not_taken_for_the_chapters(
    name: str, outline: Outline, paragraph: str
) -> None:
    chapters = ["第一章 燈", "第二章 書", "第三章 雨"]
    table = "\n".join(f"{chapter}……{page}" for page, chapter in enumerate(chapters, start=7))
    body = "\n".join(f"{chapter}\n{paragraph}" for chapter in chapters)

    assert outline(f"夜讀\n{name}\n{table}\n{body}\n") == [(2, chapter) for chapter in chapters]


@pytest.mark.parametrize("between", ["\n", "\n----------\n----------\n", "\n\n"])
def test_a_centred_line_under_a_bare_number_is_its_title(
    between: str, outline: Outline, kinds: Kinds, paragraph: str
) -> None:
    indent = " " * 20
    text = f"第一回{between}{indent}讀書人挑燈\n{paragraph}\n第二回\n{paragraph}"

    assert outline(text) == [(2, "第一回　讀書人挑燈"), (2, "第二回")]
    assert ("heading", "第一回") in kinds(text)


def test_short_lines_under_most_bare_numbers_are_their_titles(
    outline: Outline, paragraph: str
) -> None:
    text = f"第一章\n燈下\n{paragraph}\n第二章\n窗前\n{paragraph}\n第三章\n{paragraph}"

    assert [title for _, title in outline(text)] == ["第一章　燈下", "第二章　窗前", "第三章"]


def test_one_short_line_under_a_bare_number_is_a_paragraph(
    outline: Outline, paragraph: str
) -> None:
    text = f"第一章\n夜深了\n{paragraph}\n第二章\n{paragraph}\n第三章\n{paragraph}"

    assert [title for _, title in outline(text)] == ["第一章", "第二章", "第三章"]


def test_centred_lines_are_headings_and_those_of_a_poem_are_not(
    outline: Outline, paragraph: str
) -> None:
    indent = " " * 24
    body = f"\u3000\u3000{paragraph}\n"
    poem = f"\n{indent}燈下讀殘書\n{indent}窗前聽夜雨\n\n"

    text = f"隨筆集，若干篇。\n{body}\n{indent}燈下\n\n{body}{poem}{body}\n{indent}窗前\n\n{body}"

    assert outline(text) == [(1, "燈下"), (1, "窗前")]


def test_the_first_of_several_centred_lines_is_title_and_section(
    outline: Outline, structure_of: Callable[[str], Structure], paragraph: str
) -> None:
    indent = " " * 24
    body = f"\u3000\u3000{paragraph}\n" * 3
    text = "\n".join(f"{indent}{name}\n\n{body}" for name in ("燈下", "窗前"))

    assert structure_of(text).title == "燈下"
    assert outline(text) == [(1, "燈下"), (1, "窗前")]


def test_in_an_indented_text_a_line_apart_at_the_edge_is_a_heading(
    outline: Outline, paragraph: str
) -> None:
    body = f"　　{paragraph}\n　　他說。\n" * 3
    text = f"夜讀\n{body}\n\n燈下\n　　雨停了。\n{body}"

    assert outline(text) == [(1, "燈下")]


@pytest.mark.parametrize("name", ["魯迅", "林 語 堂", "王小明"])
def test_a_name_under_the_title_is_no_heading(name: str, outline: Outline, paragraph: str) -> None:
    text = f"夜讀\n\n{name}\n\n{paragraph}\n\n燈下的那一冊書\n\n{paragraph}\n"

    assert outline(text) == [(1, "燈下的那一冊書")]


def test_blank_lines_between_all_paragraphs_set_no_line_apart(
    outline: Outline, paragraph: str
) -> None:
    text = f"夜讀\n\n{paragraph}\n\n他還沒有說\n\n燈下的那一冊\n\n{paragraph}\n\n{paragraph}\n"

    assert outline(text) == []


def test_lists_of_keywords_are_no_headings(outline: Outline, paragraph: str) -> None:
    assert outline(f"夜讀\n{paragraph}\n朱筆；舊書；夜雨\n{paragraph}\n") == []


def test_verse_is_verse_in_prose_and_alone(kinds: Kinds, paragraph: str) -> None:
    verse = "燈下殘書猶未了，\n窗前夜雨已三更。\n朱筆一枝圈又點，\n古人心事此中明。\n"
    prose = f"{paragraph}\n" * 5

    assert [kind for kind, _ in kinds(f"夜讀\n{prose}{verse}{prose}")].count("verse") == 4
    assert [kind for kind, _ in kinds(f"夜讀\n{verse}")] == ["title", *["verse"] * 4]


def test_drawn_lines_are_rules(kinds: Kinds, paragraph: str) -> None:
    text = f"夜讀\n{paragraph}\n＊　＊　＊\n{paragraph}\n----------\n{paragraph}\n"

    assert [text for kind, text in kinds(text) if kind == "rule"] == ["＊　＊　＊", "----------"]


def test_words_of_two_characters_are_drawn_together_where_others_are_spaced(
    paragraph: str, outline: Outline
) -> None:
    spaced = [(2, "第一章 總則"), (2, "第二章 借閱辦法"), (2, "第三章 附則")]
    chapters = ["第一章 總 則", "第二章 借閱辦法", "第三章 附 則"]

    assert outline("".join(f"{title}\n{paragraph}\n" for title in chapters)) == spaced


def test_two_words_of_one_character_stay_two(paragraph: str, outline: Outline) -> None:
    chapters = ["第一章 圈 點", "第二章 讀書之樂", "第三章 借書之難"]

    titles = [title for _, title in outline("".join(f"{c}\n{paragraph}\n" for c in chapters))]

    assert titles == chapters


def test_keywords_may_be_spaced(paragraph: str, outline: Outline) -> None:
    text = f"第一章 借閱\n{paragraph}\n附 則\n{paragraph}\n"

    assert outline(text) == [(2, "第一章 借閱"), (2, "附則")]


@pytest.mark.parametrize("line", ["事實：燈是他點的", "理由 一盞燈", "後記 燈下三題：", "前言："])
def test_words_that_head_nothing_with_more_behind_them(
    line: str, paragraph: str, outline: Outline
) -> None:
    assert outline(f"第一章 燈\n{paragraph}\n{line}\n{paragraph}\n") == [(2, "第一章 燈")]


@pytest.mark.parametrize("selector", ["\ufe00", "\U000e0100"])
def test_a_variant_that_is_selected_does_not_hide_a_heading(
    outline: Callable[[str], list[tuple[int, str]]], paragraph: str, selector: str
) -> None:
    chapters = [f"第{number}{selector}章{selector}" for number in "一二三"]
    text = "".join(f"{chapter} 邊{selector}城\n{paragraph}\n" for chapter in chapters)

    assert [title for _, title in outline(text)] == [f"第{n}章 邊城" for n in "一二三"]

"""Titles above pieces, names of books beside headings, and what sites put around both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.structure.file_name import read_file_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure

    Outline = Callable[[str], list[tuple[int, str]]]
    StructureOf = Callable[[str], Structure]

PIECES = ("夜渡", "聽雨的人", "舊書鋪", "船燈", "渡口之二")
RULES = ("------------", "==========", "＊＊＊＊＊＊", "————————")


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("form", ["{n}{t}", "{t}", "{t}（上）", "{n} {t}"])
def test_lines_under_rules_are_titles_of_pieces(
    form: str, rule: str, paragraph: str, outline: Outline, structure_of: StructureOf
) -> None:
    titles = [form.format(n=n, t=piece) for n, piece in enumerate(PIECES, start=1)]
    text = "".join(f"{rule}\n\n{title}\n\n{paragraph}\n{paragraph}\n\n" for title in titles)

    assert [title for _, title in outline(text)] == titles
    assert structure_of(text).title is None


@pytest.mark.parametrize("under", ["燈下掃描，舟中校對", "{p}", "他走了。"])
def test_what_is_no_title_under_rules(under: str, paragraph: str, outline: Outline) -> None:
    text = "夜渡\n\n" + f"{paragraph}\n------------\n{under}\n{paragraph}\n".format(p=paragraph) * 5

    assert outline(text) == []


@pytest.mark.parametrize("ones", [("一", "二"), ("1", "2"), ("（一）", "（二）"), ("一、", "二、")])
def test_lines_over_parts_that_begin_again_are_titles_of_pieces(
    ones: tuple[str, str], paragraph: str, outline: Outline, structure_of: StructureOf
) -> None:
    text = "".join(f"{piece}\n{ones[0]}\n{paragraph}\n{ones[1]}\n{paragraph}\n" for piece in PIECES)

    found = outline(text)

    top = min(level for level, _ in found)
    assert [title for level, title in found if level == top] == list(PIECES)
    assert structure_of(text).title is None


def test_one_book_of_counted_parts_keeps_its_title(
    paragraph: str, structure_of: StructureOf
) -> None:
    text = f"夜渡\n一\n{paragraph}\n二\n{paragraph}\n三\n{paragraph}\n"

    assert structure_of(text).title == "夜渡"


@pytest.mark.parametrize(
    "preface", ["《夜渡集》新序", "“夜航作品集”新序", "夜渡總序", "夜渡新版序"]
)
def test_a_preface_above_chapters_is_not_their_title(
    preface: str, paragraph: str, structure_of: StructureOf
) -> None:
    chapters = "".join(f"第{n}章 渡口\n{paragraph}\n" for n in "一二三四")

    assert structure_of(f"{preface}\n{paragraph}\n{chapters}").title is None
    assert structure_of(f"{preface}\n{paragraph}\n{paragraph}\n").title is not None


@pytest.mark.parametrize("form", ["《江上渔火》{c}", "《江上渔火》 {c}", "江上渔火--{c}"])
@pytest.mark.parametrize("chapter", ["第{n}章", "第{n}回 渡口", "第{n}卷"])
def test_the_name_of_the_book_before_each_heading(
    form: str, chapter: str, paragraph: str, structure_of: StructureOf
) -> None:
    heads = [form.format(c=chapter.format(n=n)) for n in "一二三四"]

    found = structure_of("".join(f"{head}\n{paragraph}\n" for head in heads))

    assert found.title == "江上渔火"
    assert [section.title for section in found.sections if section.title] == heads


HEADS = {
    "labels": "书籍名称：江上渔火\n书籍作者：沈夜行\n",
    "Traditional labels": "書籍名稱：江上渔火\n書籍作者：沈夜行\n",
    "offer": "【江上渔火】（作者：沈夜行）TXT全集下载\n",
    "offer of a book": "《江上渔火》（作者：沈夜行）电子书免费下载\n",
    "in quotes": "“江上渔火/作者:沈夜行”\n“状态:全本”\n------章节内容开始-------\n",
    "in corners": "『江上渔火/作者:沈夜行』\n『状态:更新到:第9章』\n------章节内容开始-------\n",
    "two editions": "《江上渔火》全集(上部+下部 终结篇)【实体书精校版】\n作者：沈夜行\n",
    "terms": "原创作品 未经授权禁止转载\n江上渔火\n作者：沈夜行\n",
    "where it is from": "您下载的该电子书来自:灯下书库\n《江上渔火》\n作者：沈夜行\n",
    "box": "┌────┐\n│灯下书库│\n└────┘\n《江上渔火》\n作者：沈夜行\n",
    "link": "[[灯下集]]\n江上渔火\n作者：沈夜行\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_titles_and_authors_as_sites_give_them(
    head: str, paragraph: str, structure_of: StructureOf
) -> None:
    found = structure_of(f"{head}\n第一章\n{paragraph}\n第二章\n{paragraph}\n")

    assert (found.title, found.credits.creators) == ("江上渔火", ("沈夜行",))


@pytest.mark.parametrize("mark", ["（全文完）", "(完)", "【完结】", "（全本）", "[全书完]"])
def test_what_says_that_a_text_is_complete_is_not_of_its_title(
    mark: str, paragraph: str, structure_of: StructureOf
) -> None:
    assert structure_of(f"江上渔火{mark}\n{paragraph}\n{paragraph}\n").title == "江上渔火"


@pytest.mark.parametrize("head", ["作品篇目（29篇）", "全书目录", "章节目录", "篇目"])
def test_the_word_over_contents_is_no_title(
    head: str, paragraph: str, structure_of: StructureOf
) -> None:
    assert structure_of(f"{head}\n1、夜渡2、聽雨\n3、題壁\n\n{paragraph}\n").title is None


def test_a_line_that_goes_on_is_no_title(paragraph: str, structure_of: StructureOf) -> None:
    text = f"    小說《江上漁火》，又稱《續江上漁火傳\n》。此書流傳極廣。\n{paragraph}\n"

    assert structure_of(text).title is None


def test_a_number_is_a_title_where_its_author_stands_below(
    paragraph: str, structure_of: StructureOf
) -> None:
    found = structure_of(f"1987\n\n喬治·沈 著\n\n第1節\n{paragraph}\n第2節\n{paragraph}\n")

    assert (found.title, found.credits.creators) == ("1987", ("喬治·沈",))


SERIES = {
    "years": ("1937年", "1938年", "1941年", "1942年"),
    "years in Han": ("一九三七年", "一九三八年", "一九四一年", "一九四二年"),
    "years of the Republic": ("民國二十六年", "民國二十七年", "民國三十年", "民國三十一年"),
    "years and seasons": ("1937年春", "1938年秋", "1941年", "1942年（上）"),
    "seasons": ("春", "夏", "秋", "冬"),
    "seasons with words": ("春天", "夏天", "秋天", "冬天"),
    "seasons with titles": ("春·渡口", "夏·船燈", "秋·舊書", "冬·夜雪"),
    "bars": ("1|渡口", "2|船燈", "3|【03】", "4|夜雪"),
}


@pytest.mark.parametrize("head", ["夜渡集\n\n", ""])
@pytest.mark.parametrize("series", SERIES.values(), ids=SERIES)
def test_years_seasons_and_bars_are_series(
    series: tuple[str, ...], head: str, paragraph: str, outline: Outline, structure_of: StructureOf
) -> None:
    text = head + "".join(f"{line}\n{paragraph}\n{paragraph}\n" for line in series)

    assert [title for _, title in outline(text)] == list(series)
    assert structure_of(text).title == (head.strip() or None)


@pytest.mark.parametrize(
    "lines",
    ["1937年\n1938年\n1941年\n", "春\n夏\n秋\n冬\n", "1|米|3\n2|油|5\n3|鹽|1\n4|茶|9\n"],
)
def test_lists_of_them_are_none(lines: str, paragraph: str, outline: Outline) -> None:
    assert outline(f"夜渡\n\n{paragraph}\n{lines}{paragraph}\n") == []


@pytest.mark.parametrize(
    "stem", ["江上渔火txt精校版", "江上渔火TXT全本校对版", "江上渔火_完整版", "江上渔火精校版全本"]
)
def test_editions_without_brackets_in_names_of_files(stem: str) -> None:
    assert read_file_name(stem).title == "江上渔火"

"""What a web page puts around an article: the way to it, buttons, links to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.structure.web_boilerplate import is_boilerplate

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure

    Kinds = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    "line",
    [
        "首頁 > 書話 > 夜讀",
        "列印 | 關閉",
        "【打印】【关闭】",
        "打印本页 关闭窗口",
        "字號：大 中 小",
        "字体：【大】【中】【小】",
        "放大 縮小 默認",
        "上一篇：曉起",
        "下一篇：没有了",
        "上一章 目錄 下一章",
        "分享到：",
        "分享到：微信 微博",
        "返回頂部",
        "收藏 評論 分享",
        "在看",
        "點擊藍字關注我們",
        "↑点击上方蓝字，关注我们",
    ],
)
def test_lines_of_the_page(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "夜讀的燈",
        "分享",
        "關閉",
        "收藏舊書的人",
        "評論家與書",
        "上一篇文章談到了燈，這一篇談書。",
        "在看書的人",
        "大 中 小",
        "首頁的燈",
        "關注我們的閱讀",
    ],
)
def test_lines_of_an_article(line: str) -> None:
    assert not is_boilerplate(line)


def test_the_title_stands_under_the_buttons_of_the_page(
    paragraph: str, structure_of: Callable[[str], Structure], kinds: Kinds
) -> None:
    above = ["首頁 > 書話 > 夜讀", "列印 | 關閉", "字號：大 中 小"]
    text = "\n".join([*above, "夜讀的燈", "發佈時間：2024-05-03", paragraph, paragraph])

    structure = structure_of(text)

    assert structure.title == "夜讀的燈"
    assert structure.credits.date == "2024-05-03"
    assert kinds(text)[:5] == [
        *(("paragraph", line) for line in above),
        ("title", "夜讀的燈"),
        ("date-line", "發佈時間：2024-05-03"),
    ]


def test_links_to_other_pages_are_back_matter(paragraph: str, kinds: Kinds) -> None:
    after = [
        *("上一篇：曉起", "下一篇：没有了", "分享到：", "相關鏈接"),
        *("舊書的去處", "版權所有 © 某某網 某ICP備05070218號"),
    ]
    text = "\n".join(["夜讀的燈", paragraph, paragraph, *after])

    assert kinds(text)[3:] == [("back-matter", line) for line in after]


def test_the_word_for_contents_is_no_title(
    paragraph: str,
    structure_of: Callable[[str], Structure],
    outline: Callable[[str], list[tuple[int, str]]],
) -> None:
    text = (
        "目\u3000\u3000錄\n第一章　總則……1\n第二章　借閱……5\n第三章　附則……9\n\n"
        f"第一章　總則\n{paragraph}\n第二章　借閱\n{paragraph}\n第三章　附則\n{paragraph}\n"
    )

    assert structure_of(text).title is None
    assert outline(text) == [
        (2, f"第{n}章　{t}") for n, t in zip("一二三", ("總則", "借閱", "附則"), strict=True)
    ]


def test_an_article_about_contents_has_its_title(
    paragraph: str, structure_of: Callable[[str], Structure]
) -> None:
    assert structure_of(f"目錄之學\n{paragraph}\n{paragraph}").title == "目錄之學"

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from reader.annotation.model import About, Annotation, AnnotationSet, Body, Motivation, Target
from reader.export import EXPORTERS, notes_of
from reader.export.markdown import escaped
from reader.text.offsets import TextRange

ABOUT = About(
    title="燈下讀書記",
    source="sha256:0",
    extra=MappingProxyType({"dc:publisher": ["某某日報"]}),
)


def an_annotation(
    start: int,
    quote: str,
    body: Body | None,
    *headings: tuple[int, str],
    suffix: str = "",
    **fields: Any,
) -> Annotation:
    place = TextRange(start, start + len(quote))
    target = Target(
        source="sha256:0", range=place, exact=quote, prefix="", suffix=suffix, headings=headings
    )
    return Annotation(
        id=f"urn:uuid:{start:04}",
        created="2025-03-09T06:41:08.250Z",
        modified="2025-03-10T14:02:37.600Z",
        motivation=Motivation.HIGHLIGHTING,
        body=body,
        target=target,
        quote=quote,
        **fields,
    )


def a_set(*items: Annotation) -> AnnotationSet:
    return AnnotationSet(id="urn:uuid:s", about=ABOUT, items=items)


NIGHT, MORNING = (1, "夜讀"), (1, "曉起")
ITEMS = (
    an_annotation(90, "天亮了", Body(color="blue"), MORNING),
    an_annotation(
        10,
        "翻頁的聲音\n也輕",
        Body(value="寫靜\n而有聲", color="green", tags=("修辭", "聲")),
        NIGHT,
    ),
    an_annotation(40, "燈花", Body(color="pink", highlight="wavy"), NIGHT, (2, "燈")),
    an_annotation(0, "題記", Body()),
    replace(an_annotation(5, "刪去", None), deleted="2025-03-10T14:02:37.600Z"),
)

MARKDOWN = """\
# 燈下讀書記

某某日報

> 題記

2025-03-10 14:02 UTC

## 夜讀

> 翻頁的聲音
>
> 也輕

寫靜\\
而有聲

\\#修辭 · \\#聲 · 2025-03-10 14:02 UTC

### 燈

> 燈花

2025-03-10 14:02 UTC

## 曉起

> 天亮了

2025-03-10 14:02 UTC
"""


def test_markdown_follows_the_article() -> None:
    assert EXPORTERS["markdown"]([notes_of(a_set(*ITEMS))]) == MARKDOWN


def test_markdown_of_nothing_is_nothing() -> None:
    assert EXPORTERS["markdown"]([]) == ""


def test_markdown_shows_where_a_bookmark_is() -> None:
    bookmark = an_annotation(7, "", None, suffix="接下來的話，\n還有")

    assert "> 接下來的話，…" in EXPORTERS["markdown"]([notes_of(a_set(bookmark))])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("平常的話。", "平常的話。"),
        ("# 不是標題", "\\# 不是標題"),
        ("- 不是列表", "\\- 不是列表"),
        ("1. 不是列表", "1\\. 不是列表"),
        ("12) 不是列表", "12\\) 不是列表"),
        ("3.14", "3\\.14"),
        ("2026年", "2026年"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("> 不是引文", "\\> 不是引文"),
        ("    不是程式碼", "不是程式碼"),
        ("行末兩格  ", "行末兩格"),
        ("*重* _點_ ~刪~", "\\*重\\* \\_點\\_ \\~刪\\~"),
        ("<script>&amp;", "\\<script\\>\\&amp;"),
        ("![圖](x)", "!\\[圖\\](x)"),
        ("`碼` a|b $x$", "\\`碼\\` a\\|b \\$x\\$"),
        ("\\*", "\\\\\\*"),
        ("", ""),
    ],
)
def test_markdown_is_escaped(line: str, expected: str) -> None:
    assert escaped(line) == expected


def test_markdown_quotes_every_line_of_hostile_text() -> None:
    quote = "一\n# 二\n\n\n<b>三\u2028四"

    text = EXPORTERS["markdown"]([notes_of(a_set(an_annotation(0, quote, Body())))])

    quoted = text.split("\n\n")[2]
    assert quoted.splitlines() == ["> 一", ">", "> \\# 二", ">", "> \\<b\\>三", ">", "> 四"]


def test_json_has_flat_records() -> None:
    (article,) = json.loads(EXPORTERS["json"]([notes_of(a_set(*ITEMS))]))

    assert article["title"] == "燈下讀書記"
    assert article["origin"] == "某某日報"
    assert [each["start"] for each in article["annotations"]] == [0, 10, 40, 90]
    assert article["annotations"][1] == {
        "id": "urn:uuid:0010",
        "quote": "翻頁的聲音\n也輕",
        "note": "寫靜\n而有聲",
        "color": "green",
        "style": "solid",
        "tags": ["修辭", "聲"],
        "section": "夜讀",
        "start": 10,
        "end": 18,
        "created": "2025-03-09T06:41:08.250Z",
        "modified": "2025-03-10T14:02:37.600Z",
    }


@pytest.mark.parametrize(
    ("wanted", "starts"),
    [
        ({"colors": ["green", "blue"]}, [10, 90]),
        ({"tags": ["聲", "無"]}, [10]),
        ({"colors": ["pink"], "tags": ["修辭"]}, []),
        ({"colors": ["yellow"]}, [0]),
    ],
)
def test_notes_are_chosen_by_color_and_tag(wanted: dict[str, list[str]], starts: list[int]) -> None:
    chosen = notes_of(a_set(*ITEMS), **wanted).annotations

    assert [each.target.range.start for each in chosen if each.target] == starts


def test_who_wrote_an_article_and_when_stands_under_its_title() -> None:
    extra = MappingProxyType({"dc:publisher": ["某某日報"], "dc:date": "2024-05-03"})
    about = replace(ABOUT, creators=("沈夜行", "溫如玉"), extra=extra)
    notes = notes_of(AnnotationSet(id="urn:uuid:s", about=about, items=ITEMS))

    assert (
        EXPORTERS["markdown"]([notes]).splitlines()[2] == "沈夜行、溫如玉 · 某某日報 · 2024-05-03"
    )
    [article] = json.loads(EXPORTERS["json"]([notes]))
    assert (article["creators"], article["date"]) == (["沈夜行", "溫如玉"], "2024-05-03")

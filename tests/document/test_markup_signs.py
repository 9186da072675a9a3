from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.markup_signs import Look, without_signs
from reader.document.model import BlockKind
from reader.document.rendition import Rendition
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

    MakeDocument = Callable[..., Document]

ARTICLE = (
    "# 燈下\n\n夜讀 `書` 與**燈**，窗外有雨。\n\n- 一本書\n- 兩盞燈\n\n---\n\n## 尾聲\n\n雨停了。\n"
)


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (BlockKind.PARAGRAPH, "讀 `書` 與 `` 燈 ``", "讀 書 與  燈 "),
        (BlockKind.PARAGRAPH, "**燈**與*書*，__窗__，_雨_", "燈與書，窗，雨"),
        (BlockKind.PARAGRAPH, r"三\*四", "三*四"),
        (BlockKind.PARAGRAPH, "`**`", "**"),
        (BlockKind.LIST_ITEM, "- 一本書", "• 一本書"),
        (BlockKind.LIST_ITEM, "* *一*本", "• 一本"),
        (BlockKind.LIST_ITEM, "1. 一本書", "1. 一本書"),
        (BlockKind.RULE, "---", "＊　＊　＊"),
        (BlockKind.FIGURE, "![渡口的早晨](images/ferry.png)", "渡口的早晨"),
        (BlockKind.FIGURE, "![](images/ferry.png)", "ferry.png"),
        (BlockKind.FIGURE, "![ ](ferry.png)", "ferry.png"),
        (BlockKind.FIGURE, "渡口的早晨", "渡口的早晨"),
        (BlockKind.PARAGRAPH, "看![渡口](images/ferry.png)，再**看**", "看渡口，再看"),
        (BlockKind.PARAGRAPH, "看![](images/ferry.png)與![ ](b.png)", "看ferry.png與b.png"),
        (BlockKind.LIST_ITEM, "- ![渡口](https://example.org/a/b.png)的早晨", "• 渡口的早晨"),
        (BlockKind.PARAGRAPH, "真好![註](見後文) ![一](二", "真好註 ![一](二"),
        # What is no sign.
        (BlockKind.PARAGRAPH, "真好！[註](見後文)，好![註]（見後文）", None),
        (BlockKind.PARAGRAPH, "snake_case_name，3 * 4 * 5，a ** b", None),
        (BlockKind.PARAGRAPH, "`沒有完", None),
        (BlockKind.PARAGRAPH, "", None),
        (BlockKind.CODE, "a = `b` ** c", None),
        (BlockKind.TABLE, "| *a* |", None),
    ],
)
def test_signs_that_were_understood_are_not_shown(
    kind: BlockKind, text: str, shown: str | None
) -> None:
    found = without_signs(text, kind, is_first=True)

    assert found.text == (text if shown is None else shown)
    assert (found.map.source_length, found.map.target_length) == (len(text), len(found.text))


def test_a_part_within_an_item_begins_with_no_bullet() -> None:
    assert without_signs("- 一本書", BlockKind.LIST_ITEM, is_first=False).text == "- 一本書"


def test_words_stand_out_as_their_signs_say(make_document: MakeDocument) -> None:
    document = make_document(ARTICLE)
    block = next(block for block in document.blocks if block.kind is BlockKind.PARAGRAPH)
    rendition = Rendition(document)

    text = rendition.part(block.range).text

    assert text == "夜讀 書 與燈，窗外有雨。"
    assert [(w.slice(text), look) for w, look in rendition.standing_out(block.range)] == [
        ("書", Look.CODE),
        ("燈", Look.STRONG),
    ]


@pytest.mark.parametrize("target", ["original", "auto-s"])
def test_each_character_shown_is_traced_to_itself(make_document: MakeDocument, target: str) -> None:
    document = make_document(ARTICLE)
    rendition = Rendition(document, target)
    for block in document.blocks:
        text, offsets = rendition.part(block.range)
        for offset, character in enumerate(text):
            source = offsets.to_source(TextRange(offset, offset + 1)).shifted(block.range.start)
            written = source.slice(document.source.text)
            assert character in written or character in "•＊　 " or target != "original"


def test_signs_of_a_text_that_is_not_marked_up_are_its_own(make_document: MakeDocument) -> None:
    document = make_document("燈下\n\n夜讀 `書` 與**燈**，窗外有雨。\n\n雨停了。\n")

    assert "`書` 與**燈**" in Rendition(document).text_of(TextRange(0, len(document.source.text)))


def test_a_title_is_named_without_its_signs(make_document: MakeDocument) -> None:
    document = make_document("# `燈` 下\n\n夜讀。\n\n## **雨** 停\n\n雨停了。\n")
    rendition = Rendition(document)

    assert rendition.title("**雨** 與 `燈`") == "雨 與 燈"
    titles = [rendition.title(section.title) for section in document.sections if section.title]
    assert titles == ["燈 下", "雨 停"]

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.anchoring import anchor, describe, headings_above, quote_of
from reader.annotation.changes import created
from reader.annotation.locating import CONTEXT
from reader.annotation.model import Body
from reader.text.offsets import TextRange
from reader.text.repair import Confidence, Repair

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

MakeDocument = "Callable[..., Document]"

TEXT = """\
題記一行。
# 夜讀
　　燈下翻書，聲音𠮷也輕。
　　窗外有雨，雨聲漸重。

## 雨聲
　　雨打芭蕉，燈花又落。
# 曉起
　　天亮了，雨也停了。
"""
TIME = "2026-01-01T00:00:00.000Z"


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document(TEXT)


def place_of(text: str, quote: str, nth: int = 1) -> TextRange:
    start = -1
    for _ in range(nth):
        start = text.index(quote, start + 1)
    return TextRange(start, start + len(quote))


def test_target_holds_the_place_its_text_and_its_surroundings(document: Document) -> None:
    place = place_of(TEXT, "聲音𠮷也輕")

    target = describe(document, place)

    assert target.source == document.source.digest
    assert target.range == place
    assert target.exact == "聲音𠮷也輕"
    assert target.prefix == TEXT[: place.start][-CONTEXT:]
    assert target.suffix == TEXT[place.end :][:CONTEXT]
    assert target.headings == ((1, "夜讀"),)


def test_surroundings_end_with_the_text(document: Document) -> None:
    target = describe(document, TextRange(0, len(TEXT)))

    assert (target.prefix, target.suffix) == ("", "")


@pytest.mark.parametrize(
    ("quote", "headings"),
    [
        ("題記", ()),
        ("夜讀", ((1, "夜讀"),)),
        ("雨打芭蕉", ((1, "夜讀"), (2, "雨聲"))),
        ("天亮了", ((1, "曉起"),)),
    ],
)
def test_headings_above_a_place(
    document: Document, quote: str, headings: tuple[tuple[int, str], ...]
) -> None:
    assert headings_above(document, place_of(TEXT, quote).start) == headings


def test_quote_has_a_line_for_each_paragraph(document: Document) -> None:
    start, end = place_of(TEXT, "翻書").start, place_of(TEXT, "芭蕉").end

    quote = quote_of(document, TextRange(start, end))

    assert quote == "翻書，聲音𠮷也輕。\n窗外有雨，雨聲漸重。\n雨聲\n雨打芭蕉"


def test_quote_of_the_space_between_paragraphs_is_empty(document: Document) -> None:
    end = place_of(TEXT, "題記一行。").end

    assert quote_of(document, TextRange(end, end + 1)) == ""


def test_quote_of_what_no_block_shows_is_the_text_itself(
    make_document: Callable[..., Document],
) -> None:
    document = make_document("# 章\n正文")

    assert quote_of(document, TextRange(0, 1)) == "#"


def test_quote_is_repaired(make_document: Callable[..., Document]) -> None:
    repair = Repair(
        rule="inline-pinyin",
        start=1,
        end=6,
        before="轄(xiá",
        after="轄",
        confidence=Confidence.HIGH,
    )
    text = "管轄(xiá)區內"
    document = make_document(text, repairs=[repair._replace(end=7, before="轄(xiá)")])

    assert quote_of(document, TextRange(0, len(text))) == "管轄區內"
    assert describe(document, TextRange(0, len(text))).exact == text


# Finding the place again


def moved(document: Document, make: Callable[..., Document], text: str) -> Callable[[str], str]:
    """Returns where quotes of the document are found in another text: the text there, or "-"."""
    other = make(text)

    def found(quote: str, nth: int = 1) -> str:
        place = place_of(TEXT, quote, nth)
        again = anchor(created(document, place, Body(), now=TIME), other)
        return "-" if again is None else again.slice(text)

    return found


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_what_was_described_is_anchored_there(
    make_document: Callable[..., Document], data: st.DataObject
) -> None:
    text = data.draw(st.text("雨夜𠮷。，\n a", min_size=1, max_size=60))
    start = data.draw(st.integers(0, len(text)))
    place = TextRange(start, data.draw(st.integers(start, len(text))))
    document = make_document(text)

    assert anchor(created(document, place, Body(), now=TIME), document) == place


def test_deleted_annotation_has_no_place(document: Document) -> None:
    item = replace(created(document, TextRange(0, 2), Body(), now=TIME), target=None, deleted=TIME)

    assert anchor(item, document) is None


def test_quote_is_found_where_text_came_before_it(
    document: Document, make_document: Callable[..., Document]
) -> None:
    found = moved(document, make_document, "新加的一行。\n" + TEXT)

    assert found("聲音𠮷也輕") == "聲音𠮷也輕"


def test_quote_is_found_in_the_other_script_and_width(
    document: Document, make_document: Callable[..., Document]
) -> None:
    found = moved(document, make_document, "简体版\n灯下翻书,声音𠮷也轻。雨声渐重。")

    assert found("燈下翻書，聲音𠮷也輕") == "灯下翻书,声音𠮷也轻"


def test_context_decides_between_several(
    document: Document, make_document: Callable[..., Document]
) -> None:
    other = make_document("雨。雨。" + TEXT)
    last = place_of(TEXT, "雨", 5)

    again = anchor(created(document, last, Body(), now=TIME), other)

    assert last.slice(TEXT) == "雨"
    assert again == last.shifted(4)


def test_nearest_of_several_in_the_same_context(make_document: Callable[..., Document]) -> None:
    line = "雨夜讀書，其樂無窮，此句重複，一字不差，前後都有許多相同的字，難以分辨。"
    text = line * 5
    place = place_of(text, "讀書", 3)

    again = anchor(
        created(make_document(text), place, Body(), now=TIME), make_document("新" + text)
    )

    assert again == place.shifted(1)


def test_several_without_any_context_are_an_orphan(
    document: Document, make_document: Callable[..., Document]
) -> None:
    found = moved(document, make_document, "甲雨乙。丙雨丁。")

    assert found("雨", 2) == "-"


def test_what_is_gone_is_an_orphan(
    document: Document, make_document: Callable[..., Document]
) -> None:
    found = moved(document, make_document, "另一篇文章。")

    assert found("聲音𠮷也輕") == "-"


def test_position_counts_only_while_the_text_is_there(
    document: Document, make_document: Callable[..., Document]
) -> None:
    found = moved(document, make_document, "書" * 200)

    assert found("聲音𠮷也輕") == "-"


def test_bookmark_is_found_by_what_is_around_it(
    document: Document, make_document: Callable[..., Document]
) -> None:
    place = TextRange(30, 30)
    bookmark = created(document, place, None, now=TIME)

    assert anchor(bookmark, make_document("新的一行\n" + TEXT)) == place.shifted(5)
    assert anchor(bookmark, make_document("另一篇文章。" * 10)) is None


def test_a_mark_stays_where_a_character_was_decoded_that_could_not_be(
    make_document: Callable[..., Document],
) -> None:
    document = make_document("舊燈賣€50，木箱賣€120。\n")
    mark = created(document, TextRange(2, 6), Body(), now=TIME)
    assert mark.target is not None
    old = replace(mark.target, exact="賣\ufffd50", prefix="舊燈", suffix="，木箱賣\ufffd120。")

    assert anchor(replace(mark, target=old), document) == TextRange(2, 6)
    assert anchor(replace(mark, target=replace(old, exact="買\ufffd60")), document) is None

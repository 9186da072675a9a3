from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.bare import bare
from reader.text.comparison import Comparison
from reader.text.offsets import TextRange

OLD = """\
燈下翻書，聲音𠮷也輕，窗外有雨，雨聲漸重。
自治區(qū)的書店在城南，週末有人來讀「舊書」。
雨打芭蕉，燈花又落，他合上書，聽了一夜。
天亮了，雨也停了，街上有人叫賣新出的報紙。
"""


def place_of(text: str, quote: str) -> TextRange:
    return TextRange(text.index(quote), text.index(quote) + len(quote))


def found(new: str, quote: str, old: str = OLD) -> str:
    """Returns what a passage has become; "-" where nothing is left of it."""
    fit = Comparison(old, new).fit(place_of(old, quote))
    return "-" if fit is None else fit.place.slice(new)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自治區(qū)的", "自治区的"),
        ("ＡＢＣ，", "abc,"),
        ("「甲」『乙』“丙”", '"甲""乙""丙"'),
        ("第一行\n　　第二行 \n", "第一行第二行"),
        ("甲\u200b乙", "甲乙"),
        ("", ""),
    ],
)
def test_bare_is_without_script_width_layout_and_damage(text: str, expected: str) -> None:
    assert bare(text).text == expected


@given(st.text("甲學(xué)「」 \n　,，a", max_size=40))
def test_map_to_the_bare_text_is_of_the_text(text: str) -> None:
    result = bare(text)

    assert (result.map.source_length, result.map.target_length) == (len(text), len(result.text))


@given(st.data())
def test_every_passage_of_the_same_text_is_where_it_was(data: st.DataObject) -> None:
    text = data.draw(st.text("甲乙丙丁戊己庚辛壬癸", min_size=1, max_size=60))
    start = data.draw(st.integers(0, len(text) - 1))
    place = TextRange(start, data.draw(st.integers(start + 1, len(text))))

    fit = Comparison(text, text).fit(place)

    assert fit is not None
    assert (fit.place, fit.likeness, fit.is_cut) == (place, 1.0, False)


@pytest.mark.parametrize(
    ("old", "new", "quote", "expected"),
    [
        (OLD, OLD.replace("自治區(qū)", "自治區"), "治區(qū)的", "治區的"),
        (OLD, OLD.replace("燈", "灯").replace("書", "书"), "燈下翻書", "灯下翻书"),
        (OLD, OLD.replace("，", ","), "音𠮷也輕，窗", "音𠮷也輕,窗"),
        (OLD, OLD.replace("有人來讀", "有\n人來讀"), "末有人來讀", "末有\n人來讀"),
        (OLD, OLD.replace("芭蕉", "巴蕉"), "雨打芭蕉，燈", "雨打巴蕉，燈"),
        (OLD, OLD.replace("雨打", "雨點打"), "雨打芭蕉", "雨點打芭蕉"),
        (OLD, "新的一段，前面沒有。\n" + OLD, "聽了一夜", "聽了一夜"),
    ],
    ids=["damage", "script", "width", "lines", "another", "one more", "moved"],
)
def test_a_passage_is_found_in_other_forms(old: str, new: str, quote: str, expected: str) -> None:
    assert found(new, quote, old) == expected


def test_of_exchanged_paragraphs_each_passage_is_in_its_own() -> None:
    lines = OLD.splitlines(keepends=True)
    new = "".join([lines[0], lines[2], lines[1], lines[3]])

    for quote in ("書店在城南", "「舊書」", "燈花又落", "天亮了", "聽了一夜。", "讀"):
        assert found(new, quote) == quote


def test_of_a_passage_that_is_gone_another_like_it_is_not_taken() -> None:
    refrain = "燈火闌珊處，那人卻在。"
    lines = OLD.splitlines(keepends=True)
    old = lines[0] + refrain + "\n" + "".join(lines[1:]) + refrain
    comparison = Comparison(old, OLD + refrain)

    first, last = place_of(old, refrain), TextRange(len(old) - len(refrain), len(old))

    fit = comparison.fit(last)
    assert comparison.fit(first) is None
    assert comparison.new_places(first) == []
    assert fit is not None
    assert fit.place == TextRange(len(OLD), len(OLD) + len(refrain))


def test_what_is_said_anew_elsewhere_is_told_of() -> None:
    lines = OLD.splitlines(keepends=True)
    new = "".join([*lines[1:], "這裡寫道燈下翻書，不知何時所加。"])
    comparison = Comparison(OLD, new)

    assert comparison.new_places(place_of(OLD, "燈下翻書")) == [place_of(new, "燈下翻書")]


def test_what_is_left_of_a_torn_passage_begins_with_its_line() -> None:
    lines = OLD.splitlines(keepends=True)
    new = "".join([lines[0], "另外的一段放在這裡，與原來的完全不同。\n", *lines[2:]])
    old_place = place_of(OLD, "舊書」。\n雨打芭蕉，燈花又落，他合上書，聽了一夜")

    fit = Comparison(OLD, new).fit(old_place)

    assert fit is not None
    assert fit.place.slice(new).strip("。」\n") == "雨打芭蕉，燈花又落，他合上書，聽了一夜"


@pytest.mark.parametrize("quote", ["\n", "書"])
def test_of_a_text_of_nothing_else_nothing_is_found(quote: str) -> None:
    assert found("完全不同", quote) == "-"


def test_an_empty_place_is_between_the_same_characters() -> None:
    new = "新的一段。\n" + OLD
    start = OLD.index("他合上書")

    fit = Comparison(OLD, new).fit(TextRange(start, start))

    assert fit is not None
    assert fit.place == TextRange(start + 6, start + 6)

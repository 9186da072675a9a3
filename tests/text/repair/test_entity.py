from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.offsets import TextRange
from reader.text.repair import apply_repairs, entity
from tests.support.understanding import understood


def repaired(text: str) -> str:
    return apply_repairs(text, entity.find(text))[0]


@pytest.mark.parametrize(
    ("left_over", "clean"),
    [
        ("他說&ldquo;好&rdquo;&hellip;", "他說“好”…"),
        ("他說&#8220;中&#x4E2d;&#8221;", "他說“中中”"),
        ("&nbsp;&nbsp;清晨下了雨。", "\xa0\xa0清晨下了雨。"),
        ("魯迅 &amp; 周作人，寫作&amp;lt;", "魯迅 & 周作人，寫作&lt;"),
        ("一九二〇&#150;一九三〇", "一九二〇–一九三〇"),
        ("見 index.html，他&nbsp;說", "見 index.html，他\xa0說"),
        ("第一題（&nbsp;&nbsp;）", "第一題（\xa0\xa0）"),
        ("<p>清晨</p><p>下了雨<br/>又停了</p>", "清晨\n下了雨\n又停了"),
        ("清晨<br>\n下了雨<br><br>又停了<br>", "清晨\n下了雨\n又停了"),
        ("她<strong>沒有</strong>去<span style='color:red'>城裡</span>", "她沒有去城裡"),
        ("清晨<!--EndFragment-->下了雨<img src='a.png'>", "清晨下了雨"),
    ],
)
def test_what_a_scraper_left_is_taken_out(left_over: str, clean: str) -> None:
    assert repaired(left_over) == clean


def test_each_is_a_repair_of_its_own() -> None:
    text = "清晨<br>下了&nbsp;雨"
    first, second = entity.find(text)

    assert (first.start, first.before, first.after) == (2, "<br>", "\n")
    assert (second.before, second.after) == ("&nbsp;", "\xa0")
    assert apply_repairs(text, [second])[0] == "清晨<br>下了\xa0雨"


def test_a_line_that_is_broken_is_two_blocks() -> None:
    text = "清晨下了雨。<br>午後停了。"
    document = understood(text, "雨")

    assert [block.range for block in document.blocks] == [TextRange(0, 6), TextRange(10, 15)]


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("it is about tags", "換行用<br>標籤，分段用<p>標籤"),
        ("it is about HTML", "在 HTML 裡空格寫成&nbsp;，換行寫成<br>。"),
        ("they are quoted", "換行寫成「<br>」，空格寫成“&nbsp;”。"),
        ("they are set apart", "用 <br> 換行，用 <p> 分段"),
        ("they are code", "寫成 `&nbsp;` 就好，不是&nbsp;"),
        ("it is Markdown", "# 書\n\n<p align='center'>字</p>&nbsp;"),
        ("it is Markdown with code", "```\n&nbsp;<br>\n```\n"),
        ("it is a page", "<html><body><p>清晨</p></body></html>"),
        ("they are formulas", "若 a<b>c 且 x <b 且 c> d，則 p<0.05 & q>1; AT&T; R&D"),
        ("they stand for nothing", "&#0; &#xD800; &#9999999; &#x1; &#xE000; &nothing; &;"),
        ("an address has them", "https://example.org/?a=1&lang=zh&copy=2"),
        ("only one of a pair", "她<em>沒有去"),
    ],
)
def test_what_an_author_may_have_written_is_left_alone(why: str, text: str) -> None:
    assert list(entity.find(text)) == [], why


@given(st.text(st.sampled_from("字<>/br p&nbsp;#x4e2d;=\n'")))
def test_repairs_are_disjoint_and_say_what_stood_there(text: str) -> None:
    end = 0
    for repair in entity.find(text):
        assert end <= repair.start < repair.end
        assert repair.before == text[repair.start : repair.end]
        end = repair.end


@pytest.mark.parametrize(
    "unit", ["<", "&", "<p ", "<p a=", "<br>", "&#", "&nbsp;", "`", "<!--", "</p>\n", "<b>", "]("]
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    entity.find(unit * (400_000 // len(unit)))

    # Measured at 1.1 s at most.
    assert time.process_time() - started < 8

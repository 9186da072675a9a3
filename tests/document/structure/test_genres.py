"""What only some genres have: papers, judgments, exams, manuals, annotated classics, accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.structure.back_matter import is_back_matter
from reader.document.structure.credits import Credits, read_credits

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure

    Outline = Callable[[str], list[tuple[int, str]]]
    Kinds = Callable[[str], list[tuple[str, str]]]


def test_a_paper(
    paragraph: str, structure_of: Callable[[str], Structure], outline: Outline, kinds: Kinds
) -> None:
    text = (
        "夜讀燈具考\n沈夜行1，溫如玉2\n（1. 某某大學 歷史學院；2. 某某博物館）\n"
        f"摘　要：{paragraph}\n關鍵詞：燈；書\n{paragraph}\n一、燈油之價\n{paragraph}\n"
        f"二、燈之形制\n{paragraph}\n參考文獻：\n[1] 李渡. 燈史[M]. 某城：某某出版社，2001.\n"
        "[2] 張晚舟. 油價考[J]. 某某學報，2010（3）.\n收稿日期：2024-01-05\n"
        "作者簡介：沈夜行（1980—），男，某城人，某某大學副教授，主要從事社會史研究。\n"
    )

    assert structure_of(text).credits.creators == ("沈夜行", "溫如玉")
    assert outline(text) == [(1, "一、燈油之價"), (1, "二、燈之形制"), (1, "參考文獻：")]
    found = [kind for kind, _ in kinds(text)]
    assert found[:5] == ["title", "byline", "byline", "lead", "lead"]
    assert found[-2:] == ["back-matter", "back-matter"]


def test_a_judgment(paragraph: str, outline: Outline) -> None:
    text = (
        f"某某地方法院民事判決\n113年度訴字第205號\n{paragraph}\n主　文\n被告應返還書籍。\n"
        f"事實及理由\n壹、程序方面\n一、{paragraph}\n貳、實體方面\n一、{paragraph}\n二、{paragraph}\n"
    )

    assert outline(text) == [
        *((1, "主文"), (1, "事實及理由"), (1, "壹、程序方面"), (1, "貳、實體方面"))
    ]


def test_an_exam(paragraph: str, outline: Outline) -> None:
    text = (
        f"語文試卷\n一、積累（28分）\n1．抄寫下面的句子。（4分）\n{paragraph}\n"
        f"2．解釋下面的詞。（4分）\n{paragraph}\n二、作文（50分）\n{paragraph}\n"
        "參考答案\n一、1．略　2．略\n二、略。\n"
    )

    assert outline(text) == [(1, "一、積累（28分）"), (1, "二、作文（50分）"), (1, "參考答案")]


def test_the_headings_of_a_manual_are_those_of_its_contents(
    paragraph: str, outline: Outline
) -> None:
    parts = ["安全須知", "部件", "使用方法"]
    contents = "\n".join(f"{part} ........ {page}" for page, part in enumerate(parts, start=1))
    body = "\n".join(f"{part}\n注意。\n• 一盞燈\n{paragraph}" for part in parts)

    assert outline(f"紙燈籠說明書\n目錄\n{contents}\n{body}\n") == [(1, part) for part in parts]


def test_contents_without_what_they_list_make_no_headings(paragraph: str, outline: Outline) -> None:
    text = (
        f"紙燈籠說明書\n目錄\n安全須知 …… 1\n部件 …… 2\n使用方法 …… 3\n{paragraph}\n部件\n不多。\n"
    )

    assert outline(text) == []


def test_notes_of_a_classic(paragraph: str, outline: Outline) -> None:
    text = (
        f"燈銘\n〔唐〕沈佺期\n{paragraph}\n【注釋】\n①檠：燈架。\n②膏：燈油。\n【譯文】\n{paragraph}\n"
        f"【賞析】\n{paragraph}\n"
    )

    assert outline(text) == [(1, "【注釋】"), (1, "【譯文】"), (1, "【賞析】")]


def test_a_speech_has_its_date_before_its_speaker(
    paragraph: str, structure_of: Callable[[str], Structure], kinds: Kinds
) -> None:
    text = f"在讀書大會上的講話\n（2024年5月3日）\n張晚舟\n同志們：\n{paragraph}\n{paragraph}\n"

    assert structure_of(text).credits == Credits(("張晚舟",), "2024-05-03")
    assert [kind for kind, _ in kinds(text)][:4] == ["title", "date-line", "byline", "paragraph"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("原创 张晚舟 河城故事 2024-05-03 08:00 河城", ("张晚舟",)),
        ("原創 張晚舟 河城故事 2024年5月3日", ("張晚舟",)),
    ],
)
def test_the_line_of_an_account(line: str, expected: tuple[str, ...]) -> None:
    assert read_credits(line) == Credits(expected, "2024-05-03", line.split()[2])


@pytest.mark.parametrize("line", ["发布于 2024-05-04 09:00", "編輯於 2024-05-03 22:10"])
def test_when_an_answer_was_posted_is_back_matter(line: str) -> None:
    assert is_back_matter(line)

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from reader.document.analysis import with_repairs
from reader.text.repair import apply_repairs
from reader.text.repair.rewrap import find
from tests.support.understanding import understood

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = (
    "燈下翻開一冊舊書，紙頁已經發黃，邊上有前人用朱筆點過的痕跡。",
    "一圈一點都不含糊，彷彿那人剛剛擱下筆走開，茶還是溫的！",
    "門外的雨也還沒有停下來，簷頭滴滴答答，像是有人在數著他讀過的頁數。",
    "他想起一句話：讀書如對故人。",
)


def paragraph(number: int, indent: str) -> str:
    turned = SENTENCES[number % 4 :] + SENTENCES[: number % 4]
    return indent + "".join(turned * (1 + number % 3)) + "完"[: number % 2]


def wrapped(text: str, columns: int = 30, margin: str = "") -> str:
    """Break lines as a terminal does, in Han characters; blank lines stay."""
    lines = []
    for line in text.split("\n"):
        starts = range(0, len(line), columns) if line else (0,)
        lines += [margin + line[start : start + columns] for start in starts]
    return "\n".join(lines)


def repaired(text: str) -> str:
    return apply_repairs(text, find(text))[0]


INDENTED = "\n".join(paragraph(n, "　　") for n in range(12)) + "\n"
APART = "\n\n".join(paragraph(n, "") for n in range(12)) + "\n"


@pytest.mark.parametrize("text", [INDENTED, APART], ids=["indented", "set apart"])
@pytest.mark.parametrize("columns", [24, 30, 37, 40])
def test_paragraphs_come_out_whole(text: str, columns: int) -> None:
    assert repaired(wrapped(text, columns)) == text


def test_blank_lines_between_all_lines_set_nothing_apart() -> None:
    shown = wrapped(INDENTED).replace("\n", "\n\n")

    assert [line for line in repaired(shown).split("\n") if line] == INDENTED.split("\n")[:-1]


def test_the_margin_of_a_page_is_no_indentation() -> None:
    shown = wrapped(APART, margin="  ")

    assert [line.strip() for line in repaired(shown).split("\n")] == APART.split("\n")


def test_headings_rules_and_items_begin_lines_of_their_own() -> None:
    body = APART.replace("完", "")
    extra = "一、" + SENTENCES[0] * 2
    text = f"第一章　燈下\n{'－' * 30}\n{body}{extra}\n二、{SENTENCES[1]}\n第二章　窗前\n{body}"

    assert repaired(wrapped(text)) == text


def test_words_are_joined_with_a_space_and_han_without() -> None:
    english = "Reading slowly is an old art and one that does not go out of use"
    shown = wrapped(APART) + "\n" + english + "\nat once.\n"

    assert f"{english} at once." in repaired(shown)


def test_a_repair_is_the_line_end_with_the_space_around_it_and_can_be_undone() -> None:
    shown = wrapped(INDENTED, margin=" ").replace("\n", " \n")
    document = understood(shown)

    assert {repair.before for repair in document.repairs} == {" \n "}
    assert all(r.before == shown[r.start : r.end] for r in document.repairs)
    assert len(document.blocks) == 12
    assert with_repairs(document, ()).repaired[0] == shown


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("a line is a paragraph", INDENTED),
        ("it is verse", "燈下殘書猶未了，\n窗前夜雨已三更。\n" * 40),
        ("it is too short to tell", wrapped(paragraph(0, "　　"))),
        ("lines are of all lengths", "\n".join("燈" * n for n in range(20, 90))),
        ("there is code", wrapped(INDENTED) + "\n```\n燈\n```\n"),
        ("there is nothing", ""),
    ],
)
def test_text_that_was_not_wrapped_is_left_alone(why: str, text: str) -> None:
    assert not find(text), why


WORDS = ("灯下读书", "窗前听雨", "案头点灯", "檐下煮茶", "卷中夹叶", "门外落雪", "枕边闻钟")


def of_one_width(*, mark: str = "", label: str = "") -> str:
    """Return thirty lines of the same width that each stand by themselves."""
    lines = []
    for number in range(30):
        picked = [WORDS[(number * step + step) % len(WORDS)] for step in range(1, 6)]
        start = label[number % len(label)] + "：" if label else ""
        lines.append(start + "".join(picked) + mark)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("verse", "\n".join(f"{a}不觉寒，{b}已更阑，{a}又一年。" for a in WORDS for b in WORDS)),
        ("a poem without marks but at the ends", of_one_width(mark="，")),
        ("a list", of_one_width()),
        ("what people say", of_one_width(label="甲乙")),
        ("what people say, with marks", of_one_width(label="甲乙", mark="。")),
    ],
)
def test_lines_that_happen_to_be_of_one_width_are_left_alone(why: str, text: str) -> None:
    assert not find(text), why


def test_a_real_book_comes_out_in_paragraphs(shared_data: Path) -> None:
    text = (shared_data / "articles" / "hongloumeng-01-03.txt").read_text("utf-8")

    lines = [line for line in repaired(text).splitlines() if line.strip()]

    # All paragraphs but the first of each chapter are indented.
    assert len(lines) < len(text.splitlines()) / 5
    assert sum(line.startswith("　") for line in lines) > 0.85 * len(lines)


def test_a_long_text_takes_linear_time() -> None:
    shown = wrapped(INDENTED) * 300

    started = time.process_time()
    assert len(find(shown)) > 10_000

    # Measured at 0.3 s.
    assert time.process_time() - started < 3

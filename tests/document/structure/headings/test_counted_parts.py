"""Counted headings as people write them: marks of two widths, lost firsts, lines in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Outline = Callable[[str], list[tuple[int, str]]]

NAMES = ["渡口", "舊燈", "麻雀", "歸人", "雪夜", "石橋", "茶館", "船票"]
NUMERALS = "一二三四五六七八"


def test_of_long_paragraphs_one_may_have_a_short_line_over_it(
    paragraph: str, outline: Outline
) -> None:
    heads = [f"{numeral}　{name}" for numeral, name in zip(NUMERALS * 2, NAMES * 2, strict=True)]
    for late in (3, 11):
        lines = ["舊事圖"]
        for number, head in enumerate(heads):
            lines += [head, "（原題）"] if number == late else [head]
            lines.append(paragraph)

        assert [title for _, title in outline("\n".join(lines))] == heads


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("{n}．{name}", "{n}.{name}"),
        ("（{n}）{name}", "({n}){name}"),
        ("{n}：{name}", "{n}:{name}"),
        ("{n}．", "{n}."),
        ("（{n}）", "({n})"),
    ],
)
def test_marks_of_two_widths_are_one_mark(
    wide: str, narrow: str, paragraph: str, outline: Outline
) -> None:
    heads = [
        (narrow if n % 3 == 1 else wide).format(n=n, name=name)
        for n, name in enumerate(NAMES, start=1)
    ]

    found = outline("舊事\n" + "".join(f"{head}\n{paragraph}\n" for head in heads))

    assert [name for _, name in found] == heads


@pytest.mark.parametrize("first", [2, 5, 12])
@pytest.mark.parametrize("form", ["{n}．{name}", "{n}、{name}", "{n} {name}", "（{n}）{name}"])
def test_a_part_of_a_text_counts_on(
    first: int, form: str, paragraph: str, outline: Outline
) -> None:
    heads = [form.format(n=n, name=name) for n, name in enumerate(NAMES, start=first)]

    found = outline("舊事\n" + "".join(f"{head}\n{paragraph}\n" for head in heads))

    assert [name for _, name in found] == heads


@pytest.mark.parametrize("first", [2, 5, 12])
@pytest.mark.parametrize("form", ["{n}", "- {n} -", "({n})"])
def test_numbers_alone_that_begin_late_are_of_pages(
    first: int, form: str, paragraph: str, outline: Outline
) -> None:
    pages = "".join(f"{paragraph[:-1]}\n{form.format(n=n)}\n" for n in range(first, first + 8))

    assert outline(f"舊事\n{pages}{paragraph}\n") == []


def test_those_under_a_number_may_have_lost_the_first(paragraph: str, outline: Outline) -> None:
    heads = ["1.2 渡口", "1.5 舊燈", "2.1 麻雀", "2.2 歸人", "3.1 雪夜", "3.2 石橋"]
    text = f"舊事\n{paragraph}\n" + "".join(f"{head}\n{paragraph}\n" for head in heads)

    assert [name for _, name in outline(text)] == heads

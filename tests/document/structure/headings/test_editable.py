"""Headings copied from an encyclopaedia, with the link to edit their section behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Outline = Callable[[str], list[tuple[int, str]]]

LINKS = [
    "[编辑]",
    "[編輯]",
    " [编辑]",
    "【编辑】",
    "［編輯］",
    "[编辑源代码]",
    "[编辑 | 编辑源代码]",
    "[edit]",
]
HEADS = ["河邊的書攤", "1912年", "三、舊城", "守燈人", "船"]


@pytest.mark.parametrize("link", [*LINKS, " 编辑本段", " 編輯本段"])
@pytest.mark.parametrize("under", ["paragraph", "records", "nothing between some"])
def test_lines_with_the_link_are_headings_and_are_called_without_it(
    link: str, under: str, paragraph: str, outline: Outline
) -> None:
    records = "1月，設渡口\n2月，書攤開張\n3月，大水\n"
    text = "舊城\n"
    for number, head in enumerate(HEADS):
        below = {"paragraph": f"{paragraph}\n", "records": records}.get(
            under, "" if number % 2 else f"{paragraph}\n"
        )
        text += f"{head}{link}\n{below}"
    text += f"{paragraph}\n"

    assert outline(text) == [(1, head) for head in HEADS]


@pytest.mark.parametrize("link", LINKS)
def test_they_stand_above_a_series_below_them(link: str, paragraph: str, outline: Outline) -> None:
    years = "".join(f"{year}年\n{paragraph}\n" for year in range(1921, 1926))
    text = f"舊城大事\n清末{link}\n{paragraph}\n民國{link}\n{years}"

    assert outline(text)[:3] == [(1, "清末"), (1, "民國"), (2, "1921年")]


def test_one_alone_is_a_line(paragraph: str, outline: Outline) -> None:
    assert outline(f"舊城\n{paragraph}\n沈夜行 [编辑]\n李渡說\n{paragraph}\n") == []

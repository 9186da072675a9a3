"""Tables of contents with several entries on a line, or with numbers the headings lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Outline = Callable[[str], list[tuple[int, str]]]

PARTS = {
    "卷一": ["渡口", "舊燈", "麻雀", "歸人"],
    "卷二": ["雪夜", "石橋", "茶館"],
    "卷三": ["船票", "老屋", "秋雨", "長街"],
}


def body(paragraph: str) -> str:
    return "".join(
        f"{part}\n" + "".join(f"{name}\n{paragraph}\n{paragraph}\n" for name in names)
        for part, names in PARTS.items()
    )


WANTED = [line for part, names in PARTS.items() for line in (part, *names)]


@pytest.mark.parametrize("space", ["    ", "\u3000\u3000", "\t", "\u3000"])
@pytest.mark.parametrize("word", ["目錄", "目　錄", "【目录】", "目次："])
def test_entries_in_rows_are_headings_below_the_parts(
    space: str, word: str, paragraph: str, outline: Outline
) -> None:
    table = "".join(f"{part}\n{space.join(names)}\n" for part, names in PARTS.items())

    found = outline(f"舊事\n{word}\n{table}{body(paragraph)}")

    assert [title for _, title in found] == WANTED
    assert {title for level, title in found if level == 1} == {*PARTS}


@pytest.mark.parametrize(
    "form", ["{n}. {name}", "{n}、{name}", "{n} {name}", "{n}. {name} …… {n}7"]
)
def test_entries_may_have_numbers_that_the_headings_lack(
    form: str, paragraph: str, outline: Outline
) -> None:
    table, number = "", 0
    for part, names in PARTS.items():
        table += f"{part}\n"
        for name in names:
            number += 1
            table += form.format(n=number, name=name) + "\n"

    found = outline(f"舊事\n目錄\n{table}{body(paragraph)}")

    assert [title for _, title in found] == WANTED


def test_words_that_come_again_as_lines_are_none_without_a_table(
    paragraph: str, outline: Outline
) -> None:
    names = "    ".join(PARTS["卷一"])
    text = "".join(f"{name}\n{paragraph}\n" for name in PARTS["卷一"])

    assert outline(f"舊事\n卷一\n{names}\n{text}卷二\n{paragraph}\n") == [(1, "卷一"), (1, "卷二")]

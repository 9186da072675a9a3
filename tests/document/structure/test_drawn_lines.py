"""Lines that are drawn between parts, and lines that only look so."""

from __future__ import annotations

import pytest

from reader.document.model import BlockKind
from reader.document.structure.drawn_lines import is_drawn
from reader.importers import import_bytes
from tests.places import ROOT

PARAGRAPH = "巷口的燈亮了一夜，賣豆漿的人推著車走過去，車輪在石板上磕磕碰碰，驚起了檐下的麻雀。"


@pytest.mark.parametrize(
    "line",
    [
        "* * *",
        "***",
        "＊　＊　＊",
        "———",
        "——————————",
        "--------____",
        "=-=-=-=",
        "＝＝＝",
        "◇◇◇",
        "◇　◇　◇",
        "◆◇◆◇◆",
        "☆☆☆",
        "※※※※",
        "●●●",
        "～*～*～",
        "┄┄┄┄┄",
        "═══════",
        "・・・",
        "＃＃＃＃",
        "◇",
        "＊",
        "※",
    ],
)
def test_signs_between_paragraphs_are_a_rule(line: str) -> None:
    assert is_drawn(line)
    text = "\n".join(["渡口來信", "", PARAGRAPH, PARAGRAPH, line, PARAGRAPH, PARAGRAPH, PARAGRAPH])

    document = import_bytes(text.encode(), ROOT / "渡口來信.txt")

    start = text.index(f"\n{line}\n") + 1
    (block,) = (each for each in document.blocks if each.range.start == start)
    assert block.kind is BlockKind.RULE
    assert block.range.slice(text) == line


@pytest.mark.parametrize(
    "line",
    [
        "……",
        "…………",
        "..........",
        "□□□□□□",
        "——",
        "-",
        "●",
        "◇讀書",
        "* 一",
        "***重要***",
        "（　）",
        "",
        "＊＊",
    ],
)
def test_signs_that_stand_for_words_are_none(line: str) -> None:
    assert not is_drawn(line)


def test_a_line_of_many_signs_is_told_at_once() -> None:
    assert is_drawn("- " * 100_000)
    assert not is_drawn("- " * 100_000 + "字")

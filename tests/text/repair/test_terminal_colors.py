"""Codes for the colours of a terminal, with and without their escape."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.importers import import_bytes
from reader.text.repair import apply_repairs, find_repairs, terminal_colors


@pytest.mark.parametrize("escape", ["\x1b", ""])
@pytest.mark.parametrize("on", ["[1;33m", "[31m", "[1;37;44m", "[01;31m", "[97m"])
@pytest.mark.parametrize("off", ["[m", "[0m", "[0;37m"])
@pytest.mark.parametrize(
    "text", ["{}渡口舊事{}\n\n第一章 渡口\n", "燈下{}讀書{}的人。\n", "{}a{}\n"]
)
def test_codes_are_removed(escape: str, on: str, off: str, text: str) -> None:
    source = text.format(escape + on, escape + off)

    repairs = find_repairs(source)

    assert apply_repairs(source, repairs)[0] == text.format("", "")
    assert {repair.rule for repair in repairs} == {terminal_colors.NAME}


@pytest.mark.parametrize(
    "text",
    [
        "比分牌上寫著[5m]，離岸[3m的地方有一盞燈。\n",
        "數組a[m]與b[0]。\n",
        "單獨一個[0m不是。\n",
        "見注[1;2]和[m]。\n",
        "[mm] [0mm] [12;3]m\n",
    ],
)
def test_what_looks_like_a_code_stays(text: str) -> None:
    assert list(terminal_colors.find(text)) == []


def test_other_codes_go_with_their_escape_only() -> None:
    source = "\x1b[2J\x1b[1;1H燈下\x1b[K\n[2J]\n"

    assert apply_repairs(source, find_repairs(source))[0] == "燈下\n[2J]\n"


def test_the_title_of_a_post_has_no_codes() -> None:
    source = "\x1b[1;33m渡口舊事\x1b[m\n\n\x1b[1;37;44m第一章 渡口\x1b[0m\n老人說：去吧。\n"

    assert import_bytes(source.encode(), Path("a.txt")).title == "渡口舊事"


def test_many_codes_take_linear_time() -> None:
    terminal_colors.find("[1;33m燈[m" * 100_000)
    terminal_colors.find("[1;1;1;1;1" * 100_000 + "[m")

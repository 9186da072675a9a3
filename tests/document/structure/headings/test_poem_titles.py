"""Titles of the poems of a collection, in every form they are given in."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from reader.document.structure.find_structure import find_structure
from reader.text.offsets import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Callable

    Outline = Callable[[str], list[tuple[int, str]]]

NAMES = ("夜渡", "聽雨", "題壁", "曉起", "訪友", "掃葉", "還鄉", "舊燈籠")
SIMPLE = ("夜渡", "听雨", "题壁", "晓起", "访友", "扫叶", "还乡", "旧灯笼")
POETS = ("沈夜行", "溫如玉", "陸晚舟", "李渡", "張燈", "王晚", "陳書", "林雨")
VERSE = {
    "five": "燈花落硯冷，雨點打窗輕。\n讀到無言處，鄰雞第一聲。",
    "seven": "灯下残书犹未了，窗前夜雨已三更。\n朱笔一枝圈又点，古人心事此中明。",
    "four": "采采蒹葭，在水之涯。有鳥在梁，其鳴喈喈。\n之子于歸，言秣其馬。",
    "tune": "記得那年燈下，滿紙朱圈紅畫。窗外雨，瀟瀟下，夜深人罷。\n休罷，休罷，還有半篇閒話。",
    "one line": "燈花落硯冷，雨點打窗輕。讀到無言處，鄰雞第一聲。",
}
LAYOUTS = {
    "blank lines": "{t}\n\n{v}\n\n",
    "none": "{t}\n{v}\n",
    "all apart": "{t}\n\n{w}\n\n",
    "below": "{t}\n{a}\n{v}\n\n",
}


def _collection(layout: str, verse: str, names: tuple[str, ...] = NAMES) -> str:
    wide = verse.replace("\n", "\n\n")
    return "".join(
        layout.format(t=name, v=verse, w=wide, a=poet)
        for name, poet in zip(names, POETS, strict=True)
    )


@pytest.mark.parametrize("names", [NAMES, SIMPLE])
@pytest.mark.parametrize("verse", VERSE.values(), ids=VERSE)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_short_lines_over_verse(
    layout: str, verse: str, names: tuple[str, ...], outline: Outline
) -> None:
    if layout == "below" and "\n" not in verse:
        verse = f"{verse}\n{verse}"
    text = f"燈下詩抄\n\n{_collection(LAYOUTS[layout], verse, names)}"

    assert [title for _, title in outline(text)] == list(names)


@pytest.mark.parametrize("names", [NAMES, SIMPLE])
def test_poems_with_notes_in_prose_between_them(
    names: tuple[str, ...], paragraph: str, outline: Outline
) -> None:
    text = "燈下詩抄\n\n" + "".join(
        f"{name}\n\n{VERSE['five']}\n\n{paragraph}\n\n" for name in names
    )

    assert [title for _, title in outline(text)] == list(names)


FORMS = {
    "label": "《{t}》作者：{a}",
    "label after a space": "《{t}》 作者：{a}",
    "ASCII colon": "{t}(作者:{a})",
    "wide space": "{t}　{a}",
    "spaces": "{t}    {a}",
    "one poet": "{t}　沈夜行",
    "mode": "〔雙調〕{t}",
    "Simplified mode": "[双调]{t}",
}
BODIES = {
    "verse": VERSE["five"],
    "groups": "燈花落硯冷    雨點打窗輕    讀到無言處    鄰雞第一聲",
    "songs": "我把燈擰暗\n讓夜走得近一點\n書頁上的字一個一個睡著了",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_titles_with_the_same_beside_them(form: str, body: str, outline: Outline) -> None:
    heads = [form.format(t=name, a=poet) for name, poet in zip(NAMES, POETS, strict=True)]
    text = "燈下詩抄\n\n" + "".join(f"{head}\n{body}\n\n" for head in heads)

    assert [title for _, title in outline(text)] == heads


NO_TITLES = {
    "a list of names": "".join(f"{t}　{a}\n" for t, a in zip(NAMES, POETS, strict=True)),
    "cells": "".join(f"{t}\t{a}\t{n}\n" for n, (t, a) in enumerate(zip(NAMES, POETS, strict=True))),
    "signed letters": "".join(f"{{p}}\n\n{a}\n\n" for a in POETS),
    "two poems in prose": "{p}\n\n夜渡\n燈花落硯冷，雨點打窗輕。\n\n" * 2 + "{p}\n",
    "dialogue": "「你來了，坐吧。」\n他坐下\n「雨大嗎？」\n" * 8,
    "one long poem": "燈花落硯冷，雨點打窗輕。\n讀到無言處，鄰雞第一聲。\n" * 20,
    "lines without stops": "燈花落硯冷\n雨點打窗輕\n讀到無言處\n鄰雞第一聲\n\n" * 10,
}


@pytest.mark.parametrize("text", NO_TITLES.values(), ids=NO_TITLES)
def test_short_lines_that_are_titles_of_nothing(
    text: str, paragraph: str, outline: Outline
) -> None:
    assert outline(f"燈下\n\n{text.format(p=paragraph)}") == []


@pytest.mark.parametrize(
    "line", ["夜渡　沈夜行", "夜渡 " * 8, "《夜渡》作者" * 3, "燈花落硯，雨" * 10, "夜" * 24]
)
def test_many_lines_like_titles_take_linear_time(line: str) -> None:
    text = "燈\n\n" + f"{line}\n燈花落硯冷，雨點打窗輕。\n" * 10_000

    started = time.process_time()
    find_structure(text, OffsetMap.identity(len(text)))

    # Measured at 0.3 s.
    assert time.process_time() - started < 4


@pytest.mark.parametrize("name", ["沈夜行", "守燈夫人沈氏", "河城尉溫如玉"])
@pytest.mark.parametrize("space", ["\u3000", "  ", "\u3000\u3000"])
def test_titles_may_end_in_a_name_with_a_rank(name: str, space: str, outline: Outline) -> None:
    titles = [f"宮詞{n}{space}{name}" for n in range(1, 9)]
    poems = "".join(f"{title}\n{VERSE['one line']}\n" for title in titles)

    assert [title for _, title in outline(f"舊詩集\n{poems}")] == titles

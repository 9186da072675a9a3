"""Poems alone, in collections and in prose; and what is short without being verse."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from reader.document.structure.find_structure import find_structure
from reader.text.offsets import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure

    Kinds = Callable[[str], list[tuple[str, str]]]

FIVE = "燈花落硯冷，雨點打窗輕。\n讀到無言處，鄰雞第一聲。"
SEVEN = "灯下残书犹未了，窗前夜雨已三更。\n朱笔一枝圈又点，古人心事此中明。"
HALVES = "燈花落硯冷，\n雨點打窗輕。\n讀到無言處，\n鄰雞第一聲。"
FOURS = (
    "燈花落硯冷，雨點打窗輕。讀到無言處，鄰雞第一聲。\n"
    "隔巷人聲早，開門見遠山。昨宵書半卷，猶在枕函間。\n橋頭秋水闊，渡口晚煙平。"
)
TUNE = "記得那年燈下，滿紙朱圈紅畫。\n窗外雨瀟瀟，不覺夜深人罷。\n休罷，休罷，還有半篇閒話。"
FREE = "我把燈擰暗\n讓夜\n走得近一點\n\n書頁上的字\n一個一個\n睡著了"
WITH_COMMAS = (
    "如果你在雨天打開這本書，\n你會聽見我當年的腳步，\n從第一頁走到最後一頁，\n"
    "又慢慢地走回來。\n那時候燈還亮著，\n窗外的雨也沒有停。"
)
LONG_LINES = (
    "她把窗子推開，讓整條街的聲音進來\n我們坐在舊書堆裡，誰也沒有先開口\n"
    "樓下有人收傘，有人把傘撐得更高\n燈在我們之間，像一個不肯走的客人"
)
POEMS = {
    "five": FIVE,
    "seven": SEVEN,
    "halves": HALVES,
    "fours": FOURS,
    "tune": TUNE,
    "free": FREE,
    "with commas": WITH_COMMAS,
    "long lines": LONG_LINES,
}
HEADS = {
    "title": "夜雨\n\n",
    "author": "夜雨\n沈夜行\n\n",
    "dynasty": "夜雨\n〔唐〕沈佺期\n",
    "in one line": "《夜雨》　沈夜行\n\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("poem", POEMS.values(), ids=POEMS)
def test_a_poem_has_a_title_and_lines_of_verse(
    head: str, poem: str, kinds: Kinds, structure_of: Callable[[str], Structure]
) -> None:
    text = f"{head}{poem}\n"

    found = structure_of(text)

    assert found.title == "夜雨"
    assert bool(found.credits.creators) == ("沈" in head)
    verse = [part for kind, part in kinds(text) if kind == "verse"]
    assert verse == [line for line in poem.split("\n") if line]


@pytest.mark.parametrize("poem", POEMS.values(), ids=POEMS)
def test_a_poem_in_prose(poem: str, paragraph: str, kinds: Kinds) -> None:
    prose = f"{paragraph}\n{paragraph}\n{paragraph}\n"
    whole = poem.replace("\n\n", "\n")
    text = f"夜讀的人\n{prose}她在信裡抄了一首詩：\n\n{whole}\n\n{prose}"

    found = [part for kind, part in kinds(text) if kind == "verse"]

    assert found == whole.split("\n") or (poem == TUNE and not found)


def test_stanzas_begin_where_blank_lines_stand(structure_of: Callable[[str], Structure]) -> None:
    blocks = structure_of(f"燈\n沈夜行\n\n{FREE}\n").sections[0].blocks

    assert [block.level for block in blocks if block.kind == "verse"] == [0, 0, 0, 1, 0, 0]


def test_poems_of_several_authors(kinds: Kinds) -> None:
    text = f"燈下集\n\n夜讀\n沈夜行\n{FIVE}\n\n曉起\n溫如玉\n{HALVES}\n\n訪友\n陸晚舟\n{SEVEN}\n"

    found = kinds(text)

    assert [part for kind, part in found if kind == "heading"] == ["夜讀", "曉起", "訪友"]
    assert [part for kind, part in found if kind == "byline"] == ["沈夜行", "溫如玉", "陸晚舟"]
    assert [kind for kind, _ in found].count("verse") == 8


NO_VERSE = {
    "words": "蘋果\n香蕉\n白菜\n豆腐\n\n醬油\n米醋\n白糖\n食鹽",
    "names": "沈夜行\n溫如玉\n陸晚舟\n李渡\n張三\n王小明",
    "dialogue": "「你來了。」\n「我來了。」\n「坐吧。」\n「不坐了。」\n「那就走吧。」",
    "speakers": "船夫：你來了\n書生：我來了\n船夫：坐吧\n書生：不坐了\n船夫：走吧",
    "steps": "1. 把燈打開\n2. 把書放在桌上\n3. 把窗關上\n4. 把門關上\n5. 坐下來",
    "records": "2024-05-01 把燈打開\n2024-05-02 把書放好\n2024-05-03 把窗關上\n2024-05-04 走了",
    "addresses": "某某市河畔路1號\n某某市橋頭路2號\n某某市書院街3號\n某某市雨巷4號",
    "bullets": "• 把燈打開\n• 把書放在桌上\n• 把窗關上\n• 把門關上\n• 坐下來",
    "short paragraphs": "他走了。\n雨還在下。\n燈也沒有關。\n我坐在窗前，一直到天亮。\n沒有人來。",
    "codes": "[00:01.00]我把燈擰暗\n[00:02.00]讓夜走近\n[00:03.00]一點\n[00:04.00]睡著了",
}


@pytest.mark.parametrize("lines", NO_VERSE.values(), ids=NO_VERSE)
@pytest.mark.parametrize("form", ["夜讀的人\n\n{v}\n", "夜讀的人\n{p}\n{p}\n\n{v}\n\n{p}\n{p}\n"])
def test_short_lines_that_are_no_verse(form: str, lines: str, paragraph: str, kinds: Kinds) -> None:
    assert "verse" not in dict(kinds(form.format(v=lines, p=paragraph)))


def test_lines_broken_in_sentences_are_no_verse(paragraph: str, kinds: Kinds) -> None:
    whole = paragraph * 6
    wrapped = "\n".join(whole[n : n + 16] for n in range(0, len(whole), 16))

    assert "verse" not in dict(kinds(f"夜讀的人\n\n{wrapped}\n"))


@pytest.mark.parametrize("line", ["我把燈擰暗", "燈花落硯冷，", "燈花落硯冷，雨點打窗輕。", "讓"])
def test_many_short_lines_take_linear_time(line: str) -> None:
    text = "燈\n\n" + f"{line}\n" * 9 + "\n" + f"{line}\n" * 60_000

    started = time.process_time()
    find_structure(text, OffsetMap.identity(len(text)))

    # Measured at 0.5 s.
    assert time.process_time() - started < 4

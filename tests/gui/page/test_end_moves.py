"""The ends of a mark by keys: by character, word and clause, and never past each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize

from reader.document.rendition import Rendition
from reader.document.unit_table import UNIT_LENGTH, UnitTable
from reader.gui.page.caret_moves import Step
from reader.gui.page.end_moves import End, line_of_end, with_end_moved
from reader.gui.page.page_layout import PageLayout
from reader.gui.page.units import LayoutUnits
from reader.gui.page.writing_mode import HORIZONTAL, WindowMapping
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.flow import Flow

    MakeDocument = Callable[..., Document]
    MakeFlow = Callable[..., Flow]

LINE = "夜裡讀書，燈下有雨；翻開第一頁，前人的朱筆圈點就在那裡。"
PLAIN = f"# 夜讀\n\n{LINE}\n\n## 又一節\n\n「他說：」{LINE}\n\n{LINE}"
TEXTS = {
    "plain": (PLAIN, "original"),
    "characters of several": ("甲𠮷乙，👩\u200d👧 和 e\u0301 與🇹🇼各是一個字。\n" * 2, "original"),
    "words of another length": ("软件和程序员，头发与干部，打印机坏了。\n" * 2, "s2twp"),
    "damage": ("他發(fā)現(xiàn)這一區(qū)的規(guī)範很好。\n\n" * 2, "original"),
    "a cut paragraph": (LINE * (UNIT_LENGTH // len(LINE) + 1), "original"),
}
STEPS = [Step.CHARACTER, Step.WORD, Step.CLAUSE]


@pytest.fixture
def make_flow(qtbot: QtBot) -> MakeFlow:
    del qtbot  # there is an application

    def make(document: Document, target: str = "original") -> Flow:
        units = LayoutUnits(UnitTable(document))
        window = WindowMapping(HORIZONTAL, QSize(700, 700))
        return PageLayout(Rendition(document, target), units, em=20.0, window=window).flow

    return make


def walk(flow: Flow, part: TextRange, end: End, step: Step, *, forward: bool) -> list[TextRange]:
    """Return what a range is after each step, until it stays as it is."""
    parts = [part]
    while (part := with_end_moved(flow, part, end, step, forward=forward)) != parts[-1]:
        parts.append(part)
        assert len(parts) < 9000
    return parts


@pytest.mark.alike(24)
@pytest.mark.parametrize(("text", "target"), TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("end", End)
@pytest.mark.parametrize("forward", [True, False])
def test_an_end_goes_on_and_stops_before_the_other(
    make_document: MakeDocument,
    make_flow: MakeFlow,
    text: str,
    target: str,
    step: Step,
    end: End,
    forward: bool,
) -> None:
    document = make_document(text)
    flow = make_flow(document, target)
    first, last = document.blocks[0].range.start, document.blocks[-1].range.end
    middle = document.blocks[len(document.blocks) // 2].range.start + 3
    part = TextRange(middle, middle + 1) if forward is (end is End.END) else TextRange(first, last)

    parts = walk(flow, part, end, step, forward=forward)

    assert len(parts) > 1
    other = End.END if end is End.START else End.START
    assert {other.of(each) for each in parts} == {other.of(part)}
    moves = [end.of(each) for each in parts]
    assert moves == sorted(set(moves), reverse=not forward)
    assert all(not each.is_empty for each in parts)
    for each in parts[1:]:
        outermost = each.start if end is End.START else each.end - 1
        assert text[outermost] != "\n"
    grows = forward is (end is End.END)
    assert end.of(parts[-1]) == (last if forward else first) or not grows


@pytest.mark.parametrize(("text", "target"), TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("end", End)
def test_what_went_on_by_characters_comes_back_the_same_way(
    make_document: MakeDocument, make_flow: MakeFlow, text: str, target: str, end: End
) -> None:
    document = make_document(text)
    flow = make_flow(document, target)
    start = document.blocks[0].range.start
    whole = TextRange(start, document.blocks[-1].range.end)

    there = walk(flow, whole, end, Step.CHARACTER, forward=end is End.START)
    back = walk(flow, there[-1], end, Step.CHARACTER, forward=end is End.END)

    assert back == there[::-1]
    shown = [flow.rendition.text_of(each) for each in there]
    assert all(len(longer) > len(shorter) for longer, shorter in pairwise(shown))


CASES = [
    ("燈下", End.START, Step.WORD, False, "讀書，燈下"),
    ("讀書，燈下", End.START, Step.WORD, True, "燈下"),
    ("書，燈下", End.START, Step.WORD, True, "燈下"),
    ("，燈下有", End.START, Step.WORD, True, "燈下有"),
    ("燈下", End.START, Step.WORD, True, "燈下"),
    ("讀書，燈下", End.END, Step.WORD, False, "讀書"),
    ("讀書，", End.END, Step.WORD, False, "讀書"),
    ("讀書", End.END, Step.WORD, True, "讀書，燈下"),
    ("燈下有雨", End.START, Step.CLAUSE, False, "夜裡讀書，燈下有雨"),
    ("裡讀書，燈下有雨", End.START, Step.CLAUSE, True, "燈下有雨"),
    ("燈下有雨；翻開", End.END, Step.CLAUSE, False, "燈下有雨"),
    ("燈下有雨", End.END, Step.CLAUSE, True, "燈下有雨；翻開第一頁"),
    ("燈下有雨", End.END, Step.CLAUSE, False, "燈下有雨"),
    ("前人", End.END, Step.CHARACTER, True, "前人的"),
    ("前人", End.END, Step.CHARACTER, False, "前"),
    ("前", End.END, Step.CHARACTER, False, "前"),
    ("前", End.START, Step.CHARACTER, True, "前"),
    ("，前人", End.START, Step.CHARACTER, False, "頁，前人"),
]


@pytest.mark.parametrize(("before", "end", "step", "forward", "after"), CASES)
def test_a_mark_begins_and_ends_where_words_do(
    make_document: MakeDocument,
    make_flow: MakeFlow,
    before: str,
    end: End,
    step: Step,
    forward: bool,
    after: str,
) -> None:
    document = make_document(LINE)
    start = LINE.index(before)
    part = TextRange(start, start + len(before))

    found = with_end_moved(make_flow(document), part, end, step, forward=forward)

    assert found.slice(LINE) == after


def test_the_space_between_paragraphs_is_passed_by(
    make_document: MakeDocument, make_flow: MakeFlow
) -> None:
    text = "甲乙。\n\n\u3000\u3000丙丁。\n"
    document = make_document(text)
    flow, start, stop = make_flow(document), text.index("丙"), text.index("。") + 1

    on = with_end_moved(flow, TextRange(0, stop), End.END, Step.CHARACTER, forward=True)
    back = with_end_moved(flow, on, End.END, Step.CHARACTER, forward=False)
    assert (on, back) == (TextRange(0, start + 1), TextRange(0, stop))
    up = with_end_moved(flow, TextRange(start, start + 2), End.START, Step.CHARACTER, forward=False)
    down = with_end_moved(flow, up, End.START, Step.CHARACTER, forward=True)
    assert (up, down) == (TextRange(stop - 1, start + 2), TextRange(start, start + 2))


def test_the_line_of_an_end_has_its_character(
    make_document: MakeDocument, make_flow: MakeFlow
) -> None:
    flow = make_flow(make_document(LINE * 5))
    second = flow.layout(0).lines[1].start

    part = TextRange(0, second)
    assert line_of_end(flow, part, End.END).number == 0
    assert line_of_end(flow, TextRange(second, second + 3), End.START).number == 1
    assert line_of_end(flow, TextRange(0, second + 1), End.END).number == 1

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.selection_units import SelectionUnit, expanded, shrunk, stretch_at
from reader.text.offsets import TextRange
from reader.text.repair import find_repairs

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

    MakeDocument = Callable[..., Document]

TEXT = (
    "前人讀書，在頁邊寫字：「讀到好處，就停下來。」"
    "後人讀到這裡，也停下來！See page 1,000, then go on."
)

DAMAGED = (
    "圖書館的開發(fā)和發(fā)展，要有規(guī)劃和規(guī)則，"
    "也要協(xié)調(diào)各方，調(diào)查讀者，建設(shè)設(shè)施。"
)

pieces = st.sampled_from(
    (*"讀書，。！」「 \n…1a", "圖書館", "發(fā)展", "規(guī)則", "調(diào)查", "See it, ", "𠮷")
)


@pytest.mark.parametrize(
    ("at", "unit", "found"),
    [
        ("書，", SelectionUnit.WORD, "讀書"),
        ("書，", SelectionUnit.CLAUSE, "前人讀書"),
        ("好處", SelectionUnit.CLAUSE, "讀到好處"),
        ("好處", SelectionUnit.SENTENCE, "前人讀書，在頁邊寫字：「讀到好處，就停下來。」"),
        ("。」", SelectionUnit.CLAUSE, "。"),
        ("」後", SelectionUnit.SENTENCE, "前人讀書，在頁邊寫字：「讀到好處，就停下來。」"),
        ("這裡", SelectionUnit.SENTENCE, "後人讀到這裡，也停下來！"),
        ("page", SelectionUnit.WORD, "page"),
        ("page", SelectionUnit.CLAUSE, "See page 1,000"),
        ("page", SelectionUnit.SENTENCE, "See page 1,000, then go on."),
        ("這裡", SelectionUnit.PARAGRAPH, TEXT),
    ],
)
def test_the_stretch_at_a_place(
    make_document: MakeDocument, at: str, unit: SelectionUnit, found: str
) -> None:
    document = make_document("前一段。\n" + TEXT + "\n後一段。")
    offset = document.source.text.index(at)

    assert stretch_at(document, offset, unit).slice(document.source.text) == found


def test_words_are_those_of_the_repaired_text(make_document: MakeDocument) -> None:
    document = make_document(DAMAGED, repairs=find_repairs(DAMAGED))
    assert document.repairs

    def found(at: str, unit: SelectionUnit) -> str:
        return stretch_at(document, DAMAGED.index(at), unit).slice(DAMAGED)

    assert found("發(fā)展", SelectionUnit.WORD) == found("展", SelectionUnit.WORD) == "發(fā)展"
    assert found("(fā)展", SelectionUnit.WORD) == "發(fā)展"
    assert found("規(guī)則", SelectionUnit.CLAUSE) == "要有規(guī)劃和規(guī)則"


def test_a_range_climbs_and_comes_down(make_document: MakeDocument) -> None:
    document = make_document("前一段。\n" + TEXT)
    offset = document.source.text.index("好處")
    part, seen = TextRange(offset, offset), []

    while (larger := expanded(document, part)) != part:
        seen.append(larger)
        part = larger

    text = document.source.text
    assert [part.slice(text) for part in seen] == [
        "好處", "讀到好處", "前人讀書，在頁邊寫字：「讀到好處，就停下來。」", TEXT,
    ]  # fmt: skip
    down = [shrunk(document, part, offset) for part in reversed(seen)]
    assert down == [*reversed(seen[:-1]), seen[0]]


def test_what_cuts_through_words_grows_to_whole_ones(make_document: MakeDocument) -> None:
    document = make_document(TEXT)
    start = TEXT.index("字：")

    assert expanded(document, TextRange(start, start + 1)).slice(TEXT) == "寫字"
    across = expanded(document, TextRange(3, 8))
    assert across.slice(TEXT) == "讀書，在頁邊"
    assert expanded(document, across).slice(TEXT) == "前人讀書，在頁邊寫字"


def test_across_paragraphs_there_are_whole_paragraphs_above(make_document: MakeDocument) -> None:
    text = "前一段在這裡。又一句。\n後一段在這裡。又一句。"
    document = make_document(text)
    middle = text.index("\n")

    part = TextRange(middle - 2, middle + 3)
    while (larger := expanded(document, part)) != part:
        part = larger

    assert part == TextRange(0, len(text))
    assert shrunk(document, part, middle + 3).slice(text) == "後一段在這裡。又一句。"


@settings(deadline=None, max_examples=60)
@given(text=st.lists(pieces, min_size=1, max_size=30).map("".join), data=st.data())
def test_each_rung_holds_the_character_and_stays_in_its_paragraph(
    make_document: MakeDocument, text: str, data: st.DataObject
) -> None:
    document = make_document(text)
    if not document.blocks:
        return
    block = data.draw(st.sampled_from(document.blocks)).range
    offset = data.draw(st.integers(block.start, block.end - 1))

    for unit in SelectionUnit:
        found = stretch_at(document, offset, unit)
        assert found.start <= offset < found.end
        assert block.start <= found.start
        assert found.end <= block.end


@pytest.mark.parametrize("mark", ["", "，", "。"])
def test_a_paragraph_of_any_length_is_climbed_at_once(
    make_document: MakeDocument, mark: str
) -> None:
    text = f"圖書館裡的讀者在頁邊寫下感想{mark}" * 80_000
    document = make_document(text)
    middle = TextRange(len(text) // 2, len(text) // 2)
    expanded(document, TextRange(0, 0))

    started = process_time()
    part = expanded(document, middle)
    shrunk(document, expanded(document, part), middle.start)

    assert process_time() - started < 1.0

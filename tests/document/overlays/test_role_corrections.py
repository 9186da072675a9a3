from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import BlockKind, Document
from reader.document.overlays.role_corrections import (
    Correction,
    from_values,
    to_record,
    with_corrections,
    with_roles,
)
from reader.text.offsets import TextRange
from tests.support.understanding import understood


@pytest.fixture(scope="module")
def article(paragraph: str) -> Document:
    """An article with a title, a lead and two headings."""
    text = f"夜讀\n{paragraph}\n燈下的舊書\n{paragraph}\n窗　前　的　雨\n{paragraph}\n餘話。\n"
    return understood(text)


def correction(document: Document, words: str, kind: str, level: int = 0) -> Correction:
    block = next(b for b in document.blocks if b.range.slice(document.source.text) == words)
    return Correction(range=block.range, kind=BlockKind(kind), level=level)


def outline(document: Document) -> list[tuple[int, str | None]]:
    return [(section.level, section.title) for section in document.sections]


def test_a_heading_becomes_a_paragraph_and_a_paragraph_a_heading(article: Document) -> None:
    changed = with_roles(
        article,
        [
            correction(article, "燈下的舊書", "paragraph"),
            correction(article, "餘話。", "heading", 2),
        ],
    )

    assert outline(article) == [(0, None), (1, "燈下的舊書"), (1, "窗前的雨")]
    assert outline(changed) == [(0, None), (1, "窗前的雨"), (2, "餘話。")]
    assert len(changed.sections[0].blocks) == 4


def test_levels_change_where_sections_end(article: Document) -> None:
    changed = with_roles(article, [correction(article, "窗　前　的　雨", "heading", 2)])

    assert changed.sections[1].range.end == len(article.source.text)


def test_the_title_passes_to_another_block(article: Document) -> None:
    changed = with_roles(article, [correction(article, "餘話。", "title")])

    assert changed.title == "餘話。"
    assert [b.kind for b in changed.blocks if b.kind == "title"] == ["title"]
    assert changed.blocks[0].kind == "paragraph"


@pytest.mark.parametrize("kind", ["caption", "back-matter", "quote"])
def test_a_block_becomes_of_another_kind(article: Document, kind: str) -> None:
    assert with_roles(article, [correction(article, "餘話。", kind)]).blocks[-1].kind == kind


def test_the_last_correction_of_a_block_counts(article: Document) -> None:
    known = with_corrections((), [correction(article, "餘話。", "caption")])
    both = with_corrections(known, [correction(article, "餘話。", "quote")])

    assert [c.kind for c in both] == ["quote"]


def test_a_correction_of_no_block_has_no_effect(article: Document) -> None:
    nowhere = Correction(range=TextRange(1, 2), kind=BlockKind.CAPTION)

    assert with_roles(article, [nowhere]) is article


@given(data=st.data())
def test_corrections_move_nothing(article: Document, data: st.DataObject) -> None:
    corrections = [
        Correction(
            range=data.draw(st.sampled_from(article.blocks)).range,
            kind=kind,
            level=data.draw(st.integers(1, 6)) if kind is BlockKind.HEADING else 0,
        )
        for kind in data.draw(st.lists(st.sampled_from(list(BlockKind)), max_size=8))
    ]

    changed = with_roles(article, corrections)

    assert (changed.source, changed.repairs) == (article.source, article.repairs)
    assert changed.repaired is article.repaired
    assert [b.range for b in changed.blocks] == [b.range for b in article.blocks]
    assert sum(b.kind is BlockKind.TITLE for b in changed.blocks) <= 1
    for section in changed.sections:
        heading = section.blocks[0] if section.blocks else None
        assert (section.title is None) == (heading is None or heading.kind != "heading")


def test_records_survive_and_what_is_not_understood_has_no_effect() -> None:
    corrections = (
        Correction(range=TextRange(3, 8), kind=BlockKind.HEADING, level=2),
        Correction(range=TextRange(9, 12), kind=BlockKind.PARAGRAPH),
    )
    strange: list[Any] = [
        None,
        {"start": 1},
        {"start": 3, "end": 1, "kind": "title"},
        {"start": 1, "end": 3, "kind": "poem"},
        {"start": 1, "end": 3, "kind": "heading"},
        {"start": 1, "end": 3, "kind": "heading", "level": "2"},
        {"start": 1, "end": 3, "kind": "heading", "level": 7},
        {"start": 1, "end": 3, "kind": "title", "why": "so"},
        {"start": 1, "end": 3, "kind": ["title"]},
    ]

    assert from_values([*map(to_record, corrections), *strange]) == corrections

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.importers import open_source
from reader.text.script import Script
from tests.making.sample import CLEAN, SAMPLE, TABLE, make_sample

if TYPE_CHECKING:
    from reader.document.model import Document

CLEAN_LINES = CLEAN.read_text("utf-8").split("\n")


@pytest.fixture(scope="module")
def sample() -> Document:
    return open_source(SAMPLE)


def test_the_sample_is_the_clean_article_damaged() -> None:
    assert SAMPLE.read_text("utf-8") == make_sample().text


def test_its_damage_is_worth_showing(sample: Document) -> None:
    brackets = [repair for repair in sample.repairs if repair.rule == "inline-pinyin"]

    assert len({repair.after for repair in brackets}) >= 8
    assert len(brackets) >= 16
    assert {repair.after for repair in brackets} <= set(TABLE)
    assert len(make_sample().accidents) == 1


def test_its_damage_is_repaired(sample: Document) -> None:
    assert all(repair.applied for repair in sample.repairs)
    assert [repair.rule for repair in sample.repairs].count("byte-shift") == 1
    assert sample.repaired[0].split("\n") == CLEAN_LINES


def test_its_length_is_that_of_an_article(sample: Document) -> None:
    assert 1200 <= len(CLEAN.read_text("utf-8")) <= 2000
    assert sample.script is Script.TRADITIONAL


def test_its_structure(sample: Document) -> None:
    assert (sample.title, sample.origin) == ("讀書的筆跡：從朱墨圈點到頁邊批注", "圈點週刊")
    assert [(section.level, section.title) for section in sample.sections] == [
        (0, None),
        (1, "朱筆與墨筆"),
        (1, "天頭、行間與卷末"),
        (1, "留給下一位讀者的空白"),
    ]
    kinds = [[str(block.kind) for block in section.blocks] for section in sample.sections]
    assert kinds == [
        ["title", "paragraph"],
        ["heading", *["paragraph"] * 3],
        ["heading", "paragraph", "caption", "paragraph", "paragraph"],
        ["heading", "paragraph", "paragraph", "caption", "paragraph", *["back-matter"] * 4],
    ]


def test_each_of_its_lines_is_one_block(sample: Document) -> None:
    text = sample.source.text
    lines = [line for line in text.split("\n") if line]

    shown = [block.range.slice(text) for block in sample.blocks]

    assert shown[1:] == lines[1:]
    assert lines[0].endswith(shown[0])

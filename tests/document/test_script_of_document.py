"""The script of an article, of which its damage is evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.analysis import with_repairs
from reader.text.script import Script
from tests.corruption import SCALE, corrupt
from tests.support.understanding import understood

if TYPE_CHECKING:
    from pathlib import Path

    from reader.document.model import Document

NAIVE = (
    "這家圖書館開發了新業務，把舊書區聯成一片，"
    "由老讀者執筆創辦了一份小報，環境優雅，規矩不多，協助讀者選書，"
    "節日里也開門，終于發展起來，業務續有創新，態度也好。"
)
PROPER = NAIVE.replace("節日里", "節日裡").replace("終于", "終於")


def document(text: str) -> Document:
    return understood(text, "燈下")


def test_damage_by_a_converter_tells_a_text_that_has_few_mistakes() -> None:
    known_good = PROPER * 12
    damaged = corrupt(known_good + NAIVE, SCALE[:19]).text

    understood = document(damaged)

    assert document(known_good + NAIVE).script is Script.TRADITIONAL
    assert any(repair.rule == "inline-pinyin" for repair in understood.repairs)
    assert understood.script is Script.NAIVE_TRADITIONAL


def test_a_damaged_text_with_nothing_to_put_right_is_proper() -> None:
    understood = document(corrupt(PROPER * 3, SCALE[:19]).text)

    assert understood.repairs
    assert understood.script is Script.TRADITIONAL


def test_repairs_that_were_undone_are_no_evidence() -> None:
    understood = document(corrupt(PROPER * 12 + NAIVE, SCALE[:19]).text)
    undone = [repair._replace(applied=False) for repair in understood.repairs]

    assert with_repairs(understood, undone).script is Script.TRADITIONAL


def test_real_damaged_texts_are_known_as_converted(shared_data: Path) -> None:
    folder = shared_data / "artefacts"
    scripts = {path.name: document(path.read_text("utf-8")).script for path in folder.glob("*.txt")}

    for name, script in scripts.items():
        is_negative = name.startswith("neg_")
        expected = Script.TRADITIONAL if is_negative else Script.NAIVE_TRADITIONAL
        assert script is expected, name
    assert scripts

"""Small texts of strangers: which of their lines are lines, and which are parts of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.model import BlockKind, Document
from reader.document.rendition import Rendition
from reader.importers import open_source
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from pathlib import Path


def opened(shared_data: Path, name: str) -> Document:
    path = shared_data / "cases" / f"{name}.txt"
    if not path.exists():
        pytest.skip("the cases are not here")
    return open_source(path)


@pytest.mark.parametrize("name", ["56a-log-cn", "81a-chronicle", "81c-csv", "81f-book-list"])
def test_records_stay_lines(name: str, shared_data: Path) -> None:
    document = opened(shared_data, name)

    lines = [line for line in document.source.text.split("\n") if line.strip()]

    assert len(document.blocks) == len(lines)


@pytest.mark.parametrize("width", [16, 19, 25, 48, 51, 60])
def test_wraps_become_paragraphs(width: int, shared_data: Path) -> None:
    document = opened(shared_data, f"80-wrap-{width}")

    paragraphs = document.source.text.count("\n\u3000\u3000")

    assert len(document.blocks) == paragraphs + 1


@pytest.mark.parametrize("name", ["77-irregular-wrap", "79-wrap51-digits"])
def test_no_line_is_left_that_breaks_off_before_a_number(name: str, shared_data: Path) -> None:
    document = opened(shared_data, name)

    shown = [document.repaired_part(block.range)[0] for block in document.blocks][1:]

    assert all(block.endswith(("。", "！", "？")) for block in shown)


def test_heads_and_numbers_of_pages_come_out_of_sentences(shared_data: Path) -> None:
    document = opened(shared_data, "46-pdf-headers")

    shown = {kind: [] for kind in BlockKind}
    for block in document.blocks:
        shown[block.kind].append(document.repaired_part(block.range)[0])

    assert len(shown[BlockKind.BACK_MATTER]) == 2
    assert all(text.endswith(("。", "船", "市")) for text in shown[BlockKind.PARAGRAPH])


@pytest.mark.parametrize("sign", ["cr", "ff-only", "ff", "gs", "ls", "mix-vt", "ps", "vt"])
def test_every_line_end_ends_a_line(sign: str, shared_data: Path) -> None:
    assert len(opened(shared_data, f"52-{sign}").blocks) == 17


def test_spaces_within_words_hinder_no_conversion(shared_data: Path) -> None:
    document = opened(shared_data, "57-space-conv")
    whole = TextRange(0, len(document.source.text))

    shown = Rendition(document, "s2t").text_of(whole)

    assert "頭髮" in shown
    assert "皇后" in shown

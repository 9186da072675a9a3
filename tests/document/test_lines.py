from __future__ import annotations

import pytest

from reader.document.structure.headings.find_headings import Headings, find_headings
from reader.document.structure.lines import Lines


@pytest.mark.parametrize(
    ("lines", "many"),
    [("1\n", 60_000), ("燈\n", 60_000), ("燈下\n\n", 60_000), ("燈下\n書中\n\n", 30_000)],
)
def test_very_many_lines_of_hardly_a_word_are_scraps(lines: str, many: int) -> None:
    assert Lines(lines * many).are_scraps
    assert not Lines(lines * (many // 2)).are_scraps


@pytest.mark.parametrize("line", ["燈下讀書\n", "燈下\n\n\n\n", "第一章\n燈下讀書。\n"])
def test_longer_lines_are_none_however_many_they_are(line: str) -> None:
    assert not Lines(line * 60_000).are_scraps


def test_no_headings_are_looked_for_among_scraps() -> None:
    lines = Lines("第一章\n" + "燈\n" * 60_000)

    assert find_headings(lines, len(lines)) == Headings({}, {}, frozenset())

"""Structures of texts, for the tests of the rules that find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.structure.find_structure import Structure, find_structure
from reader.text.offsets import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Callable

PARAGRAPH = (
    "燈下翻開一冊舊書，紙頁已經發黃，邊上有前人用朱筆點過的痕跡，一圈一點都不含糊，"
    "彷彿那人剛剛擱下筆走開，茶還是溫的，門外的雨也還沒有停下來。"
)


@pytest.fixture(scope="session")
def paragraph() -> str:
    """A paragraph too long to be a heading."""
    return PARAGRAPH


@pytest.fixture(scope="session")
def structure_of() -> Callable[[str], Structure]:
    """Finds the structure of a text that needs no repair."""
    return lambda text: find_structure(text, OffsetMap.identity(len(text)))


@pytest.fixture(scope="session")
def outline(structure_of: Callable[[str], Structure]) -> Callable[[str], list[tuple[int, str]]]:
    """Lists levels and titles of the sections that have one."""
    return lambda text: [(s.level, s.title) for s in structure_of(text).sections if s.title]


@pytest.fixture(scope="session")
def kinds(structure_of: Callable[[str], Structure]) -> Callable[[str], list[tuple[str, str]]]:
    """Lists kinds and texts of all blocks."""
    return lambda text: [
        (str(block.kind), block.range.slice(text))
        for section in structure_of(text).sections
        for block in section.blocks
    ]

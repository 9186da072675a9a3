from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.structure.sections import PART

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure


def test_a_long_text_without_headings_comes_in_parts(
    structure_of: Callable[[str], Structure], paragraph: str
) -> None:
    text = f"{paragraph}\n" * 1_000

    sections = structure_of(text).sections

    assert {(section.title, section.level) for section in sections} == {(None, 0)}
    assert all(PART // 2 <= len(section.range) <= 2 * PART for section in sections)
    assert all(a.range.end == b.range.start for a, b in pairwise(sections))
    assert (sections[0].range.start, sections[-1].range.end) == (0, len(text))
    assert sum(len(section.blocks) for section in sections) == 1_000


def test_parts_end_at_rules_where_there_are_some(
    structure_of: Callable[[str], Structure], paragraph: str
) -> None:
    part = f"{paragraph}\n" * 80

    sections = structure_of(f"{part}＊＊＊\n" * 5).sections

    assert [section.blocks[-1].kind for section in sections] == ["rule"] * 5


def test_a_short_text_without_headings_stays_whole(
    structure_of: Callable[[str], Structure], paragraph: str
) -> None:
    assert len(structure_of(f"{paragraph}\n" * 100).sections) == 1


def test_a_text_with_headings_is_cut_at_them_only(
    structure_of: Callable[[str], Structure], paragraph: str
) -> None:
    text = f"第一章\n{paragraph * 200}\n" + f"{paragraph}\n" * 500 + f"第二章\n{paragraph}\n"

    assert len(structure_of(text).sections) == 2

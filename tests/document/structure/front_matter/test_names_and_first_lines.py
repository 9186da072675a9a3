"""Who wrote a text by the line under its title, and first lines that are no titles."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from reader.document.structure.file_name import read_file_name
from tests.text.repair.prose import RECORDS, Prose, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure

    StructureOf = Callable[[str], Structure]

CHAPTERS = ["一　渡口", "二　舊燈", "三　麻雀", "四　歸人"]


@pytest.mark.parametrize("dynasty", ["宋", "清", "明", "南宋", "東漢", "五代", "元", "金"])
@pytest.mark.parametrize("form", ["{d} {n}", "{d}　{n}", "{d}·{n}", "{d} {n}著", "{d}·{n} 撰"])
@pytest.mark.parametrize("name", ["晏夜行", "沈復", "沈夜行"])
def test_a_dynasty_before_a_name_is_no_part_of_it(
    dynasty: str, form: str, name: str, paragraph: str, structure_of: StructureOf
) -> None:
    line = form.format(d=dynasty, n=name)

    found = structure_of(f"燈下集\n\n{line}\n\n卷一\n{paragraph}\n卷二\n{paragraph}\n")

    assert (found.title, found.credits.creators) == ("燈下集", (name,))


@pytest.mark.parametrize("name", ["沈夜", "沈夜行", "溫如玉"])
@pytest.mark.parametrize(
    ("is_repeated", "after"),
    [(True, ""), (False, ""), (True, "後記\n{name}寫於燈下，{name}記。\n")],
)
def test_a_name_over_counted_chapters_is_the_author(
    name: str, is_repeated: bool, after: str, paragraph: str, structure_of: StructureOf
) -> None:
    head = f"燈下集\n{name}\n"
    chapters = [
        f"{head if is_repeated and n else ''}{c}\n{paragraph}\n{paragraph}\n"
        for n, c in enumerate(CHAPTERS)
    ]

    found = structure_of(head + "".join(chapters) + after.format(name=name))

    assert found.credits.creators == (name,)
    assert found.title == "燈下集"


@pytest.mark.parametrize("line", ["溫如·玉自述(1)", "老行家的話（二）", "謝謝你", "何是了"])
def test_what_only_begins_like_a_name_is_none(
    line: str, paragraph: str, structure_of: StructureOf
) -> None:
    assert structure_of(f"《燈下集》\n{line}\n{paragraph}\n").credits.creators == ()


@pytest.mark.parametrize(
    ("stem", "title", "creators"),
    [
        ("10108-燈下·夜行船", "燈下·夜行船", ()),
        ("0042_沈夜行", "沈夜行", ()),
        ("毛毛——一個女孩的故事", "毛毛——一個女孩的故事", ()),
        ("燈下集-沈夜行", "燈下集", ("沈夜行",)),
    ],
)
def test_names_of_files(stem: str, title: str, creators: tuple[str, ...]) -> None:
    assert tuple(read_file_name(stem)) == (title, creators)


@pytest.mark.parametrize("kind", RECORDS)
def test_the_first_record_of_a_list_is_no_title(kind: str, structure_of: StructureOf) -> None:
    if kind in {"verse", "verse without marks", "true or false"}:
        pytest.skip("a line of verse or of prose may be one")
    chance = random.Random(kind)  # noqa: S311 - not for secrets

    lines = [record(kind, chance, number) for number in range(60)]

    assert structure_of("\n".join(lines) + "\n").title is None


@pytest.mark.parametrize("ornament", ["***", "＊＊＊", "★★", "☆☆☆☆"])
def test_ornaments_behind_a_title_are_no_part_of_it(
    ornament: str, paragraph: str, structure_of: StructureOf
) -> None:
    assert structure_of(f"燈下集{ornament}\n{paragraph}\n{paragraph}\n").title == "燈下集"


@pytest.mark.parametrize("number", ["一", "二十", "1"])
def test_a_number_alone_is_no_title(number: str, paragraph: str, structure_of: StructureOf) -> None:
    assert structure_of(f"{number}\n{paragraph}\n三十\n{paragraph}\n").title is None


@pytest.mark.parametrize("first", ["1 緒論", "一、引言", "1. 前言"])
def test_a_numbered_preface_is_no_title(
    first: str, paragraph: str, structure_of: StructureOf
) -> None:
    assert structure_of(f"{first}\n{paragraph}\n1.2 渡口\n{paragraph}\n").title is None


def test_what_somebody_says_among_others_is_no_title(structure_of: StructureOf) -> None:
    prose = Prose("said")
    said = [prose.sentence().split("，")[-1] for _ in range(40)]

    assert structure_of("\n".join(["怎麼樣？", *said])).title is None
    assert structure_of(f"書怎麼讀？\n{prose.paragraph(4)}\n{said[0]}\n").title == "書怎麼讀？"

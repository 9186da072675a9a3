from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.document.unit_table import UNIT_LENGTH, UnitTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

    MakeDocument = Callable[..., Document]


def ranges(units: UnitTable) -> list[tuple[int, int]]:
    return [(units.range_of(i).start, units.range_of(i).end) for i in range(len(units))]


def test_a_long_block_is_cut_without_losing_a_character(make_document: MakeDocument) -> None:
    text = "無邊落木蕭蕭下" * 2000

    units = UnitTable(make_document(text))

    assert max(units.lengths) <= UNIT_LENGTH
    assert (ranges(units)[0][0], ranges(units)[-1][1]) == (0, len(text))
    assert all(one[1] == other[0] for one, other in pairwise(ranges(units)))
    rest = [False] * (len(units) - 1)
    assert [kind.is_first for kind in units.kinds] == [True, *rest]
    assert [kind.is_last for kind in units.kinds] == [*rest, True]


def test_it_is_cut_after_a_sentence_where_one_ends(make_document: MakeDocument) -> None:
    text = "無邊落木蕭蕭下，不盡長江滾滾來。" * 1000

    units = UnitTable(make_document(text))

    assert len(units) > 1
    assert {text[end - 1] for _, end in ranges(units)} == {"。"}


def test_a_block_of_common_length_is_one_unit(make_document: MakeDocument) -> None:
    units = UnitTable(make_document("# 上\n" + "春眠不覺曉。" * 100))

    assert len(units) == 2
    assert [units.at(offset) for offset in (2, 4, 100)] == [0, 1, 1]


def test_most_units_are_of_one_kind(make_document: MakeDocument) -> None:
    units = UnitTable(make_document("# 上\n" + "春眠不覺曉。\n" * 5 + "# 下\n" + "處處聞啼鳥。"))

    assert units.common is not None
    assert units.common.block is BlockKind.PARAGRAPH
    assert units.others == [0, 6]
    assert units.title is None


def test_rows_of_one_table_are_laid_out_together(make_document: MakeDocument) -> None:
    row, other = "館名\t冊數\t座位\n", "一\t二\n"
    document = make_document("前言。\n" + row * 3 + other * 2 + "後語。\n" + row)
    document = replace(
        document,
        sections=tuple(
            replace(
                section,
                blocks=tuple(
                    replace(block, kind=BlockKind.TABLE)
                    if "\t" in block.range.slice(document.source.text)
                    else block
                    for block in section.blocks
                ),
            )
            for section in document.sections
        ),
    )

    units = UnitTable(document)

    text = document.source.text
    assert [units.range_of(n).slice(text) for n in range(len(units))] == [
        "前言。", (row * 3).strip(), (other * 2).strip(), "後語。", row.strip()
    ]  # fmt: skip
    assert all(kind.is_first and kind.is_last for kind in units.kinds)


def test_of_a_long_table_a_unit_has_some_rows(make_document: MakeDocument) -> None:
    row = "館名\t冊數\t" + "座位" * 50
    document = make_document("\n".join([row] * 100))
    blocks = tuple(replace(block, kind=BlockKind.TABLE) for block in document.blocks)
    document = replace(document, sections=(replace(document.sections[0], blocks=blocks),))

    units = UnitTable(document)

    assert len(units) > 2
    assert max(units.lengths) <= UNIT_LENGTH
    rows = [units.range_of(n).slice(document.source.text).split("\n") for n in range(len(units))]
    assert [each for part in rows for each in part] == [row] * 100
    assert [kind.is_first for kind in units.kinds] == [True, *[False] * (len(units) - 1)]

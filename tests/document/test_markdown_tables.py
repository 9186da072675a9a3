"""Tables as Markdown has them: rows, cells, columns."""

from __future__ import annotations

import pytest

from reader.document.markdown_tables import Align, read_table


def cells(text: str) -> list[list[str]]:
    table = read_table(text)
    assert table is not None
    return [[cell.slice(text) for cell in row] for row in table.rows]


def test_the_rule_under_the_head_is_no_row() -> None:
    text = "| 書名 | 作者 |\n| --- | :-: |\n| 邊城 | 沈從文 |\n| 呼蘭河傳 | 蕭紅 |"

    assert cells(text) == [["書名", "作者"], ["邊城", "沈從文"], ["呼蘭河傳", "蕭紅"]]
    table = read_table(text)
    assert table is not None
    assert table.has_head
    assert table.aligns == (Align.START, Align.CENTER)


def test_what_rows_lack_is_empty() -> None:
    assert cells("| 一 | 二 | 三 |\n|---|---|---|\n| 甲 |\n| | 乙 | |") == [
        ["一", "二", "三"],
        ["甲", "", ""],
        ["", "乙", ""],
    ]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| 甲 | 乙 |", ["甲", "乙"]),
        ("|甲|乙|", ["甲", "乙"]),
        ("| 甲 | 乙", ["甲", "乙"]),
        ("甲 | 乙", ["甲", "乙"]),
        (r"| 甲 \| 丙 | 乙 |", [r"甲 \| 丙", "乙"]),
        ("| 甲 |", ["甲"]),
        ("|  | 乙 |", ["", "乙"]),
        ("| 𠮷 | ａ |", ["𠮷", "ａ"]),
    ],
)
def test_a_row_has_its_cells(row: str, found: list[str]) -> None:
    assert cells(f"{row}\n|-|-|\n{row}")[0][: len(found)] == found


def test_all_ranges_are_in_order_within_the_text() -> None:
    text = "| 一 | 二 |\n|--:|---|\n|甲||\n| 丙 | 丁 | 戊 |"
    table = read_table(text)

    assert table is not None
    ends = [0]
    for row in table.rows:
        for cell in row:
            assert ends[-1] <= cell.start <= cell.end <= len(text)
            ends.append(cell.end)
    assert table.aligns == (Align.END, Align.START, Align.START)


@pytest.mark.parametrize("text", ["", "字", "|", "| - |", "| 一句話 |", "|" * 90])
def test_what_is_no_table_is_none(text: str) -> None:
    assert read_table(text) is None


def test_a_long_row_of_pipes_is_told_at_once() -> None:
    assert read_table("| - " * 100_000) is None
    assert read_table("| 甲 |\n" + "|-" * 100_000 + "字") is None
    assert read_table("| 甲 | 乙 |\n" + "-" * 100_000 + "字") is not None


def test_tabulators_part_cells_and_numbers_end_at_one_place() -> None:
    text = "館名\t冊數\t座位\n東館\t12,000\t八十\n\n西館\t\t60%\n南館\t 4,300 \t-5"
    table = read_table(text)

    assert cells(text) == [
        ["館名", "冊數", "座位"],
        ["東館", "12,000", "八十"],
        ["西館", "", "60%"],
        ["南館", "4,300", "-5"],
    ]
    assert table is not None
    assert not table.has_head
    assert table.aligns == (Align.START, Align.START, Align.START)
    filled = read_table(text.replace("西館\t\t", "西館\t7\t"))
    assert filled is not None
    assert filled.aligns[1] is Align.END


@pytest.mark.parametrize("text", ["", "一\t二", "\t", "一\t二\n三", "一" + "\t二" * 60])
def test_what_has_few_tabulators_or_very_many_is_read_or_left(text: str) -> None:
    table = read_table(text)

    assert table is None or {len(row) for row in table.rows} == {len(table.aligns)}

"""Two versions of an article: which paragraphs belong together, and where they differ."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.side_by_side import Kind, Row, side_by_side
from reader.importers import import_bytes
from reader.text.script import chain_for, convert

if TYPE_CHECKING:
    from reader.document.model import Document

PARAGRAPHS = (
    "燈下翻開一冊舊書，紙頁已經發黃，邊上有前人用朱筆點過的痕跡。",
    "自治區的書店在城南，週末有人來讀書，讀到天黑才回家去。",
    "雨打芭蕉，燈花又落，他合上書，聽了一夜的雨聲。",
    "天亮了，雨也停了，街上有人叫賣新出的報紙，他買了一份。",
)


def document(*paragraphs: str) -> Document:
    return import_bytes("\n\n".join(paragraphs).encode(), Path("a.txt"))


def in_script(text: str, target: str, old: Document) -> str:
    return convert(text, chain_for(target, old.script)).text


def rows(old: Document, new: Document) -> list[tuple[list[int], list[int]]]:
    return [(list(row.old), list(row.new)) for row in side_by_side(old, new)]


def told(old: Document, new: Document) -> list[tuple[str, str, str]]:
    """Return what differs, as kind and what stands in both."""
    return [
        (each.kind.value, each.old.slice(old.source.text), each.new.slice(new.source.text))
        for row in side_by_side(old, new)
        for each in row.differences
    ]


def test_the_same_text_has_no_difference() -> None:
    one = document(*PARAGRAPHS)

    assert rows(one, document(*PARAGRAPHS)) == [([n], [n]) for n in range(4)]
    assert told(one, document(*PARAGRAPHS)) == []
    assert all(row.says_the_same for row in side_by_side(one, one))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("聽了一夜", "聽了整整一夜", ("inserted", "", "整整")),
        ("燈花又落，", "", ("removed", "燈花又落，", "")),
        ("合上書", "放下筆", ("changed", "合上書", "放下筆")),
        ("雨打", "雪打", ("changed", "雨", "雪")),
        ("雨聲。", "雨聲", ("removed", "。", "")),
        ("雨聲。", "雨聲！", ("changed", "。", "！")),
        ("雨打", "夜雨打", ("inserted", "", "夜")),
    ],
)
def test_a_difference_within_a_paragraph_is_told_by_character(
    before: str, after: str, expected: tuple[str, str, str]
) -> None:
    new = [each.replace(before, after) for each in PARAGRAPHS[2:3]]
    texts = document(*PARAGRAPHS), document(*PARAGRAPHS[:2], *new, PARAGRAPHS[3])

    assert told(*texts) == [expected]
    assert rows(*texts) == [([n], [n]) for n in range(4)]
    assert [row.says_the_same for row in side_by_side(*texts)] == [True, True, False, True]


def test_paragraphs_that_one_version_lacks_stand_alone() -> None:
    whole, without = document(*PARAGRAPHS), document(*PARAGRAPHS[:1], *PARAGRAPHS[2:])

    assert rows(whole, without) == [([0], [0]), ([1], []), ([2], [1]), ([3], [2])]
    assert rows(without, whole) == [([0], [0]), ([], [1]), ([1], [2]), ([2], [3])]
    assert told(whole, without) == []


def test_paragraphs_at_the_ends_stand_alone_too() -> None:
    middle = document(*PARAGRAPHS[1:3])

    assert rows(document(*PARAGRAPHS), middle) == [([0], []), ([1], [0]), ([2], [1]), ([3], [])]
    assert rows(document("甲乙丙丁。"), document("子丑寅卯。")) == [([0], []), ([], [0])]


def test_a_paragraph_that_was_parted_is_beside_its_parts() -> None:
    whole, parted = document("".join(PARAGRAPHS[:2]), *PARAGRAPHS[2:]), document(*PARAGRAPHS)

    assert rows(whole, parted) == [([0], [0, 1]), ([1], [2]), ([2], [3])]
    assert rows(parted, whole) == [([0, 1], [0]), ([2], [1]), ([3], [2])]
    assert told(whole, parted) == []


@pytest.mark.parametrize("target", [None, "auto-s"])
def test_paragraphs_that_were_exchanged_know_each_other(target: str | None) -> None:
    first, second, third, last = PARAGRAPHS
    old = document(first, second, third, last)
    new = [first, third, second, last]
    if target is not None:
        new = [in_script(each, target, old) for each in new]

    found = side_by_side(old, document(*new))

    (gone,) = (row for row in found if not row.new)
    (come,) = (row for row in found if not row.old)
    assert gone.elsewhere == come.new[0]
    assert come.elsewhere == gone.old[0]
    assert all(row.elsewhere is None for row in found if row.old and row.new)


def test_of_several_that_say_the_same_none_was_moved() -> None:
    again = "又下雨了。"
    old, new = (
        document(again, *PARAGRAPHS, again),
        document(*PARAGRAPHS[:2], again, *PARAGRAPHS[2:]),
    )

    assert [row.elsewhere for row in side_by_side(old, new) if not (row.old and row.new)] == [
        None, None, None,
    ]  # fmt: skip


def test_where_another_paragraph_stands_instead_both_are_told_of() -> None:
    new = document(PARAGRAPHS[0], "城北另有一家茶館，賣的是龍井和碧螺春。", *PARAGRAPHS[2:])

    assert rows(document(*PARAGRAPHS), new) == [
        ([0], [0]), ([1], []), ([], [1]), ([2], [2]), ([3], [3]),
    ]  # fmt: skip


@pytest.mark.parametrize("target", ["auto-s", "auto-hk"])
def test_another_script_is_nothing_but_written_otherwise(target: str) -> None:
    old = document(*PARAGRAPHS)
    new = document(*(in_script(each, target, old) for each in PARAGRAPHS))

    found = side_by_side(old, new)

    assert all(row.says_the_same for row in found)
    assert len(found) == 4
    kinds = {each.kind for row in found for each in row.differences}
    assert kinds <= {Kind.REWRITTEN}
    for row in found:
        assert rewritten(row, old, new) == (texts_of(old, row.old), texts_of(new, row.new))


def rewritten(row: Row, old: Document, new: Document) -> tuple[str, str]:
    """Return both sides as the differences say them: each is the other with them exchanged."""
    begin, begin_new = old.blocks[row.old[0]].range, new.blocks[row.new[0]].range
    here, there = begin.start, begin_new.start
    first, second = "", ""
    for each in row.differences:
        first += new.source.text[there : each.new.start] + each.old.slice(old.source.text)
        second += old.source.text[here : each.old.start] + each.new.slice(new.source.text)
        here, there = each.old.end, each.new.end
    first += new.source.text[there : new.blocks[row.new[-1]].range.end]
    second += old.source.text[here : old.blocks[row.old[-1]].range.end]
    return first, second


def texts_of(document: Document, blocks: range) -> str:
    whole = document.blocks[blocks[0]].range.start, document.blocks[blocks[-1]].range.end
    return document.source.text[whole[0] : whole[1]]


def test_width_and_damage_are_written_otherwise_too() -> None:
    old = document("全國有２５個自治區(qū)的書店，「燈下」是其中一家，開到很晚。")
    new = document("全國有25個自治區的書店，“燈下”是其中一家，開到很晚。")

    assert told(old, new) == [
        ("rewritten", "２５", "25"),
        ("rewritten", "區(qū)", "區"),
        ("rewritten", "「", "“"),
        ("rewritten", "」", "”"),
    ]


def test_lines_wrapped_otherwise_are_no_difference() -> None:
    wrapped = [each[:14] + "\n" + each[14:] for each in PARAGRAPHS]

    assert told(document(*PARAGRAPHS), document(*wrapped)) == []


words = st.lists(st.sampled_from("雨燈書夜讀寫街舊"), max_size=6).map("".join)


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10_000), inserted=words)
def test_the_differences_lead_from_one_version_to_the_other(seed: int, inserted: str) -> None:
    rng = Random(seed)  # noqa: S311 - repeatable, not secret
    new = []
    for each in PARAGRAPHS:
        start = rng.randrange(len(each))
        end = min(len(each), start + rng.randrange(6))
        new.append(each[:start] + inserted * rng.randrange(2) + each[end:])
    if not rng.randrange(3):
        new.pop(rng.randrange(4))
    texts = document(*PARAGRAPHS), document(*filter(str.strip, new))

    found = side_by_side(*texts)

    assert [n for row in found for n in row.old] == list(range(len(texts[0].blocks)))
    assert [n for row in found for n in row.new] == list(range(len(texts[1].blocks)))
    for row in found:
        if row.old and row.new:
            both = rewritten(row, *texts)
            assert tuple("".join(each.split()) for each in both) == tuple(
                "".join(texts_of(text, blocks).split())
                for text, blocks in zip(texts, (row.old, row.new), strict=True)
            )

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotation.anchor_states import State
from reader.annotation.annotation_index import AnnotationIndex
from reader.annotation.changes import created, deleted, revise
from reader.annotation.model import Body
from reader.importers import import_bytes
from reader.text.offsets import TextRange
from tests.support.made_sets import TIME

if TYPE_CHECKING:
    from reader.annotation.model import Annotation

COUNT = 150
TEXT = "".join(f"# 第{number}回\n這一回說的是第{number}件事。\n" for number in range(COUNT))
DOCUMENT = import_bytes(TEXT.encode(), Path("a.md"))


def marked() -> list[Annotation]:
    """Return one annotation in each section."""
    starts = [TEXT.index(f"說的是第{number}件") for number in range(COUNT)]
    places = [TextRange(start, start + 3) for start in starts]
    return [created(DOCUMENT, place, Body(), now=TIME) for place in places]


def seen(annotation_index: AnnotationIndex) -> list[object]:
    """Return all that can be asked, to compare."""
    return [
        list(annotation_index.in_reading_order()),
        [(index, list(group)) for index, group in annotation_index.by_section()],
        [annotation_index.count_in(section) for section in range(len(DOCUMENT.sections))],
        {each.id for each in annotation_index.orphans()},
        list(annotation_index.over(TextRange(0, len(TEXT)))),
    ]


@pytest.mark.parametrize("together", [1, 7, COUNT])
def test_changes_put_in_one_by_one_or_together_are_found_alike(together: int) -> None:
    before = marked()
    assert before[0].target is not None
    lost = replace(before[0].target, exact="書中沒有的話", prefix="", suffix="")
    after = [
        replace(before[0], target=lost),
        deleted(before[1], now=TIME),
        *(revise(each, now=TIME, body=Body(value="記")) for each in before[2:]),
    ]
    annotation_index = AnnotationIndex(DOCUMENT, before)
    seen(annotation_index)

    for start in range(0, COUNT, together):
        annotation_index.put(after[start : start + together])

    assert seen(annotation_index) == seen(AnnotationIndex(DOCUMENT, after))
    assert annotation_index.orphans() == [after[0]]
    assert annotation_index.place_of(before[1].id) is None
    assert annotation_index[before[1].id].is_deleted


def test_a_section_where_nothing_changed_keeps_its_list() -> None:
    items = marked()
    annotation_index = AnnotationIndex(DOCUMENT, items)
    before = dict(annotation_index.by_section())

    annotation_index.put([revise(items[5], now=TIME, body=Body(value="記"))])

    others = {
        index: group for index, group in annotation_index.by_section() if group is not before[index]
    }
    assert [group[0].note for group in others.values()] == ["記"]


def test_states_tell_how_sure_each_place_is() -> None:
    exact, moved, unsure, lost, gone = marked()[:5]
    assert moved.target is not None
    assert unsure.target is not None
    assert lost.target is not None
    moved = replace(moved, target=replace(moved.target, range=TextRange(1, 4)))
    around = {"prefix": "前無此文", "suffix": "後無此文", "range": TextRange(1, 4)}
    unsure = replace(unsure, target=replace(unsure.target, **around))
    lost = replace(lost, target=replace(lost.target, exact="無此字句也", **around))
    index = AnnotationIndex(DOCUMENT, [exact, moved, unsure, lost, deleted(gone, now=TIME)])

    assert index.states() == {
        State.EXACT: [exact.id],
        State.MOVED: [moved.id],
        State.UNCERTAIN: [unsure.id],
        State.LOST: [lost.id],
    }
    assert {item.id for item in index.orphans()} == {unsure.id, lost.id}
    assert index.anchored(exact.id).place == index.place_of(exact.id)
    assert len(index.anchored(unsure.id).candidates) > 1

    index.put([replace(unsure, target=exact.target)])

    assert index.states()[State.EXACT] == [exact.id, unsure.id]
    assert index.anchored(unsure.id).candidates == ()

"""Files that the program wrote before it knew of earlier texts; made by its code, see `making`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotation.changes import Change, apply, deleted, revise
from reader.annotation.merging import earlier_texts, heads, merge
from reader.annotation.model import Annotation, AnnotationSet, Body
from reader.annotation.versions import versions
from reader.storage.codec import decode, encode
from reader.storage.salvage import salvage
from tests.making.former import FOLDER, time

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("given", "written", "edited", "merged")


def read(name: str) -> AnnotationSet:
    path = FOLDER / f"{name}.json"
    return decode(path.read_bytes(), path)


def said(item: Annotation) -> set[str]:
    return {text.value for text in earlier_texts(item)}


@pytest.mark.parametrize("name", NAMES)
def test_files_of_either_program_are_written_as_they_were(name: str) -> None:
    data = (FOLDER / f"{name}.json").read_bytes()

    assert encode(read(name)) == data
    assert salvage(data).annotations == read(name)


def test_deleted_annotation_of_the_former_program_stays_empty() -> None:
    torn, gone, live = read("written").items

    assert (gone.body, gone.target) == (None, None)
    assert len(versions(torn)) == 2
    assert not live.is_deleted
    changed = apply(read("written"), Change(live, deleted(live, now=time(20))))
    assert changed.items[1] == gone


def test_what_the_former_program_edited_has_lost_no_earlier_text() -> None:
    note, gone, torn, kept = read("edited").items

    assert (note.note, said(note)) == ("四", {"初", "再"})
    assert (gone.text, said(gone)) == ("要刪", {"將刪"})
    assert torn.note in ("此", "彼")
    assert (kept.is_deleted, kept.target, said(kept)) == (True, None, {"留"})


@pytest.mark.parametrize("join", [merge, lambda one, other: merge(other, one)])
def test_what_it_edited_replaces_what_it_was_given(
    join: Callable[[AnnotationSet, AnnotationSet], AnnotationSet],
) -> None:
    merged = join(read("given"), read("edited"))

    note, gone, torn, kept = merged.items
    assert [len(heads(item)) for item in merged.items] == [1, 1, 1, 1]
    assert (note.note, said(note)) == ("四", {"初", "再"})
    assert gone == read("given").items[1]
    # It dropped what the version had known that was not chosen; who still has it keeps it.
    assert said(torn) == {"同", "此中", "彼中"}
    assert kept.is_deleted
    assert merge(merged, read("edited")) == merge(merged, read("given")) == merged
    again = revise(torn, now=time(30), body=Body(value="改"))
    assert said(again) == {"同", "此中", "彼中", torn.note}


def test_order_does_not_matter_to_files_of_both_programs() -> None:
    given, edited, merged = map(read, ("given", "edited", "merged"))

    states = {
        encode(merge(merge(one, two), three))
        for one, two, three in (
            (given, edited, merged),
            (merged, given, edited),
            (edited, merged, given),
        )
    }

    assert len(states) == 1


def test_what_it_merged_is_all_there() -> None:
    merged = read("merged")

    assert {head.note for head in heads(merged.items[0])} == {"三", "不同"}
    assert said(merged.items[0]) == {"初", "再"}
    assert said(merged.items[2]) == {"同", "此中", "彼中"}
    both = merge(merged, read("given"))
    assert both == merge(read("given"), merged) == merged
    mine = revise(both.items[0], now=time(30), body=Body(value="合"))
    assert said(mine) == {"初", "再", "三", "不同"}


def test_new_edit_of_what_the_former_program_wrote_goes_both_ways() -> None:
    written = read("written")
    live = written.items[-1]
    changed = replace(
        written, items=(*written.items[:2], revise(live, now=time(20), body=Body(value="新")))
    )

    assert merge(written, changed) == merge(changed, written) == changed
    assert said(changed.items[-1]) == {live.note}

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotation.anchoring import anchor, describe
from reader.annotation.changes import (
    Change,
    apply,
    chosen,
    created,
    deleted,
    new_id,
    now,
    restored,
    revise,
    stretched,
)
from reader.annotation.merging import heads, merge_versions, successor
from reader.annotation.model import Annotation, AnnotationSet, Body, Motivation
from reader.annotation.records import from_record, to_record, version_hash
from reader.annotation.sets import new_set, publishers
from reader.annotation.versions import versions
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

    MakeDocument = Callable[..., Document]

T0, T1, T2 = (f"2026-01-01T00:00:0{second}.000Z" for second in range(3))


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document("# 夜讀\n燈下翻書。\n窗外有雨。\n", origin="某某日報")


@pytest.fixture
def first(document: Document) -> Annotation:
    return created(document, TextRange(5, 10), Body(value="初"), now=T0)


@pytest.fixture
def annotations(document: Document, first: Annotation) -> AnnotationSet:
    return apply(new_set(document), Change(None, first))


def test_ids_sort_in_the_order_they_were_made() -> None:
    ids = [new_id() for _ in range(1000)]

    assert ids == sorted(ids)
    assert len(set(ids)) == 1000
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f-]{17}", ids[0])


def test_time_is_utc_with_milliseconds() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", now())


def test_set_begins_with_what_is_known_of_the_article(document: Document) -> None:
    about = new_set(document).about

    assert (about.title, about.source) == (document.title, document.source.digest)
    assert (about.format, about.encoding, about.text_length) == ("text/plain", "utf-8", 17)
    assert about.language == "zh-Hans" or about.language == "zh-Hant"
    assert publishers(about) == ("某某日報",)


def test_new_annotation_describes_its_place(first: Annotation) -> None:
    assert first.created == first.modified == T0
    assert first.quote == "燈下翻書。"
    assert first.target is not None
    assert first.target.range == TextRange(5, 10)
    assert first.history == ()


@pytest.mark.parametrize(
    ("body", "motivation"),
    [
        (Body(), Motivation.HIGHLIGHTING),
        (Body(value=" \n"), Motivation.HIGHLIGHTING),
        (Body(value="注"), Motivation.COMMENTING),
        (None, Motivation.BOOKMARKING),
    ],
)
def test_motivation_follows_the_body(
    document: Document, first: Annotation, body: Body | None, motivation: Motivation
) -> None:
    assert created(document, TextRange(5, 5), body, now=T0).motivation is motivation
    assert revise(first, now=T1, body=body).motivation is motivation


def test_revision_knows_what_it_replaces(first: Annotation) -> None:
    second = revise(first, now=T1, body=Body(value="再"))
    third = revise(second, now=T2, body=Body(value="三"))

    assert third.history == (version_hash(first), version_hash(second))
    assert (third.created, third.modified) == (T0, T2)


def test_a_range_stretched_quotes_what_stands_there(document: Document, first: Annotation) -> None:
    body = Body(value="初", color="blue", highlight="wavy", tags=("疑",))
    marked = revise(first, now=T1, body=body)

    longer = stretched(marked, document, TextRange(7, 15), now=T2)

    assert longer.target == describe(document, TextRange(7, 15))
    assert longer.quote == "翻書。\n窗外有雨"
    assert (longer.body, longer.motivation) == (body, marked.motivation)
    assert (longer.id, longer.created, longer.modified) == (first.id, T0, T2)
    assert longer.history == (version_hash(first), version_hash(marked))
    assert anchor(longer, document) == TextRange(7, 15)


def test_a_range_stretched_is_under_the_headings_there(make_document: MakeDocument) -> None:
    document = make_document("# 上\n燈下翻書。\n# 下\n窗外有雨。\n")
    first = created(document, TextRange(13, 16), Body(), now=T0)
    assert first.target is not None
    assert first.target.headings == ((1, "下"),)

    longer = stretched(first, document, TextRange(6, 16), now=T1)

    assert longer.target is not None
    assert longer.target.headings == ((1, "上"),)


def test_a_range_stretched_leaves_behind_what_is_known_of_the_old_one(
    document: Document, first: Annotation
) -> None:
    record = to_record(first)
    record["target"]["selector"].append({"type": "CssSelector", "value": "p"})
    record["target"] |= {"reader:bytes": [15, 30], "scope": "all"}

    longer = to_record(stretched(from_record(record), document, TextRange(5, 8), now=T1))

    bare = to_record(stretched(first, document, TextRange(5, 8), now=T1))
    assert longer["target"] == {**bare["target"], "scope": "all"}


def test_ranges_that_two_devices_stretched_are_both_kept(
    document: Document, first: Annotation
) -> None:
    here = stretched(first, document, TextRange(5, 7), now=T1)
    there = stretched(first, document, TextRange(5, 15), now=T2)

    both = merge_versions(here, there)

    assert both == merge_versions(there, here)
    assert {head.quote for head in versions(both)} == {"燈下", "燈下翻書。\n窗外有雨"}


def test_a_stretch_leaves_a_note_that_another_device_wrote_meanwhile(
    document: Document, first: Annotation
) -> None:
    other = revise(first, now=T2, body=Body(value="彼"))
    both = merge_versions(first, other)
    mine = merge_versions(stretched(first, document, TextRange(5, 7), now=T1), both)

    longer = stretched(mine, document, TextRange(5, 15), now=T2)

    assert {head.note for head in versions(longer)} == {"初", "彼"}
    assert longer.quote == "燈下翻書。\n窗外有雨"


def test_a_memory_is_stretched_without_a_target(document: Document, first: Annotation) -> None:
    bare = replace(first, target=None)

    assert stretched(bare, document, TextRange(5, 7), now=T1).quote == "燈下"


def test_time_of_change_never_goes_backwards(first: Annotation) -> None:
    late = revise(first, now=T2)

    assert revise(late, now=T1).modified == T2
    assert deleted(late, now=T1).deleted == T2


def test_revision_settles_alternatives(first: Annotation) -> None:
    other = revise(first, now=T2, body=Body(value="彼"))
    both = merge_versions(other, revise(first, now=T1, body=Body(value="此")))

    settled = revise(both, now=T1, body=Body(value="彼此"))

    assert heads(settled) == (settled,)
    assert settled.modified == T2


@pytest.mark.parametrize("body", [Body(value="注", tags=("疑",)), Body(color="blue"), None])
def test_deleted_annotation_keeps_what_it_was(document: Document, body: Body | None) -> None:
    place = TextRange(5, 10) if body else TextRange(5, 5)
    first = created(document, place, body, now=T0)

    memory = deleted(first, now=T1)

    assert (memory.deleted, memory.note) == (T1, "")
    assert memory.history == (version_hash(first),)
    kept = (memory.body, memory.target, memory.quote, memory.motivation)
    assert kept == (first.body, first.target, first.quote, first.motivation)
    back = chosen(memory, memory, now=T2)
    assert back == replace(first, modified=T2, history=back.history)


def test_memory_that_an_older_program_left_stays_empty(first: Annotation) -> None:
    bare = replace(deleted(first, now=T1), body=None, target=None, quote="")

    again = deleted(bare, now=T2)

    assert (again.body, again.target, again.quote) == (None, None, "")
    assert restored(first, bare, now=T2).note == "初"


def test_change_is_made_in_the_order_of_ids(
    document: Document, annotations: AnnotationSet, first: Annotation
) -> None:
    early = replace(created(document, TextRange(0, 1), None, now=T0), id="urn:uuid:0")
    late = replace(early, id="urn:uuid:z")

    for new in (late, early):
        annotations = apply(annotations, Change(None, new))

    assert annotations.items == (early, first, late)


def test_change_replaces_the_version_it_started_from(
    annotations: AnnotationSet, first: Annotation
) -> None:
    second = revise(first, now=T1, body=Body(value="再"))

    assert apply(annotations, Change(first, second)).items == (second,)


def test_change_of_a_version_that_is_no_longer_there_is_merged(
    annotations: AnnotationSet, first: Annotation
) -> None:
    theirs = revise(first, now=T2, body=Body(value="彼"))
    merged = apply(annotations, Change(first, theirs))

    mine = revise(first, now=T1, body=Body(value="此"))
    (item,) = apply(merged, Change(first, mine)).items

    assert {head.note for head in heads(item)} == {"彼", "此"}


def test_what_no_file_has_held_can_be_taken_out(
    annotations: AnnotationSet, first: Annotation
) -> None:
    assert apply(annotations, Change(first, None)).items == ()


def test_change_of_nothing_is_a_mistake(annotations: AnnotationSet) -> None:
    with pytest.raises(ValueError, match="nothing"):
        apply(annotations, Change(None, None))


def test_undone_creation_is_a_delete(first: Annotation) -> None:
    undone = restored(None, first, now=T1)

    assert undone == deleted(first, now=T1)
    assert merge_versions(first, undone) == undone


def test_undone_delete_is_newer_than_the_delete(first: Annotation) -> None:
    memory = deleted(first, now=T1)

    undone = restored(first, memory, now=T2)

    assert not undone.is_deleted
    assert (undone.note, undone.target, undone.quote) == ("初", first.target, first.quote)
    assert undone.motivation is Motivation.COMMENTING
    assert undone.history == (version_hash(first), version_hash(memory))
    assert merge_versions(memory, undone) == merge_versions(undone, first) == undone


def test_undo_and_redo_go_back_and_forth(first: Annotation) -> None:
    second = successor(first, body=Body(color="blue"))

    undone = restored(first, second, now=T1)
    redone = restored(second, undone, now=T2)

    assert undone.body == first.body
    assert redone.body == second.body
    assert len({version_hash(each) for each in (first, second, undone, redone)}) == 4
    assert redone.history[-1] == version_hash(undone)


def test_delete_can_be_redone(first: Annotation) -> None:
    memory = deleted(first, now=T1)
    undone = restored(first, memory, now=T1)

    assert restored(memory, undone, now=T2).deleted == T2


def test_undone_creation_leaves_what_another_device_wrote(first: Annotation) -> None:
    bare = replace(first, body=Body())
    written = revise(bare, now=T1, body=Body(value="別人寫的"))

    undone = restored(None, written, instead_of=bare, now=T2)

    assert not undone.is_deleted
    assert undone.note == "別人寫的"
    assert [head.is_deleted for head in heads(undone)] == [False, True]
    assert [head.text for head in heads(undone)] == ["別人寫的", ""]
    assert merge_versions(written, undone) == undone


def test_redone_delete_leaves_what_another_device_wrote(first: Annotation) -> None:
    memory = deleted(first, now=T1)
    undone = restored(first, memory, instead_of=memory, now=T1)
    written = revise(undone, now=T1, body=Body(value="別人寫的"))

    redone = restored(memory, written, instead_of=undone, now=T2)

    assert redone.note == "別人寫的"
    assert [head.is_deleted for head in heads(redone)] == [False, True]

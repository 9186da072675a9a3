"""The bin: deleted notes, brought back or emptied, on one device and on several."""

from __future__ import annotations

from dataclasses import replace

from reader.annotation.bin import emptying, in_bin, restoring
from reader.annotation.changes import apply, deleted, restored, revise
from reader.annotation.emptying import contents_of
from reader.annotation.merging import earlier_texts, heads, merge, merge_versions
from reader.annotation.model import Annotation, AnnotationSet, Body
from tests.support.made_sets import a_set, an_annotation

NOW, LATER = "2026-01-03T00:00:00.000Z", "2026-01-04T00:00:00.000Z"


def gone(number: int, second: int, note: str = "") -> Annotation:
    return deleted(an_annotation(number, note), now=f"2026-01-02T00:00:{second:02}.000Z")


def emptied(annotations: AnnotationSet, *ids: str) -> AnnotationSet:
    for change in emptying(annotations.items, ids or None):
        annotations = apply(annotations, change)
    return annotations


def brought_back(annotations: AnnotationSet, *ids: str) -> AnnotationSet:
    for change in restoring(annotations.items, ids or None, now=LATER):
        annotations = apply(annotations, change)
    return annotations


def test_the_latest_lies_on_top() -> None:
    items = [gone(0, 5), an_annotation(1), gone(2, 9), gone(3, 1)]

    assert [each.id[-1] for each in in_bin(items)] == ["2", "0", "3"]


def test_what_is_brought_back_is_as_it_was() -> None:
    body = Body(value="朱筆", color="pink", highlight="wavy", tags=("疑",))
    first = replace(an_annotation(0), body=body, quote="夜讀")
    annotations = a_set(deleted(first, now=NOW), gone(1, 1))

    (there, still) = brought_back(annotations, first.id).items

    assert (there.body, there.target, there.quote, there.motivation) == (
        first.body,
        first.target,
        first.quote,
        first.motivation,
    )
    assert not there.is_deleted
    assert in_bin([there, still]) == [still]
    assert in_bin(brought_back(annotations).items) == []


def test_a_bookmark_comes_back_too() -> None:
    bookmark = replace(an_annotation(0), body=None)
    annotations = brought_back(a_set(deleted(bookmark, now=NOW)))

    assert annotations.items[0].body is None
    assert not annotations.items[0].is_deleted


def test_what_is_brought_back_can_be_put_back() -> None:
    before = gone(0, 1, "朱筆")
    (change,) = restoring([before], None, now=LATER)
    assert change.after is not None

    again = restored(before, change.after, instead_of=change.after, now=LATER)

    assert [each.text for each in in_bin([again])] == ["朱筆"]


def test_what_is_emptied_is_deleted_and_nothing_else() -> None:
    annotations = emptied(a_set(gone(0, 1), gone(1, 2), an_annotation(2)), gone(1, 2).id)

    assert [each.id for each in in_bin(annotations.items)] == [gone(0, 1).id]
    annotations = emptied(annotations)
    assert in_bin(annotations.items) == []
    assert [item.is_deleted for item in annotations.items] == [True, True, False]
    assert emptied(annotations) is annotations


def test_what_one_device_emptied_comes_back_from_none_that_had_seen_the_same() -> None:
    whole = a_set(gone(0, 1), gone(1, 2))

    for both in (merge(emptied(whole), whole), merge(whole, emptied(whole))):
        assert in_bin(both.items) == []
        assert both == emptied(whole)
    assert merge(emptied(whole), emptied(whole)) == emptied(whole)


def test_what_another_device_restored_is_there() -> None:
    whole = a_set(gone(0, 1, "朱筆"))
    here, there = emptied(whole), brought_back(whole)

    for both in (merge(here, there), merge(there, here)):
        assert both.items[0].note == "朱筆"


def test_what_another_device_changed_is_there() -> None:
    edited = revise(an_annotation(0), now=NOW, body=Body(value="改"))

    assert merge_versions(emptied(a_set(gone(0, 1))).items[0], edited).note == "改"


def test_what_another_device_deleted_in_another_state_stays_in_the_bin() -> None:
    edited = revise(an_annotation(0), now="2026-01-01T00:00:01.000Z", body=Body(value="改"))
    there = deleted(edited, now="2026-01-01T00:00:02.000Z")
    both = merge(emptied(a_set(gone(0, 1))), a_set(there))

    assert [each.text for each in in_bin(both.items)] == ["改"]
    assert brought_back(both).items[0].note == "改"
    assert in_bin(emptied(both).items) == []


def test_what_both_had_written_is_remembered_when_one_is_brought_back() -> None:
    here = gone(0, 1, "此")
    edited = revise(an_annotation(0, "此"), now="2026-01-01T00:00:01.000Z", body=Body(value="彼"))
    there = deleted(edited, now="2026-01-02T00:00:09.000Z")

    (item,) = brought_back(a_set(merge_versions(here, there))).items

    assert item.note == "彼"
    assert "此" in [each.value for each in earlier_texts(item)]
    assert len(heads(item)) == 1


def test_what_was_never_deleted_is_in_no_bin() -> None:
    assert contents_of(an_annotation(0)) is None

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.annotation.changes import deleted, rewritten
from reader.annotation.merging import heads, merge_versions
from reader.annotation.model import Annotation, Body
from reader.annotation.versions import joined, notes_of, settled, versions
from tests.support.one_note import FIRST, T1, T2, T3, changed, tags


@pytest.fixture
def two() -> Annotation:
    return merge_versions(
        changed(FIRST, T2, value="此", color="blue"), changed(FIRST, T1, value="彼", tags=("夜",))
    )


def test_one_version_is_itself() -> None:
    assert versions(FIRST) == (FIRST,)


def test_two_notes_are_two_versions(two: Annotation) -> None:
    assert [(each.note, each.color) for each in versions(two)] == [("此", "blue"), ("彼", "yellow")]


def test_a_delete_that_had_not_seen_an_edit_is_one_of_them() -> None:
    both = merge_versions(deleted(FIRST, now=T2), changed(FIRST, value="改"))

    assert [(each.note, each.is_deleted) for each in versions(both)] == [
        ("改", False),
        ("", True),
    ]


def test_of_several_deletes_one_is_offered(two: Annotation) -> None:
    for now in (T1, T3, T2):
        two = merge_versions(two, deleted(FIRST, now=now))

    assert [each.deleted for each in versions(two)] == [None, None, T3]


@pytest.mark.parametrize("index", [0, 1])
def test_a_choice_knows_all_versions(two: Annotation, index: int) -> None:
    version = versions(two)[index]

    one = settled(two, version, now=T3)

    assert heads(one) == (one,)
    assert (one.body, one.modified) == (version.body, T3)
    assert merge_versions(one, two) == one


def test_choosing_a_delete_deletes() -> None:
    both = merge_versions(deleted(FIRST, now=T2), changed(FIRST, value="改"))

    gone = settled(both, versions(both)[1], now=T3)

    assert gone.deleted == T3
    assert merge_versions(gone, both) == gone


def test_joining_keeps_all_notes_and_tags(two: Annotation) -> None:
    one = joined(two, now=T3)

    assert one.note == "此\n\n彼"
    assert (one.color, set(tags(one))) == ("blue", {"讀", "夜"})
    assert heads(one) == (one,)
    assert merge_versions(one, two) == one


def test_joining_says_nothing_twice() -> None:
    both = merge_versions(changed(FIRST, color="blue"), changed(FIRST, color="pink"))

    assert notes_of(both) == ["初"]
    assert joined(both, now=T3).note == "初"


def test_typing_into_the_version_shown_leaves_the_other(two: Annotation) -> None:
    typed = two
    for note in ("此外", "此外無"):
        typed = rewritten(typed, replace(typed.body or Body(), value=note), now=T3)

    assert [each.note for each in versions(typed)] == ["此外無", "彼"]
    assert [each.note for each in versions(merge_versions(typed, two))] == ["此外無", "彼"]


def test_typing_over_what_was_read_leaves_what_came_since() -> None:
    mine = changed(FIRST, value="此")
    theirs = changed(mine, T3, value="彼")
    shown, was = theirs, "此"
    for note in ("此外", "此外無"):
        shown = rewritten(shown, replace(shown.body or Body(), value=note), instead_of=was, now=T2)
        was = note

    assert [each.note for each in versions(shown)] == ["此外無", "彼"]
    assert merge_versions(shown, theirs) == shown


def test_typing_into_a_version_that_is_not_the_one_shown_leaves_the_one_shown(
    two: Annotation,
) -> None:
    body = replace(two.body or Body(), value="彼岸")

    typed = rewritten(two, body, instead_of="彼", now=T3)

    assert [each.note for each in versions(typed)] == ["彼岸", "此"]

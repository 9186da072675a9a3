from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.changes import chosen, deleted, restored, revise
from reader.annotation.merging import choices, heads, merge_versions
from reader.annotation.records import from_record, to_record, version_hash
from reader.annotation.tag_union import OWN_TAGS
from tests.support.one_note import FIRST, T0, T1, T2, T3, changed, tags

if TYPE_CHECKING:
    from reader.annotation.model import Annotation


def test_tags_of_two_devices_make_one_note_with_both() -> None:
    here, there = changed(FIRST, tags=("讀", "夜")), changed(FIRST, T2, tags=("讀", "雨"))

    both = merge_versions(here, there)

    assert both == merge_versions(there, here) == from_record(to_record(both))
    assert len(choices(both)) == 1
    assert set(tags(both)) == set(tags(choices(both)[0])) == {"讀", "夜", "雨"}
    assert list(heads(both)) == [there, here]


def test_next_change_makes_the_tags_its_own() -> None:
    both = merge_versions(changed(FIRST, tags=("夜",)), changed(FIRST, tags=("雨",)))

    blue = changed(both, T2, color="blue")

    assert set(tags(blue)) == {"夜", "雨"}
    assert heads(blue) == (blue,)
    assert OWN_TAGS not in blue.extra
    assert merge_versions(blue, both) == blue


@pytest.mark.parametrize("left", [(), ("夜",), ("雨", "新")])
def test_a_tag_that_is_taken_off_the_joint_ones_stays_off(left: tuple[str, ...]) -> None:
    here, there = changed(FIRST, tags=("夜",)), changed(FIRST, T2, tags=("雨",))
    both = merge_versions(here, there)
    assert both.body is not None

    fewer = revise(both, now=T3, body=replace(both.body, tags=left))

    for known in (here, there, both):
        assert tags(merge_versions(fewer, known)) == left


def test_same_change_on_two_devices_is_one() -> None:
    here, there = changed(FIRST, T1, color="blue"), changed(FIRST, T2, color="blue")

    assert len(choices(merge_versions(here, there))) == 1


def test_versions_that_differ_in_more_are_chosen_from() -> None:
    here, there = changed(FIRST, tags=("夜",)), changed(FIRST, T2, value="又", tags=("雨",))
    third = changed(FIRST, tags=("初",))

    both = merge_versions(merge_versions(here, there), third)

    assert [(each.note, set(tags(each))) for each in choices(both)] == [
        ("又", {"雨"}),
        ("初", {"夜", "初"}),
    ]


def test_delete_is_no_choice_beside_an_edit() -> None:
    both = merge_versions(deleted(FIRST, now=T2), changed(FIRST, value="改"))

    assert [each.note for each in choices(both)] == ["改"]


@pytest.mark.parametrize("own", ["?", [1], [["讀"]], {}])
def test_strange_own_tags_do_no_harm(own: object) -> None:
    strange = replace(FIRST, extra=MappingProxyType({OWN_TAGS: own}))

    assert tags(heads(strange)[0]) == ("讀",)
    assert tags(merge_versions(strange, changed(strange, tags=("夜",)))) == ("夜",)


# What a change leaves to be chosen from


def two_notes() -> Annotation:
    return merge_versions(changed(FIRST, T2, value="此"), changed(FIRST, T1, value="彼"))


def notes(item: Annotation) -> list[str]:
    return [each.note for each in choices(item)]


def test_another_color_leaves_the_other_note() -> None:
    blue = changed(two_notes(), T3, color="blue")

    assert notes(blue) == ["此", "彼"]
    assert blue.color == "blue"
    assert notes(merge_versions(blue, two_notes())) == ["此", "彼"]


@pytest.mark.parametrize("note", ["此", "彼", "彼此"])
def test_a_choice_or_a_new_note_settles_it(note: str) -> None:
    both = two_notes()
    version = next((each for each in choices(both) if each.note == note), None)

    settled = chosen(both, version, now=T3) if version else changed(both, T3, value=note)

    assert notes(settled) == [note]
    assert merge_versions(settled, both) == settled


@pytest.mark.parametrize("how", ["delete", "choose", "edit"])
def test_undo_brings_back_what_there_was_to_choose_from(how: str) -> None:
    both = two_notes()
    after = {
        "delete": deleted(both, now=T3),
        "choose": chosen(both, choices(both)[1], now=T3),
        "edit": changed(both, T3, value="三"),
    }[how]

    undone = restored(both, after, now=T3)

    assert set(notes(undone)) == {"此", "彼"}
    assert merge_versions(undone, after) == merge_versions(undone, both) == undone


def test_undo_of_a_delete_leaves_a_note_that_came_after_it() -> None:
    gone = deleted(FIRST, now=T1)
    arrived = merge_versions(gone, changed(FIRST, T2, value="彼"))

    undone = restored(FIRST, arrived, instead_of=gone, now=T3)

    assert set(notes(undone)) == {"初", "彼"}
    assert merge_versions(undone, arrived) == undone


def test_undo_leaves_a_note_that_replaced_what_is_undone() -> None:
    second = changed(FIRST, T1, value="再")
    theirs = changed(second, T2, value="彼")

    undone = restored(FIRST, theirs, instead_of=second, now=T0)

    assert set(notes(undone)) == {"初", "彼"}
    assert merge_versions(merge_versions(undone, FIRST), second) == undone


def test_undo_leaves_a_note_that_came_after_the_change() -> None:
    second = changed(FIRST, T1, value="再")
    arrived = merge_versions(second, changed(FIRST, T2, value="彼"))

    undone = restored(FIRST, arrived, instead_of=second, now=T3)

    assert set(notes(undone)) == {"初", "彼"}


# Properties

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["tag", "tag", "untag", "note", "color", "delete", "take"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(1, 3),
    ),
    max_size=20,
)


def step(item: Annotation, kind: str, number: int, now: str) -> Annotation:
    if kind == "delete" or item.body is None:
        return deleted(item, now=now)
    if kind == "tag":
        return changed(item, now, tags=(*item.body.tags, f"標{number}"))
    if kind == "untag":
        return changed(item, now, tags=item.body.tags[1:])
    if kind == "note":
        return changed(item, now, value=f"第{number}步")
    return changed(item, now, color="blue")


def run(steps: list[tuple[str, int, int, int]]) -> list[Annotation]:
    """Play the steps on three devices and return what each ends with."""
    devices = [FIRST, FIRST, FIRST]
    for number, (kind, device, source, time) in enumerate(steps):
        if kind == "take":
            devices[device] = merge_versions(devices[device], devices[source])
        else:
            now = f"2026-01-01T00:00:0{time}.000Z"
            devices[device] = step(devices[device], kind, number, now)
    return devices


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_merging_is_commutative_associative_and_idempotent(
    steps: list[tuple[str, int, int, int]],
) -> None:
    one, two, three = run(steps)

    assert merge_versions(one, two) == merge_versions(two, one)
    assert merge_versions(merge_versions(one, two), three) == merge_versions(
        one, merge_versions(two, three)
    )
    assert merge_versions(merge_versions(one, two), two) == merge_versions(one, two)
    assert merge_versions(one, one) == one


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_what_is_chosen_from_has_all_notes_and_tags(
    steps: list[tuple[str, int, int, int]],
) -> None:
    one, two, three = run(steps)

    merged = merge_versions(merge_versions(one, two), three)

    living = [head for head in heads(merged) if not head.is_deleted]
    offered = choices(merged)
    assert {each.note for each in living} <= {each.note for each in offered}
    assert {tag for each in living for tag in tags(each)} <= {
        tag for each in offered if each.body for tag in tags(each)
    }
    says = [(each.note, each.color) for each in offered]
    assert len(says) == len(set(says))
    assert len({version_hash(each) for each in heads(merged)}) == len(heads(merged))

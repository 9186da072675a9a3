from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.encodings import CHOICES
from reader.annotation.merging import heads, merge, merge_versions, successor
from reader.annotation.model import About, Annotation, AnnotationSet, Body, Target
from reader.annotation.mv_registers import ALTERNATIVES, LONGEST_HISTORY
from reader.annotation.records import to_record, version_hash
from reader.storage.codec import encode
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

TARGET = Target(source="sha256:0", range=TextRange(0, 2), exact="夜讀", prefix="", suffix="")
FIRST = Annotation(
    id="urn:uuid:a",
    created="2026-01-01T00:00:00.000Z",
    modified="2026-01-01T00:00:00.000Z",
    body=Body(value="初"),
    target=TARGET,
)


def edited(annotation: Annotation, note: str, time: int = 1) -> Annotation:
    return successor(
        annotation,
        body=Body(value=note),
        target=TARGET,
        deleted=None,
        modified=f"2026-01-01T00:00:{time:02}.000Z",
    )


def removed(annotation: Annotation, time: int = 1) -> Annotation:
    moment = f"2026-01-01T00:00:{time:02}.000Z"
    return successor(annotation, body=None, target=None, deleted=moment, modified=moment)


def notes(annotation: Annotation) -> list[str]:
    return [head.note for head in heads(annotation)]


def test_version_that_knows_the_other_replaces_it() -> None:
    second = edited(FIRST, "再")

    assert merge_versions(FIRST, second) == merge_versions(second, FIRST) == second


def test_versions_that_do_not_know_each_other_are_both_kept() -> None:
    here, there = edited(FIRST, "此", 1), edited(FIRST, "彼", 2)

    merged = merge_versions(here, there)

    assert notes(merged) == ["彼", "此"]
    assert merged == merge_versions(there, here)
    assert merged.extra[ALTERNATIVES] == [to_record(here)]


def test_longer_history_is_shown_first_whatever_the_clock_says() -> None:
    here = edited(edited(FIRST, "此", 1), "此此", 1)
    there = edited(FIRST, "彼", 59)

    assert notes(merge_versions(here, there)) == ["此此", "彼"]


def test_edit_beats_a_delete_that_had_not_seen_it() -> None:
    merged = merge_versions(edited(FIRST, "改", 1), removed(removed(FIRST, 2), 3))

    assert merged.note == "改"
    assert not merged.is_deleted


def test_delete_that_has_seen_the_edit_stays() -> None:
    second = edited(FIRST, "改")

    assert merge_versions(removed(second), FIRST).is_deleted
    assert merge_versions(removed(second), second).is_deleted


def test_edit_after_a_merge_settles_it() -> None:
    here, there = edited(FIRST, "此", 1), edited(FIRST, "彼", 2)
    settled = edited(merge_versions(here, there), "彼此", 3)

    assert notes(settled) == ["彼此"]
    assert merge_versions(settled, here) == merge_versions(there, settled) == settled
    assert set(settled.history) == {version_hash(each) for each in (FIRST, here, there)}


def test_alternatives_we_cannot_read_stay() -> None:
    strange = {"id": FIRST.id, "type": "Annotation", "motivation": "singing"}
    foreign = to_record(replace(FIRST, id="urn:uuid:b"))
    item = replace(FIRST, extra=MappingProxyType({ALTERNATIVES: [strange, foreign]}))

    merged = merge_versions(edited(item, "改"), edited(FIRST, "彼", 9))

    assert notes(merged) == ["彼", "改"]
    assert strange in merged.extra[ALTERNATIVES]
    assert foreign in merged.extra[ALTERNATIVES]


def test_alternatives_that_are_no_list_stay() -> None:
    item = replace(FIRST, extra=MappingProxyType({ALTERNATIVES: "?", "x": 1}))

    assert merge_versions(item, edited(item, "改")).extra == {ALTERNATIVES: ["?"], "x": 1}


def test_versions_that_claim_to_know_each_other_are_kept() -> None:
    item = replace(FIRST, history=(version_hash(FIRST),))
    claims = replace(FIRST, history=(version_hash(item),))
    both = replace(item, extra=MappingProxyType({ALTERNATIVES: [to_record(claims)]}))

    assert merge_versions(both, FIRST) is not None


def test_different_annotations_are_not_merged() -> None:
    with pytest.raises(ValueError, match="two annotations"):
        merge_versions(FIRST, replace(FIRST, id="urn:uuid:b"))


def test_history_is_cut_at_the_old_end() -> None:
    item = FIRST
    for number in range(LONGEST_HISTORY + 5):
        last, item = item, edited(item, str(number))

    assert len(item.history) == LONGEST_HISTORY
    assert item.history[-1] == version_hash(last)


def test_hash_ignores_alternatives_and_the_order_of_unknown_fields() -> None:
    one = replace(FIRST, extra=MappingProxyType({"x": 1, "y": 2, ALTERNATIVES: [5]}))
    other = replace(FIRST, extra=MappingProxyType({"y": 2, "x": 1}))

    assert version_hash(one) == version_hash(other) != version_hash(FIRST)


def test_hash_of_what_other_devices_have_seen_never_changes() -> None:
    # A hash that came out otherwise would make every edit on an older version a conflict.
    assert version_hash(FIRST) == "3335f1093096"
    assert version_hash(edited(FIRST, "改")) == "785ad233cf68"


def test_lone_surrogate_hashes_as_what_it_is_saved_as() -> None:
    assert version_hash(edited(FIRST, "\ud842")) == version_hash(edited(FIRST, "\ufffd"))


# Sets

ABOUT = About(title="燈下讀書記", source="sha256:0")


def a_set(*items: Annotation, **fields: object) -> AnnotationSet:
    ordered = tuple(sorted(items, key=lambda item: item.id))
    return replace(AnnotationSet(id="urn:uuid:s", about=ABOUT, items=ordered), **fields)


def test_sets_are_merged_by_id() -> None:
    other = replace(FIRST, id="urn:uuid:0")

    merged = merge(a_set(FIRST), a_set(edited(FIRST, "改"), other))

    assert [(item.id, item.note) for item in merged.items] == [
        ("urn:uuid:0", "初"),
        ("urn:uuid:a", "改"),
    ]


def test_all_else_in_both_sets_is_kept() -> None:
    here = a_set(unreadable=(1, {"b": 2, "a": 1}), roles=(2,), extra=MappingProxyType({"x": [1]}))
    there = a_set(unreadable=({"a": 1, "b": 2}, 0), extra=MappingProxyType({"x": [2], "y": 3}))

    merged = merge(here, there)

    assert merged == merge(there, here)
    assert merged.unreadable == (0, 1, {"a": 1, "b": 2})
    assert merged.roles == (2,)
    assert merged.extra == {"x": [2], "y": 3}


# Properties: what devices do to one annotation, and the merges between them

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "remove", "take"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 59),
    ),
    max_size=25,
)


def run(steps: list[tuple[str, int, int, int]]) -> tuple[list[Annotation], set[str]]:
    """Play the steps on three devices with wrong clocks.

    Returns what each device ends with, and the notes no one who had seen them has replaced.
    """
    devices = [FIRST, FIRST, FIRST]
    alive = {FIRST.note}
    for number, (kind, device, source, time) in enumerate(steps):
        item = devices[device]
        if kind == "take":
            devices[device] = merge_versions(item, devices[source])
            continue
        alive -= set(notes(item))
        if kind == "edit":
            note = f"第{number}步"
            devices[device] = edited(item, note, time)
            alive.add(note)
        else:
            devices[device] = removed(item, time)
    return devices, alive


def on_sets(items: list[Annotation]) -> list[AnnotationSet]:
    return [a_set(item) for item in items]


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_no_unseen_note_is_lost(steps: list[tuple[str, int, int, int]]) -> None:
    (one, two, three), alive = run(steps)

    merged = merge_versions(merge_versions(one, two), three)

    assert alive <= set(notes(merged))
    assert merged.is_deleted == (not any(not head.is_deleted for head in heads(merged)))


@settings(max_examples=200, deadline=None)
@given(STEPS)
@pytest.mark.parametrize("wrap", [list, on_sets], ids=["items", "sets"])
def test_merging_is_commutative_associative_and_idempotent(
    wrap: Callable[[list[Annotation]], list], steps: list[tuple[str, int, int, int]]
) -> None:
    one, two, three = wrap(run(steps)[0])
    join = merge_versions if wrap is list else merge

    assert join(one, two) == join(two, one)
    assert join(join(one, two), three) == join(one, join(two, three))
    assert join(join(one, two), two) == join(one, two)
    assert join(one, one) == one


JSON = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from(["", "a", "{"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.sampled_from("xyz"), JSON, max_size=3)


@settings(max_examples=200, deadline=None)
@given(FIELDS, FIELDS, FIELDS)
def test_unknown_fields_are_merged_likewise(
    first: dict[str, object], second: dict[str, object], third: dict[str, object]
) -> None:
    one, two, three = (a_set(extra=MappingProxyType(each)) for each in (first, second, third))

    assert merge(one, two) == merge(two, one)
    assert merge(merge(one, two), three) == merge(one, merge(two, three))
    assert merge(merge(one, two), two) == merge(one, two)


def test_unknown_objects_keep_the_fields_of_both() -> None:
    here = a_set(extra=MappingProxyType({"x": {"a": 1, "b": {"c": 1}}}))
    there = a_set(extra=MappingProxyType({"x": {"a": 2, "b": {"d": 1}}}))

    assert merge(here, there).extra == {"x": {"a": 2, "b": {"c": 1, "d": 1}}}


ONE_AND_TRUE = st.sampled_from([1, True, 1.0, 0, False, [1], [True], {"a": 1}, {"a": True}])


@given(st.lists(ONE_AND_TRUE, min_size=5, max_size=5), st.lists(ONE_AND_TRUE, min_size=5))
def test_numbers_are_no_truth_values(here: list[object], there: list[object]) -> None:
    one, other = (
        a_set(
            replace(FIRST, extra=MappingProxyType({"x": values[0]})),
            about=replace(ABOUT, extra=MappingProxyType({"x": values[1]})),
            unreadable=(values[2],),
            roles=(values[3],),
            extra=MappingProxyType({"x": values[4]}),
        )
        for values in (here, there)
    )

    assert encode(merge(one, other)) == encode(merge(other, one))


def about_with(encoding: str, **extra: object) -> AnnotationSet:
    return a_set(about=replace(ABOUT, encoding=encoding, extra=MappingProxyType(extra)))


def test_unknown_fields_of_what_both_are_about_are_kept() -> None:
    here = about_with("gb18030", x=1, **{"reader:text": {"a": 1}, CHOICES: 2})
    there = about_with("utf-8", y=2, **{"reader:text": {"b": 2}, CHOICES: 1})

    about = merge(here, there).about

    assert about.encoding == "gb18030"
    assert about.extra == {"x": 1, "y": 2, "reader:text": {"a": 1, "b": 2}, CHOICES: 2}


ABOUTS = st.builds(
    about_with,
    st.sampled_from(["utf-8", "gb18030", "big5"]),
    x=ONE_AND_TRUE,
    y=st.sampled_from([1, {"a": 1}, {"b": 2}, "x"]),
    **{CHOICES: st.sampled_from([0, 1, 2, -1, "?", True])},
)


@given(ABOUTS, ABOUTS, ABOUTS)
def test_order_does_not_matter_to_what_sets_are_about(
    one: AnnotationSet, two: AnnotationSet, three: AnnotationSet
) -> None:
    assert encode(merge(one, two)) == encode(merge(two, one))
    assert encode(merge(merge(one, two), three)) == encode(merge(one, merge(two, three)))
    assert encode(merge(merge(one, two), two)) == encode(merge(one, two))

"""Two devices do the same while clocks do not tell their versions apart: both did it, not one.

Where the clock of a third was ahead, times stand still until it is caught up with, which may be
years.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotation.changes import chosen, deleted, restored, revise, rewritten
from reader.annotation.merging import choices, heads, merge_versions
from reader.annotation.model import Annotation, Body, Target
from reader.annotation.nonce import NONCE
from reader.annotation.records import from_record, to_record, version_hash
from reader.annotation.versions import joined
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    Doing = Callable[[Annotation, str], Annotation]

BEFORE, AHEAD, LATER = (f"20{year}-01-01T00:00:00.000Z" for year in (26, 36, 46))
FIRST = Annotation(
    id="urn:uuid:a",
    created=AHEAD,
    modified=AHEAD,
    body=Body(value="初", tags=("讀",)),
    target=Target(source="sha256:0", range=TextRange(0, 2), exact="夜讀", prefix="", suffix=""),
)
BARE = replace(FIRST, body=Body())
GONE = deleted(FIRST, now=AHEAD)
TORN = merge_versions(
    revise(FIRST, now=AHEAD, body=Body(value="此")), revise(FIRST, now=AHEAD, body=Body(value="彼"))
)


def typed(item: Annotation, now: str) -> Annotation:
    return rewritten(item, Body(value="同"), now=now)


def typed_beside_another(item: Annotation, now: str) -> Annotation:
    return rewritten(item, Body(value="同"), instead_of="從前", now=now)


def written(item: Annotation, now: str) -> Annotation:
    return revise(item, now=now, body=Body(value="同"))


def painted(item: Annotation, now: str) -> Annotation:
    return revise(item, now=now, body=replace(item.body or Body(), color="blue"))


def tagged(item: Annotation, now: str) -> Annotation:
    return revise(item, now=now, body=replace(item.body or Body(), tags=("同",)))


def deleted_and_undone(item: Annotation, now: str) -> Annotation:
    memory = deleted(item, now=now)
    return restored(item, memory, instead_of=memory, now=now)


def undone_and_done_again(item: Annotation, now: str) -> Annotation:
    done = typed(item, now)
    undone = restored(item, done, instead_of=done, now=now)
    return restored(done, undone, instead_of=item, now=now)


def brought_back(item: Annotation, now: str) -> Annotation:
    return chosen(item, item, now=now)


def kept_both(item: Annotation, now: str) -> Annotation:
    return joined(item, now=now)


def torn_again(item: Annotation, now: str) -> Annotation:
    return restored(TORN, item, now=now)


SAME: dict[str, tuple[Annotation, Doing]] = {
    "a note typed": (FIRST, typed),
    "a first note typed": (BARE, typed),
    "a note typed while another came": (FIRST, typed_beside_another),
    "a note written": (FIRST, written),
    "another colour": (FIRST, painted),
    "tags": (FIRST, tagged),
    "deleted and undone": (FIRST, deleted_and_undone),
    "typed, undone and redone": (FIRST, undone_and_done_again),
    "brought back": (GONE, brought_back),
    "one version chosen": (TORN, brought_back),
    "all notes kept": (TORN, kept_both),
    "a choice undone": (deleted(TORN, now=AHEAD), torn_again),
}
FURTHER: dict[str, Callable[[Annotation, Annotation], Annotation]] = {
    "deletes it": lambda _, done: deleted(done, now=BEFORE),
    "writes another": lambda _, done: revise(done, now=BEFORE, body=Body(value="別")),
    "undoes it": lambda first, done: restored(first, done, instead_of=done, now=BEFORE),
    "undoes that it was made": lambda _, done: restored(None, done, instead_of=done, now=BEFORE),
    "deletes it later": lambda _, done: deleted(done, now=LATER),
}


def names(item: Annotation) -> set[str]:
    return set(map(version_hash, heads(item)))


def as_written(item: Annotation) -> str:
    return json.dumps(to_record(item))


@pytest.mark.parametrize("now", [BEFORE, AHEAD])
@pytest.mark.parametrize("goes_on", FURTHER.values(), ids=FURTHER)
@pytest.mark.parametrize(("first", "does"), SAME.values(), ids=SAME)
def test_what_one_device_goes_on_to_do_leaves_what_the_other_did(
    first: Annotation,
    does: Doing,
    goes_on: Callable[[Annotation, Annotation], Annotation],
    now: str,
) -> None:
    here, there = does(first, now), does(first, now)
    after = goes_on(first, here)

    merged = merge_versions(after, there)

    assert merged == from_record(to_record(merged))
    assert as_written(merged) == as_written(merge_versions(there, after))
    assert not merged.is_deleted
    assert names(there) - names(first) <= names(merged)


@pytest.mark.parametrize("now", [BEFORE, LATER])
@pytest.mark.parametrize("name", ["a note typed", "another colour", "tags", "deleted and undone"])
def test_same_on_two_devices_is_one_to_the_user(name: str, now: str) -> None:
    first, does = SAME[name]

    both = merge_versions(does(first, now), does(first, now))

    assert len(choices(both)) == 1
    assert len(heads(revise(both, now=now, body=Body(color="pink")))) == 1


def test_where_the_clock_tells_versions_apart_there_is_no_more_to_it() -> None:
    stopped = typed(FIRST, BEFORE)

    assert NONCE in stopped.extra
    assert NONCE not in typed(FIRST, LATER).extra
    assert NONCE not in painted(stopped, LATER).extra
    assert painted(stopped, BEFORE).extra[NONCE] != stopped.extra[NONCE]

"""Which steps still fit what is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.annotation.changes import Change, deleted, restored, revise
from reader.annotation.emptying import within_limits
from reader.annotation.merging import merge_versions
from reader.annotation.model import Annotation, Body
from reader.annotation.steps import Step, Steps, fitting, touches
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import decision_on_all
from tests.support.made_sets import a_set, an_annotation

NOW, LATER = "2026-01-02T00:00:00.000Z", "2026-01-03T00:00:00.000Z"
FIRST, OTHER = an_annotation(0), an_annotation(1)


def painted(item: Annotation, color: str, now: str = NOW) -> Annotation:
    return revise(item, now=now, body=replace(item.body or Body(), color=color))


BLUE = painted(FIRST, "blue")
PINK = painted(BLUE, "pink")
GONE = deleted(PINK, now=NOW)
DONE = (
    Step("mark", (Change(None, FIRST),)),
    Step("mark", (Change(None, OTHER),)),
    Step("blue", (Change(FIRST, BLUE),)),
    Step("pink", (Change(BLUE, PINK),)),
    Step("delete", (Change(PINK, GONE),)),
)


def left(*items: Annotation, done: tuple[Step, ...] = DONE, undone: tuple[Step, ...] = ()) -> int:
    found = fitting(Steps(done, undone), items, Overlays())
    assert found.done == done[len(done) - len(found.done) :]
    assert found.undone == undone[: len(found.undone)]
    return len(found.undone if undone else found.done)


def test_steps_fit_what_they_left() -> None:
    assert left(GONE, OTHER) == 5


def test_what_was_undone_fits_though_it_is_newer() -> None:
    back = restored(PINK, GONE, instead_of=GONE, now=LATER)
    further = restored(BLUE, back, instead_of=PINK, now=LATER)

    assert left(further, OTHER, done=DONE[:3]) == 3
    assert left(further, OTHER, done=(), undone=DONE[3:]) == 2
    unmade = restored(None, further, instead_of=FIRST, now=LATER)
    assert left(unmade, OTHER, done=(), undone=(DONE[2],)) == 0


def test_making_it_again_fits_where_nothing_but_its_memory_is() -> None:
    unmade = restored(None, FIRST, instead_of=FIRST, now=LATER)

    assert left(unmade, done=(), undone=(DONE[0], DONE[2])) == 2
    assert left(BLUE, done=(), undone=(DONE[0],)) == 0


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (painted(GONE, "orange", LATER), 0),
        (painted(restored(PINK, GONE, now=LATER), "pink", LATER), 0),
        (within_limits(a_set(GONE), most=0).items[0], 0),
        (merge_versions(GONE, painted(FIRST, "orange", LATER)), 0),
    ],
)
def test_what_others_changed_ends_what_can_be_undone(changed: Annotation, expected: int) -> None:
    assert left(changed, OTHER) == expected


def test_steps_before_the_one_that_does_not_fit_are_gone() -> None:
    assert left(GONE, painted(OTHER, "blue")) == 3


def test_nothing_fits_where_the_annotation_is_not_there() -> None:
    assert left(OTHER) == 0


def test_several_changes_fit_together_or_not_at_all() -> None:
    both = (Step("all", (Change(FIRST, BLUE), Change(OTHER, painted(OTHER, "blue")))),)

    assert left(BLUE, painted(OTHER, "blue"), done=both) == 1
    assert left(BLUE, OTHER, done=both) == 0


def test_decisions_fit_as_long_as_they_stand() -> None:
    yes, no = (decision_on_all("rule", applied=applied) for applied in (True, False))
    other = decision_on_all("other", applied=True)
    step = Step("decide", overlays=(Overlays(decisions=(yes,)), Overlays(decisions=(no,))))
    for now, is_kept in (((other, no), True), ((other, yes), False), ((other,), False)):
        found = fitting(Steps((step,)), (), Overlays(decisions=now))
        assert bool(found.done) is is_kept


def test_a_step_touches_what_it_changes() -> None:
    assert touches(DONE[0], [FIRST.id])
    assert not touches(DONE[0], [OTHER.id])

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from reader.annotation.bulk_changes import all_deleted, bodies_changed, tagged, untagged
from reader.annotation.changes import Change, apply, apply_all, deleted, revise
from reader.annotation.model import Annotation, Body
from tests.support.made_sets import TIME, a_set, an_annotation, notes

LATER = "2026-02-01T00:00:00.000Z"


def tags(changes: list[Change]) -> dict[str, tuple[str, ...]]:
    return {
        each.after.id: each.after.body.tags for each in changes if each.after and each.after.body
    }


@pytest.fixture
def items() -> list[Annotation]:
    """Three notes, the second with tags; a bookmark; one that was deleted."""
    items = [an_annotation(number) for number in range(5)]
    items[1] = replace(items[1], body=Body(value="記", tags=("讀", "寫", "讀")))
    items[3] = replace(items[3], body=None)
    items[4] = deleted(items[4], now=TIME)
    return items


def test_what_is_another_already_stays_as_it_is(items: list[Annotation]) -> None:
    def painted(body: Body) -> Body:
        return replace(body, color="green")

    items[0] = revise(items[0], now=TIME, body=Body(value="記", color="green"))

    changes = bodies_changed(items, painted, now=LATER)

    assert [change.before for change in changes] == items[1:3]
    assert {change.after.color for change in changes if change.after} == {"green"}
    assert {change.after.modified for change in changes if change.after} == {LATER}


def test_a_tag_is_given_once_and_taken_wholly(items: list[Annotation]) -> None:
    assert tags(tagged(items, "讀", now=LATER)) == {items[0].id: ("讀",), items[2].id: ("讀",)}
    assert tags(untagged(items, "讀", now=LATER)) == {items[1].id: ("寫",)}
    assert untagged(items, "想", now=LATER) == []


def test_what_is_deleted_is_not_deleted_again(items: list[Annotation]) -> None:
    changes = all_deleted(items, now=LATER)

    assert [change.before for change in changes] == items[:4]
    assert all(change.after and change.after.is_deleted for change in changes)


def test_changes_made_together_lead_to_where_they_lead_one_by_one() -> None:
    rng = Random(12)  # noqa: S311 - repeatable, not secret
    annotations = notes(40)
    changes = []
    for item in rng.sample(annotations.items, 20):
        after = revise(item, now=LATER, body=Body(value=rng.choice(("甲", "乙"))))
        # Of some, another device was faster.
        before = rng.choice((item, revise(item, now=TIME, body=Body(value="丙"))))
        changes.append(Change(before, rng.choice((after, deleted(item, now=LATER)))))
    changes += [Change(None, an_annotation(number)) for number in (99, 41)]

    one_by_one = annotations
    for change in changes:
        one_by_one = apply(one_by_one, change)

    assert apply_all(annotations, changes) == one_by_one
    assert apply_all(a_set(), changes[:1]) == apply(a_set(), changes[0])

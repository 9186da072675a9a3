from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.overlays.repair_decisions import (
    Decision,
    decided,
    decision_on,
    decision_on_all,
    decisions_on_group,
    from_value,
    from_values,
    key_of,
    to_record,
    with_decisions,
)
from reader.text.repair import Confidence, Repair

if TYPE_CHECKING:
    from typing import Any

REPAIR = Repair(
    rule="byte-shift",
    start=4,
    end=9,
    before="退谑謾C",
    after="他在手機",
    confidence=Confidence.LOW,
    alternatives=("她在手機",),
)
OTHER = Repair(
    rule="inline-pinyin",
    start=20,
    end=25,
    before="區(qū)",
    after="區",
    confidence=Confidence.HIGH,
)

decisions = st.builds(
    Decision,
    rule=st.sampled_from(["a", "b"]),
    start=st.integers(0, 5),
    end=st.integers(5, 9),
    before=st.text(max_size=3),
    after=st.text(max_size=3),
    applied=st.booleans(),
)


def test_a_refused_repair_is_not_applied() -> None:
    refusal = decision_on(REPAIR, applied=False)

    first, second = decided([REPAIR, OTHER], [refusal])

    assert not first.applied
    assert second == OTHER


def test_another_choice_is_shown_instead() -> None:
    (repair,) = decided([REPAIR], [decision_on(REPAIR, applied=True, after="她在手機")])

    assert (repair.after, repair.applied) == ("她在手機", True)
    assert repair.alternatives == ("他在手機",)


def test_the_last_decision_on_a_place_counts() -> None:
    no, yes = decision_on(REPAIR, applied=False), decision_on(REPAIR, applied=True)

    assert decided([REPAIR], [no, yes])[0].applied
    assert with_decisions([no], [yes]) == (yes,)


def test_one_decision_may_be_on_all_of_a_rule() -> None:
    none = decision_on_all("byte-shift", applied=False)

    first, second = decided([REPAIR, OTHER], [none])

    assert (first.applied, first.after) == (False, "他在手機")
    assert second == OTHER


def test_a_decision_on_a_place_counts_before_one_on_all() -> None:
    known = with_decisions((), [decision_on_all("byte-shift", applied=False)])
    known = with_decisions(known, [decision_on(REPAIR, applied=True, after="她在手機")])

    assert len(known) == 2
    assert decided([REPAIR], known)[0].after == "她在手機"


def test_a_later_decision_on_all_keeps_which_words_were_chosen() -> None:
    known = with_decisions((), [decision_on(REPAIR, applied=True, after="她在手機")])

    known = with_decisions(known, [decision_on_all("byte-shift", applied=False)])
    (refused,) = decided([REPAIR], known)
    known = with_decisions(known, [decision_on_all("byte-shift", applied=True)])
    (accepted,) = decided([REPAIR], known)

    assert (refused.applied, refused.after) == (False, "她在手機")
    assert (accepted.applied, accepted.after) == (True, "她在手機")


@pytest.mark.parametrize("applied", [True, False])
@pytest.mark.parametrize("certain", [0, 1, 4])
@pytest.mark.parametrize("doubtful", [1, 4])
def test_a_decision_on_a_group_leaves_the_others_of_its_rule(
    applied: bool, certain: int, doubtful: int
) -> None:
    grades = [Confidence.HIGH] * certain + [Confidence.LOW] * doubtful
    repairs = [
        REPAIR._replace(start=10 * n, end=10 * n + 5, confidence=grade, applied=n % 2 == 0)
        for n, grade in enumerate(grades)
    ]
    repairs.append(OTHER._replace(start=200, end=205))
    own = [decision_on(repair, applied=repair.applied) for repair in repairs[:-1]]

    new = decisions_on_group(repairs, REPAIR.rule, Confidence.LOW, applied=applied)

    after = decided(repairs, with_decisions(own, new))
    group = [repair for repair in after if repair.confidence is Confidence.LOW]
    assert [repair.applied for repair in group] == [applied] * doubtful
    assert [each for each in after if each not in group] == [
        each for each in repairs if each.confidence is Confidence.HIGH
    ]
    assert len(new) <= (certain + doubtful) / 2 + 1


def test_a_decision_on_a_group_keeps_which_words_were_chosen() -> None:
    repairs = decided([REPAIR], [decision_on(REPAIR, applied=True, after="她在手機")])
    likely = REPAIR._replace(start=30, end=35, confidence=Confidence.MEDIUM)

    new = decisions_on_group([*repairs, likely], REPAIR.rule, Confidence.LOW, applied=False)

    (after, _) = decided([REPAIR, likely], new)
    assert (after.after, after.applied) == ("她在手機", False)


def test_decisions_on_all_of_two_rules_are_two_records() -> None:
    both = [decision_on_all("byte-shift", applied=False), decision_on_all("widen", applied=True)]

    records = [to_record(decision) for decision in with_decisions((), both)]

    assert from_values(records) == tuple(both)
    assert len({key_of(record) for record in records}) == 2


def test_a_decision_about_other_text_has_no_effect() -> None:
    stale = Decision(rule="byte-shift", start=4, end=9, before="別的", after="", applied=False)

    assert decided([REPAIR], [stale]) == (REPAIR,)


@given(st.lists(decisions))
def test_records_keep_decisions(given_decisions: list[Decision]) -> None:
    records = [to_record(decision) for decision in given_decisions]

    assert [from_value(record) for record in records] == given_decisions
    assert from_values(records) == with_decisions((), given_decisions)


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {},
        {"rule": "x", "start": "0", "end": 1, "before": "", "after": "", "state": "applied"},
        {"rule": "x", "start": 0, "end": 1, "before": "", "after": "", "state": "pondered"},
        {"rule": "x", "start": 0, "end": 1, "before": "", "after": "", "state": "undone", "y": 1},
    ],
)
def test_what_is_no_decision_has_no_effect(record: Any) -> None:
    assert from_values([record]) == ()

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from reader.text.repair import apply_repairs, find_repairs

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "這(zhe)個(ge)系(xi)(xi)(xi)統(tong)的(de)用(yong)處很多"


def test_brackets_without_tones_are_offered_not_removed() -> None:
    text = SENTENCE * 4

    repairs = find_repairs(text)

    assert {repair.rule for repair in repairs} == {"toneless-pinyin"}
    assert ("系(xi)(xi)(xi)", "系") in {(repair.before, repair.after) for repair in repairs}
    assert all(text[repair.start : repair.end] == repair.before for repair in repairs)
    assert apply_repairs(text, repairs)[0] == text


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("too few", SENTENCE * 2),
        ("none is repeated", SENTENCE.replace("(xi)(xi)(xi)", "(xi)") * 6),
        ("too many are no syllables", (SENTENCE + "我們(we)") * 6),
        ("not after Chinese", "a(xi)(xi)b(de)" * 20),
    ],
)
def test_other_brackets_are_left_alone(why: str, text: str) -> None:
    assert find_repairs(text) == (), why


def test_a_bracket_that_is_no_syllable_is_not_offered() -> None:
    repairs = find_repairs(SENTENCE * 20 + "我們(we)")

    assert "們" not in {repair.after for repair in repairs}


@pytest.mark.parametrize("unit", ["(xi)", "系(xi)", "(xi", "系(xi)(xi)"])
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    find_repairs("系" + unit * 50_000)

    # Measured at 0.2 s at most.
    assert time.process_time() - started < 2


def test_a_real_page_of_this_kind_is_offered_for_repair(shared_data: Path) -> None:
    text = (shared_data / "artefacts" / "28_cems_toneless.txt").read_text("utf-8")

    repairs = find_repairs(text)

    assert len(repairs) > 40
    assert not any(repair.applied for repair in repairs)

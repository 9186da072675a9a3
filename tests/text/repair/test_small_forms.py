from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from reader.text.repair import apply_repairs, find_repairs, small_forms

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "他說﹕「清晨下了雨﹐又停了﹔你呢﹖」甲﹑乙都笑了﹗"


def test_the_usual_forms_are_offered() -> None:
    repairs = find_repairs(TEXT)

    assert {repair.rule for repair in repairs} == {"small-forms"}
    assert [r.before + r.after for r in repairs] == ["﹕：", "﹐，", "﹔；", "﹖？", "﹑、", "﹗！"]
    assert not any(repair.applied for repair in repairs)
    assert apply_repairs(TEXT, repairs) == (TEXT, apply_repairs(TEXT, ())[1])


@pytest.mark.parametrize(
    "text", ["﹐﹑﹔﹕﹖﹗", "﹐ ﹑ ﹔ ﹕ ﹖", "a﹐b﹐c﹐d﹐", "只有一個﹐。", "清晨，下了雨。"]
)
def test_tables_and_single_ones_are_left_alone(text: str) -> None:
    assert list(small_forms.find(text)) == []


def test_a_long_text_takes_linear_time() -> None:
    started = time.process_time()
    small_forms.find("清晨﹐" * 300_000)

    # Measured at 0.6 s.
    assert time.process_time() - started < 5


def test_a_real_text_is_shown_as_it_is(shared_data: Path) -> None:
    text = (shared_data / "articles" / "ah-q.txt").read_text("utf-8")
    repairs = small_forms.find(text)

    assert len(repairs) > 1900
    assert apply_repairs(text, repairs)[0] == text

from __future__ import annotations

import time

import pytest

from reader.text.repair import apply_repairs, nbsp


def repaired(text: str) -> str:
    return apply_repairs(text, nbsp.find(text))[0]


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("? ? ? ? 清晨下了雨。", "\xa0 \xa0 \xa0 \xa0 清晨下了雨。"),
        ("編號 ? ?三", "編號 \xa0 \xa0三"),
        ("第一段\n?\n第二段\n ? \n第三段", "第一段\n\xa0\n第二段\n \xa0 \n第三段"),
    ],
)
def test_rows_of_question_marks_become_spaces(damaged: str, clean: str) -> None:
    assert repaired(damaged) == clean


@pytest.mark.parametrize(
    "text",
    [
        "真的嗎? 我不信。 你呢 ? 好。",
        "他問:\n?\n沒有人回答。",
        "A 是什麼? B 是什麼? ?!",
        "見 https://example.org/? 一頁",
    ],
)
def test_questions_are_left_alone(text: str) -> None:
    assert not nbsp.find(text)


@pytest.mark.parametrize("unit", ["?", "? ", " ", "?\n", " ?"])
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    nbsp.find(unit * (200_000 // len(unit)))

    # Measured at 0.2 s at most.
    assert time.process_time() - started < 3

from __future__ import annotations

import re

import pytest

from reader.text.alignment import Order, Stage, convert
from reader.text.offsets import OffsetMap
from reader.text.segments import Segment

SEPARATORS = re.compile(r"\s+|．")


def replaced(text: str, *group: dict[str, str], order: Order = Order.LONGEST) -> str:
    return Stage(group, order, SEPARATORS).convert(text, {})[0]


@pytest.mark.parametrize(
    ("text", "group", "new"),
    [
        ("甲乙", [{"甲": "A", "乙": "B"}], "AB"),
        ("甲乙", [{"甲": "A C", "甲乙": "X Y"}], "X"),  # the first of several
        ("甲乙丙丁", [{"甲乙": "1", "乙丙丁": "2"}], "甲2"),  # the longest anywhere
        ("甲乙丙", [{"甲乙": "1", "乙丙": "2"}], "1丙"),  # of equals the leftmost
        ("甲乙丙丁戊", [{"甲乙": "1", "乙丙丁": "2", "丁戊": "3"}], "甲2戊"),
        ("甲乙丙", [{"甲乙": "1"}, {"乙丙": "2", "丙": "3"}], "13"),  # dictionary by dictionary
        ("甲乙丙", [{"乙": "1"}, {"甲乙丙": "2", "甲": "3"}], "31丙"),  # whatever the length
        ("甲乙", [{"甲": "12"}, {"乙": "3"}], "123"),
        ("甲．乙", [{"甲．乙": "1", "乙": "2"}], "甲．2"),  # not across a separator
        ("甲", [{"甲乙": "1"}], "甲"),
        ("", [{"甲": "1"}], ""),
    ],
)
def test_words_are_replaced_in_the_engines_order(
    text: str, group: list[dict[str, str]], new: str
) -> None:
    assert replaced(text, *group) == new


@pytest.mark.parametrize(
    ("text", "group", "new"),
    [
        ("甲乙丙丁", [{"甲乙": "1", "乙丙丁": "2"}], "1丙丁"),  # the leftmost, however short
        ("甲乙丙", [{"甲乙": "1", "甲乙丙": "2"}], "2"),  # the longest there
        ("甲乙丙丁戊", [{"甲乙": "1", "乙丙丁": "2", "丁戊": "3"}], "1丙3"),
        ("甲乙丙", [{"甲乙": "1"}, {"甲乙丙": "2", "丙": "3"}], "13"),  # an earlier dictionary's
        ("甲乙丙", [{"乙": "1"}, {"甲乙丙": "2", "甲": "3"}], "2"),  # what begins first
        ("甲乙", [{"甲": "A C", "甲乙": "X Y"}], "X"),
        ("甲．乙", [{"甲．乙": "1", "乙": "2"}], "甲．2"),
        ("", [{"甲": "1"}], ""),
    ],
)
def test_words_are_replaced_from_left_to_right(
    text: str, group: list[dict[str, str]], new: str
) -> None:
    assert replaced(text, *group, order=Order.LEFTMOST) == new


def test_without_separators_a_word_may_hold_anything() -> None:
    stage = Stage([{"甲．乙": "1", "乙": "2"}], Order.LEFTMOST)

    assert stage.convert("甲．乙", {})[0] == "1"


def test_only_words_that_differ_by_the_character_are_segments() -> None:
    stage = Stage([{"甲乙": "子丑", "丙丁": "寅卯", "戊": "1 2", "己": "34"}], Order.LONGEST)
    alike = {ord("子"): ord("甲"), ord("丑"): ord("乙")}

    text, offsets = stage.convert("甲乙丙丁戊己", alike)

    assert text == "子丑寅卯134"
    assert offsets == OffsetMap(6, 7, [Segment(2, 4, 2, 4), Segment(5, 6, 5, 7)])


def test_each_stage_starts_from_the_result_of_the_one_before() -> None:
    stages = [
        Stage([{"甲": "乙", "丙丙": "丁"}], Order.LONGEST),
        Stage([{"乙丁": "戊己庚"}], Order.LONGEST),
    ]

    assert convert("甲丙丙辛", stages, {}) == (
        "戊己庚辛",
        OffsetMap(4, 4, [Segment(0, 3, 0, 3)]),
    )

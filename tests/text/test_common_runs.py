from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.common_runs import Run, common_runs, common_subsequence

SHORT = st.text("甲乙丙丁。", max_size=40)


def common(first: str, second: str) -> str:
    """Returns what is in both, and holds that it is, in order and without overlaps."""
    runs = common_runs(first, second)
    a = b = 0
    for run in runs:
        assert run.length > 0
        assert a <= run.first
        assert b <= run.second
        a, b = run.first + run.length, run.second + run.length
        assert first[run.first : a] == second[run.second : b]
    return "".join(first[run.first : run.first + run.length] for run in runs)


def a_text(size: int, seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311
    return "".join(chr(0x4E00 + int(chance.expovariate(1 / 300))) for _ in range(size))


@given(SHORT, SHORT)
def test_runs_are_in_both_in_order(first: str, second: str) -> None:
    common(first, second)


@given(SHORT, SHORT)
def test_common_subsequence_is_a_longest_one(first: str, second: str) -> None:
    lengths = [0] * (len(second) + 1)
    for one in first:
        row = [0]
        for index, other in enumerate(second):
            row.append(lengths[index] + 1 if one == other else max(lengths[index + 1], row[index]))
        lengths = row

    assert sum(run.length for run in common_subsequence(first, second)) == lengths[-1]


@given(st.text(max_size=60))
def test_a_text_has_all_in_common_with_itself(text: str) -> None:
    assert common(text, text) == text


@pytest.mark.parametrize("size", [200, 5_000, 100_000])
def test_changed_characters_alone_are_not_in_both(size: int) -> None:
    text = a_text(size, 1)
    places = range(7, size, 53)
    changed = "".join("\uac00" if index in places else each for index, each in enumerate(text))

    assert len(common(text, changed)) >= size - len(places) - 4


@pytest.mark.parametrize("size", [200, 5_000, 100_000])
def test_what_was_put_in_or_left_out_is_in_one(size: int) -> None:
    text, new = a_text(size, 1), a_text(90, 2)
    third = size // 3

    assert common(text, text[:third] + new + text[third:]) == text
    assert common(text, text[:third] + text[third + 50 :]) == text[:third] + text[third + 50 :]


def test_texts_about_something_else_have_nothing_in_common() -> None:
    assert common_runs(a_text(3_000, 1), a_text(3_000, 2)) == []
    assert common_runs("", "甲") == []


def test_of_what_stands_twice_the_one_in_its_place_is_meant() -> None:
    refrain = a_text(40, 9)
    parts = [a_text(200, seed) for seed in range(3)]
    before = refrain.join(parts)
    after = parts[0] + parts[1] + refrain + parts[2]

    assert common_runs(before, after) == [Run(0, 0, 200), Run(240, 200, 440)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("哈" * 300_000, "哈呵" * 150_000),
        ("哈呵" * 150_000, "呵哈呵" * 100_000),
        (a_text(300_000, 1), a_text(300_000, 2)),
        (a_text(300_000, 1), a_text(300_000, 1)[::-1]),
        (a_text(300_000, 1), a_text(150_000, 3) + a_text(300_000, 1)),
    ],
    ids=["repeating", "repeating out of step", "unrelated", "backwards", "behind another"],
)
def test_no_texts_take_long(first: str, second: str) -> None:
    started = time.process_time()

    common(first, second)

    assert time.process_time() - started < 8  # each measures below 1.5

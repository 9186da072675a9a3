"""Steps on disk: bounds, and files that are none of ours."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reader.annotation.changes import Change, deleted, revise
from reader.annotation.model import Body
from reader.annotation.steps import Step, Steps
from reader.document.model import BlockKind
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import decision_on_all
from reader.document.overlays.role_corrections import Correction
from reader.storage import kept_steps
from reader.storage.kept_steps import DamagedStepsError, load_steps, save_steps
from reader.text.offsets import TextRange
from tests.support.made_sets import TIME, a_set, an_annotation

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = a_set().about
FIRST = an_annotation(0)
HEADING = Correction(range=TextRange(0, 2), kind=BlockKind.HEADING, level=1)


def colored(number: int, note: str = "") -> Step:
    before = an_annotation(number, note)
    after = revise(before, now=TIME, body=replace(before.body or Body(), color="pink"))
    return Step(f"step {number}", (Change(before, after),))


EVERY = Steps(
    (
        Step("mark", (Change(None, FIRST),)),
        Step("delete two", tuple(Change(each, deleted(each, now=TIME)) for each in (FIRST,) * 2)),
    ),
    (
        Step(
            "decide",
            overlays=(
                Overlays(color_names=(("blue", "疑"),)),
                Overlays(
                    decisions=(decision_on_all("rule", applied=False),),
                    corrections=(
                        Correction(range=TextRange(0, 2), kind=BlockKind.HEADING, level=1),
                    ),
                    refused=frozenset(("算法",)),
                ),
            ),
        ),
    ),
)


def bare(steps: Steps) -> list[Any]:
    """Return what counts of steps; histories are not kept."""
    return [
        (
            step.text,
            step.overlays,
            [(each.before, each.after and each.after.body) for each in step.changes],
        )
        for step in (*steps.done, *steps.undone)
    ]


def texts(steps: Steps) -> tuple[list[str], list[str]]:
    return [step.text for step in steps.done], [step.text for step in steps.undone]


def test_steps_come_back(tmp_path: Path) -> None:
    save_steps(tmp_path / "a", ABOUT, EVERY)

    assert bare(load_steps(tmp_path / "a", ABOUT)) == bare(EVERY)


def test_where_nothing_was_kept_there_is_nothing(tmp_path: Path) -> None:
    assert load_steps(tmp_path / "none", ABOUT) == Steps()
    save_steps(tmp_path / "a", ABOUT, EVERY)
    save_steps(tmp_path / "a", ABOUT, Steps())
    assert not (tmp_path / "a").exists()


def test_steps_of_another_encoding_do_not_count(tmp_path: Path) -> None:
    save_steps(tmp_path / "a", ABOUT, EVERY)

    assert load_steps(tmp_path / "a", replace(ABOUT, encoding="big5")) == Steps()


def test_the_nearest_steps_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_steps, "MOST", 3)
    done, undone = tuple(map(colored, range(4))), tuple(map(colored, range(4, 8)))

    save_steps(tmp_path / "a", ABOUT, Steps(done[:2], undone))
    assert texts(load_steps(tmp_path / "a", ABOUT)) == (["step 0", "step 1"], ["step 4"])
    save_steps(tmp_path / "a", ABOUT, Steps(done, undone))
    assert texts(load_steps(tmp_path / "a", ABOUT)) == (["step 1", "step 2", "step 3"], [])


def test_a_step_without_room_ends_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_steps, "LARGEST", 3000)

    save_steps(tmp_path / "a", ABOUT, Steps((colored(0), colored(1, "長" * 3000), colored(2))))

    assert texts(load_steps(tmp_path / "a", ABOUT)) == (["step 2"], [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"form"',
        b"\xff\xfe",
        b'{"form": 1}',
        b'{"form": 2, "source": "", "encoding": "utf-8", "done": [], "undone": []}',
        b'{"form": 1, "source": "sha256:0", "encoding": "utf-8", "done": [], "undone": []}',
        b"[" * 100_000,
    ],
)
def test_what_holds_no_steps_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)

    with pytest.raises(DamagedStepsError):
        load_steps(tmp_path / "a", ABOUT)


def test_a_folder_in_the_place_of_steps_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(DamagedStepsError):
        load_steps(tmp_path / "a", ABOUT)


@pytest.mark.parametrize("value", [None, 7, "舊", [], {}, [[1, 2]], [None, None], 10**30])
def test_other_values_are_refused_or_do_no_harm(tmp_path: Path, value: object) -> None:
    save_steps(tmp_path / "a", ABOUT, EVERY)
    text = (tmp_path / "a").read_text(encoding="utf-8")
    places = _places(json.loads(text))
    assert len(places) > 50

    for place in places:
        record = inner = json.loads(text)
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = value
        (tmp_path / "a").write_text(json.dumps(record), encoding="utf-8")
        try:
            steps = load_steps(tmp_path / "a", ABOUT)
        except DamagedStepsError:
            continue
        assert isinstance(steps, Steps)
        save_steps(tmp_path / "b", ABOUT, steps)


def _places(value: Any) -> list[list[Any]]:
    """Return the ways to all values inside one."""
    keys = value if isinstance(value, dict) else range(len(value))
    ways: list[list[Any]] = []
    for key in keys:
        ways.append([key])
        if isinstance(value[key], dict | list):
            ways += ([key, *way] for way in _places(value[key]))
    return ways

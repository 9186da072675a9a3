"""After any command, page, panel and file have the same marks, and those that a model expects."""

from __future__ import annotations

from reader.text.offsets import TextRange
from tests.drills.command_model import Before, Known, Look, faults
from tests.support.run_python import run_python

STEPS, SEED = 150, 4
MARK = Look(3, 7, "blue", "solid", "")


def test_commands_at_random_leave_all_that_shows_marks_in_step() -> None:
    done = run_python("-m", "tests.drills.commands", str(STEPS), "--seed", str(SEED))

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_model_notices_what_a_command_must_not_do() -> None:
    state = {"1": MARK}
    before = Before("article", state, "1", None, active_is_meant=True)
    selected = before._replace(selected=TextRange(1, 2), active_is_meant=False)
    known = Known(state)
    green, moved = MARK._replace(color="green"), MARK._replace(start=2)

    def told(name: str, after: dict[str, Look], when: Before = before) -> bool:
        return bool(list(faults(name, when, after, known)))

    assert told("next-theme", {})
    assert told("vertical", {"1": green})
    assert told("color-pink", {"1": green})
    assert not told("color-green", {"1": green})
    assert told("color-green", {"1": green}, selected)
    assert not told("color-green", {**state, "2": Look(1, 2, "green", "wavy", "")}, selected)
    assert told("style-wavy", {**state, "2": Look(1, 3, "green", "wavy", "")}, selected)
    assert told("delete", state)
    assert not told("delete", {})
    assert told("undo", {"1": green})
    assert not told("start-back-by-word", {"1": moved})
    assert told("start-back-by-word", {"1": green})
    assert told("encoding-hz", {})
    assert not told("encoding-hz", {"1": moved})

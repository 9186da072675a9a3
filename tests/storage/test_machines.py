from __future__ import annotations

from tests.machines import play


def test_no_note_is_lost_between_three_machines() -> None:
    play(runs=12)

"""Clocks that say what is in no calendar, or in another century."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from reader import clock
from reader.annotation.changes import new_id
from reader.cli import main
from reader.clock import utc_now

if TYPE_CHECKING:
    from pathlib import Path

YEAR_10000 = 253_402_300_800
CLOCKS = {
    "never set": 0,
    "a second before that": -1,
    "1900": -2_208_988_800,
    "the first day there is": -62_135_596_800,
    "before the first day": -62_135_596_801,
    "year 2500": 16_725_225_600,
    "the last day there is": YEAR_10000 - 1,
    "year 10000": YEAR_10000,
    "more than numbers hold": 2**63,
    "less than numbers hold": -(2**63) - 1,
}


@pytest.fixture(params=CLOCKS.values(), ids=CLOCKS)
def seconds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Seconds since 1970, which all that asks for the time is told."""
    said: int = request.param

    class Calendar(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return cls.fromtimestamp(said, tz)

    def nanoseconds() -> int:
        if abs(said) > 2**63 / 10**9:  # as of Python 3.11 on Linux
            raise OverflowError("timestamp too large")
        return said * 10**9

    monkeypatch.setattr(clock, "datetime", Calendar)
    monkeypatch.setattr(time, "time_ns", nanoseconds)
    return said


def test_there_is_always_a_time(seconds: int) -> None:
    now = utc_now()

    assert now.tzinfo is UTC
    for zone in range(-23, 24):
        now.astimezone(datetime.strptime(f"{zone:+03}00", "%z").tzinfo)
    assert len({new_id() for _ in range(100)}) == 100


def test_notes_are_made_whatever_the_clock_says(
    seconds: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("燈下翻書，夜讀不倦。\n", encoding="utf-8")
    library = ["--library", str(tmp_path / "library")]
    notes = ["notes", str(article), "--format", "json", *library]

    for word in ("翻書", "夜讀"):
        assert main(["annotate", str(article), "--quote", word, "--note", word, *library]) == 0
    assert main(["check", "--repair", *library]) == 0
    capsys.readouterr()
    assert main(notes) == 0

    said = json.loads(capsys.readouterr().out)
    assert {"翻書", "夜讀"} <= set(json.dumps(said, ensure_ascii=False).split('"'))


def test_the_usual_clock_is_believed() -> None:
    assert abs((utc_now() - datetime.now(UTC)).total_seconds()) < 60

"""Windows, articles and sizes of letters leave nothing behind in the memory of a process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
MOST_MEGABYTES = 10


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_closed_windows_and_articles_leave_nothing_in_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.memory_growth"],
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    grown = dict(line.split("\t") for line in done.stdout.splitlines())
    assert grown.keys() == {"30 windows", "100 articles", "26 sizes"}
    assert {what: each for what, each in grown.items() if float(each) >= MOST_MEGABYTES} == {}

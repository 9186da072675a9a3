"""A short walk at random through the window; `python3 -m tests.walk` is the long one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
ACTIONS = 150
SEED = 3


@pytest.mark.skipif(sys.platform != "linux", reason="what a process takes is read from /proc")
def test_a_short_walk_finds_nothing_wrong() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.walk", str(ACTIONS), "--seed", str(SEED)],
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr

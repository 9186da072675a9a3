"""Calls into Qt that return nothing must be possible for as long as the program runs.

PySide6 6.12.0 below Python 3.12 loses a reference to the constant that each of them returns, and
aborts the process after some thousands; pyproject.toml excludes it.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.patience import LONGEST_S

CALLS = 20_000

SCRIPT = f"""
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    changed = Signal(int)

sender = Sender()
received = []
sender.changed.connect(received.append)
for number in range({CALLS}):
    sender.setObjectName("name")
    sender.changed.emit(number)
assert received == list(range({CALLS}))
print("done")
"""


@pytest.mark.gui
def test_void_calls_and_emits_can_be_made_without_end() -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )

    assert (outcome.returncode, outcome.stdout) == (0, "done\n"), outcome.stderr

"""Python in a process of its own, for what a test looks at from outside."""

from __future__ import annotations

import subprocess
import sys

from tests.places import ROOT
from tests.support.patience import LONGEST_S


def run_python(*words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the folder of the project; return what it said and how it ended."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from tests.places import ROOT

_BLOCKS = 10_000
_BLOCK_BYTES = 10_000
_ALONE = f"""
from pathlib import Path
from reader.gc_pause import sweep

def resident_pages():
    return int(Path("/proc/self/statm").read_text().split()[1])

blocks = [bytes([1]) * {_BLOCK_BYTES} for _ in range({_BLOCKS})]
blocks[:-1] = []  # the last keeps the end of the heap where it is
before = resident_pages()
sweep()
print(before - resident_pages())
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="a matter of glibc",
)
def test_what_lies_free_below_something_used_is_given_back_to_the_system() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ALONE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0.9 * _BLOCKS * _BLOCK_BYTES / os.sysconf("SC_PAGE_SIZE")

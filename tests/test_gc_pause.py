from __future__ import annotations

import ctypes
import os
import sys

import pytest

from tests.support.run_python import run_python

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
_MEGABYTE = 2**20
_KEPT_MEGABYTES = 24
"""What each thread makes and lets go of; so much that glibc keeps it for the thread's next objects,
as it has seen a larger one go."""
_IN_THREADS = f"""
from threading import Thread
from reader.gc_pause import share_one_heap, sweep
from tests.drills.memory_growth import own_megabytes

def make():
    bytearray(20 * {_MEGABYTE})
    pieces = [bytearray(b"x") * {_MEGABYTE} for _ in range({_KEPT_MEGABYTES})]

def make_in_threads(count):
    threads = [Thread(target=make) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sweep()
    return own_megabytes()

share_one_heap()
before = make_in_threads(1)
print(max(make_in_threads(3) for _ in range(5)) - before)
"""
_of_glibc = pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"),
    reason="a matter of glibc",
)


@_of_glibc
def test_what_lies_free_below_something_used_is_given_back_to_the_system() -> None:
    assert _printed(_ALONE) > 0.9 * _BLOCKS * _BLOCK_BYTES / os.sysconf("SC_PAGE_SIZE")


@_of_glibc
def test_what_threads_made_and_let_go_of_is_given_back_to_the_system() -> None:
    assert _printed(_IN_THREADS) < _KEPT_MEGABYTES / 4


@pytest.mark.parametrize(("blocks", "is_found"), [(10, True), (5_000, False)])
def test_circles_are_looked_for_only_among_so_many_pieces(blocks: int, is_found: bool) -> None:
    program = f"""
import gc, sys
from weakref import ref
from reader.gc_pause import spare, sweep

class Node: pass

circle = Node()
circle.itself = circle
gone = ref(circle)
spare()
del circle
most = sys.getallocatedblocks() + 1_000
pieces = [float(number) for number in range({blocks})]
sweep(most)
print(int(gone() is None))
"""

    assert _printed(program) == is_found


def _printed(program: str) -> float:
    """Return the number that a program prints which runs by itself."""
    done = run_python("-c", program)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)

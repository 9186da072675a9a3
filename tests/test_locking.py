from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reader.locking import held
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HOLDER = """
import pathlib, sys
import pytest

from reader.locking import held
with held(pathlib.Path(sys.argv[1]), on_wait=lambda: print("waiting")):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_second_process_waits_until_the_first_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    order = []
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "held\n"

        def on_wait() -> None:
            order.append("waited")
            holder.kill()

        with held(path, on_wait=on_wait):
            order.append("held")

    assert order == ["waited", "held"]


@pytest.mark.skipif(sys.platform == "win32", reason="there, locks are not inherited")
def test_process_that_inherits_the_lock_holds_it_when_the_first_has_let_go(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    order = []
    with held(path, on_wait=lambda: None) as lock:
        heir = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=(lock,))

    def on_wait() -> None:
        order.append("waited")
        heir.communicate()

    with held(path, on_wait=on_wait):
        order.append("held")

    assert order == ["waited", "held"]


def test_free_lock_is_taken_at_once_and_again(tmp_path: Path) -> None:
    waits = []

    for _ in range(2):
        with held(tmp_path / "lock", on_wait=lambda: waits.append(1)):
            pass

    assert waits == []


def test_folder_of_the_lock_is_made(tmp_path: Path) -> None:
    with held(tmp_path / "new" / "lock", on_wait=lambda: None):
        assert (tmp_path / "new" / "lock").exists()


def test_block_runs_where_the_lock_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = []

    with held(tmp_path / "file" / "lock", on_wait=lambda: None):
        ran.append(True)

    assert ran

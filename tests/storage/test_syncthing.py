"""The library on two devices that the real Syncthing connects, within this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 60


@pytest.fixture(scope="module")
def own_network() -> list[str]:
    """The beginning of a command that runs where there is no network but loopback."""
    for program in ("syncthing", "unshare"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    command = ["unshare", "--net", "--pid", "--fork", "--kill-child"]
    if os.geteuid() != 0:
        command.append("--map-root-user")
    tried = subprocess.run([*command, "true"], check=False, capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"no network of its own: {tried.stderr.strip()}")
    return command


def test_devices_that_were_apart_end_with_the_same(own_network: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [*own_network, sys.executable, "-m", "tests.drills.syncthing", str(tmp_path)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )

    assert done.returncode == 0, done.stderr

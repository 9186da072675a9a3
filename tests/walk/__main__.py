"""Walk at random through the real window: `python3 -m tests.walk [ACTIONS] [--seed N]`.

Several windows, odd files, second starts, other writers; whatever is typed or marked is remembered
and looked for on disk. The walk is done in a process of its own: how that ends, be it by a signal,
is told with the last actions and the seed that leads there again. It ends with 0 where nothing was
wrong. Memory that grows is a wrong too, as far as it is the process's own: the pages of a face that
lie in memory as they lie in its file are told, and not counted (`tests.drills.memory_growth`).
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from secrets import randbelow

from tests.places import ROOT

ACTIONS = 5_000
_LAST = 25
"""Actions told of where the process died."""
_SLOWEST_S = 2.0
"""For one action, on a machine that has much else to do; longer, the walk hangs."""


def main() -> int:
    """Walk, and print what was found."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.walk")
    parser.add_argument("actions", nargs="?", type=int, default=ACTIONS)
    parser.add_argument("--seed", type=int, default=randbelow(1_000_000))
    parser.add_argument("--screen", action="store_true", help="walk on the display there is")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quandian-walk-") as folder:
        code = _walk(chosen, Path(folder))
    _say(f"seed {chosen.seed}: {'nothing was wrong' if code == 0 else 'FAILED'}")
    return code


def _walk(chosen: argparse.Namespace, folder: Path) -> int:
    journal = folder / "journal"
    environ = {
        **os.environ,
        "LANGUAGE": "",
        "LC_ALL": "C.UTF-8",
        "QUANDIAN_NO_SETUP": "1",
        "PYTHONFAULTHANDLER": "1",
        "XDG_RUNTIME_DIR": str(folder / "run"),
        **{f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA")},
    }
    if not chosen.screen:
        environ["QT_QPA_PLATFORM"] = "offscreen"
    (folder / "run").mkdir(mode=0o700)
    command = [sys.executable, "-m", "tests.walk.walker", str(folder)]
    command += [str(chosen.actions), str(chosen.seed)]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environ,
            check=False,
            timeout=60 + _SLOWEST_S * chosen.actions,
        )
    except subprocess.TimeoutExpired:
        _say("The walk did not come to its end.")
        _tell_last_of(journal)
        return 1
    if done.returncode < 0:
        _say(f"The process was ended by {signal.Signals(-done.returncode).name}.")
    if done.returncode:
        _tell_last_of(journal)
    return 1 if done.returncode else 0


def _tell_last_of(journal: Path) -> None:
    if journal.exists():
        _say("The last actions:")
        _say("\n".join(journal.read_text("utf-8").splitlines()[-_LAST:]))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

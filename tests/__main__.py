"""Run every check: `python3 -m tests`. With arguments, run pytest alone with them.

Of tests that are much alike some are run then; `python3 -m tests tests` runs them all.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from reader import bootstrap
from tests.support.few import FEW

TOP = Path(__file__).resolve().parent.parent

_LINT_IMPORTS = (
    'from importlinter.cli import lint_imports_command; lint_imports_command(["--no-logo"])'
)
_CHECKS = {
    "Format (ruff format)": ["-m", "ruff", "format", "--check", "."],
    "Lint (ruff check)": ["-m", "ruff", "check", "."],
    "Types (mypy)": ["-m", "mypy"],
    "Layers (import-linter)": ["-c", _LINT_IMPORTS],
}
# One more than there are cores, as one always waits for a disk, a timer or another process.
_WORKERS = min(8, 1 + (os.cpu_count() or 1))
# Each worker goes through the files in order, for what a file prepares once is prepared by each
# worker that has a test of it; who has done takes half of what is left to another.
_ALL_TESTS = [f"--numprocesses={_WORKERS}", "--dist=worksteal", FEW]


def main(arguments: list[str]) -> int:
    """Return 0 where everything passed.

    All checks run at the same time, so that no core waits for another. What the tests say comes
    last whatever the others say, so that the last line is theirs.
    """
    if arguments:
        return subprocess.run(_pytest(arguments), cwd=TOP, env=_environ(), check=False).returncode
    checks = {name: _start([sys.executable, *command]) for name, command in _CHECKS.items()}
    color = ["--color=yes"] if sys.stdout.isatty() else []
    tests = _start(_pytest([*_ALL_TESTS, *color]))
    failed = [name for name, check in checks.items() if not _passes(name, check)]
    if failed:
        _say(f"FAILED so far: {', '.join(failed)}")
    tests_pass = _passes("Tests (pytest)", tests)
    return 0 if tests_pass and not failed else 1


def _pytest(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


def _environ() -> dict[str, str]:
    """Return ours, in which compiled modules are kept: the tests start the program very often."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, cwd=TOP, env=_environ(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _passes(name: str, check: subprocess.Popen[bytes]) -> bool:
    """Say what a check says, as it does, and return whether it passed."""
    _say(f"== {name}")
    assert isinstance(check.stdout, io.BufferedReader)
    while said := check.stdout.read1():
        sys.stdout.buffer.write(said)
        sys.stdout.buffer.flush()
    return check.wait() == 0


def _say(line: str) -> None:
    # Flushed, or it would come after what the checks themselves write.
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    bootstrap.prepare([], tests=True)
    sys.exit(main(sys.argv[1:]))

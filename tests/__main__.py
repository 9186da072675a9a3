"""Run every check: `python3 -m tests`. With arguments, run pytest alone with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reader import bootstrap

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
# Each file of tests goes whole to one worker: what it prepares once would be prepared by each.
_ALL_TESTS = ["-m", "pytest", "--numprocesses=auto", "--maxprocesses=8", "--dist=loadfile"]


def main(arguments: list[str]) -> int:
    """Return 0 where everything passed.

    The tests come last whatever the other checks say, so that the last line is theirs.
    """
    if arguments:
        return _python(["-m", "pytest", *arguments])
    failed = [name for name, command in _CHECKS.items() if not _passes(name, command)]
    if failed:
        _say(f"FAILED so far: {', '.join(failed)}")
    tests_pass = _passes("Tests (pytest)", _ALL_TESTS)
    return 0 if tests_pass and not failed else 1


def _passes(name: str, command: list[str]) -> bool:
    _say(f"== {name}")
    return _python(command) == 0


def _python(command: list[str]) -> int:
    return subprocess.run([sys.executable, *command], cwd=TOP, check=False).returncode


def _say(line: str) -> None:
    # Flushed, or it would come after what the checks themselves write.
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    bootstrap.prepare([], tests=True)
    sys.exit(main(sys.argv[1:]))

"""Make the private environment and install packages into it."""

from __future__ import annotations

import errno
import os
import re
import shlex
import shutil
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

from reader.bootstrap.wording import SetupError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.bootstrap.environment import Environment
    from reader.bootstrap.machine import Machine, Outcome

LOCK_NAME = "setup.lock"

_UNKNOWN_OPTION = "no such option: --python"
"""What pip says before 22.3, the first one that installs into another environment."""
_NO_SPACE = os.strerror(errno.ENOSPC)
_HAS_NO_BUILD = re.compile(r"No matching distribution found|is not a supported wheel on this")
_NO_CONNECTION = re.compile(r"Retrying|[Cc]onnection|TLS|SSL|[Tt]imed? ?out|resol(ve|ution)")
_PIP_VARIABLES = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_USER": "0",  # a person's configuration may send everything to the home folder
    "PYTHONUNBUFFERED": "1",  # so that its lines come while it works
}


def install(
    environment: Environment, wanted: Sequence[str], machine: Machine, lock: int | None
) -> None:
    """Install the requirements, into a new environment where there is none that can be completed.

    Args:
        environment: where to.
        wanted: the requirements.
        machine: what pip runs on.
        lock: the descriptor of the lock that is being held. Pip gets it too: were this process
            killed, pip would go on writing, and the next start has to wait for its end.

    Raises:
        SetupError: there is no pip, the folder cannot be written, or pip fails.
    """
    pip = _find_pip(machine)
    folder = Path(environment.folder)
    unfinished = Path(environment.unfinished)
    try:
        folder.mkdir(exist_ok=True)
        if (
            unfinished.exists()
            or environment.is_of_another_python()
            or not _runs_if_there(environment.python, machine)
        ):
            _clear(folder)
        unfinished.touch()
        if not Path(environment.python).exists():
            machine.say("making", folder=environment.folder)
            # Without pip: Debian's Python has none to give it. One from outside installs into it.
            venv.create(environment.folder, with_pip=False, symlinks=os.name != "nt")
    except OSError as error:
        reason = error.strerror or str(error)
        raise SetupError("no-environment", folder=environment.folder, reason=reason) from error
    machine.say("packages", names=", ".join(dict.fromkeys(map(_name, wanted))))
    outcome = machine.run(
        [*pip, "--python", environment.python, "install", "--progress-bar", "off", *wanted],
        environ=_PIP_VARIABLES,
        each_line=lambda line: _tell(machine, line),
        inherited=lock,
    )
    unfinished.unlink()  # pip undoes what it did where it fails
    if outcome.code != 0:
        raise _problem(environment, machine, outcome)


def _find_pip(machine: Machine) -> list[str]:
    """Return a command that runs pip: this interpreter's own, else its base interpreter's."""
    base = sys._base_executable  # type: ignore[attr-defined] # as the module venv finds it
    for python in (sys.executable, base):
        if machine.run([python, "-c", "import pip"]).code == 0:
            return [python, "-m", "pip"]
    raise SetupError("no-pip", python=sys.executable)


def _problem(environment: Environment, machine: Machine, outcome: Outcome) -> SetupError:
    """Return why pip failed, as far as what it wrote lets that be told."""
    reason, log = outcome.reason(), machine.log
    if _UNKNOWN_OPTION in outcome.output:
        return SetupError("old-pip", python=shlex.quote(sys.executable))
    if _NO_SPACE in outcome.output:
        return SetupError("no-space", folder=environment.folder, reason=reason, log=log)
    if _HAS_NO_BUILD.search(outcome.output) and not _NO_CONNECTION.search(outcome.output):
        return SetupError(
            "no-build", version=".".join(map(str, sys.version_info[:2])), reason=reason, log=log
        )
    return SetupError("no-packages", folder=environment.folder, reason=reason, log=log)


def _runs_if_there(python: str, machine: Machine) -> bool:
    """Say whether an interpreter runs; one that an upgrade took away leaves a link to nothing."""
    if not os.path.lexists(python):
        return True
    try:
        return machine.run([python, "-c", "pass"]).code == 0
    except OSError:
        return False


def _clear(folder: Path) -> None:
    """Empty the folder but for the lock that is being held."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != LOCK_NAME:
            path.unlink()


def _tell(machine: Machine, line: str) -> None:
    words = line.split()
    if words[:1] == ["Downloading"]:
        machine.say("downloading", file=" ".join(words[1:]))


def _name(requirement: str) -> str:
    return re.split(r"[\s<>=!;\[]", requirement, maxsplit=1)[0]

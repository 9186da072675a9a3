"""Set up what a start needs: the private environment, its packages, and Qt's part of the system."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from reader.bootstrap.machine import Machine
from reader.bootstrap.needs import QT, TESTS
from reader.bootstrap.packages import are_met, installed_versions, requirements
from reader.bootstrap.private import LOCK_NAME, install
from reader.bootstrap.qt import font_problem, make_qt_start
from reader.bootstrap.wording import SetupError, language_of
from reader.locking import held

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reader.bootstrap.environment import Environment

_LOG_NAME = "setup.log"


def has_everything(environment: Environment, needs: Collection[str]) -> bool:
    """Say whether this interpreter has the packages itself, as where the program is installed."""
    return are_met(_wanted(environment, needs), installed_versions(sys.path))


def set_up(environment: Environment, needs: frozenset[str], arguments: Sequence[str]) -> None:
    """Make the environment ready for `needs` on this machine, or end the process saying why not."""
    machine = Machine(
        language=language_of(arguments, os.environ),
        top=environment.top,
        log=os.path.join(environment.folder, _LOG_NAME),
    )
    try:
        make_ready(environment, needs, machine)
    except SetupError as error:
        machine.say(error.message, **error.values)
        sys.exit(1)
    except KeyboardInterrupt:
        machine.say("interrupted")
        sys.exit(1)


def make_ready(environment: Environment, needs: frozenset[str], machine: Machine) -> None:
    """Make the environment ready for `needs`, whatever state it was left in.

    Raises:
        SetupError: it cannot be done.
    """
    platforms = {need for need in needs if need.startswith(QT)}
    packages = needs - platforms
    lock = Path(environment.folder, LOCK_NAME)
    with held(lock, on_wait=lambda: machine.say("waiting")) as held_lock:
        if not packages <= environment.claims():
            install(environment, _wanted(environment, packages), machine, held_lock)
            environment.remember(packages)
        for platform in sorted(platforms - environment.claims()):
            name = platform.removeprefix(QT)
            if make_qt_start(machine, environment.python, name, held_lock):
                environment.remember({platform})
            elif TESTS in needs:  # whatever else draws says so itself
                problem = font_problem(machine)
                machine.say(problem.message, **problem.values)
    if needs <= environment.claims():
        machine.say("ready")


def _wanted(environment: Environment, needs: Collection[str]) -> list[str]:
    project = tomllib.loads(Path(environment.project_file).read_text(encoding="utf-8"))
    return requirements(project, needs)

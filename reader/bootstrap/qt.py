"""Qt's system libraries and a font for Chinese: tried out, and brought where that is allowed."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from reader.bootstrap.environment import Environment
from reader.bootstrap.libraries import PACKAGES, libraries_named
from reader.bootstrap.needs import OFFSCREEN
from reader.bootstrap.unpacking import unpack
from reader.bootstrap.wording import SetupError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.bootstrap.machine import Machine, Outcome

NO_CHINESE_FONT = 3
"""The exit code of `reader.gui.app.qt_probe` where all Chinese characters look alike in Qt."""

QT_PACKAGE = "PySide6-Essentials"
FONT_PACKAGE = "fonts-noto-cjk"
_FONT_LIBRARY = "libfontconfig.so.1"
_MARK_OF_DISPLAYS = "qt.qpa."
"""Begins what Qt's platforms say: that they reach no display, or that there is no such platform."""


def make_qt_start(machine: Machine, python: str, platform: str, lock: int | None = None) -> bool:
    """Make sure that Qt starts on the platform and draws Chinese.

    Qt is tried in a process of its own: where one of X11's libraries is missing it does not raise,
    it aborts.

    Args:
        machine: where it is to start.
        python: the interpreter that has it.
        platform: the platform it is to start on.
        lock: the descriptor of the lock that is being held.

    Returns:
        Whether there is a font for Chinese; without one the program runs, and boxes show.

    Raises:
        SetupError: Qt does not start, and we may not or cannot change that.
    """
    machine.say("checking")
    outcome = _probe(machine, python, platform)
    if not _starts(outcome):
        missing = _missing(machine, python, platform, outcome.output)
        packages = _packages_for(missing)
        if packages and _bring(machine, packages, lock):
            outcome = _probe(machine, python, platform)
            missing = _missing(machine, python, platform, outcome.output)
    if not _starts(outcome):
        raise _problem(machine, python, missing, outcome.reason())
    if outcome.code == NO_CHINESE_FONT and _bring_font(machine, lock):
        outcome = _probe(machine, python, platform)
    return outcome.code == 0


def qt_problem(machine: Machine, python: str, platform: str, reason: str) -> SetupError:
    """Return why Qt does not start, and what to do about it.

    Args:
        machine: where it does not.
        python: the interpreter that has it.
        platform: the platform it was to start on.
        reason: what Qt, or Python's import of it, said.
    """
    return _problem(machine, python, _missing(machine, python, platform, reason), reason)


def package_problem(machine: Machine, python: str, package: str, reason: str) -> SetupError:
    """Return what to do about a package that is not there as a whole."""
    private = Environment(machine.top)
    if python == private.python:
        return SetupError("broken-environment", reason=reason, folder=private.folder)
    command = [python, "-m", "pip", "install", "--force-reinstall", package]
    return SetupError("no-package", reason=reason, command=shlex.join(command))


def font_problem(machine: Machine) -> SetupError:
    """Return what to do about a font for Chinese."""
    if machine.has_apt:
        return SetupError("need-font", command=_command_for_people(machine, [FONT_PACKAGE]))
    return SetupError("need-any-font")


def _probe(machine: Machine, python: str, platform: str) -> Outcome:
    environ = _variables(machine)
    if platform == OFFSCREEN:
        environ["QT_QPA_PLATFORM"] = platform
    return machine.run([python, "-m", "reader.gui.app.qt_probe"], environ=environ)


def _variables(machine: Machine) -> dict[str, str]:
    return Environment(machine.top).variables(os.environ)


def _starts(outcome: Outcome) -> bool:
    return outcome.code in {0, NO_CHINESE_FONT}


def _missing(machine: Machine, python: str, platform: str, said: str) -> list[str]:
    """Return the libraries that are missing; the linker tells all of them, Python's import one."""
    found = machine.missing_libraries(python, platform, _variables(machine))
    return found or libraries_named(said)


def _problem(machine: Machine, python: str, missing: Sequence[str], reason: str) -> SetupError:
    libraries, packages = ", ".join(missing), _packages_for(missing)
    if packages and machine.has_apt:
        command = _command_for_people(machine, packages)
        return SetupError("need-system", libraries=libraries, command=command)
    if missing:
        return SetupError("need-libraries", libraries=libraries)
    if reason.startswith(_MARK_OF_DISPLAYS):
        return SetupError("no-display", reason=reason.strip().removesuffix("."))
    return package_problem(machine, python, QT_PACKAGE, reason)


def _packages_for(missing: Sequence[str]) -> list[str]:
    packages = sorted({PACKAGES[one] for one in missing if one in PACKAGES})
    if _FONT_LIBRARY in missing:  # then nothing has brought fonts either: one command, not two
        packages.append(FONT_PACKAGE)
    return packages


def _bring(machine: Machine, packages: Sequence[str], lock: int | None) -> bool:
    """Install packages, or unpack them; say whether that changed anything.

    Raises:
        SetupError: they are to be installed, and apt fails.
    """
    if machine.may_install:
        _install(machine, packages)
        return True
    return machine.may_unpack and unpack(Environment(machine.top), packages, machine, lock)


def _bring_font(machine: Machine, lock: int | None) -> bool:
    """Do the same with a font, without which the program still runs."""
    try:
        return _bring(machine, [FONT_PACKAGE], lock)
    except SetupError:
        return False


def _install(machine: Machine, packages: Sequence[str]) -> None:
    outcome = _apt_install(machine, packages)
    if outcome.code != 0:
        command = _command_for_people(machine, packages)
        raise SetupError("no-system", reason=outcome.reason(), command=command)


def _apt_install(machine: Machine, packages: Sequence[str]) -> Outcome:
    update, install = _apt_commands(packages)
    machine.say("system", command=f"{shlex.join(update)}; {shlex.join(install)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    machine.run(update, environ=quiet)
    return machine.run(install, environ=quiet)


def _command_for_people(machine: Machine, packages: Sequence[str]) -> str:
    """Return the command to type, by means that the machine has: root alone may run it.

    It goes on where the lists cannot be updated: older ones may still do.
    """
    commands = [shlex.join(command) for command in _apt_commands(packages)]
    if machine.is_root:
        return "; ".join(commands)
    if machine.has_sudo:
        return "; ".join(f"sudo {command}" for command in commands)
    return f"su -c {shlex.quote('; '.join(commands))}"


def _apt_commands(packages: Sequence[str]) -> tuple[list[str], list[str]]:
    return ["apt-get", "update"], ["apt-get", "install", "-y", *packages]

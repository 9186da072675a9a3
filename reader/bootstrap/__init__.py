"""Make the program startable on a machine that has only Python and pip.

Standard library only. This module, `needs` and `environment` are loaded at every start, and a start
that finds all in order must not be felt: what is slow to import (pathlib, dataclasses, tomllib,
subprocess) is for `setup`, loaded when there is something to do.
"""

from __future__ import annotations

import os
import sys

from reader.bootstrap.environment import TOP, Environment
from reader.bootstrap.needs import needs_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import NoReturn

NO_SETUP_VARIABLE = "QUANDIAN_NO_SETUP"
_MENDED_VARIABLE = "QUANDIAN_MENDED"
"""Set once an environment was given up, so that this is not done over and over."""
_NO_LIBRARY = "cannot open shared object file"
"""Part of what the dynamic linker says."""

_OLDEST_PYTHON = (3, 11)


def prepare(
    arguments: Sequence[str],
    *,
    tests: bool = False,
    answer: Callable[[Sequence[str]], int | None] | None = None,
) -> None:
    """Return when this interpreter can run the program; else start it again in one that can.

    What is missing is installed first, with words about it on standard error. Standard output
    stays clean: the output of commands is read by other programs. Where setting up fails, the
    process ends with 1 after one sentence. $QUANDIAN_NO_SETUP turns all of this off.

    Args:
        arguments: the command line without the program's name.
        tests: the packages of the tests are needed too.
        answer: asked before anything is installed; where it returns an exit code, the command line
            was no more than a question, or wrong, and the process ends with that.
    """
    if os.environ.get(NO_SETUP_VARIABLE):
        return
    if sys.version_info < _OLDEST_PYTHON:
        sys.exit("Quandian needs Python 3.11 or newer: start it with a newer python3.")
    environment = Environment(TOP)
    needs = needs_of(arguments, os.environ, tests=tests)
    if not needs <= environment.claims():
        try:
            from reader.bootstrap.setup import has_everything, set_up
        except ModuleNotFoundError as error:
            _end_without(error)
        if not environment.is_running() and has_everything(environment, needs):
            return
        if answer is not None and (code := answer(arguments)) is not None:
            sys.exit(code)
        set_up(environment, needs, arguments)
    variables = environment.variables(os.environ)
    if variables or not environment.is_running():
        _start_again(environment.python, {**variables, NO_SETUP_VARIABLE: "1"})


def mend(error: ImportError) -> None:
    """Set up once more and start again, where something is gone that was there once.

    Where a package is missing from the private environment, that is made again; where a library is
    missing, it is looked for as at the first start. Returns where neither is the reason of the
    error, or it was tried already. A start that finds all in order pays nothing for this: that
    something is there is found out by importing it.
    """
    environment = Environment(TOP)
    if os.environ.get(_MENDED_VARIABLE) or not environment.is_running():
        return
    try:
        if _lacks_package(error):
            environment.forget()
        elif _NO_LIBRARY in str(error):
            environment.forget_system()
            _leave(environment.system)
        else:
            return
    except OSError:  # in a folder of another user
        return
    os.environ.pop(NO_SETUP_VARIABLE, None)
    base = sys._base_executable  # type: ignore[attr-defined] # as the module venv finds it
    _start_again(base, {_MENDED_VARIABLE: "1"})


def _lacks_package(error: ImportError) -> bool:
    package = (error.name or "reader").partition(".")[0]
    is_ours = package == "reader" or package in sys.stdlib_module_names
    return isinstance(error, ModuleNotFoundError) and not is_ours


def _leave(folder: str) -> None:
    """Take what leads into the folder out of the variables: all in it will be made again."""
    for name, value in list(os.environ.items()):
        paths = value.split(os.pathsep)
        outside = [path for path in paths if not path.startswith(folder + os.sep)]
        if not outside:
            del os.environ[name]
        elif outside != paths:
            os.environ[name] = os.pathsep.join(outside)


def _end_without(error: ModuleNotFoundError) -> NoReturn:
    """End where a system has cut the standard library in pieces and has not installed all."""
    if error.name not in sys.stdlib_module_names:
        raise error
    sys.exit(
        f"Quandian needs all of Python's standard library, and {error.name} is missing:"
        " install your system's whole Python (on Debian: python3, python3-venv and python3-pip)."
    )


def _start_again(python: str, variables: Mapping[str, str]) -> None:
    """Run the same command line with another interpreter, and with variables, as this process."""
    command = [python, *sys.orig_argv[1:]]
    environ = {**os.environ, **variables}
    if sys.platform == "win32":
        # There, exec starts a second process and gives the prompt back before that one has ended.
        import subprocess

        sys.exit(subprocess.run(command, env=environ, check=False).returncode)
    os.execve(python, command, environ)

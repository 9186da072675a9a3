"""A machine of which nothing is real but the folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.bootstrap.environment import Environment
from reader.bootstrap.libraries import PACKAGES
from reader.bootstrap.machine import Machine, Outcome
from reader.bootstrap.qt import FONT_PACKAGE, NO_CHINESE_FONT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TOP = Path(__file__).resolve().parent.parent.parent
ABORTED = -6


class FakeMachine(Machine):
    """Behaves as a machine would on which these libraries and fonts are absent.

    Attributes:
        missing: libraries that Qt needs and the system lacks; apt brings those with a package.
        commands: what was run, pip's and apt's command lines.
        said: the messages, in order.
        during_pip: called while pip is at work.
    """

    def __init__(self, top: str) -> None:
        super().__init__(language="en", top=top, log=str(Path(top) / "setup.log"))
        self.has_apt = True
        self.has_sudo = True
        self.is_root = False
        self.leaves_apt = False
        self.has_ldd = True
        self.has_pip = True
        self.has_font = True
        self.pip_error = ""
        self.apt_error = ""
        self.qt_error = ""
        self.missing: list[str] = []
        self.commands: list[str] = []
        self.said: list[str] = []
        self.during_pip: Callable[[], None] = lambda: None

    def say(self, message: str, **values: str) -> None:
        self.said.append(message)
        super().say(message, **values)

    def run(
        self,
        command: Sequence[str],
        *,
        environ: Mapping[str, str] | None = None,
        each_line: Callable[[str], None] | None = None,
        inherited: int | None = None,
    ) -> Outcome:
        if "reader.gui.probe" in command:
            return self._probe()
        if command[-1] == "pass":
            return super().run(command)
        if command[-1] == "import pip":
            return Outcome(code=0 if self.has_pip else 1)
        self.commands.append(" ".join(command))
        if command[0] == "apt-get":
            return self._apt(command)
        self.during_pip()
        if self.pip_error:
            return Outcome(code=1, output=self.pip_error)
        if each_line is not None:
            each_line("  Downloading something-1.0-py3-none-any.whl (1 kB)\n")
        return Outcome(code=0)

    def missing_libraries(self, python: str, platform: str) -> list[str]:
        return self.missing if self.has_ldd else []

    def _probe(self) -> Outcome:
        if self.missing and not self.qt_error:
            said = f"{self.missing[0]}: cannot open shared object file: No such file or directory"
            return Outcome(code=1, output=f"ImportError: {said}\n")
        if self.qt_error:
            return Outcome(code=ABORTED, output=self.qt_error)
        return Outcome(code=0 if self.has_font else NO_CHINESE_FONT)

    def _apt(self, command: Sequence[str]) -> Outcome:
        if self.apt_error:
            return Outcome(code=100, output=self.apt_error)
        self.missing = [one for one in self.missing if PACKAGES.get(one) not in command]
        self.has_font |= FONT_PACKAGE in command
        return Outcome(code=0)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """The private environment, not made yet, of a checkout that is empty but for pyproject.toml."""
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    return Environment(str(tmp_path))


@pytest.fixture
def machine(environment: Environment) -> FakeMachine:
    return FakeMachine(environment.top)

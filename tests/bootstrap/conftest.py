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
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ABORTED = -6
LIBRARIES = Path("usr/lib/x86_64-linux-gnu")
FONT_FILE = Path("usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
"""Both within the folder that packages are unpacked into."""


class FakeMachine(Machine):
    """Behaves as a machine would on which these libraries and fonts are absent.

    Attributes:
        missing: libraries that Qt needs and the system lacks; apt brings those with a package.
        has_lists: whether apt knows its packages before it is told to update.
        archives_needed: the names of those that come with each one that is asked for.
        commands: what was run: pip's, apt's and dpkg-deb's command lines, without apt's settings.
        settings: those of apt, of its last command.
        said: the messages, in order.
        during_pip: called while pip is at work.
        during_unpacking: called when an archive was unpacked.
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
        self.has_lists = True
        self.archives_needed: list[str] = []
        self.settings: dict[str, str] = {}
        self.missing: list[str] = []
        self.commands: list[str] = []
        self.said: list[str] = []
        self.during_pip: Callable[[], None] = lambda: None
        self.during_unpacking: Callable[[], None] = lambda: None

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
        if "reader.gui.app.qt_probe" in command:
            return self._probe(environ or {})
        if command[-1] == "pass":
            return super().run(command)
        if command[-1] == "import pip":
            return Outcome(code=0 if self.has_pip else 1)
        if command[0] == "apt-get":
            return self._apt(self._without_settings(command))
        if command[0] == "dpkg-deb":
            return self._extract(*map(Path, command[-2:]))
        self.commands.append(" ".join(command))
        self.during_pip()
        if self.pip_error:
            return Outcome(code=1, output=self.pip_error)
        if each_line is not None:
            each_line("  Downloading something-1.0-py3-none-any.whl (1 kB)\n")
        return Outcome(code=0)

    def missing_libraries(
        self, python: str, platform: str, environ: Mapping[str, str]
    ) -> list[str]:
        return self._lacks(environ) if self.has_ldd else []

    def _lacks(self, environ: Mapping[str, str]) -> list[str]:
        folders = [Path(one) for one in environ.get("LD_LIBRARY_PATH", "").split(":") if one]
        return [one for one in self.missing if not any((at / one).exists() for at in folders)]

    def _probe(self, environ: Mapping[str, str]) -> Outcome:
        lacks = self._lacks(environ)
        if lacks and not self.qt_error:
            said = f"{lacks[0]}: cannot open shared object file: No such file or directory"
            return Outcome(code=1, output=f"ImportError: {said}\n")
        if self.qt_error:
            return Outcome(code=ABORTED, output=self.qt_error)
        rules = environ.get("FONTCONFIG_FILE")
        has_own_font = rules is not None and (Path(rules).parent / FONT_FILE).exists()
        return Outcome(code=0 if self.has_font or has_own_font else NO_CHINESE_FONT)

    def _without_settings(self, command: Sequence[str]) -> list[str]:
        """Keep the settings of apt and the rest of its command line, each for itself."""
        words = iter(command)
        rest = []
        self.settings = {}
        for word in words:
            if word == "-o":
                name, _, value = next(words).partition("=")
                self.settings[name] = value
            else:
                rest.append(word)
        self.commands.append(" ".join(rest))
        return rest

    def _apt(self, command: Sequence[str]) -> Outcome:
        if self.apt_error:
            return Outcome(code=100, output=self.apt_error)
        if command[1] == "update":
            (Path(self.settings.get("Dir::State::lists", self.top)) / "Packages").touch()
            return Outcome(code=0)
        if "--download-only" in command:
            return self._download(command[command.index("--no-remove") + 1 :])
        self.missing = [one for one in self.missing if PACKAGES.get(one) not in command]
        self.has_font |= FONT_PACKAGE in command
        return Outcome(code=0)

    def _download(self, packages: Sequence[str]) -> Outcome:
        lists = self.settings.get("Dir::State::lists")
        if not self.has_lists and not (lists and (Path(lists) / "Packages").exists()):
            return Outcome(code=100, output=f"E: Unable to locate package {packages[0]}\n")
        for name in [*packages, *self.archives_needed]:
            (Path(self.settings["Dir::Cache::archives"]) / f"{name}_1_amd64.deb").touch()
        return Outcome(code=0)

    def _extract(self, archive: Path, folder: Path) -> Outcome:
        package = archive.name.partition("_")[0]
        self.commands.append(f"dpkg-deb {archive.name}")
        files = [LIBRARIES / one for one in self.missing if PACKAGES.get(one) == package]
        files += [FONT_FILE] if package == FONT_PACKAGE else []
        for file in files:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).touch()
        self.during_unpacking()
        return Outcome(code=0)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """The private environment, not made yet, of a checkout that is empty but for pyproject.toml."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return Environment(str(tmp_path))


@pytest.fixture
def machine(environment: Environment) -> FakeMachine:
    return FakeMachine(environment.top)

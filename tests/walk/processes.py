"""Real processes of the program beside the one that walks: second starts and commands."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import monotonic
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tests.walk.watch import Complaints

_PATIENCE_S = 90.0
"""For a process to end: longer than it waits for the first one."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a command is to write."""

    digest: str
    """Of the source of the article."""
    text: str


@dataclass(frozen=True, slots=True)
class _Started:
    arguments: tuple[str, ...]
    process: subprocess.Popen[bytes]
    said: IO[bytes]
    """Its errors."""
    writes: Written | None
    may_refuse: bool


class Processes:
    """Starts them, and complains of how they end."""

    def __init__(self, config_home: Path, library: Path, complaints: Complaints) -> None:
        self._environ = {
            **os.environ,
            "QUANDIAN_NO_SETUP": "1",
            "QT_QPA_PLATFORM": QApplication.platformName(),
            "XDG_CONFIG_HOME": str(config_home),
            "XDG_CACHE_HOME": str(config_home.parent / "cache"),
        }
        self._options = ("--library", str(library), "--lang", "en")
        self._complaints = complaints
        self._running: list[_Started] = []

    def open(self, files: Iterable[Path]) -> None:
        """Start the program with files, which it hands over to the one that walks, and ends."""
        self._start([str(path) for path in files], None, may_refuse=False)

    def command(self, *arguments: str, writes: Written | None = None) -> None:
        """Start a command, which may say that it cannot do what is asked.

        Args:
            arguments: without the library, which is that of the walk.
            writes: what it writes where it succeeds.
        """
        self._start(arguments, writes, may_refuse=True)

    def _start(self, arguments: Sequence[str], writes: Written | None, *, may_refuse: bool) -> None:
        said = TemporaryFile()  # noqa: SIM115 - closed once it was read
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.walk.second", *arguments, *self._options],
            cwd=ROOT,
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        self._running.append(_Started(tuple(arguments), process, said, writes, may_refuse))

    @property
    def pending(self) -> list[Written]:
        """What those that run may be about to write."""
        return [each.writes for each in self._running if each.writes]

    def ended(self) -> list[Written]:
        """Complain of those that ended badly meanwhile; return what the others wrote."""
        done = [each for each in self._running if each.process.poll() is not None]
        self._running = [each for each in self._running if each not in done]
        return [each.writes for each in done if self._went_well(each) and each.writes]

    def wait(self) -> list[Written]:
        """Go on with what Qt has to do until all have ended; return what they wrote."""
        deadline = monotonic() + _PATIENCE_S
        written = self.ended()
        while self._running and monotonic() < deadline:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            written += self.ended()
        for each in self._running:
            self._complaints.add(f"{' '.join(each.arguments)} did not come to its end")
            each.process.kill()
            each.process.wait()
            each.said.close()
        self._running = []
        return written

    def _went_well(self, started: _Started) -> bool:
        """Tell whether it did what it was asked; that it said why not is no defect."""
        code = started.process.returncode
        with started.said as file:
            file.seek(0)
            said = file.read().decode("utf-8", "replace")
        is_refusal = started.may_refuse and code == 1 and said and "unexpected" not in said
        if "Traceback" in said or (code and not is_refusal):
            what = " ".join(started.arguments)
            self._complaints.add(f"{what} ended with {code}, saying {said!r}")
        return code == 0

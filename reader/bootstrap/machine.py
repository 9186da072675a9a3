"""The machine that is set up: what runs on it, and how the person at it is told."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from reader.bootstrap.wording import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.localization import Locale


_ERROR_MARKS = ("ERROR:", "E:", "qt.qpa.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a command ended.

    Attributes:
        code: its exit code; negative where a signal ended it.
        output: all that it wrote, standard error included.
    """

    code: int
    output: str = ""

    def reason(self) -> str:
        """Return the line of the output that says best what went wrong.

        The first one of pip, apt or Qt that is an error, for the later ones are consequences; else
        the last one, which in a traceback names the exception.
        """
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        errors = [line for line in lines if line.startswith(_ERROR_MARKS)]
        return (errors or lines[-1:] or [f"exit code {self.code}"])[0]


class Machine:
    """What setting up asks of a machine.

    Attributes:
        log: the file that keeps what the commands wrote.
        has_apt: whether system packages come from apt.
        is_root: whether this process may install them.
    """

    def __init__(self, *, language: Locale, top: str, log: str) -> None:
        self._language = language
        self._top = top
        self.log = log
        self.has_apt = shutil.which("apt-get") is not None
        self.is_root = sys.platform != "win32" and os.geteuid() == 0

    def say(self, message: str, **values: str) -> None:
        """Tell the person at the machine; `message` is a key of `MESSAGES`."""
        print(MESSAGES[message][self._language].format(**values), file=sys.stderr, flush=True)

    def run(
        self,
        command: Sequence[str],
        *,
        environ: Mapping[str, str] | None = None,
        each_line: Callable[[str], None] | None = None,
        inherited: int | None = None,
    ) -> Outcome:
        """Run a command to its end.

        Args:
            command: what to run, with its arguments.
            environ: variables to add to the environment.
            each_line: called with each line the command writes, when it comes.
            inherited: a descriptor that the command keeps open, where the system has such.
        """
        lines = []
        with (
            self._open_log() as log,
            subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
                cwd=self._top,
                env={**os.environ, **(environ or {})},
                pass_fds=() if inherited is None or sys.platform == "win32" else (inherited,),
            ) as process,
        ):
            log.write(f"$ {' '.join(command)}\n")
            for line in process.stdout or ():
                log.write(line)
                lines.append(line)
                if each_line is not None:
                    each_line(line)
        return Outcome(code=process.returncode, output="".join(lines))

    def can_load(self, library: str) -> bool:
        """Say whether the dynamic linker finds a shared library."""
        try:
            ctypes.CDLL(library)
        except OSError:
            return False
        return True

    def _open_log(self) -> TextIO:
        try:
            return open(self.log, "a", encoding="utf-8")
        except OSError:  # a folder of another user: what it is ready for can still be looked at
            return open(os.devnull, "w", encoding="utf-8")

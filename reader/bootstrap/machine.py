"""The machine that is set up: what runs on it, and how the user is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from reader.bootstrap.wording import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.localization import Locale


NO_APT_VARIABLE = "QUANDIAN_NO_APT"
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
        top: the folder that the program lies in.
        has_apt: whether system packages come from Debian's apt.
        has_sudo: whether a person may become root by sudo.
        is_root: whether this process is allowed to install system packages.
        leaves_apt: whether it was asked not to.
    """

    def __init__(self, *, language: Locale, top: str, log: str) -> None:
        self._language = language
        self.top = top
        self.log = log
        # There are systems with an apt-get that installs RPMs, of other names.
        self.has_apt = all(shutil.which(name) for name in ("apt-get", "dpkg"))
        self.has_sudo = shutil.which("sudo") is not None
        self.is_root = sys.platform != "win32" and os.geteuid() == 0
        self.leaves_apt = bool(os.environ.get(NO_APT_VARIABLE))

    @property
    def may_install(self) -> bool:
        """Whether system packages are installed, and not only asked for."""
        return self.has_apt and self.is_root and not self.leaves_apt

    @property
    def may_unpack(self) -> bool:
        """Whether system packages are unpacked for this program, as they cannot be installed."""
        return self.has_apt and not self.is_root and not self.leaves_apt

    def say(self, message: str, **values: str) -> None:
        """Tell the person at the machine; `message` is a key of `MESSAGES`."""
        print(in_words(message, self._language, **values), file=sys.stderr, flush=True)

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
                cwd=self.top,
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

    def missing_libraries(
        self, python: str, platform: str, environ: Mapping[str, str]
    ) -> list[str]:
        """Return what `reader.bootstrap.libraries` finds with an interpreter that has Qt."""
        command = [python, "-m", "reader.bootstrap.libraries", platform]
        return self.run(command, environ=environ).output.split()

    def _open_log(self) -> TextIO:
        try:
            return open(self.log, "a", encoding="utf-8")
        except OSError:  # a folder of another user: what it is ready for can still be looked at
            return open(os.devnull, "w", encoding="utf-8")
